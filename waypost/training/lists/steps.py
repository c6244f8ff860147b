"""What somebody who learns does next, course by course: for the page of their courses, and for the first page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.face.dates import day
from waypost.training.lists.enrolment import Course
from waypost.training.lists.testing import OwnTest
from waypost.training.models import CohortTest, Moment, Sitting, Status


@dataclass(frozen=True)
class Step:
    """One thing to do in a course, or to come to. ``presses``: nobody but the learner can do it, and it can be done
    now. ``due_at`` is None where no day is set.
    """

    words: str
    address: str
    button: str
    due_at: datetime | None
    presses: bool = True


def steps_of(viewer: Viewer, courses: Sequence[Course]) -> dict[int, list[Step]]:
    """By the key of the nomination, as they come. Two queries, none for whoever is enrolled nowhere."""
    taking = [each for each in courses if each.intake is not None and each.nominee.status == Status.ENROLLED]
    tests = _tests(viewer, taking) if taking else {}
    return {each.nominee.pk: _steps(each, tests.get(each.nominee.intake_id, [])) for each in taking}


def _steps(course: Course, tests: list[OwnTest]) -> list[Step]:
    steps = [_test(course, each) for each in tests if each.may_go_on]
    ends = course.intake.cohort.until if course.intake else clock.today()
    if course.known.done < course.known.e_modules:  # also after the last day: no certificate without them
        steps.append(_modules(course))
    if course.known.next_day is not None:
        steps.append(_practical(course, course.known.next_day))
    return sorted(steps, key=lambda each: (not each.presses, each.due_at or clock.end_of(ends)))


def _test(course: Course, own: OwnTest) -> Step:
    assert course.intake is not None  # noqa: S101  of those alone there are tests
    said = {"name": Moment(own.test.moment).label, "day": day(own.test.closes_on)}
    return Step(
        words=_("%(name)s, open until %(day)s") % said,
        address=reverse("sit_test", args=[course.intake.public_id, own.test.public_id]),
        button=_("Continue") if own.is_begun else _("Begin"),
        due_at=clock.end_of(own.test.closes_on),
    )


def _modules(course: Course) -> Step:
    assert course.intake is not None  # noqa: S101  see above
    left = course.known.e_modules - course.known.done
    said = ngettext("%(n)d e-module is left to do.", "%(n)d e-modules are left to do.", left) % {"n": left}
    if course.known.next_day is not None and course.known.next_day > clock.now():
        said = " ".join((said, _("Do them before the practical.")))
    return Step(
        words=said,
        address=reverse("programme", args=[course.intake.programme.public_id]) + "#em",
        button=_("Continue") if course.known.done else _("Begin"),
        due_at=course.known.next_day,
    )


def _practical(course: Course, at: datetime) -> Step:
    assert course.intake is not None  # noqa: S101  see above
    return Step(
        words=_("Practical session"),
        address=reverse("cohort", args=[course.intake.public_id]),
        button=pgettext("act", "Look"),
        due_at=at,
        presses=False,
    )


def _tests(viewer: Viewer, taking: Sequence[Course]) -> dict[int, list[OwnTest]]:
    """One's own of each cohort, with the newest sitting."""
    nominees = {each.nominee.intake_id: each.nominee.pk for each in taking}
    tests = list(CohortTest.visible_to(viewer).filter(intake__in=list(nominees)).order_by("opens_on", "pk"))
    rows = Sitting.visible_to(viewer).filter(test__in=[each.pk for each in tests])
    newest = {
        each.test_id: each for each in rows.filter(nominee__in=list(nominees.values())).order_by("number")
    }
    found: dict[int, list[OwnTest]] = defaultdict(list)
    for test in tests:
        found[test.intake_id].append(OwnTest(test, newest.get(test.pk), clock.today()))
    return found
