"""The figures of a programme on pages: whole for those who run it, with the records; for others nothing small, and
nothing from which it follows.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core.figures import Window, figures
from waypost.core.small_numbers import LEAST, alike
from waypost.people.models import Person
from waypost.places.models import Section
from waypost.projects.models import FundingLine
from waypost.reporting.actions.editions import Said, publish_edition
from waypost.training.actions import attendance, certificates
from waypost.training.actions.attendance import Entry
from waypost.training.actions.certificates import Taught
from waypost.training.actions.programmes import Unit
from waypost.training.figures.stages import OnRoll, Stage
from waypost.training.lists.figures import (
    Asked,
    By,
    Quarter,
    _Names,
    _number,
    _of_periods,
    crossed_for_others,
    for_others,
    guarded_for_others,
    page_of,
)
from waypost.training.models import Nominee, Programme, SessionDay
from waypost.training.tests.enrolling import ENROLLED, approved, named, offered
from waypost.training.tests.practising import planned, trainer
from waypost.training.tests.teaching import endorsed_donor, funded

Enter = Callable[[Person], Client]
OTHERS = [f"officer{n}@immigration.invalid" for n in range(8)]


def run(cast: Cast, hands: Any) -> Programme:
    """Nine of one unit nominated and approved, one of whom has an account, attended two sessions and is certified."""
    intake = offered(cast, Unit(cast.immigration, 9), Unit(cast.coast, 3))
    rows = named(cast, intake, ENROLLED, *OTHERS)
    approved(cast, intake, rows)
    for _session in range(2):
        planned(cast, intake, trainer())
    hands.forward(days=8)
    for day in SessionDay.unfiltered.order_by("pk"):
        attendance.take_attendance(by=cast.secretariat, day=day, entries=[Entry(rows[0], "present")])
    taught = Taught(cast.trainer, minutes_practical=60)
    certificates.certify(by=cast.second_secretariat, intake=intake, nominees=rows[:1], taught=taught)
    return Programme.unfiltered.get()


def numbers(line: Any) -> list[int | None]:
    return [each.n for each in line.numbers]


@pytest.mark.django_db
def test_those_who_run_it_read_every_number_and_the_records(cast: Cast, hands: Any, enter: Enter) -> None:
    programme = run(cast, hands)
    page = page_of(cast.trainer, programme, Asked())
    assert [(each.planned, numbers(each)) for each in page.lines] == [
        (3, [0, 0, 0, 0, 0, 0]),
        (9, [9, 9, 1, 0, 1, 1]),
    ]
    assert (page.foot.planned, numbers(page.foot), page.foot.attendances) == (12, [9, 9, 1, 0, 1, 1], 2)
    window = Window(date(2020, 9, 1), date(2020, 9, 30))
    every = figures()
    names = ("training.attended", "training.attendances", "training.certified", "training.trainers")
    assert [every[name].value(window) for name in names] == [1, 2, 1, 1]
    assert [every[name].published(window) for name in names] == [None] * 4
    assert every["training.documents_certified"].value(window) == 0
    crossed = page_of(cast.trainer, programme, Asked(By.UNIT, across=By.SEX))
    assert [(each.key, numbers(each)) for each in crossed.lines] == [
        (("DPB:", "female"), [9, 9, 1, 0, 1, 1]),
    ]
    over_time = page_of(cast.trainer, programme, Asked(By.PERIOD))
    assert [(each.key, numbers(each), each.attendances) for each in over_time.lines] == [
        (("2020-3",), [9, 9, 1, 0, 1, 1], 2),
    ]
    earlier = page_of(cast.trainer, programme, Asked(quarter=Quarter(2020, 2)))
    assert numbers(earlier.foot) == [0] * 6
    browser = enter(cast.trainer)
    address = f"/training/{programme.public_id}/figures/"
    shown = browser.get(f"{address}?by=sex&period=2020-3").content.decode()
    assert f"{address}certified/?by=sex&amp;period=2020-3&amp;of=female" in shown
    records = browser.get(f"{address}certified/?by=sex&period=2020-3&of=female").content.decode()
    assert Nominee.unfiltered.get(email=ENROLLED).name in records
    assert "Officer1" not in records
    both = browser.get(f"{address}?by=unit&and=sex").content.decode()
    of_both = "by=unit&amp;and=sex&amp;of=DPB%3A&amp;of=female"
    assert f"{address}certified/?{of_both}" in both
    for asked in (of_both.replace("&amp;", "&"), "by=period&of=2020-3"):
        named = browser.get(f"{address}certified/?{asked}").content.decode()
        assert Nominee.unfiltered.get(email=ENROLLED).name in named
        assert "Officer1" not in named
    assert "no e-module is for everybody" in both
    assert "Officer1" in browser.get(f"{address}nominated/").content.decode()
    assert browser.get(f"{address}nobody/").status_code == 404
    _in_an_edition(cast, window, enter)
    file = browser.get(f"{address}file/").content.decode()
    assert "TLP:GREEN" in file
    assert "9,9,9,1,—,1,2,1" in file


def _in_an_edition(cast: Cast, window: Window, enter: Enter) -> None:
    """Nine were nominated, and fewer than five certified: behind both stand programmes, by name for their readers."""
    said = Said(Section.MARITIME, "They learned.", "ฝึกอบรมแล้ว", ("training.nominated", "training.certified"))
    words = {"key": "2020-09", "title_en": "September 2020", "title_th": "กันยายน 2563"}
    publish_edition(by=cast.secretariat, **words, window=window, passages=[said])
    shown = Client().get("/edition/").content.decode()
    assert "fewer than five" in shown
    assert ">9<" in shown
    few = Client().get("/edition/2020-09/training.certified/").content.decode()
    assert "Officers certified: fewer than five" in few
    assert '<td class="num">1</td>' not in few
    many = "/edition/2020-09/training.nominated/"
    assert "Programmes that you do not read" in Client().get(many).content.decode()
    assert "MB-1" not in Client().get(many).content.decode()
    assert "MB-1" in enter(cast.immigration_officer).get(many).content.decode()


@pytest.mark.django_db
def test_other_readers_learn_nothing_about_few(cast: Cast, hands: Any, enter: Enter) -> None:
    """Of nine one was enrolled: how many were not is left out too, and all of this month."""
    programme = run(cast, hands)
    reader, address = enter(cast.immigration_officer), f"/training/{programme.public_id}/figures/"
    assert numbers(page_of(cast.immigration_officer, programme, Asked()).foot) == [0] * 6
    hands.forward(days=30)
    page = page_of(cast.immigration_officer, programme, Asked(quarter=Quarter(2020, 2)))
    assert page.asked.quarter is None
    assert page.window.on == date(2020, 9, 30)
    assert (numbers(page.foot), page.foot.attendances) == ([9, 9, None, 0, None, None], None)
    body = reader.get(address).content.decode()
    assert "fewer than 5" in body
    assert "And by" not in reader.get(f"{address}?by=unit&and=sex").content.decode()
    assert (
        "2020" in reader.get(f"{address}?by=period").content.decode()
    )  # one year says no more than the sums
    assert "/figures/certified/" not in body
    assert reader.get(f"{address}certified/").status_code == 403
    assert "–" in reader.get(f"{address}file/").content.decode()
    assert enter(cast.coast_officer).get(address).status_code == 404


@pytest.mark.django_db
def test_a_donor_reads_the_programmes_of_a_project_side_by_side(cast: Cast, enter: Enter) -> None:
    project = funded(cast)
    lines = list(FundingLine.unfiltered.all())
    offered(cast, by=cast.focal_point, project=project, lines=lines)
    own = Programme.unfiltered.get().public_id
    donor = enter(endorsed_donor(cast, cast.regional))
    address = f"/training/projects/{project.public_id}/figures/"
    body = donor.get(address).content.decode()
    assert "MB-1" in body
    assert cast.mission.name in body.partition("<tbody>")[2]
    assert f"Paid for by {cast.mission.name}" in donor.get(f"/training/{own}/figures/").content.decode()
    assert "MB-1" in enter(cast.focal_point).get(address).content.decode()
    assert enter(cast.ministry_officer).get(address).status_code == 404


PROFILES = st.lists(st.frozensets(st.sampled_from(Stage), min_size=1), min_size=1, max_size=4, unique=True)
COUNTS = st.sampled_from([0, 1, 3, 5, 6, 9, 30])


@pytest.mark.plain
@settings(max_examples=60, deadline=None)
@given(PROFILES, st.data())
def test_no_two_stages_or_breakdowns_differ_by_a_few(profiles: list[frozenset[Stage]], data: Any) -> None:
    """Whatever is shown of two breakdowns of the same people: no number, and no difference of two, is from 1 to 4."""
    sexes = [[data.draw(COUNTS) for _profile in profiles] for _row in range(2)]
    tables = {
        "sex": {str(n): dict(zip(profiles, row, strict=True)) for n, row in enumerate(sexes)},
        "all": {"": {each: sexes[0][n] + sexes[1][n] for n, each in enumerate(profiles)}},
    }
    shown = alike(tables)
    assert shown["sex"].total == shown["all"].total
    assert shown["sex"].of_column == shown["all"].of_column
    for each in shown.values():
        lines = [(row, each.of_row[key]) for key, row in each.rows.items()] + [(each.of_column, each.total)]
        for row, total in lines:
            said = [n for stage in Stage if (n := _number(row, total, stage)) is not None]
            assert not [n for n in said if 0 < n < LEAST]
            for one in Stage:
                for other in Stage:
                    nested = all(other not in profile or one in profile for profile in profiles)
                    a, b = _number(row, total, one), _number(row, total, other)
                    if nested and a is not None and b is not None:
                        assert not 0 < a - b < LEAST


@pytest.mark.plain
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["", "2020-3", "2020-4", "2021-1"])] * len(Stage)), min_size=1, max_size=5,
                unique=True), st.data())  # fmt: skip
def test_no_two_periods_or_stages_differ_by_a_few(ways: list[tuple[str, ...]], data: Any) -> None:
    """Of everybody's way through the stages: no number of a period, and no difference of two, is from 1 to 4."""
    stages = list(Stage)
    profiles = [frozenset(stage for stage, at in zip(stages, way, strict=True) if at) for way in ways]
    table = {
        way: {each: data.draw(COUNTS) if each == profile else 0 for each in dict.fromkeys(profiles)}
        for way, profile in zip(ways, profiles, strict=True)
    }
    sums = {each: sum(row[each] for row in table.values()) for each in profiles}
    shown = alike({"period": table, "all": {("",) * len(stages): sums}})["period"]
    said: list[tuple[set[tuple[str, ...]], int]] = []
    for (period,), numbers_of in _of_periods(shown).items():
        for at, stage in enumerate(stages):
            n = numbers_of[stage]
            if n is not None:
                said.append(({way for way in ways if way[at] == period}, n))
    for at, stage in enumerate(stages):
        n = _number(shown.of_column, shown.total, stage)
        if n is not None:
            said.append(({way for way in ways if way[at]}, n))
    assert not [n for _who, n in said if 0 < n < LEAST]
    assert not [1 for one, a in said for other, b in said if other <= one and 0 < a - b < LEAST]


