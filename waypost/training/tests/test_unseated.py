"""Who came without a seat is asked like the others; and taking somebody off the list says nothing of their answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied
from waypost.notices.models import Notice
from waypost.publications.tests.sharing import tell_all
from waypost.training.actions import attendance, evaluation, nomination
from waypost.training.actions.attendance import Entry
from waypost.training.actions.evaluation import ask_the_due
from waypost.training.lists.enrolment import intake_seen
from waypost.training.lists.evaluated import results_of
from waypost.training.models import Evaluation, Intake, Nominee, Participation, Programme, SessionDay
from waypost.training.needs import needs_of
from waypost.training.tests.enrolling import officer, unit_of
from waypost.training.tests.evaluated import FEW, answered, asked, learning, on
from waypost.training.tests.practising import planned, trainer

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def test_who_came_without_a_seat_is_asked_and_reads_nothing_else(
    cast: Cast, hands: Any, enter: Enter
) -> None:
    """A police officer of another network: they answer, and so does their superior; the programme stays closed."""
    intake, came = learning(cast), cast.officer
    planned(cast, intake, trainer(cast.ministry_officer.email))
    on(hands, date(2020, 9, 7))
    day, unit = SessionDay.unfiltered.order_by("starts_at")[0], unit_of(intake, cast.immigration)
    by: dict[str, Any] = {"by": cast.ministry_officer, "day": day}
    row = attendance.walk_in(**by, named=(unit, officer(came.email)))
    gone = attendance.walk_in(**by, named=(unit, officer(cast.coast_officer.email)))
    mistaken = [Entry(gone, "absent", opened=1)]
    attendance.take_attendance(**by, entries=mistaken, because="It was somebody else.")
    on(hands, date(2020, 9, 9))
    assert ask_the_due() == 1
    tell_all()
    told = Notice.objects.filter(kind="training.evaluation_opened_apart")
    assert set(told.values_list("person__email", flat=True)) == {came.email}
    round_ = Evaluation.unfiltered.get()
    client, at = enter(came), f"/training/asked/{round_.public_id}/"
    programme = Programme.unfiltered.get()
    for closed in (f"/training/{programme.public_id}/", f"/training/cohorts/{intake.public_id}/"):
        assert client.get(closed).status_code == 404
    [need] = needs_of(came)
    assert (need.address, need.code) == (at, "")
    assert "A training you came to on" in client.get("/training/mine/").content.decode()
    page = client.get(at).content.decode()
    assert "What was taught is what my work needs." in page
    assert programme.title_en not in page
    assert "Nothing is answered yet" in client.post(at, {"item_1": ""}).content.decode()
    assert client.post(at, {"item_1": "4"}).status_code == 302
    assert "nothing leads back to you" in client.get(at).content.decode()
    assert needs_of(came) == []
    assert Participation.unfiltered.get().nominee_id == row.pk
    for other in (cast.coast_officer, cast.focal_point):
        assert enter(other).get(at).status_code == 404
        with pytest.raises(Denied):
            evaluation.answer(by=other, evaluation=round_, answers={1: 4})
    on(hands, date(2020, 12, 9))
    ask_the_due()
    follow_up = Evaluation.unfiltered.get(level="application")
    assert f"/training/asked/{follow_up.public_id}/" in {each.address for each in needs_of(came)}
    evaluation.answer_about(
        by=cast.immigration_focal_point, nominee=row, evaluation=follow_up, answers={1: 4}
    )
    with pytest.raises(Denied):
        evaluation.answer_about(by=cast.coast_focal_point, nominee=row, evaluation=follow_up, answers={1: 4})


def test_taking_somebody_off_does_not_say_whether_they_answered(cast: Cast, hands: Any) -> None:
    round_ = asked(cast, hands)
    answered(round_, 4, 0)
    intake = intake_seen(cast.secretariat, Intake.unfiltered.get().public_id)
    assert intake is not None

    def turnout() -> str:
        return results_of(cast.secretariat, intake).results[0].turnout[0].words

    assert turnout() == "1 of 6 answered"
    for email in FEW[:2]:
        nomination.withdraw(
            by=cast.secretariat, intake=intake, nominee=Nominee.unfiltered.get(email=email), because="Ill."
        )
        assert turnout() == "1 of 6 answered"
