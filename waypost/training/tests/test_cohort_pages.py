"""Pages of a cohort: the unit nominates, the command decides, the focal point lets in, the learner reads."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.people.models import Invitation
from waypost.training.actions import programmes
from waypost.training.actions.programmes import CohortWords, Unit
from waypost.training.models import Cohort, Intake, Nominee
from waypost.training.tests.enrolling import (
    ENROLLED,
    NEWCOMER,
    THIRD,
    approved,
    named,
    offered,
    standing,
    unit_of,
)
from waypost.training.tests.teaching import begun, fresh

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]

TYPED = {
    "rank_title": "Pol. Sgt.",
    "rank_native": "",
    "name_latin": "Malee Srisuk",
    "name_native": "มาลี ศรีสุข",
    "email": "Malee@Immigration.invalid",
    "sex": "female",
    "rank_band": "other-rank",
    "province": "Ranong",
    "number": "0031.5/214",
    "dated": "2020-08-28",
}


def at(intake: Intake, page: str = "") -> str:
    return f"/training/cohorts/{intake.public_id}/{page}"


def test_a_coordinator_opens_a_cohort_and_sets_its_seats(cast: Cast, enter: Enter) -> None:
    found = begun(cast, by=cast.secretariat, network=cast.programme)
    words = CohortWords("First cohort", "รุ่นแรก", date(2020, 9, 7), date(2020, 9, 25))
    programmes.add_cohort(by=cast.secretariat, programme=fresh(found), cohort=words)
    client, page = enter(cast.secretariat), f"/training/{found.public_id}/nominations/"
    typed = {"cohort": Cohort.unfiltered.get().name_en, "closes_on": "2020-12-01"}
    assert "over by then" in client.post(page, typed).content.decode()
    assert client.post(page, {**typed, "closes_on": "2020-09-07"}).status_code == 302
    assert "Add one first" in client.get(page).content.decode()
    intake = Intake.unfiltered.get()
    rows = {"unit-TOTAL_FORMS": 2, "unit-INITIAL_FORMS": 0}
    rows |= {"unit-0-organisation": "DPB", "unit-0-seats": "12", "closes_on": "2020-09-10", "revision": 1}
    assert client.post(at(intake, "seats/"), {**rows, "unit-0-seats": "many"}).status_code == 422
    assert client.post(at(intake, "seats/"), rows).status_code == 302
    late = client.post(at(intake, "seats/"), {**rows, "unit-0-seats": "40"})
    assert "What stands now" in late.content.decode()
    assert 'value="40"' in late.content.decode()
    assert unit_of(intake, cast.immigration).seats == 12
    assert enter(cast.immigration_focal_point).get(at(intake, "seats/")).status_code == 403
    reader = enter(cast.ministry_officer).get(at(intake)).content.decode()
    assert "Department B (police)" in reader
    assert "Nominal roll" not in reader
    assert enter(cast.officer).get(at(intake)).status_code == 404


def test_a_unit_nominates_and_the_command_decides_on_one_page(cast: Cast, enter: Enter) -> None:
    intake = offered(cast, Unit(cast.immigration, 1))
    typed = {**TYPED, "unit": unit_of(intake, cast.immigration).public_id}
    unit, command = enter(cast.immigration_focal_point), enter(cast.second_secretariat)
    wrong = unit.post(at(intake, "nominate/"), {**typed, "email": "no address", "dated": "soon", "sex": ""})
    assert wrong.status_code == 422
    assert "Malee Srisuk" in wrong.content.decode()
    assert unit.post(at(intake, "nominate/"), typed).status_code == 302
    again = unit.post(at(intake, "nominate/"), typed)
    assert "malee@immigration.invalid is nominated for this cohort already" in again.content.decode()
    row = Nominee.unfiltered.get()
    board = command.get(at(intake)).content.decode()
    assert "Pol. Sgt. Malee Srisuk" in board
    assert "0031.5/214" in board
    assert unit.post(at(intake, "decide/"), {"do": "approve", "nominee": row.public_id}).status_code == 403
    answer = command.post(at(intake, "decide/"), {"do": "approve"})
    assert "Tick at least one person." in answer.content.decode()
    answer = command.post(at(intake, "decide/"), {"do": "refuse", "nominee": row.public_id, "because": ""})
    assert answer.status_code == 422
    assert (
        f'value="{row.public_id}" id="n1" aria-label="Pol. Sgt. Malee Srisuk" checked'
        in answer.content.decode()
    )
    assert command.post(at(intake, "decide/"), {"do": "approve", "nominee": row.public_id}).status_code == 302
    assert standing(intake) == {"malee@immigration.invalid": "approved"}
    page = command.get(at(intake, f"officers/{row.public_id}/")).content.decode()
    assert "Ranong" in page
    assert "Take off the list" in page
    assert "Name another officer instead" not in page
    other = {**TYPED, "email": THIRD, "name_latin": "Pim Suwan"}
    assert unit.post(at(intake, f"officers/{row.public_id}/replace/"), other).status_code == 302
    assert "in the place of Pol. Sgt. Malee Srisuk" in unit.get(at(intake)).content.decode()
    assert enter(cast.ministry_officer).get(at(intake, f"officers/{row.public_id}/")).status_code == 404


def test_the_focal_point_lets_in_and_the_newcomer_is_enrolled(cast: Cast, enter: Enter) -> None:
    """By the door of rosters: a link for whoever has no account, none for whoever is there."""
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, NEWCOMER)
    approved(cast, intake, rows)
    unit = enter(cast.immigration_focal_point)
    assert "1 approved officer is not in the programme yet" in unit.get(at(intake)).content.decode()
    answer = unit.post(at(intake, "let-in/"))
    assert answer.status_code == 302
    handed = unit.get(answer["Location"]).content.decode()
    assert "/join/" in handed
    [invitation] = Invitation.objects.all()
    assert invitation.person.email == NEWCOMER
    assert invitation.evidence == "MB-1: 0031.5/214, 28 Aug 2020"
    assert list(invitation.networks.all()) == [cast.programme]
    assert enter(cast.secretariat).post(at(intake, "let-in/")).status_code == 403


def test_the_learner_reads_where_they_stand(cast: Cast, enter: Enter) -> None:
    intake = offered(cast, Unit(cast.immigration, 1))
    rows = named(cast, intake, NEWCOMER, ENROLLED)
    client = enter(cast.immigration_officer)
    assert "has not decided yet" in client.get("/training/mine/").content.decode()
    approved(cast, intake, rows)
    page = client.get("/training/mine/").content.decode()
    assert "on the waiting list" in page
    assert at(intake) in page
    assert "Nobody has nominated you" in enter(cast.ministry_officer).get("/training/mine/").content.decode()
    assert "Malee" not in client.get(at(intake)).content.decode()