def test_two_breakdowns_at_once_are_offered_where_nobody_stands_with_few() -> None:
    """Five women of a unit may be set beside its men; four may not, nor what would tell of them."""

    def crossed(women: int) -> list[By]:
        counted = [
            OnRoll(n, str(n), sex, unit, True, "Phuket", 1, 1, {Stage.NOMINATED: date(2020, 9, 1)})
            for n, (sex, unit) in enumerate(
                [("female", 1)] * women + [("male", 1)] * 6 + [("female", 2)] * 5 + [("male", 2)] * 9
            )
        ]
        names = _Names({1: "A", 2: "B"}, {}, {1: "one"})
        return crossed_for_others(counted, names, guarded_for_others(counted, names))

    assert crossed(5) == [By.SEX, By.UNIT, By.KIND, By.COHORT, By.PROVINCE]
    assert By.UNIT not in crossed(4)


def test_periods_are_quarters_where_these_leave_nothing_out_and_else_one_year() -> None:
    def offered_lines(in_winter: int, winter: date) -> list[str]:
        days = [date(2020, 9, 1)] * 9 + [winter] * in_winter
        counted = [
            OnRoll(n, str(n), "male", 1, True, "Phuket", 1, 1, {Stage.NOMINATED: day})
            for n, day in enumerate(days)
        ]
        found = guarded_for_others(counted, _Names({1: "A"}, {}, {1: "one"}))
        return sorted(key for (key,) in _of_periods(found[By.PERIOD])) if By.PERIOD in found else []

    assert offered_lines(5, date(2020, 12, 1)) == ["2020-3", "2020-4"]
    assert offered_lines(3, date(2020, 12, 1)) == ["2020"]
    assert offered_lines(3, date(2021, 1, 5)) == []


def test_police_and_others_stand_beside_units_of_which_none_is_left_out() -> None:
    """23 of the police beside a unit of 20 tell of the other one with 3."""
    came = frozenset({Stage.NOMINATED})

    def shown(*units: int) -> list[By]:
        first, second, third, fourth = units
        counted: dict[By, dict[str, int]] = {
            By.SEX: {"female": 20, "male": sum(units) - 20},
            By.UNIT: {"A": first, "B": second, "C": third, "D": fourth},
            By.KIND: {"police": first + third, "others": second + fourth},
            By.PROVINCE: {"Phuket": sum(units)},
            By.COHORT: {"one": sum(units)},
        }
        tables = {by: {(key,): {came: n} for key, n in rows.items()} for by, rows in counted.items()}
        return list(for_others(tables))

    assert shown(3, 9, 20, 15) == [By.SEX, By.UNIT]
    assert shown(13, 9, 20, 15) == [By.SEX, By.UNIT, By.KIND, By.PROVINCE, By.COHORT]
