"""Tests of a cohort: who takes them on which form, what is kept, who reads the results, and that no key gets out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, Refused
from waypost.training.actions import questions, testing
from waypost.training.models import (
    CohortTest,
    Intake,
    Key,
    Nominee,
    Paper,
    Placed,
    Programme,
    Question,
    Sitting,
)
from waypost.training.tests.asking import asked
from waypost.training.tests.enrolling import ENROLLED, approved, named, offered
from waypost.training.tests.sitting import examined, learner, taken, with_a_bank

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def letter_of(sitting: Sitting) -> str:
    return Paper.unfiltered.get(pk=sitting.paper_id).letter


def test_points_are_counted_on_the_server_and_stand(cast: Cast) -> None:
    sitting = taken(cast, examined(cast), 0, 1)
    assert (sitting.points, sitting.out_of) == (1, 2)
    with pytest.raises(Refused, match="handed this test in"):
        testing.answer(by=learner(cast), sitting=sitting, place=2, chosen=[0])
    with pytest.raises(Refused, match="handed this test in"):
        testing.hand_in(by=learner(cast), sitting=sitting)
    with pytest.raises(Refused, match="let you take it once more"):
        testing.begin(by=learner(cast), test=CohortTest.unfiltered.get())


def test_several_right_ones_are_right_together_only(cast: Cast) -> None:
    intake = with_a_bank(cast)
    programme = Programme.unfiltered.get()
    asked(cast.secretariat, programme, 1, kind="several", right=[0, 1], anchor=True)
    questions.compose(by=cast.secretariat, programme=programme, most=1)
    test = examined(cast)
    assert intake.pk == test.intake_id
    sitting = testing.begin(by=learner(cast), test=test)
    testing.answer(by=learner(cast), sitting=sitting, place=1, chosen=[1])
    testing.answer(by=learner(cast), sitting=sitting, place=1, chosen=[1, 0, 1, 9])
    assert testing.hand_in(by=learner(cast), sitting=sitting).points == 1


def test_before_is_form_a_and_after_form_b_and_a_resit_the_other(cast: Cast) -> None:
    first, second = examined(cast), examined(cast, "after")
    assert letter_of(taken(cast, first, 0)) == "A"
    assert letter_of(taken(cast, second, 0)) == "B"
    [nominee] = Nominee.unfiltered.all()
    for letter in ("A", "B"):
        testing.allow_resit(by=cast.secretariat, test=second, nominee=nominee)
        with pytest.raises(Refused, match="may take already"):
            testing.allow_resit(by=cast.secretariat, test=second, nominee=nominee)
        assert letter_of(taken(cast, second, 0)) == letter
    with pytest.raises(Refused, match="three times"):
        testing.allow_resit(by=cast.secretariat, test=second, nominee=nominee)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_crossed_every_second_learner_has_the_other_form(moment: str) -> None:
    test = CohortTest(moment=moment, form_a_id=1, form_b_id=2, crossed=True)
    forms = {test.paper_for(nominee, 1) for nominee in (10, 11)}
    assert forms == {1, 2}
    other = CohortTest(moment="after", form_a_id=1, form_b_id=2, crossed=True)
    first = CohortTest(moment="before", form_a_id=1, form_b_id=2, crossed=True)
    assert all(first.paper_for(nominee, 1) != other.paper_for(nominee, 1) for nominee in (10, 11))


def test_only_within_its_days_and_only_by_the_enrolled(cast: Cast, hands: Any) -> None:
    test = examined(cast, opens_on=date(2020, 9, 2), closes_on=date(2020, 9, 3))
    with pytest.raises(Refused, match="not open yet"):
        testing.begin(by=learner(cast), test=test)
    for other in (cast.secretariat, cast.immigration_focal_point, cast.officer):
        with pytest.raises(Denied):
            testing.begin(by=other, test=test)
    hands.forward(days=1)
    sitting = testing.begin(by=learner(cast), test=test)
    with pytest.raises(Denied):
        testing.answer(by=cast.secretariat, sitting=sitting, place=1, chosen=[0])
    hands.forward(days=2)
    with pytest.raises(Refused, match="is over"):
        testing.hand_in(by=learner(cast), sitting=sitting)
    testing.move_test(by=cast.secretariat, test=test, closes_on=date(2020, 9, 10))
    assert testing.hand_in(by=learner(cast), sitting=sitting).points == 0


def test_a_learner_meets_no_key_on_any_page(cast: Cast, enter: Enter) -> None:
    """Neither the rows nor a page; and no question that does not lie before them, nor afterwards."""
    test = examined(cast)
    by, client = learner(cast), enter(cast.immigration_officer)
    at = f"/training/cohorts/{Intake.unfiltered.get().public_id}/tests/"
    assert not Question.visible_to(by).exists()
    assert client.post(f"{at}{test.public_id}/sit/", {"do": "begin"}).status_code == 302
    before = set(Question.visible_to(by).values_list("pk", flat=True))
    sitting = Sitting.unfiltered.get()
    assert before == set(Placed.unfiltered.filter(paper=sitting.paper_id).values_list("question", flat=True))
    assert not Key.visible_to(by).exists()
    pages = [at, f"{at}{test.public_id}/sit/", f"{at}{test.public_id}/sit/1/", f"{at}{test.public_id}/sit/2/"]
    shown = "".join(client.get(page).content.decode() for page in pages)
    assert "The film lifts" in shown
    assert "Feedback" not in shown
    for page in (f"{at}{test.public_id}/", f"/training/{Programme.unfiltered.get().public_id}/questions/"):
        assert client.get(page).status_code == 403
    client.post(f"{at}{test.public_id}/sit/", {"do": "hand-in"})
    assert not Question.visible_to(by).exists()
    after = "".join(client.get(page, follow=True).content.decode() for page in pages)
    assert "The film lifts" not in after


def test_a_learner_is_interrupted_goes_on_and_hands_in(cast: Cast, enter: Enter) -> None:
    test = examined(cast)
    client = enter(cast.immigration_officer)
    at = f"/training/cohorts/{Intake.unfiltered.get().public_id}/tests/"
    assert "Take the test" in client.get(at).content.decode()
    sit = f"{at}{test.public_id}/sit/"
    assert "Begin the test" in client.get(sit).content.decode()
    assert client.get(f"{sit}1/").status_code == 302
    answer = client.post(sit, {"do": "begin"})
    assert answer["Location"] == f"{sit}1/"
    assert client.post(f"{sit}1/", {"chosen": "0"})["Location"] == f"{sit}2/"
    again = enter(cast.immigration_officer)  # another browser
    assert "Go on with the test" in again.get(at).content.decode()
    assert "1 without an answer" in again.get(sit).content.decode()
    assert "checked" in again.get(f"{sit}1/").content.decode()
    assert again.post(f"{sit}2/", {"chosen": ["x", "1"]})["Location"] == sit
    assert again.get(f"{sit}3/").status_code == 404
    assert again.post(sit, {"do": "hand-in"}).status_code == 302
    assert "You have 1 of 2 points" in again.get(sit).content.decode()
    late = client.post(sit, {"do": "hand-in"})
    assert late.status_code == 422
    assert "What you handed in stands" in late.content.decode()
    assert enter(cast.ministry_officer).get(sit).status_code == 403


def test_results_are_the_learners_and_theirs_who_run_the_cohort(cast: Cast, enter: Enter) -> None:
    test = examined(cast)
    taken(cast, test, 0, 0)
    at = f"/training/cohorts/{Intake.unfiltered.get().public_id}/tests/{test.public_id}/"
    assert "2 of 2 points" in enter(cast.secretariat).get(at).content.decode()
    for reader in (cast.immigration_focal_point, cast.ministry_officer):
        assert enter(reader).get(at).status_code == 403
        assert not Sitting.visible_to(reader).exists()
    assert Sitting.visible_to(learner(cast)).count() == 1


def test_a_coordinator_opens_enters_points_and_allows_a_resit(cast: Cast, enter: Enter) -> None:
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED))
    client, at = enter(cast.secretariat), f"/training/cohorts/{intake.public_id}/tests/"
    typed = {"moment": "before", "opens_on": "2020-09-01", "closes_on": "2020-09-05", "pass_mark": "60"}
    assert "has no forms yet" in client.post(at, typed).content.decode()
    asked(cast.secretariat, Programme.unfiltered.get(), 2)
    questions.compose(by=cast.secretariat, programme=Programme.unfiltered.get(), most=5)
    assert "over before it opens" in client.post(at, {**typed, "closes_on": "2020-08-05"}).content.decode()
    assert enter(cast.ministry_officer).post(at, typed).status_code == 403
    assert client.post(at, typed).status_code == 302
    assert "this test already" in client.post(at, typed).content.decode()
    test = CohortTest.unfiltered.get()
    [nominee] = Nominee.unfiltered.all()
    page, field = f"{at}{test.public_id}/", f"points_{nominee.public_id}"
    much = client.post(page, {"do": "scores", "out_of": "20", field: "21"})
    assert "more points than there were" in much.content.decode()
    assert not Sitting.unfiltered.exists()
    assert client.post(page, {"do": "scores", "out_of": "20", field: "15"}).status_code == 302
    assert "15 of 20 points" in client.get(page).content.decode()
    assert "on paper" in client.get(page).content.decode()
    with pytest.raises(Refused, match="took this test already"):
        testing.enter_scores(by=cast.secretariat, test=test, scores=[(nominee, 16)], out_of=20)
    assert client.post(page, {"do": "resit", "nominee": nominee.public_id}).status_code == 302
    assert "May take it once more" in client.get(page).content.decode()
    assert client.post(page, {"do": "resit", "nominee": nominee.public_id}).status_code == 422
    assert client.post(page, {"do": "resit", "nominee": "nobody"}).status_code == 404
    assert client.post(page, {"do": "move", "last_day": "2020-08-01"}).status_code == 422
    assert client.post(page, {"do": "move", "last_day": "2020-09-09"}).status_code == 302
    assert CohortTest.unfiltered.get().closes_on == date(2020, 9, 9)


def test_the_enrolled_are_told_and_nobody_else(cast: Cast) -> None:
    from waypost.notices.models import Notice
    from waypost.publications.tests.sharing import tell_all

    test = examined(cast)
    tell_all()
    assert {each.person_id for each in Notice.objects.filter(kind="training.test_opened")} == {
        cast.immigration_officer.pk
    }
    taken(cast, test, 0)
    [nominee] = Nominee.unfiltered.all()
    testing.allow_resit(by=cast.secretariat, test=test, nominee=nominee)
    tell_all()
    assert Notice.objects.filter(kind="training.test_opened").count() == 2
