"""What may be said of the answers to one item, and to whom. Pure numbers.

    read([0, 1, 5, 20, 21], asked=52, whole=False)

Of fewer than five answers nobody is told anything, not even those who run the cohort: answers were promised to be
nobody's. Other readers of the programme see three bands, and none of fewer than five nor what would give it away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import stdev

from waypost.core.small_numbers import LEAST, guarded
from waypost.training.gain import FEWEST, Interval, around

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Mean:
    """The mean of the answers from 1 to 5. The interval is Student's, within the scale: None of few, where it says more
    than is known, and where all answered alike.
    """

    value: float
    interval: Interval | None


@dataclass(frozen=True)
class Reading:
    """``cells``: how many chose each value, or each of three bands (``is_coarse``). None stands for what is left out,
    and no mean is said then.
    """

    cells: tuple[int | None, ...]
    n: int | None
    mean: Mean | None
    is_coarse: bool

    @property
    def is_whole(self) -> bool:
        return None not in self.cells


def read(counts: Sequence[int], *, asked: int, whole: bool) -> Reading | None:
    """None of fewer than five answers. ``whole``: for those who run the cohort."""
    n = sum(counts)
    if n < LEAST:
        return None
    if whole:
        return Reading(tuple(counts), n, mean_of(counts), is_coarse=False)
    bands = {"no": counts[0] + counts[1], "neither": counts[2], "yes": counts[3] + counts[4]}
    silent = {"": max(0, asked - n)}  # whoever knows how many were asked would subtract
    shown = guarded({"": bands | silent}).rows[""]
    fine = guarded({"": dict(enumerate(counts)) | {-1: silent[""]}})
    return Reading(
        tuple(shown[name] for name in bands),
        n if shown[""] is not None else None,
        mean_of(counts) if fine.is_whole else None,
        is_coarse=True,
    )


def mean_of(counts: Sequence[int]) -> Mean:
    answers = [value for value, many in enumerate(counts, LOWEST) for _each in range(many)]
    value = sum(answers) / len(answers)
    if len(answers) < FEWEST or min(answers) == max(answers):
        return Mean(value, None)
    low, high = around(value, stdev(answers) / len(answers) ** 0.5, len(answers) - 1)
    return Mean(value, (max(low, float(LOWEST)), min(high, float(HIGHEST))))
