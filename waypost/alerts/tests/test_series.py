"""The drawers of number series: whatever the range, each of its numbers looks into its drawer, and into few others."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.alerts.models import HasPart, Series, drawer_of, drawers_for
from waypost.alerts.numbers import normal, range_of
from waypost.alerts.tests.alerting import alerted
from waypost.core.doors import outside_actions
from waypost.core.errors import Refused

PREFIX = st.from_regex(r"([A-Z0-9]{0,4}[A-Z])?", fullmatch=True)


@given(PREFIX, st.integers(1, 12), st.data())
def test_a_number_in_the_series_looks_into_its_drawer(prefix: str, width: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, 10**width - 1))
    last = data.draw(st.integers(first, 10**width - 1))
    number = data.draw(st.integers(first, last))

    assert drawer_of(prefix, width, first, last) in drawers_for(f"{prefix}{number:0{width}d}")


@given(st.text("ABU0123456789", min_size=1, max_size=24))
def test_a_look_up_opens_a_bounded_number_of_drawers(number: str) -> None:
    assert len(drawers_for(number)) <= 90


@given(st.integers(0, 10**8 - 1), st.integers(0, 10**8 - 1))
def test_what_was_typed_is_what_is_kept(one: int, two: int) -> None:
    first, last = sorted((one, two))
    found = range_of(f"u-{first:08d}", f"U {last:08d}")
    assert (found.prefix, found.width, found.first, found.last, found.mask) == (
        "U",
        8,
        first,
        last,
        "A99999999",
    )


def test_a_number_that_ends_with_a_letter_is_a_series_of_one() -> None:
    found = range_of("C01X0006H")
    assert drawer_of(found.prefix, found.width, found.first, found.last) in drawers_for("C01X0006H")


@pytest.mark.parametrize(
    "typed",
    [
        "u ๗๓๔-๐๐๐๐๐",
        "Ｕ７３４０００００",
        "U734\u200b00000",
        "U‑734–00000",
        "U734\u00a000000",
        "<U734.00000<<",
    ],
)
def test_a_number_is_read_as_people_paste_it(typed: str) -> None:
    assert normal(typed) == "U73400000"
    assert range_of(typed) == range_of("U73400000")


def test_what_is_no_number_is_not_made_one() -> None:
    with pytest.raises(Refused, match="no document number"):
        range_of("หนังสือเดินทาง ๑๒")


PREFIXES = ("", "A", "B1", "AB", "1A2B", "A12")


@pytest.fixture
def narrow(cast: Cast) -> dict[int, set[str]]:
    """Series of up to four digits, and the numbers of each, by id."""
    version, dice = alerted(cast, numbers=[("A1", "A2")]).live_id, random.Random(7)
    ranges = [("Z1Z", 0, 0, 0), ("AB", 0, 0, 0)]
    for _turn in range(400):
        width = dice.choice([1, 2, 3, 3, 4, 4])
        first = dice.randrange(10**width)
        last = min(first + int(dice.expovariate(1) * dice.choice([0, 3, 40, 2000])), 10**width - 1)
        ranges.append((dice.choice(PREFIXES), width, first, last))
    with outside_actions("series of a test"):
        made = [
            Series.unfiltered.create(
                version_id=version, document="PAS", kind="CFT", drawer="-",
                prefix=prefix, width=width, first=first, last=last,
            )
            for prefix, width, first, last in ranges
        ]  # fmt: skip
    return {each.pk: set(_numbers(each)) for each in made}


def _numbers(series: Series) -> Iterator[str]:
    for value in range(series.first, series.last + 1):
        yield f"{series.prefix}{value:0{series.width}d}" if series.width else series.prefix


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    part=st.one_of(st.from_regex(r"[0-9]{1,5}", fullmatch=True), st.text("AB12Z0", min_size=1, max_size=6))
)
def test_a_part_finds_exactly_the_series_with_a_number_that_has_it(
    narrow: dict[int, set[str]], part: str
) -> None:
    found = set(Series.unfiltered.filter(HasPart(part), pk__in=narrow).values_list("pk", flat=True))
    assert found == {pk for pk, numbers in narrow.items() if any(part in each for each in numbers)}


@pytest.mark.parametrize(
    ("part", "has"),
    [
        ("4" * 12, True),
        ("A12" + "9" * 12, True),
        ("A1299999", True),
        ("A12" + "9" * 13, False),
        ("9" * 13, False),
        ("1" * 24, False),
        ("A" + "9" * 23, False),
    ],
)
def test_the_widest_series_is_reckoned_too(narrow: dict[int, set[str]], part: str, has: bool) -> None:
    one = min(narrow)
    with outside_actions("a wide series"):
        Series.unfiltered.filter(pk=one).update(prefix="A12", width=12, first=0, last=10**12 - 1)
    assert Series.unfiltered.filter(HasPart(part), pk=one).exists() == has
