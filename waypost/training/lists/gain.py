"""The learning gain of a cohort: everything for those who run it; for other readers of the programme nothing about
fewer than five persons, and nothing from which that follows.
"""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core.small_numbers import LEAST, guarded
from waypost.places.lists import in_order
from waypost.training.gain import Gain, Interval, gain, wilson
from waypost.training.lists.testing import tests_of
from waypost.training.models import CohortTest, Intake, Moment, Nominee, Sitting
from waypost.training.policies import may_run

HEIGHT, LEFT, RIGHT, TOP = 200, 60, 260, 20  # of the drawing: 100 % stands at TOP, 0 % below at TOP + HEIGHT


@dataclass(frozen=True)
class Line:
    """From a learner's first test to the second, as it is drawn."""

    before: float
    after: float

    @property
    def y1(self) -> float:
        return _height(self.before)

    @property
    def y2(self) -> float:
        return _height(self.after)


@dataclass(frozen=True)
class Learner:
    """One row of the table behind the picture. None: they did not take this test."""

    name: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Passed:
    """How many passed a test at the first time, and the interval of their share. None where it may not be shown.

    ``counted``: how many took it is said too. Whoever knows the enrolled would know from it how few did not.
    """

    test: CohortTest
    counted: bool
    n: int | None = None
    of: int | None = None
    interval: Interval | None = None

    @property
    def words(self) -> str:
        if self.n is None or not self.of:
            return ""
        said = {"n": self.n, "of": self.of, "percent": f"{100 * self.n / self.of:.0f}"}
        return _("%(n)d of %(of)d, %(percent)s %%") % said if self.counted else f"{said['percent']} %"


@dataclass
class GainPage:
    """What one reader reads. ``whole``: they run the cohort, and see each of its learners."""

    whole: bool
    gain: Gain | None
    passed: list[Passed]
    learners: list[Learner] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def mean(self) -> Line | None:
        return Line(self.gain.before, self.gain.after) if self.gain else None

    @property
    def n(self) -> str:
        """How many took both, as it is said."""
        if self.gain is None:
            return ""
        return _("%(n)d or more") % {"n": self.gain.n} if self._is_coarse else str(self.gain.n)

    @property
    def dropped(self) -> str:
        if self.gain is None:
            return ""
        return _("fewer than five") if self._is_coarse else str(self.gain.dropped)

    @property
    def _is_coarse(self) -> bool:
        return self.gain is not None and not self.whole and 0 < self.gain.dropped < LEAST


def gain_of(viewer: Viewer, intake: Intake) -> GainPage:
    """First sittings alone: a re-sit shows what somebody learnt from the test."""
    scores = Sitting.first_scores(intake)
    before, after = scores[Moment.BEFORE], scores[Moment.AFTER]
    both = sorted(before.keys() & after.keys())
    pairs = [(before[each], after[each]) for each in both]
    found = gain(pairs, dropped=len(before.keys() ^ after.keys()))
    tests, whole = tests_of(viewer, intake), may_run(viewer, intake)
    passed = [_passed(each, list(scores[Moment(each.moment)].values()), whole) for each in tests]
    if not whole:
        shown = _for_others(found) if found is not None and found.n >= LEAST else None
        return GainPage(whole, shown, passed)
    lines = [Line(*pair) for pair in pairs]
    return GainPage(whole, found, passed, _learners(viewer, intake, before, after), lines)


def _for_others(found: Gain) -> Gain:
    """Where few took one test alone, how many took both is said to the five below, and nothing from which it follows:
    an interval beside dz or what so many show gives the number away, one in whole percent alone does not.
    """
    if not 0 < found.dropped < LEAST:
        return found
    interval = (float(round(found.interval[0])), float(round(found.interval[1]))) if found.interval else None
    return replace(found, n=found.n - found.n % LEAST, interval=interval, dz=None, p=None, shows=None)


def _passed(test: CohortTest, percents: list[float], whole: bool) -> Passed:
    n, of = sum(each >= test.pass_mark for each in percents), len(percents)
    shown = guarded({"": {"passed": n, "not": of - n}})
    if of == 0 or not (whole or shown.is_whole):
        return Passed(test, whole)
    return Passed(test, whole, n, of, wilson(n, of))


def _learners(
    viewer: Viewer, intake: Intake, before: dict[int, float], after: dict[int, float]
) -> list[Learner]:
    rows = Nominee.visible_to(viewer).filter(intake=intake.pk, pk__in=before.keys() | after.keys())
    learners = [Learner(each.name, before.get(each.pk), after.get(each.pk)) for each in rows]
    return sorted(learners, key=lambda each: in_order(each.name))


def _height(percent: float) -> float:
    return round(TOP + HEIGHT * (1 - percent / 100), 1)
