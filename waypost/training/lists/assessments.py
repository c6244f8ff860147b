"""How the learners of a cohort were marked: the board of a session, one learner on it, and one's own results."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.places.lists import in_order
from waypost.training.lists.practicals import Session, is_for, units_of
from waypost.training.lists.rubrics import Whole, wholes
from waypost.training.models import (
    RESITS,
    Assessed,
    Assessment,
    Criterion,
    Decision,
    Nominee,
    Rubric,
    by_try,
    is_for_another,
    on_roster,
)

Marked = dict[tuple[int, int], list[Assessment]]  # by the keys of nominee and rubric, in order of numbers


@dataclass
class Result:
    """One learner against one rubric: every entry in order, and of each time the one that holds. ``viewer``: who looks,
    by the key.
    """

    nominee: Nominee
    rubric: Whole
    entries: list[Assessment] = field(default_factory=list)
    viewer: int = 0

    @property
    def tries(self) -> list[Assessment]:
        return by_try(self.entries)

    @property
    def newest(self) -> Assessment | None:
        return self.entries[-1] if self.entries else None

    @property
    def number(self) -> int:
        """That of the newest entry, 0 where there is none: what a form was opened on."""
        return self.newest.number if self.newest else 0

    @property
    def passed(self) -> bool:
        return self.newest is not None and self.newest.decision == Decision.PASSED

    @property
    def next_attempt(self) -> int:
        """Which time comes next, 0 where none does."""
        done = self.newest.attempt if self.newest else 0
        return 0 if self.passed or done > RESITS else done + 1

    @property
    def is_for_another(self) -> bool:
        """Is the time that comes next for another assessor than who looks?"""
        return is_for_another(self.viewer, self.next_attempt, self.entries)

    @property
    def is_anothers(self) -> bool:
        """Is the newest time for another assessor to correct?"""
        return self.newest is not None and is_for_another(self.viewer, self.newest.attempt, self.entries)

    @property
    def corrected(self) -> list[Assessment]:
        """What was said of a time before it was corrected, the newest first."""
        holds = {each.pk for each in self.tries}
        return [each for each in reversed(self.entries) if each.pk not in holds]

    @property
    def weak(self) -> list[Criterion]:
        """The critical criteria in which they were weak the last time."""
        return self.rubric.weak(self.newest.scores) if self.newest else []


@dataclass
class Marking:
    """One rubric of a session and everybody expected there, by name."""

    rubric: Whole
    results: list[Result]

    @property
    def passed(self) -> int:
        return sum(each.passed for each in self.results)


def board_of(viewer: Viewer, found: Session) -> list[Marking]:
    """Every rubric of a session with everybody expected. Four queries, whatever their number."""
    rubrics = rubrics_in(viewer, found)
    rows = Nominee.visible_to(viewer).filter(on_roster(found.session))
    nominees = sorted(rows.select_related("seats__organisation"), key=lambda each: in_order(each.name_latin))
    marked = _marked(viewer, nominees)
    return [
        Marking(each, [_result(viewer, nominee, each, marked) for nominee in nominees]) for each in rubrics
    ]


def rubrics_in(viewer: Viewer, found: Session) -> list[Whole]:
    """The rubrics learners of a session are marked against."""
    chosen = Assessed.visible_to(viewer).filter(session=found.session.pk)
    rows = Rubric.visible_to(viewer).filter(pk__in=chosen.values("rubric"))
    return wholes(viewer, rows.order_by("pk"))


def own_results(viewer: Viewer, nominees: Sequence[Nominee], found: Session) -> list[Result]:
    """One's own in a session."""
    rubrics = rubrics_in(viewer, found) if nominees else []
    marked = _marked(viewer, nominees) if rubrics else {}
    return [_result(viewer, nominee, each, marked) for nominee in nominees for each in rubrics]


def passed_of(viewer: Viewer, nominees: Sequence[Nominee]) -> dict[int, tuple[int, int]]:
    """How many rubrics somebody is marked against in the sessions for their unit and how many of them they passed, by
    the key of the row. Three queries; of whose marks the viewer does not see, none counts as passed.
    """
    rows = Assessed.visible_to(viewer).filter(
        session__intake__in={each.intake_id for each in nominees}, session__is_cancelled=False
    )
    wanted: dict[int, set[int]] = defaultdict(set)
    chosen = list(rows.values_list("session__intake", "session", "rubric"))
    units = units_of(viewer, {session for _intake, session, _rubric in chosen})
    for intake, session, rubric in chosen:
        for each in nominees:
            if each.intake_id == intake and is_for(each, units[session]):
                wanted[each.pk].add(rubric)
    marked = _marked(viewer, nominees) if wanted else {}
    passed: dict[int, set[int]] = defaultdict(set)
    for (nominee, rubric), entries in marked.items():
        if entries[-1].decision == Decision.PASSED:
            passed[nominee].add(rubric)
    return {each.pk: (len(wanted[each.pk]), len(wanted[each.pk] & passed[each.pk])) for each in nominees}


def _marked(viewer: Viewer, nominees: Sequence[Nominee]) -> Marked:
    rows = Assessment.visible_to(viewer).filter(nominee__in=[each.pk for each in nominees])
    found: Marked = defaultdict(list)
    for each in rows.select_related("by").order_by("number"):
        found[each.nominee_id, each.rubric_id].append(each)
    return found


def _result(viewer: Viewer, nominee: Nominee, rubric: Whole, marked: Marked) -> Result:
    return Result(nominee, rubric, marked.get((nominee.pk, rubric.rubric.pk), []), viewer.pk or 0)
