"""What gates ask of, looked up for many rows at once: e-modules, minutes attended, tests and assessments."""

from collections import Counter
from collections.abc import Mapping, Sequence

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.training.gates import Known
from waypost.training.lists.assessments import passed_of
from waypost.training.lists.attendance import attended_of
from waypost.training.lists.modules import done_by
from waypost.training.models import CohortTest, Moment, Nominee, SessionDay, Sitting


def known_of(viewer: Viewer, nominees: Sequence[Nominee], programmes: Mapping[int, int]) -> dict[int, Known]:
    """By the key of the row, of the cohorts in ``programmes`` (the key of the programme by that of the intake). Some
    ten queries, whatever the number. Of what the viewer does not see nothing counts as done.
    """
    rows = [each for each in nominees if each.intake_id in programmes]
    days, minutes = _next_days(viewer, list(programmes)), _minutes(viewer, list(programmes))
    wanted, done = done_by(
        viewer, set(programmes.values()), [each.person_id for each in rows if each.person_id]
    )
    attended, passed = attended_of(viewer, rows), passed_of(viewer, rows)
    tests = _tests(viewer, rows)
    found = {}
    for each in rows:
        programme, rubrics = programmes[each.intake_id], passed[each.pk]
        day = days.get(each.intake_id)
        found[each.pk] = Known(
            e_modules=wanted[programme],
            done=done[programme, each.person_id or 0],
            next_day=day.starts_at if day else None,
            minutes=attended.get(each.pk, 0),
            of_minutes=minutes[each.intake_id],
            passed_test=tests.get(each.pk),
            rubrics=rubrics[0],
            rubrics_passed=rubrics[1],
        )
    return found


def _next_days(viewer: Viewer, intakes: list[int]) -> dict[int, SessionDay]:
    rows = SessionDay.visible_to(viewer).filter(
        session__intake__in=intakes, off=None, ends_at__gt=clock.now()
    )
    rows = rows.order_by("-starts_at").select_related("session")
    return {each.session.intake_id: each for each in rows}


def _minutes(viewer: Viewer, intakes: list[int]) -> Counter[int]:
    """How many minutes of practical sessions each cohort has, held and to come."""
    rows = SessionDay.visible_to(viewer).filter(
        session__intake__in=intakes, session__is_cancelled=False, off=None
    )
    found: Counter[int] = Counter()
    for intake, minutes in rows.values_list("session__intake", "minutes"):
        found[intake] += minutes
    return found


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
