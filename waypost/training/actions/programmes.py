"""Writing a programme, agreeing its plan, and what hangs on it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.curriculum.models import CurriculumVersion
from waypost.gate.refusing import check_words
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Topic
from waypost.projects.models import FundingLine, Project
from waypost.publications.models import Publication
from waypost.training.models import (
    MARKS,
    Cohort,
    Engagement,
    Funding,
    Plan,
    PlannedUnit,
    Programme,
    ProgrammeOpening,
    Released,
    State,
)
from waypost.training.policies import may_read

MOST_UNITS = 60
MOST_RELEASED = 60


@dataclass(frozen=True)
class Head:
    """What is said of a programme itself. What it points to was loaded through ``visible_to``."""

    code: str
    title_en: str
    title_th: str
    section: str
    state: str = State.PLANNED
    mark: Mark = Mark.AMBER
    project: Project | None = None
    lines: Sequence[FundingLine] = ()
    curriculum: CurriculumVersion | None = None
    released: Sequence[Organisation] = ()


@dataclass(frozen=True)
class Agreed:
    """What a plan says, in both languages."""

    method_en: str
    method_th: str
    agreed_with_en: str
    agreed_with_th: str
    agreed_by: Organisation
    agreed_on: date
    meeting_en: str
    meeting_th: str
    replaces_en: str = ""
    replaces_th: str = ""
    because_en: str = ""
    because_th: str = ""
    audience: int | None = None


@dataclass(frozen=True)
class Unit:
    """How many of one unit; without a name of its own the whole organisation."""

    organisation: Organisation
    participants: int
    unit_en: str = ""
    unit_th: str = ""


@action("training.started", allowed=may_begin)
def start(*, by: Person, organisation: Organisation, network: Network, head: Head) -> Programme:
    """Begin a programme that this organisation runs in one of its networks."""
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    own = Programme.unfiltered.filter(organisation=organisation, network=network)
    if own.filter(code__iexact=head.code).exists():
        raise Refused(_("This code is taken. Choose another."), code=_("Taken already."))
    programme = Programme(
        organisation=organisation, network=network, code=head.code, started_at=clock.now(), revision=0
    )
    _keep(programme, head)
    doors.about(programme)
    doors.note(network=network.key)
    return programme


@action("training.written", allowed=may_write)
def write(*, by: Person, programme: Programme, revision: int, head: Head) -> Programme:
    """Say it anew; the code stays. ``revision`` is the programme's when the form was opened."""
    _demand_current(programme, revision)
    _keep(programme, head)
    return programme


@action("training.plan_agreed", allowed=may_write)
def agree(
    *,
    by: Person,
    programme: Programme,
    revision: int,
    agreed: Agreed,
    units: Sequence[Unit],
    topics: Sequence[Topic] = (),
    document: Publication | None = None,
) -> Plan:
    """Keep what was agreed, as the next plan: the ones before stay as they were."""
    _demand_current(programme, revision)
    _check_units(units)
    if agreed.agreed_on > clock.today():
        raise Refused(_("This day has not come. Give the day of the agreement."), agreed_on=_("Not yet."))
    check_words(
        contacts=False, **{name: text for name, text in vars(agreed).items() if isinstance(text, str)}
    )
    plan = Plan(
        programme_id=programme.pk,
        number=Plan.unfiltered.filter(programme=programme.pk).count() + 1,
        document_id=document.pk if document else None,
        written_by=by,
        at=clock.now(),
        **vars(agreed),
    )
    plan.save()
    plan.topics.set(topics)
    PlannedUnit.unfiltered.bulk_create([PlannedUnit(plan_id=plan.pk, **vars(each)) for each in units])
    _changed(programme)
    doors.note(number=plan.number, participants=sum(each.participants for each in units))
    return plan


@action("training.partner_engaged", allowed=may_write)
def engage(
    *,
    by: Person,
    programme: Programme,
    partner: str,
    on: date,
    outcome: Engagement.Outcome,
    note_en: str = "",
    note_th: str = "",
) -> Engagement:
    """Keep that a partner was spoken to, and what came of it."""
    if on > clock.today():
        raise Refused(_("This day has not come. Give the day on which you spoke."), on=_("Not yet."))
    check_words(partner=partner, note_en=note_en, note_th=note_th)
    engagement = Engagement(
        programme_id=programme.pk, partner=partner, on=on, outcome=outcome, note_en=note_en, note_th=note_th
    )
    engagement.save()
    _changed(programme)
    doors.note(outcome=str(outcome))
    return engagement


@dataclass(frozen=True)
class CohortWords:
    """A cohort as it is written."""

    name_en: str
    name_th: str
    since: date
    until: date
    units_en: str = ""
    units_th: str = ""
    trains_trainers: bool = False


