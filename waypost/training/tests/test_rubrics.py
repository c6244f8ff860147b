"""Rubrics: what points come to, who reads and writes them, and what is kept of one that is said anew."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core.errors import Refused
from waypost.curriculum.models import Curriculum
from waypost.training.actions import rubrics
from waypost.training.lists.rubrics import rubrics_for, rubrics_of
from waypost.training.models import Criterion, Rubric
from waypost.training.rubrics import Rule, Weight, outcome
from waypost.training.tests import marking
from waypost.training.tests.teaching import begun, taught

Enter = Callable[[Any], Client]
CRITERIA = st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.integers(0, 5)), min_size=1, max_size=8)


@given(CRITERIA, st.integers(1, 100), st.integers(1, 100))
def test_more_points_never_fail_whom_fewer_pass(
    rows: list[tuple[int, bool, int]], overall: int, critical: int
) -> None:
    """All points pass and none does not, whatever the rule; a point more takes nothing away."""
    asked, rule = (
        [Weight(points, is_critical) for points, is_critical, _score in rows],
        Rule(overall, critical),
    )
    scores = [min(points, score) for points, _critical, score in rows]
    assert outcome(asked, [each.points for each in asked], rule).passed
    assert not outcome(asked, [0] * len(asked), rule).passed
    found = outcome(asked, scores, rule)
    assert found.points == sum(scores) <= found.out_of
    for at, each in enumerate(asked):
        if scores[at] < each.points:
            more = outcome(asked, [score + (n == at) for n, score in enumerate(scores)], rule)
            assert more.passed >= found.passed
            assert set(more.weak) <= set(found.weak)


def test_a_weak_critical_criterion_fails_whom_the_sum_would_pass() -> None:
    asked, rule = [Weight(5, critical=True), Weight(5), Weight(10)], Rule(70, 70)
    assert outcome(asked, [3, 5, 10], rule).weak == (1,)
    assert outcome(asked, [3, 5, 10], rule).enough
    assert not outcome(asked, [3, 5, 10], rule).passed
    assert outcome(asked, [4, 0, 10], rule).passed  # exactly 70 per cent
    assert outcome(asked, [5, 0, 8], rule).weak == ()
    assert not outcome(asked, [5, 0, 8], rule).passed


@pytest.mark.django_db
def test_a_coordinator_writes_a_rubric_and_says_it_anew(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    client, at = enter(cast.focal_point), f"/training/{programme.public_id}/rubrics/"
    assert at in client.get(f"/training/{programme.public_id}/").content.decode()
    typed = {"exercise": "interview", "title_en": "First talk", "title_th": "การพูดคุยครั้งแรก"}
    typed |= {"overall": "60", "critical": "80", "c-TOTAL_FORMS": "3", "c-INITIAL_FORMS": "0"}
    assert "one criterion at least" in client.post(f"{at}new/", typed).content.decode()
    typed |= {"c-1-words_en": "Asks openly", "c-1-words_th": "ถามแบบเปิด", "c-1-points": "4"}
    half = client.post(f"{at}new/", {**typed, "c-1-full_en": "No yes or no"})
    assert half.status_code == 422
    assert "in both languages, or in none" in half.content.decode()
    assert "from 1 to 5" in client.post(f"{at}new/", {**typed, "c-1-points": "9"}).content.decode()
    assert not Rubric.unfiltered.exists()
    assert client.post(f"{at}new/", {**typed, "c-1-is_critical": "on"}).status_code == 302
    first = Rubric.unfiltered.get()
    opened = client.get(f"{at}{first.public_id}/").content.decode()
    assert "Asks openly" in opened
    assert client.post(f"{at}{first.public_id}/", {**typed, "c-1-points": "5"}).status_code == 302
    second = Rubric.unfiltered.get(retired_at=None)
    assert (second.number, second.replaces_id, second.overall) == (2, first.pk, 60)
    assert [each.points for each in Criterion.unfiltered.order_by("rubric")] == [4, 5]
    shown = enter(cast.officer).get(at).content.decode()  # who reads the programme reads how one is marked
    assert "at least 60 per cent of all points, and at least 80 per cent of each critical" in shown
    assert "version 2" in shown
    assert "anew" not in shown.partition("<h2")[2].partition("Versions")[0]
    for page in ("new/", f"{second.public_id}/"):
        assert enter(cast.officer).get(f"{at}{page}").status_code == 403
    again = client.post(f"{at}{first.public_id}/", typed).content.decode()
    assert "said anew meanwhile" in again
    client.post(f"{at}{second.public_id}/", {"do": "retire"})
    assert rubrics_of(cast.officer, programme) == []


@pytest.mark.django_db
def test_a_rubric_is_found_by_curriculum_and_has_few_criteria(cast: Cast) -> None:
    version = taught(cast)
    programme = begun(cast, curriculum=version)
    row = marking.written(cast.focal_point, programme, exercise="teach-back")
    marking.written(cast.focal_point, programme)
    [found] = rubrics_for(cast.focal_point, Curriculum.unfiltered.get(), "teach-back")
    assert (found.rubric.pk, found.out_of) == (row.pk, 10)
    assert found.weak([3, 5]) == found.criteria[:1]
    many = [rubrics.CriterionWords(f"One {n}", f"ข้อ {n}", 1) for n in range(9)]
    for criteria in (many, [many[0], many[0]], [rubrics.CriterionWords("x", "ก", 6)]):
        with pytest.raises(Refused):
            marking.written(cast.focal_point, programme, criteria=criteria)
