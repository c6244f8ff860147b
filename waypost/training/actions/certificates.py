"""Certificates: issuing them to those who may be certified, taking one back, and issuing one anew."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.curriculum.models import CurriculumVersion
from waypost.gate.refusing import check_words
from waypost.people.models import NAMES, Person
from waypost.training.gates import Known, Scope, gate_of
from waypost.training.lists.certificates import trainers_of
from waypost.training.lists.known import known_of
from waypost.training.models import (
    Certificate,
    Cohort,
    Facilitation,
    Intake,
    Nominee,
    Programme,
    Revocation,
    Status,
    Teaching,
    new_code,
)
from waypost.training.policies import may_certify, may_settle


@dataclass(frozen=True)
class Taught:
    """What is certified of a cohort: minutes by how it was taught, who taught, and how long the certificate holds."""

    lead: Person
    others: Sequence[Person] = ()
    minutes_online: int = 0
    minutes_practical: int = 0
    valid_until: date | None = None


@dataclass(frozen=True)
class Names:
    """How somebody is called on a certificate."""

    name_latin: str
    name_native: str = ""
    rank_title: str = ""
    rank_native: str = ""


@action("training.certified", allowed=may_certify)
def certify(*, by: Person, intake: Intake, nominees: Sequence[Nominee], taught: Taught) -> list[Certificate]:
    """Certify those who may be certified: all of them, or nobody. Names are those of this day."""
    cohort = Cohort.unfiltered.get(pk=intake.cohort_id)
    programme = (
        Programme.unfiltered.select_for_update().select_related("organisation").get(pk=cohort.programme_id)
    )
    rows = _to_certify(by, intake, programme.pk, nominees)
    _check_taught(by, intake, cohort, taught, rows)
    numbers = _numbers(programme)
    common = _of_the_cohort(programme, cohort, taught)
    made = [
        Certificate(
            nominee_id=row.pk, number=number, code=new_code(), by=by, at=clock.now(), **row.names(), **common
        )
        for row, number in zip(rows, numbers, strict=False)
    ]
    Certificate.unfiltered.bulk_create(made)
    Teaching.unfiltered.bulk_create(each for one in made for each in _teachers(one, taught))
    doors.note(certified=len(made), persons=[row.person.public_id for row in rows if row.person])
    return made


@action("training.certificate_revoked", allowed=may_settle)
def revoke(*, by: Person, certificate: Certificate, because: str) -> Revocation:
    """Say that a certificate holds no longer. Whoever looks its code up reads that, and not why."""
    check_words(because=because)
    _check_standing(certificate)
    made = Revocation(certificate_id=certificate.pk, because=because, by=by, at=clock.now())
    made.save()
    _tell_holder(certificate)
    return made


@action("training.certificate_reissued", allowed=may_settle)
def reissue(*, by: Person, certificate: Certificate, names: Names, because: str) -> Certificate:
    """Issue one anew under another number, with the names corrected. The one before is superseded, and stays."""
    check_words(because=because)
    _check_standing(certificate)
    programme = Programme.unfiltered.select_for_update().get(pk=certificate.programme_id)
    kept = {
        field.attname: getattr(certificate, field.attname)
        for field in Certificate._meta.local_concrete_fields
        if field.attname not in ("id", "public_id", *NAMES)
    }
    anew = {"number": next(_numbers(programme)), "code": new_code(), "by_id": by.pk, "at": clock.now()}
    made = Certificate(**{**kept, **anew, **asdict(names), "replaces_id": certificate.pk, "because": because})
    made.save()
    rows = Teaching.unfiltered.filter(certificate=certificate.pk)
    Teaching.unfiltered.bulk_create(
        Teaching(certificate_id=made.pk, person_id=row.person_id, role=row.role, **row.names())
        for row in rows
    )
    _tell_holder(certificate)
    return made


def _to_certify(by: Person, intake: Intake, programme: int, nominees: Sequence[Nominee]) -> list[Nominee]:
    """The rows as they are now, by name. Raises Refused with the reason of everybody who may not be certified."""
    wanted = [each.pk for each in nominees]
    rows = list(
        Nominee.unfiltered.filter(pk__in=wanted, intake=intake.pk)
        .select_related("seats__organisation", "person")
        .order_by("name_latin", "pk")
    )
    if not rows:
        raise Refused(_("Tick at least one person."))
    have = set(Certificate.unfiltered.filter(nominee__in=wanted).values_list("nominee", flat=True))
    known = known_of(by, rows, {intake.pk: programme})
    said = [f"{row.name}: {why}" for row in rows if (why := _why_not(row, have, by, known[row.pk]))]
    if said:
        raise Refused(_("Nobody was certified. Untick who may not be: %(who)s") % {"who": " ".join(said)})
    return rows


def _why_not(row: Nominee, have: set[int], by: Person, known: Known) -> str:
    """In words why somebody may not be certified; empty where they may."""
    if row.pk in have:
        return _("There is a certificate already. Issue that one anew.")
    if row.person_id == by.pk:
        return _("It is you: somebody else of your organisation certifies you.")
    if row.status != Status.ENROLLED:
        return _("Only who is enrolled is certified.")
    return " ".join(each.sentence for each in gate_of(row, Scope.CERTIFY, known).missing)


def _check_taught(by: Person, intake: Intake, cohort: Cohort, taught: Taught, rows: list[Nominee]) -> None:
    if cohort.since > clock.today():
        raise Refused(_("The cohort has not begun. Certify when it was taught."))
    if taught.minutes_online + taught.minutes_practical <= 0:
        sentence = _("Say how many minutes were taught.")
        raise Refused(sentence, minutes_practical=sentence)
    if taught.valid_until is not None and taught.valid_until <= clock.today():
        sentence = _("This day is over. Give a later one, or none.")
        raise Refused(sentence, valid_until=sentence)
    teachers = [taught.lead, *taught.others]
    known = {each.pk for each in trainers_of(by, intake)}
    if len({each.pk for each in teachers}) < len(teachers) or not {each.pk for each in teachers} <= known:
        sentence = _("Choose each trainer once, and the lead trainer not as a co-trainer too.")
        raise Refused(sentence, others=sentence)
    if {each.pk for each in teachers} & {row.person_id for row in rows}:
        raise Refused(_("Nobody teaches themselves: a trainer is among those you ticked."))


def _numbers(programme: Programme) -> Iterator[int]:
    """The next numbers in a programme, which is locked."""
    newest = (
        Certificate.unfiltered.filter(programme=programme.pk).aggregate(Max("number"))["number__max"] or 0
    )
    return iter(range(newest + 1, newest + 10_000))


def _of_the_cohort(programme: Programme, cohort: Cohort, taught: Taught) -> dict[str, object]:
    """What stands alike on all certificates of one act."""
    version = (
        CurriculumVersion.unfiltered.filter(pk=programme.curriculum_id or 0)
        .select_related("curriculum")
        .first()
    )
    return {
        "programme_id": programme.pk,
        "programme_code": programme.code,
        "title_en": programme.title_en,
        "title_th": programme.title_th,
        "issuer_en": programme.organisation.name_en,
        "issuer_th": programme.organisation.name_th,
        "cohort_en": cohort.name_en,
        "cohort_th": cohort.name_th,
        "since": cohort.since,
        "until": cohort.until,
        "minutes_online": taught.minutes_online,
        "minutes_practical": taught.minutes_practical,
        "valid_until": taught.valid_until,
        "curriculum_code": version.curriculum.code if version else "",
        "curriculum_number": version.number if version else "",
        "curriculum_digest": version.digest if version else "",
    }


def _teachers(certificate: Certificate, taught: Taught) -> Iterator[Teaching]:
    for person in (taught.lead, *taught.others):
        role = Facilitation.Role.LEAD if person is taught.lead else Facilitation.Role.CO
        yield Teaching(certificate_id=certificate.pk, person=person, role=role, **person.names())


def _check_standing(certificate: Certificate) -> None:
    if Revocation.unfiltered.filter(certificate=certificate.pk).exists():
        raise Refused(_("This certificate is revoked already."))
    if Certificate.unfiltered.filter(replaces=certificate.pk).exists():
        raise Refused(_("A newer certificate took the place of this one. Look at that one."))


def _tell_holder(certificate: Certificate) -> None:
    """The holder is told of it where they learned: the act is about the cohort, and names the certificate."""
    nominee = Nominee.unfiltered.select_related("person").get(pk=certificate.nominee_id)
    doors.about(Intake.unfiltered.get(pk=nominee.intake_id))
    doors.note(
        certificate=certificate.public_id, persons=[nominee.person.public_id] if nominee.person else []
    )
