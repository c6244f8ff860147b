"""The coordinator's board: how far each cohort is, what waits for a decision, what is late, and the days that come. For
those who write programmes, of the programmes they write.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.access.keys import Viewer
from waypost.access.policies import writing
from waypost.core import clock
from waypost.core.figures import Window
from waypost.training.figures.stages import EVER, Stage, asked_for, certified, on_rolls
from waypost.training.lists.enrolment import intakes
from waypost.training.lists.figures import planned_in
from waypost.training.models import (
    CohortTest,
    Intake,
    Moment,
    Nominee,
    PracticalSession,
    Seats,
    SessionDay,
    State,
    Status,
    untaken,
)

SHOWN = 40  # cohorts: the oldest of those that are not over or not done with, then those that ended last
AHEAD = timedelta(days=14)
CERTIFIED_WITHIN = timedelta(days=14)  # after a cohort's last day


@dataclass(frozen=True)
class CohortLine:
    """A cohort with its seats, and how many came to each stage. ``planned`` is that of its whole programme."""

    intake: Intake
    planned: int | None
    seats: int
    reached: dict[Stage, int]
    asks_modules: bool

    @property
    def numbers(self) -> list[tuple[Stage, int | None, str]]:
        """Stage, number and the page of its records; None for e-modules where none is for everybody."""
        programme, cohort = self.intake.programme.public_id, self.intake.public_id
        return [
            (
                stage,
                self.reached[stage] if stage != Stage.LEARNED or self.asks_modules else None,
                f"{reverse('figure_records', args=[programme, stage.value])}?by=cohort&of={cohort}&rolls=each",
            )
            for stage in Stage
        ]


@dataclass(frozen=True)
class Item:
    """Something that waits, is late or comes: when, what, of which cohort, and the page to go to."""

    at: datetime
    what: str
    intake: Intake
    address: str
    told: str = ""


@dataclass
class Board:
    lines: list[CohortLine]
    waiting: list[Item] = field(default_factory=list)
    late: list[Item] = field(default_factory=list)
    coming: list[Item] = field(default_factory=list)
    hidden: int = 0  # cohorts that are not shown


def board_of(viewer: Viewer) -> Board:
    """Nineteen queries, whatever the number of cohorts and officers."""
    own = intakes(viewer).filter(writing(viewer, "cohort__programme__"))
    rows = own.exclude(cohort__programme__state=State.CLOSED)
    oldest_open = Case(When(_open(viewer), then=F("cohort__until"))).asc(nulls_last=True)
    shown = rows.order_by(oldest_open, "-cohort__until", "-pk")[:SHOWN]
    newest = sorted(shown, key=lambda each: (each.cohort.until, each.pk), reverse=True)
    found = {each.pk: each for each in newest}
    if not found:
        return Board([])
    board, today = Board(_lines(viewer, found), hidden=rows.count() - len(found)), clock.now()
    items = [*_undecided(viewer, found), *_sessions(viewer, found), *_tests(viewer, found), *_closing(found)]
    for item, waits in [*items, *_uncertified(viewer, found)]:
        kind = board.waiting if waits else board.coming
        (board.late if item.at < today and waits else kind).append(item)
    for each in (board.waiting, board.late, board.coming):
        each.sort(key=lambda item: item.at)
    return board


Found = dict[int, Intake]
Told = list[tuple[Item, bool]]  # and whether it waits for somebody


def _open(viewer: Viewer) -> Q:
    """The condition that a cohort is not over, or that something of it is not done."""
    officers = Nominee.visible_to(viewer).filter(intake=OuterRef("pk"))
    undecided = officers.filter(status__in=[Status.NOMINATED, Status.APPROVED])
    days = SessionDay.visible_to(viewer).filter(untaken(clock.now()), session__intake=OuterRef("pk"))
    undone = Q(Exists(undecided)) | Q(Exists(officers.filter(_is_uncertified()))) | Q(Exists(days))
    return Q(cohort__until__gte=clock.today()) | undone


def _is_uncertified() -> Q:
    """The condition that somebody who is enrolled has no certificate that stands."""
    holders = certified(Window(EVER, clock.today())).values("nominee")
    return Q(status=Status.ENROLLED) & ~Q(pk__in=holders)


def _lines(viewer: Viewer, found: Found) -> list[CohortLine]:
    programmes = {each.programme.pk for each in found.values()}
    modules = asked_for(programmes)
    reached: dict[int, Counter[Stage]] = defaultdict(Counter)
    for row in on_rolls(programmes, Window(EVER, clock.today())):
        reached[row.cohort].update(row.stages)
    seats: Counter[int] = Counter()
    for intake, n in Seats.visible_to(viewer).filter(intake__in=list(found)).values_list("intake", "seats"):
        seats[intake] += n
    planned = planned_in(viewer, [each.programme for each in found.values()])
    return [
        CohortLine(
            each,
            planned.get(each.programme.pk),
            seats[pk],
            {stage: reached[each.cohort_id][stage] for stage in Stage},
            asks_modules=each.programme.pk in modules,
        )
        for pk, each in found.items()
    ]


def _undecided(viewer: Viewer, found: Found) -> Told:
    """Nominated officers about whom the command has not decided, and approved ones who are not let in."""
    rows = Nominee.visible_to(viewer).filter(
        intake__in=list(found), status__in=[Status.NOMINATED, Status.APPROVED]
    )
    told = []
    counts = rows.order_by().values_list("intake", "status").annotate(n=Count("pk", distinct=True))
    for pk, status, n in counts:
        intake = found[pk]
        nominated = status == Status.NOMINATED
        if nominated or intake.cohort.until >= clock.today():
            what = _("Decide about nominations") if nominated else _("Approved and not enrolled")
            last = intake.closes_on if nominated else intake.cohort.since
            said = ngettext("%(n)d officer", "%(n)d officers", n) % {"n": n}
            told.append((Item(clock.end_of(last), what, intake, _cohort(intake), said), True))
    return told


def _sessions(viewer: Viewer, found: Found) -> Told:
    """Days that come; those before whose attendance is missing; sessions over whose sheet was not scanned."""
    days = SessionDay.visible_to(viewer).filter(
        session__intake__in=list(found),
        session__is_cancelled=False,
        off=None,
        starts_at__lt=clock.now() + AHEAD,
    )
    told: Told = []
    last: dict[int, tuple[PracticalSession, SessionDay]] = {}
    missing = set(days.filter(untaken(clock.now())).values_list("pk", flat=True))
    for each in days.select_related("session").order_by("starts_at"):
        session, intake = each.session, found[each.session.intake_id]
        page = reverse("attendance", args=[session.public_id, each.public_id])
        if not each.is_over(clock.now()):
            told.append((Item(each.starts_at, session.title, intake, page, session.place), False))
            last.pop(session.pk, None)
            continue
        last[session.pk] = (session, each)
        if each.pk in missing:
            told.append((Item(each.ends_at, _("Attendance is missing"), intake, page, session.title), True))
    for session, each in last.values():
        if not session.is_signed:
            page = reverse("scan_sheet", args=[session.public_id])
            what, intake = _("The signed sheet is missing"), found[session.intake_id]
            told.append((Item(each.ends_at, what, intake, page, session.title), True))
    return told


def _tests(viewer: Viewer, found: Found) -> Told:
    """Tests that open or close in the days that come."""
    today = clock.today()
    rows = CohortTest.visible_to(viewer).filter(intake__in=list(found), closes_on__gte=today)
    told: Told = []
    for each in rows.filter(opens_on__lte=today + AHEAD):
        intake, name = found[each.intake_id], Moment(each.moment).label
        opens = each.opens_on > today
        what = (_("%(name)s opens") if opens else _("%(name)s closes")) % {"name": name}
        at = clock.begin_of(each.opens_on) if opens else clock.end_of(each.closes_on)
        page = reverse("cohort_test", args=[intake.public_id, each.public_id])
        told.append((Item(at, what, intake, page), False))
    return told


def _closing(found: Found) -> Told:
    """The last days on which units nominate, and first days of cohorts."""
    told: Told = []
    for each in found.values():
        for at, what in (
            (clock.end_of(each.closes_on), _("Last day of nominations")),
            (clock.begin_of(each.cohort.since), _("The cohort begins")),
        ):
            if clock.now() <= at < clock.now() + AHEAD:
                told.append((Item(at, what, each, _cohort(each)), False))
    return told


def _uncertified(viewer: Viewer, found: Found) -> Told:
    """Cohorts that are over, with those who are enrolled and not certified."""
    over = [pk for pk, each in found.items() if each.cohort.until < clock.today()]
    rows = Nominee.visible_to(viewer).filter(_is_uncertified(), intake__in=over)
    told: Told = []
    for pk, n in rows.order_by().values_list("intake").annotate(n=Count("pk", distinct=True)):
        intake = found[pk]
        said = ngettext("%(n)d officer", "%(n)d officers", n) % {"n": n}
        at, page = (
            clock.end_of(intake.cohort.until + CERTIFIED_WITHIN),
            reverse("certify", args=[intake.public_id]),
        )
        told.append((Item(at, _("Enrolled and not certified"), intake, page, said), True))
    return told


def _cohort(intake: Intake) -> str:
    return reverse("cohort", args=[intake.public_id])
