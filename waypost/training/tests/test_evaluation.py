"""Evaluation: whom the clock asks and when, that an answer is nobody's, and who reads what came of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, Refused
from waypost.notices.models import Notice
from waypost.people.models import Person
from waypost.publications.tests.sharing import tell_all
from waypost.training.actions import evaluation
from waypost.training.actions.evaluation import ask_the_due, remind_of_evaluations
from waypost.training.lists.enrolment import intake_seen
from waypost.training.lists.evaluation import page_of
from waypost.training.models import (
    Evaluation,
    EvaluationForm,
    EvaluationItem,
    Intake,
    Nominee,
    Participation,
    Programme,
    Remark,
    Statement,
    Tally,
)
from waypost.training.needs import needs_of
from waypost.training.tests.enrolling import ENROLLED
from waypost.training.tests.evaluated import FEW, answered, asked, learning, on

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
PAPER = "Passport AA1234567"


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__email", flat=True))


def results(cast: Cast, enter: Enter, reader: Any) -> str:
    found: str = (
        enter(reader)
        .get(f"/training/cohorts/{Intake.unfiltered.get().public_id}/evaluated/")
        .content.decode()
    )
    return found


def test_an_answer_is_nobodys(cast: Cast, hands: Any, enter: Enter) -> None:
    """Nothing leads from what was said to who said it, and nobody sees it grow; what few said stays unread."""
    for model in (Tally, Remark):
        links = {each.related_model for each in model._meta.get_fields() if each.is_relation}
        assert links == {Evaluation, EvaluationItem}
    round_ = asked(cast, hands)
    answered(round_, 4, 4, 4, 5, words="More time at sea.")
    assert (
        min(Remark.unfiltered.values_list("pk", flat=True)) > 2**32
    )  # no order, and so none beside who answered
    with pytest.raises(Refused, match="answered already"):
        evaluation.answer(by=Person.objects.get(email=FEW[0]), evaluation=round_, answers={1: 1})
    assert not Tally.visible_to(cast.secretariat).exists()
    open_page = results(cast, enter, cast.secretariat)
    assert "4 of 6 answered" in open_page
    assert "whoever watched them come in" in open_page
    assert "What was taught is what my work needs" not in open_page
    on(hands, date(2020, 10, 1))
    of_few = results(cast, enter, cast.secretariat)
    assert "Not shown: fewer than five" in of_few
    assert "More time at sea" not in of_few
    with pytest.raises(Refused, match="is over"):
        answered(round_, 0, 0, 0, 0, 3)


def test_those_who_run_it_read_every_number_and_others_no_small_one(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    round_ = asked(cast, hands)
    answered(round_, 4, 4, 4, 5, 2, words="More time at sea.")
    on(hands, date(2020, 10, 1))
    own = results(cast, enter, cast.secretariat)
    assert own.count("More time at sea.") == 5
    for cell in ("Disagree", "Strongly agree"):
        assert f'data-k="{cell}">1<' in own
    assert 'data-k="Mean">3.8<' in own
    assert Remark.visible_to(cast.secretariat).count() == 5
    for reader in (cast.ministry_officer, cast.immigration_focal_point):
        shown = results(cast, enter, reader)
        assert "Fewer than five answered" not in shown
        assert "5 or more answered" in shown
        assert "Small numbers are left out" in shown
        assert "More time at sea" not in shown
        assert "3.8" not in shown
        assert not Tally.visible_to(reader).exists()
        assert not Remark.visible_to(reader).exists()
        assert not Participation.visible_to(reader).exists()
    assert not Participation.visible_to(cast.secretariat).exists()
    assert Participation.visible_to(Person.objects.get(email=FEW[0])).count() == 1


def test_the_clock_asks_follows_up_and_reminds_once(cast: Cast, hands: Any) -> None:
    intake = learning(cast)
    on(hands, date(2020, 9, 25))
    assert ask_the_due() == 0
    on(hands, date(2020, 9, 26))
    assert (ask_the_due(), ask_the_due()) == (1, 0)
    tell_all()
    assert told("training.evaluation_opened") == {ENROLLED}  # of the others nobody holds a post
    on(hands, date(2020, 12, 25))
    assert ask_the_due() == 3
    tell_all()
    everybody = {ENROLLED, cast.immigration_focal_point.email, cast.secretariat.email}
    assert told("training.evaluation_opened") >= everybody
    round_ = Evaluation.unfiltered.get(level="application")
    evaluation.answer(by=cast.immigration_officer, evaluation=round_, answers={1: 4})
    assert remind_of_evaluations() == 0
    on(hands, date(2021, 2, 9))
    assert (remind_of_evaluations(), remind_of_evaluations()) == (3, 0)
    tell_all()
    reminded = told("training.evaluation_reminded")
    assert cast.immigration_focal_point.email in reminded
    assert ENROLLED not in reminded
    on(hands, date(2021, 3, 26))
    assert ask_the_due() == 0
    assert Evaluation.unfiltered.filter(intake=intake.pk).count() == 4


def test_a_superior_answers_about_each_of_the_unit_and_nobody_else_does(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    round_ = asked(cast, hands, "application")
    rows = list(Nominee.unfiltered.order_by("pk"))
    own, superior = rows[0], cast.immigration_focal_point
    assert [need.told for need in needs_of(superior)] == ["6 officers: do they use what they learnt?"]
    assert [str(need.what) for need in needs_of(cast.immigration_officer)] == ["Do you use what you learnt?"]
    assert needs_of(cast.coast_focal_point) == []
    for other in (cast.secretariat, cast.immigration_officer, cast.coast_focal_point):
        with pytest.raises(Denied):
            evaluation.answer_about(by=other, nominee=own, evaluation=round_, answers={1: 3})
    with pytest.raises(Denied):
        evaluation.answer(by=superior, evaluation=round_, answers={1: 3})
    client, at = enter(superior), f"/training/cohorts/{Intake.unfiltered.get().public_id}/evaluation/"
    assert "Answer about one after the other" in client.get(at).content.decode()
    first = of_own = f"{at}{round_.public_id}/officers/{own.public_id}/"
    assert "Nothing is answered yet" in client.post(first, {"item_1": ""}).content.decode()
    seen: set[str] = set()
    while "officers" in first:
        assert client.get(first).status_code == 200
        seen.add(first)
        first = client.post(first, {"item_1": "4", "item_2": "2"})["Location"]
    assert len(seen) == len(rows)
    assert client.post(of_own, {"item_1": "4"}).status_code == 422
    assert Participation.visible_to(superior).count() == len(rows)
    assert needs_of(superior) == []
    assert not Participation.visible_to(cast.coast_focal_point).exists()
    with outside_actions(because="a test's world"):
        Nominee.unfiltered.filter(pk=rows[1].pk).update(email=superior.email, person=superior)
    with pytest.raises(Denied):
        evaluation.answer_about(by=superior, nominee=rows[1], evaluation=round_, answers={1: 5})
    answered(round_, 0, 5, 5, 5, 5, 5)
    on(hands, date(2020, 10, 1))
    late = enter(superior).post(of_own, {"item_1": "4"})
    assert "The time to answer is over" in late.content.decode()
    page = results(cast, enter, cast.secretariat)
    assert "<b>Officer:</b> 5 of 6 answered" in page
    assert "<b>Superior:</b> 6 of 6 answered" in page
    assert 'data-k="Mean">5.0<' in page
    assert 'data-k="Mean">4.0<' in page


def test_units_and_those_who_run_it_say_what_changed_and_what_it_cost(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    impact = asked(cast, hands, "impact")
    intake = Intake.unfiltered.get()
    cost = evaluation.open_evaluation(
        by=cast.secretariat, intake=intake, level="return", closes_on=date(2020, 9, 30)
    )
    for by, round_ in (
        (cast.secretariat, impact),
        (cast.immigration_focal_point, cost),
        (cast.ministry_officer, cost),
    ):
        with pytest.raises(Denied):
            evaluation.state(by=by, evaluation=round_, answers={1: 1})
    at = f"/training/cohorts/{intake.public_id}/evaluation/"
    unit, runs = enter(cast.immigration_focal_point), enter(cast.secretariat)
    assert "What changed in your unit?" in unit.get(at).content.decode()
    assert "What did it cost?" in runs.get(at).content.decode()
    named = unit.post(f"{at}{impact.public_id}/", {"item_1": "3", "item_5": PAPER})
    assert "seems to hold personal data" in named.content.decode()
    assert PAPER in named.content.decode()
    assert not Statement.unfiltered.exists()
    for value in ("3", "4"):
        assert unit.post(f"{at}{impact.public_id}/", {"item_1": value}).status_code == 302
    assert "20–49" in results(cast, enter, cast.secretariat)
    assert "whole number" in runs.post(f"{at}{cost.public_id}/", {"item_3": "12.5"}).content.decode()
    assert (
        runs.post(f"{at}{cost.public_id}/", {"item_1": "40", "item_3": "12", "item_4": "18"}).status_code
        == 302
    )
    page = results(cast, enter, cast.secretariat)
    assert "<dd>30</dd>" in page
    assert "<dd>5.0</dd>" in page  # of six enrolled
    shown = results(cast, enter, cast.ministry_officer)
    assert "20–49" not in shown
    assert "<dd>30</dd>" not in shown
    assert Statement.visible_to(cast.immigration_focal_point).count() == 2
    assert not Statement.visible_to(cast.ministry_officer).exists()


def test_an_officer_answers_on_pages_and_what_is_refused_stays_typed(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    round_ = asked(cast, hands)
    client = enter(cast.immigration_officer)
    assert "How was the training?" in client.get("/training/mine/").content.decode()
    at = f"/training/cohorts/{Intake.unfiltered.get().public_id}/evaluation/"
    form = f"{at}{round_.public_id}/"
    assert "What was taught is what my work needs." in client.get(form).content.decode()
    refused = client.post(form, {"item_1": "5", "item_8": PAPER}).content.decode()
    assert "seems to hold personal data" in refused
    assert PAPER in refused
    assert not Participation.unfiltered.exists()
    assert client.post(form, {"item_1": "9"}).status_code == 422
    assert client.post(form, {"item_1": "5", "item_8": "More practice."}).status_code == 302
    assert "nothing leads back to you" in client.get(form).content.decode()
    assert "How was the training?" not in client.get("/training/mine/").content.decode()
    for other in (cast.secretariat, cast.ministry_officer):
        assert enter(other).get(form).status_code == 403
    assert enter(cast.ministry_officer).post(at, {"closes_on": "2020-09-30"}).status_code == 403
    assert enter(cast.officer).get(at).status_code == 404


def test_a_programme_writes_its_own_form_and_a_round_keeps_the_one_it_had(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    round_ = asked(cast, hands)
    programme, client = Programme.unfiltered.get(), enter(cast.secretariat)
    at = f"/training/{programme.public_id}/evaluation/"
    assert "Version 1" in client.get(at).content.decode()
    assert "The offered form" in client.get(at).content.decode()
    assert client.get(f"{at}learning/").status_code == 404
    page = f"{at}reaction/"
    assert "What was taught is what my work needs." in client.get(page).content.decode()
    head = {"item-TOTAL_FORMS": "2", "item-INITIAL_FORMS": "0"}
    row = {
        "item-0-kind": "agree",
        "item-0-text_en": "Was it long enough?",
        "item-0-text_th": "เวลาเพียงพอหรือไม่",
    }
    assert "asks something" in client.post(page, head).content.decode()
    assert "personal data" in client.post(page, {**head, **row, "item-0-text_en": PAPER}).content.decode()
    assert client.post(page, {**head, **row, "item-0-kind": "baht"}).status_code == 422
    assert EvaluationForm.unfiltered.count() == 1
    assert client.post(page, {**head, **row}).status_code == 302
    assert "Was it long enough?" in client.get(at).content.decode()
    assert EvaluationForm.unfiltered.get(version=2).level == "reaction"
    assert Evaluation.unfiltered.get(pk=round_.pk).form_id == EvaluationForm.unfiltered.get(version=1).pk
    assert enter(cast.ministry_officer).get(at).status_code == 403


def test_a_cohort_is_asked_by_those_who_run_it_once_it_has_begun(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    intake = learning(cast)
    client, at = enter(cast.secretariat), f"/training/cohorts/{intake.public_id}/evaluation/"
    assert "has not begun" in client.post(at, {"closes_on": "2020-09-30"}).content.decode()
    on(hands, date(2020, 9, 24))
    client = enter(cast.secretariat)
    assert "Give a later day" in client.post(at, {"closes_on": "2020-09-01"}).content.decode()
    assert "within six months" in client.post(at, {"closes_on": "2022-09-30"}).content.decode()
    assert client.post(at, {"closes_on": "2020-09-30"}).status_code == 302
    assert client.post(at, {"closes_on": "2020-09-30"}).status_code == 422
    seen = intake_seen(cast.secretariat, intake.public_id)
    assert seen is not None
    page = page_of(cast.secretariat, seen)
    assert [each.level for each in page.rounds] == ["reaction", "application", "impact", "return"]
    with pytest.raises(Denied):
        evaluation.open_evaluation(
            by=cast.immigration_focal_point, intake=intake, level="impact", closes_on=date(2020, 9, 30)
        )
