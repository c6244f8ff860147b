"""Learning gain: what a group of learners knew before and after, and how sure one can be. Pure numbers, in percent of
the points of a test.

    found = gain([(50.0, 70.0), (60.0, 75.0), ...], dropped=3)
    found.change, found.interval    # 17.5, (12.1, 22.9)

Only learners with both tests count; how many had one alone is said beside it. Nothing here says why somebody knows
more: without a group that was not taught, a change has no cause.

Sources: Student (1908) for the interval of a mean; Wilcoxon (1945); Wilson (1927) for a share; Hake (1998) for the
normalised gain, from the means of the class and not as a mean of each learner's, which errors of measurement bias
(arXiv 2407.07730); Cohen (1988) for dz, the mean change in standard deviations of the changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist, fmean, stdev

CEILING = 80.0  # percent before, from which on there is little left to gain
FEWEST = 10  # below, nothing is tested
MANY = 30  # from here on the mean of changes is as good as normal, whatever they are
SURE, POWER = 0.95, 0.80

Interval = tuple[float, float]


@dataclass(frozen=True)
class Gain:
    """``n`` learners took both tests, ``dropped`` one alone. ``change``, its ``interval`` and the means are in percent
    of the points. ``dz`` is None where all changed alike, ``normalised`` where nothing was left to gain. ``p`` is of
    Wilcoxon's signed-rank test: None where none is made. ``shows`` is the smallest dz that so many learners show in
    four of five tries.
    """

    n: int
    dropped: int
    before: float
    after: float
    change: float
    interval: Interval | None
    dz: float | None
    normalised: float | None
    p: float | None
    shows: float | None

    @property
    def is_at_the_ceiling(self) -> bool:
        return self.before >= CEILING

    @property
    def is_too_few(self) -> bool:
        return self.n < FEWEST


def gain(pairs: Sequence[tuple[float, float]], dropped: int = 0) -> Gain | None:
    """What the pairs of percent before and after come to; None of nobody."""
    if not pairs:
        return None
    changes = [after - before for before, after in pairs]
    n, before, after = len(pairs), fmean(each[0] for each in pairs), fmean(each[1] for each in pairs)
    change, spread = fmean(changes), stdev(changes) if n > 1 else 0.0
    tested = n >= FEWEST and (n < MANY or before >= CEILING)
    return Gain(
        n=n,
        dropped=dropped,
        before=before,
        after=after,
        change=change,
        interval=around(change, spread / sqrt(n), n - 1) if n > 1 else None,
        dz=change / spread if spread > _NOTHING else None,
        normalised=(after - before) / (100 - before) if before < 100 - _NOTHING else None,
        p=signed_ranks(changes) if tested else None,
        shows=smallest_shown(n),
    )


def wilson(had: int, of: int) -> Interval:
    """The 95 % interval of a share ``had / of``, in percent (Wilson's score interval)."""
    z = NormalDist().inv_cdf((1 + SURE) / 2)
    share, weight = had / of, z * z / of
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def signed_ranks(changes: Sequence[float]) -> float | None:
    """The two-sided p of Wilcoxon's signed-rank test that changes lie around nothing: exact without ties, and of a
    few with them, else by the normal distribution. Who did not change is left out, as Wilcoxon did; None where nobody
    changed.
    """
    moved = [each for each in changes if abs(each) > _NOTHING]
    if not moved:
        return None
    from scipy import stats  # type: ignore[import-untyped]  # seconds to load: only who reads it pays

    return float(stats.wilcoxon([round(each, 6) for each in moved]).pvalue)


@cache
def smallest_shown(n: int) -> float | None:
    """The smallest dz that a paired t-test of ``n`` learners finds in four of five tries, at 5 % on two sides."""
    if n <= 2:  # two changes have one degree of freedom: nothing short of a miracle shows
        return None
    from scipy import special

    low, high = 0.0, 10.0
    while high - low > 1e-4:
        dz = (low + high) / 2
        found = 1 - special.nctdtr(n - 1, dz * sqrt(n), _student(n - 1))
        low, high = (dz, high) if found < POWER else (low, dz)
    return high


def around(mean: float, error: float, degrees: int) -> Interval:
    """The 95 % interval of a mean with this standard error (Student's)."""
    half = _student(degrees) * error
    return mean - half, mean + half


def _student(degrees: int) -> float:
    """Within so many standard errors lie 95 of 100 means, by Student's distribution."""
    from scipy import special

    return float(special.stdtrit(degrees, (1 + SURE) / 2))


_NOTHING = 1e-9  # what a sum of fractions is off by