@action("training.cohort_added", allowed=may_write)
def add_cohort(*, by: Person, programme: Programme, cohort: CohortWords) -> Cohort:
    """Add those who are to learn together."""
    if cohort.until < cohort.since:
        raise Refused(_("It ends before it begins. Correct one of the days."), until=_("Give a later day."))
    names = ("name_en", "name_th", "units_en", "units_th")
    check_words(**{name: getattr(cohort, name) for name in names})
    if Cohort.unfiltered.filter(programme=programme.pk, name_en__iexact=cohort.name_en).exists():
        raise Refused(_("A cohort has this name already. Give another."), name_en=_("Taken already."))
    made = Cohort(programme_id=programme.pk, **asdict(cohort))
    made.save()
    _changed(programme)
    return made


@action("training.content_opened", allowed=may_read)
def open_content(*, by: Person, programme: Programme) -> None:
    """Record that the content of a programme under TLP:AMBER was opened."""
    row = ProgrammeOpening.unfiltered.filter(programme=programme.pk, person=by.pk).first()
    row = row or ProgrammeOpening(programme_id=programme.pk, person=by)
    row.last_at, row.revision = clock.now(), programme.revision
    row.save()
    doors.note(mark=Mark(programme.mark).label)


def opened(*, by: Person, programme: Programme) -> None:
    """Called by the page that shows content: recorded once a person, revision and hour, at TLP:AMBER."""
    if programme.mark < Mark.AMBER:
        return
    last = ProgrammeOpening.visible_to(by).filter(programme=programme.pk).first()
    fresh = last is not None and clock.now() - last.last_at < timedelta(hours=1)
    if last is None or not fresh or last.revision != programme.revision:
        open_content(by=by, programme=programme)


def _keep(programme: Programme, head: Head) -> None:
    """Write the head and what hangs on it, and compile whom it reaches."""
    _check(programme, head)
    for name in ("title_en", "title_th", "section", "state", "mark"):
        setattr(programme, name, getattr(head, name))
    programme.project_id = head.project.pk if head.project else None
    programme.curriculum_id = head.curriculum.pk if head.curriculum else None
    programme.revision += 1
    programme.save()
    Released.unfiltered.filter(programme=programme.pk).delete()
    Funding.unfiltered.filter(programme=programme.pk).delete()
    for body in head.released:
        Released(programme_id=programme.pk, organisation=body).save()
    for line in head.lines:
        Funding(programme_id=programme.pk, line_id=line.pk).save()
    programme.recompile()
    doors.note(mark=Mark(head.mark).label, state=str(head.state), released=len(head.released))


def _changed(programme: Programme) -> None:
    programme.revision += 1
    programme.save()


def _demand_current(programme: Programme, revision: int) -> None:
    if revision != programme.revision:
        raise Overtaken(
            _(
                "Somebody changed this programme since you opened the page. What stands now is shown beside yours."
            ),
            theirs=programme,
        )


def _check(programme: Programme, head: Head) -> None:
    if head.mark not in MARKS:
        raise Refused(
            _("A programme is TLP:CLEAR, TLP:GREEN or TLP:AMBER."), mark=_("Choose one of the three.")
        )
    if head.released and head.mark != Mark.AMBER:
        raise Refused(
            _(
                "Under this mark everybody of the network reads it. Name no organisations, or choose TLP:AMBER."
            ),
            released=_("Only under TLP:AMBER."),
        )
    if len(head.released) > MOST_RELEASED:
        raise Refused(
            _("You name more than 60 organisations. Choose TLP:GREEN, or name fewer."),
            released=_("Not more than 60."),
        )
    if head.project is not None and head.project.organisation_id != programme.organisation_id:
        raise Refused(
            _("Another organisation runs this project. Choose one of your own."), project=_("Not your own.")
        )
    if any(head.project is None or line.project_id != head.project.pk for line in head.lines):
        raise Refused(
            _("This line does not pay for the project you chose. Choose a line of it."),
            lines=_("Not of this project."),
        )
    check_words(code=head.code, title_en=head.title_en, title_th=head.title_th)


def _check_units(units: Sequence[Unit]) -> None:
    if not units:
        raise Refused(_("A plan names at least one unit, with how many of it take part."))
    if len(units) > MOST_UNITS:
        raise Refused(_("You name more than 60 units. Put some of them together."))
    names = [(each.organisation.pk, each.unit_en.casefold()) for each in units]
    if len(set(names)) < len(names):
        raise Refused(_("One unit stands there twice. Put both numbers into one row."))
    if any(bool(each.unit_en) != bool(each.unit_th) for each in units):
        raise Refused(
            _("A unit has its name in both languages, or in neither. Write the one that is missing.")
        )
    if any(each.participants < 1 for each in units):
        raise Refused(_("A unit sends at least one. Take out the rows of those that send nobody."))
    for each in units:
        check_words(unit_en=each.unit_en, unit_th=each.unit_th)
