"""The participants of a programme come in by its roster: all or nobody, as learners, into no other network."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.core.errors import Denied
from waypost.core.models import AuditRow
from waypost.network.tests.nominations import come_in
from waypost.people.actions import rosters
from waypost.people.actions.rosters import Participant, Roster
from waypost.people.models import Invitation, Person
from waypost.people.roster import MOST

Enter = Callable[[Person], Client]

TYPED = """Wipa Kaewmanee; Wipa@ministry.invalid; Officer, Ranong; เจ้าหน้าที่ด่านระนอง; วิภา แก้วมณี

Thongchai Meesuk\tthongchai@ministry.invalid\tOfficer"""


def typed(cast: Cast, participants: str = TYPED, **given: Any) -> dict[str, Any]:
    return {
        "network": cast.programme.key,
        "participants": participants,
        "evidence": "Roster 3/2563 of 20 August",
        "language": "th",
        **given,
    }


def page(cast: Cast) -> str:
    return reverse("invite_roster", args=[cast.ministry.public_id])


def roster(cast: Cast, **given: Any) -> Roster:
    one = Participant("Wipa Kaewmanee", "wipa@ministry.invalid", "Officer", "Officer")
    return Roster(**{"network": cast.programme, "evidence": "Roster 3", "participants": (one,), **given})


def test_everybody_on_it_is_invited_and_a_slip_is_shown_once(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.secretariat)
    assert browser.get(page(cast)).status_code == 200
    assert browser.post(page(cast), typed(cast)).url == reverse("hand_over")
    said = browser.get(reverse("hand_over")).content.decode()
    assert said.count("/join/") == 2
    assert browser.get(reverse("hand_over")).url == reverse("invitations")
    made = Invitation.objects.order_by("pk")
    assert [(each.role, list(each.networks.all())) for each in made] == [("learner", [cast.programme])] * 2
    wipa, thongchai = [each.person for each in made]
    assert (wipa.email, wipa.name_native, wipa.language) == ("wipa@ministry.invalid", "วิภา แก้วมณี", "th")
    assert (made[0].title_th, made[1].title_th) == ("เจ้าหน้าที่ด่านระนอง", "Officer")
    assert thongchai.name_latin == "Thongchai Meesuk"
    row = AuditRow.objects.get(action="people.roster_invited")
    assert b"wipa" not in bytes(row.canonical).lower()


def test_who_comes_in_reads_the_programme_and_not_the_region(cast: Cast) -> None:
    [(invitation, _secret)] = rosters.invite_roster(
        by=cast.secretariat, organisation=cast.ministry, roster=roster(cast)
    )
    come_in(invitation)
    person = Person.objects.get(email="wipa@ministry.invalid")
    assert person.networks() == [cast.programme.pk]


@pytest.mark.parametrize(
    ("participants", "sentence"),
    [
        ("Wipa; wipa@ministry.invalid", "Line 1: This wants name, mail address and post"),
        (
            "A B; a@x.invalid; O\n\nWipa; nowhere; Officer",
            "Line 3: Official mail address: This is no mail address.",
        ),
        (
            "วิภา; wipa@ministry.invalid; Officer",
            "Line 1: Full name in Latin letters: Write this name in Latin",
        ),
        ("A B; a@x.invalid; O\nC D; A@x.invalid; O", "Line 2: This address stands in line 1 too."),
        ("A B; a@x.invalid; O; O; O; O", "Line 1: This wants"),
        ("A B; a@x.invalid; O\n" * (MOST + 1), "At most 40 at once. This has 41 lines"),
        (" ", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_by_its_line_and_nobody_is_invited(
    cast: Cast, enter: Enter, participants: str, sentence: str
) -> None:
    answer = enter(cast.secretariat).post(page(cast), typed(cast, participants))
    assert answer.status_code == 422
    assert sentence in " ".join(" ".join(said) for said in answer.context["form"].errors.values())
    assert not Invitation.objects.exists()


def test_one_who_is_in_already_holds_up_all_and_is_named(cast: Cast, enter: Enter) -> None:
    known = f"{TYPED}\nMinistry Officer; {cast.ministry_officer.email}; Officer"
    answer = enter(cast.secretariat).post(page(cast), typed(cast, known))
    assert answer.status_code == 422
    assert "Ministry Officer has access for this organisation already" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert not Person.objects.filter(email="wipa@ministry.invalid").exists()


def test_only_whoever_is_in_charge_of_learners_there_and_in_the_programme(cast: Cast, enter: Enter) -> None:
    for name, status in (
        ("focal_point", 404),  # the region only
        ("immigration_focal_point", 403),  # another organisation
        ("ministry_officer", 403),
        ("learner", 404),
        ("outsider", 404),
    ):
        browser = enter(getattr(cast, name))
        assert browser.get(page(cast)).status_code == status, name
        assert browser.post(page(cast), typed(cast)).status_code == status, name
    with pytest.raises(Denied):
        rosters.invite_roster(
            by=cast.immigration_focal_point, organisation=cast.ministry, roster=roster(cast)
        )


def test_it_opens_no_network_but_a_programme(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.secretariat).post(page(cast), typed(cast, network=cast.regional.key))
    assert answer.status_code == 422
    with pytest.raises(Denied):
        rosters.invite_roster(
            by=cast.secretariat, organisation=cast.ministry, roster=roster(cast, network=cast.regional)
        )


def test_nor_does_the_invitation_of_one_learner(cast: Cast, enter: Enter) -> None:
    form = {
        "name_latin": "Wipa Kaewmanee",
        "email": "wipa@ministry.invalid",
        "role": "learner",
        "title_en": "Officer",
        "title_th": "Officer",
        "language": "th",
        "networks": [cast.regional.pk, cast.programme.pk],
        "evidence": "Called.",
    }
    browser = enter(cast.secretariat)
    address = reverse("invite", args=[cast.ministry.public_id])
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert "to a programme only" in answer.content.decode()
    assert browser.post(address, {**form, "networks": [cast.programme.pk]}).status_code == 302
