"""What gates ask of, looked up for many rows at once: e-modules, minutes attended, tests and assessments."""

from collections.abc import Mapping, Sequence

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.training.gates import Known
from waypost.training.lists.assessments import passed_of
from waypost.training.lists.attendance import attended_of
from waypost.training.lists.modules import done_by
from waypost.training.lists.practicals import is_for, units_of
from waypost.training.models import CohortTest, Moment, Nominee, SessionDay, Sitting


def known_of(viewer: Viewer, nominees: Sequence[Nominee], programmes: Mapping[int, int]) -> dict[int, Known]:
    """By the key of the row, of the cohorts in ``programmes`` (the key of the programme by that of the intake). Some
    ten queries, whatever the number. Of what the viewer does not see nothing counts as done.
    """
    rows = [each for each in nominees if each.intake_id in programmes]
    days = _days(viewer, list(programmes))
    units = units_of(viewer, {each.session_id for each in days})
    wanted, done = done_by(
        viewer, set(programmes.values()), [each.person_id for each in rows if each.person_id]
    )
    attended, passed = attended_of(viewer, rows), passed_of(viewer, rows)
    tests = _tests(viewer, rows)
    found = {}
    for each in rows:
        programme, rubrics = programmes[each.intake_id], passed[each.pk]
        theirs = [day for day in days if _is_theirs(day, each, units)]
        coming = (day.starts_at for day in theirs if not day.is_over(clock.now()))
        found[each.pk] = Known(
            e_modules=wanted[programme],
            done=done[programme, each.person_id or 0],
            next_day=next(coming, None),
            minutes=attended.get(each.pk, 0),
            of_minutes=sum(day.minutes for day in theirs),
            passed_test=tests.get(each.pk),
            rubrics=rubrics[0],
            rubrics_passed=rubrics[1],
        )
    return found


def _days(viewer: Viewer, intakes: list[int]) -> list[SessionDay]:
    """The days of the practical sessions of these cohorts, held and to come, in order."""
    rows = SessionDay.visible_to(viewer).filter(
        session__intake__in=intakes, session__is_cancelled=False, off=None
    )
    return list(rows.order_by("starts_at").select_related("session"))


def _is_theirs(day: SessionDay, nominee: Nominee, units: Mapping[int, set[int]]) -> bool:
    return day.session.intake_id == nominee.intake_id and is_for(nominee, units[day.session_id])


def _tests(viewer: Viewer, nominees: Sequence[Nominee]) -> dict[int, bool]:
    """Of those whose cohort has a post-test, whether they passed it, the first time or in a re-sit."""
    rows = CohortTest.visible_to(viewer).filter(
        intake__in={each.intake_id for each in nominees}, moment=Moment.AFTER
    )
    tests = {each.pk: each for each in rows}
    of_cohorts = {each.intake_id for each in tests.values()}
    found = {each.pk: False for each in nominees if each.intake_id in of_cohorts}
    sittings = Sitting.visible_to(viewer).filter(
        test__in=list(tests), nominee__in=list(found), handed_in_at__isnull=False
    )
    for test, nominee, points, out_of in sittings.values_list("test", "nominee", "points", "out_of"):
        found[nominee] = found[nominee] or tests[test].passes(points or 0, out_of or 1)
    return found
