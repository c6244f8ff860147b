"""Keeping the sign-off of a department: bound to the words it signed."""

from datetime import date

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Denied, Refused
from waypost.curriculum.models import Curriculum, CurriculumVersion, SignOff, Status
from waypost.curriculum.policies import may_sign_off
from waypost.curriculum.signing import Standing, departments, standings
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.gate.refusing import check_words
from waypost.people.models import Organisation, Person

FAMILIES = ("pdf", "image")
SIGNABLE = (Status.CONSULTATION, Status.FINALISED)


@action("curriculum.signed_off", allowed=may_sign_off)
def sign_off(
    *,
    by: Person,
    curriculum: Curriculum,
    number: str,
    digest: str,
    organisation: Organisation,
    signed_on: date,
    letter: str,
    scan: Clean,
) -> SignOff:
    """Keep that a department signed off the words with this ``digest``, with the scan of its letter."""
    own = by.organisation is not None and by.organisation.pk == organisation.pk
    if not own and not may_write(by, curriculum):
        raise Denied("curriculum.signed_off", thing=curriculum)
    if organisation.pk not in {each.pk for each in departments(curriculum.group_id, clock.today())}:
        raise Refused(
            _("Only departments that sit in the group that is consulted sign off. Choose one of them.")
        )
    version = _words_signed(curriculum, number, digest)
    if signed_on > clock.today():
        raise Refused(
            _("The letter is signed on a day to come. Correct the day."), signed_on=_("Not later than today.")
        )
    if scan.kind.family not in FAMILIES:
        raise Refused(_("Send the scan as a PDF or a picture."), scan=_("A PDF or a picture."))
    if SignOff.unfiltered.filter(
        version__curriculum=curriculum.pk, digest=digest, organisation=organisation
    ).exists():
        raise Refused(
            _("This department has signed off these very words already. Nothing more is to be done.")
        )
    check_words(letter=letter)
    made = SignOff(
        version_id=version.pk,
        organisation=organisation,
        digest=digest,
        signed_on=signed_on,
        letter=letter,
        scan=vault.keep(scan),
        by=by,
        at=clock.now(),
    )
    made.save()
    doors.note(version=number, digest=digest, organisation=organisation.code, sha256=made.scan.sha256)
    return made


def _words_signed(curriculum: Curriculum, number: str, digest: str) -> CurriculumVersion:
    """The version to be signed off now, if the letter is about its very words; else both are named."""
    rows = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk)
    now = rows.filter(status__in=SIGNABLE).order_by("pk").last()
    signed = rows.filter(number=number).first()
    if now is None or signed is None or signed.status == Status.DRAFT:
        raise Refused(
            _("No version is to be signed off now. One that is in consultation can be, and a finalised one.")
        )
    if digest == now.digest:
        return now
    if signed.pk != now.pk:
        raise Refused(
            _(
                "The letter signs off version %(old)s. Version %(new)s has taken its place: read what changed, and "
                "sign off that one."
            )
            % {"old": number, "new": now.number}
        )
    raise Refused(
        _(
            "The letter signs off version %(number)s as it was, with the fingerprint %(old)s…. It was changed since: "
            "version %(number)s has the fingerprint %(new)s… now. Read it, and sign it off as it is."
        )
        % {"number": number, "old": digest[:8], "new": now.digest[:8]}
    )


def standing(curriculum: Curriculum, version: CurriculumVersion) -> list[Standing]:
    """How the departments of the group stand with a version today."""
    signed = SignOff.unfiltered.filter(version__curriculum=curriculum.pk)
    return standings(departments(curriculum.group_id, clock.today()), version, signed)


def demand_sign_offs(curriculum: Curriculum, version: CurriculumVersion, because: str) -> int:
    """Refuse to finalise a version while departments have not signed it off and nobody says why that can't wait. How
    many are missing.
    """
    missing = [each for each in standing(curriculum, version) if each.signed is None]
    if missing and not because:
        again = _("(must sign again)")
        names = [
            f"{each.department.name} {again}" if each.before else each.department.name for each in missing
        ]
        raise Refused(
            _(
                "These departments have not signed off version %(number)s: %(names)s. Wait for them, or say why not."
            )
            % {"number": version.number, "names": ", ".join(names)},
            because=_("Say why, or wait."),
        )
    check_words(because=because)
    return len(missing)
