"""Certificates as somebody sees them: their own, those of a cohort, and who may be certified."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.curriculum.lists.versions import modules_of, version_seen
from waypost.curriculum.models import Module
from waypost.people.models import Endorsement, Person, Post
from waypost.people.models.posts import current
from waypost.places.lists import in_order
from waypost.training.gates import Scope, gate_of
from waypost.training.lists.known import known_of
from waypost.training.lists.practicals import units_of
from waypost.training.models import (
    HOLDING,
    Certificate,
    Facilitation,
    Intake,
    Nominee,
    Programme,
    Revocation,
    SessionDay,
    Teaching,
    Validity,
    oneself,
    validity,
)
from waypost.training.renewal import years_after

HOLDS_FOR_YEARS = 2


@dataclass
class Held:
    """A certificate, how it stands with it today, its programme's mark, and who taught its holder."""

    certificate: Certificate
    validity: Validity
    mark: Mark
    revocation: Revocation | None = None
    teachers: list[Teaching] = field(default_factory=list)

    @property
    def can_be_looked_up(self) -> bool:
        return self.mark < Mark.AMBER

    @property
    def paper_mark(self) -> Mark:
        """The paper is its holder's to show, but under TLP:AMBER."""
        return Mark.CLEAR if self.can_be_looked_up else Mark.AMBER


@dataclass
class Candidate:
    """Somebody on a seat of a cohort: the certificate they have, or what is missing to get one."""

    nominee: Nominee
    held: Held | None
    missing: list[str]

    @property
    def is_ready(self) -> bool:
        return self.held is None and not self.missing


def held(viewer: Viewer, rows: SeenQuerySet[Certificate]) -> list[Held]:
    """How it stands with certificates that came through ``visible_to``: four queries more, whatever their number."""
    found = list(rows)
    marks = dict(rows.values_list("pk", "programme__mark"))
    keys = [each.pk for each in found]
    revoked = {
        each.certificate_id: each for each in Revocation.visible_to(viewer).filter(certificate__in=keys)
    }
    newer = set(Certificate.visible_to(viewer).filter(replaces__in=keys).values_list("replaces", flat=True))
    taught: dict[int, list[Teaching]] = defaultdict(list)
    for each in Teaching.visible_to(viewer).filter(certificate__in=keys).order_by("pk"):
        taught[each.certificate_id].append(each)
    today = clock.today()
    return [
        Held(
            each,
            validity(today, each.valid_until, revoked=each.pk in revoked, replaced=each.pk in newer),
            Mark(marks[each.pk]),
            revoked.get(each.pk),
            taught[each.pk],
        )
        for each in found
    ]


def own_certificates(viewer: Viewer) -> list[Held]:
    """One's own, the newest first."""
    if not isinstance(viewer, Person):
        return []
    own = Nominee.visible_to(viewer).filter(oneself(viewer)).values("pk")
    return held(viewer, Certificate.visible_to(viewer).filter(nominee__in=own).order_by("-pk"))


def certificate_seen(viewer: Viewer, public_id: str) -> Held | None:
    rows = held(viewer, Certificate.visible_to(viewer).filter(public_id=public_id))
    return rows[0] if rows else None


def programme_of(viewer: Viewer, certificate: Certificate) -> Programme | None:
    """The programme, where the reader sees it: a holder need not any more."""
    return Programme.visible_to(viewer).filter(pk=certificate.programme_id).first()


def around(viewer: Viewer, certificate: Certificate) -> list[Certificate]:
    """The one it replaces and the one that replaced it, the older first."""
    rows = Certificate.visible_to(viewer).filter(nominee=certificate.nominee_id).exclude(pk=certificate.pk)
    return [
        each
        for each in rows.order_by("pk")
        if certificate.pk == each.replaces_id or each.pk == certificate.replaces_id
    ]


def candidates(viewer: Viewer, intake: Intake) -> list[Candidate]:
    """Everybody on a seat, by name, with their newest certificate or what is missing."""
    rows = Nominee.visible_to(viewer).filter(intake=intake.pk, status__in=HOLDING)
    nominees = sorted(rows.select_related("seats__organisation"), key=lambda each: in_order(each.name_latin))
    certificates = Certificate.visible_to(viewer).filter(nominee__in=[each.pk for each in nominees])
    newest = {each.certificate.nominee_id: each for each in held(viewer, certificates.order_by("pk"))}
    known = known_of(viewer, nominees, {intake.pk: intake.programme.pk})
    return [
        Candidate(
            each,
            newest.get(each.pk),
            [one.sentence for one in gate_of(each, Scope.CERTIFY, known[each.pk]).missing],
        )
        for each in nominees
    ]


def taught_in(viewer: Viewer, intake: Intake) -> tuple[int, list[Person]]:
    """What the practical sessions of a cohort say for its certificates: the minutes of the unit that has most of them,
    and who teaches in them, who leads the most of them first.
    """
    days = SessionDay.visible_to(viewer).filter(
        session__intake=intake.pk, session__is_cancelled=False, off=None
    )
    minutes = list(days.values_list("session", "minutes"))
    units = units_of(viewer, {session for session, _minutes in minutes})
    for_all = sum(taught for session, taught in minutes if not units[session])
    apart: Counter[int] = Counter()
    for session, taught in minutes:
        apart.update(dict.fromkeys(units[session], taught))
    teach = Facilitation.visible_to(viewer).filter(
        session__intake=intake.pk,
        session__is_cancelled=False,
        role__in=Facilitation.TEACHING,
        person__isnull=False,
    )
    leads: Counter[Person] = Counter()
    for each in teach.select_related("person").order_by("pk"):
        if each.person is not None:
            leads[each.person] += each.role == Facilitation.Role.LEAD
    most = for_all + max(apart.values(), default=0)
    return most, [person for person, _led in leads.most_common()]


def trainers_of(viewer: Viewer, intake: Intake) -> list[Person]:
    """Who may have taught a cohort: the trainers of its network. Whoever certifies has to name them, so to them they
    are named.
    """
    seen = Intake.visible_to(viewer).filter(pk=intake.pk)
    programme = Programme.visible_to(viewer).filter(pk__in=seen.values("cohort__programme")).first()
    return trainers_in(programme.network_id) if programme is not None else []


def trainers_in(network: int) -> list[Person]:
    """Whoever holds the post of a trainer with a word in a network, by name."""
    today = clock.today()
    words = Endorsement.objects.filter(
        current(today),
        current(today, "tenure__"),
        network=network,
        tenure__post__role=Post.Role.TRAINER,
    )
    people = Person.objects.with_access().filter(pk__in=words.values("tenure__person"))
    return sorted(people, key=lambda each: in_order(each.name_latin))


def minutes_of(viewer: Viewer, programme: Programme) -> tuple[int, int]:
    """Minutes of the curriculum's e-modules, and of all else, as far as this viewer reads it."""
    version = version_seen(viewer, programme.curriculum_id)
    modules = modules_of(viewer, version) if version else []
    online = sum(each.minutes for each in modules if each.delivery == Module.Delivery.E_MODULE)
    return online, sum(each.minutes for each in modules) - online


def holds_until(day: date) -> date:
    """Two years after the last day of a cohort."""
    return years_after(day, HOLDS_FOR_YEARS)


def names_of(people: Iterable[Person]) -> list[tuple[str, str]]:
    """For a form: public id and name."""
    return [(each.public_id, each.name) for each in people]
