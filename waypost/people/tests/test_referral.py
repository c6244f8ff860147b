"""Whom to call for protection: who reads the page, who keeps it, and that nobody's change is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.cast import TODAY, Cast
from tests.fixtures import Hands
from waypost.core.models import AuditRow
from waypost.gate.lists import known
from waypost.gate.phones import only_digits
from waypost.people.models import Person, Referral

Enter = Callable[[Person], Client]

TYPED = {
    "need": "2",
    "office_en": "Referral desk",
    "office_th": "ศูนย์ส่งต่อ",
    "phone": "+00 000 0211",
    "hours_en": "24 hours",
    "hours_th": "24 ชั่วโมง",
    "revision": "0",
    "do": "keep",
}


def entered(cast: Cast, member: str = "coast", **says: Any) -> Referral:
    fields = {name: value for name, value in TYPED.items() if name not in ("revision", "do")}
    return Referral.objects.create(
        member=getattr(cast, member).member, checked_on=TODAY, **{**fields, "need": 2, **says}
    )


def test_the_own_member_stands_first_and_the_others_are_one_tap_away(cast: Cast, enter: Enter) -> None:
    entered(cast, "police", office_en="Desk at home", phone="+00 000 0301")
    entered(cast, "coast", office_en="Desk of the coast")
    browser = enter(cast.officer)
    page = browser.get(reverse("referral")).content.decode()
    assert "Desk at home" in page
    assert 'href="tel:+000000301"' in page
    assert "1 Sep 2020" in page
    assert "Desk of the coast" not in page
    there = reverse("referral_of", args=["id"])
    assert there in page
    assert "Desk of the coast" in browser.get(there).content.decode()


def test_the_needs_stand_in_their_order(cast: Cast, enter: Enter) -> None:
    for need, name in ((3, "For children"), (1, "For asylum"), (2, "For the trafficked")):
        entered(cast, "police", need=need, office_en=name)
    page = enter(cast.officer).get(reverse("referral")).content.decode()
    assert page.index("For asylum") < page.index("For the trafficked") < page.index("For children")


def test_where_nothing_is_entered_the_page_says_whom_to_call_instead(cast: Cast, enter: Enter) -> None:
    page = enter(cast.officer).get(reverse("referral")).content.decode()
    assert "No office is entered yet" in page
    assert reverse("call") in page


def test_it_is_reached_from_who_do_i_call(cast: Cast, enter: Enter) -> None:
    assert reverse("referral") in enter(cast.officer).get(reverse("call")).content.decode()


@pytest.mark.parametrize("name", ["outsider", "dormant", "learner", "auditor"])
def test_it_is_for_active_members(cast: Cast, enter: Enter, name: str) -> None:
    entered(cast, office_en="Desk of the coast", phone="+00 000 0777")
    browser = enter(getattr(cast, name))
    for page in (reverse("referral"), reverse("referral_of", args=["id"])):
        body = browser.get(page).content.decode()
        assert "Desk of the coast" not in body
        assert "0777" not in body


@pytest.mark.parametrize(
    ("name", "keeps"),
    [
        ("secretariat", True),
        ("coast_focal_point", True),
        ("coast_officer", False),
        ("focal_point", False),
        ("mission_focal_point", False),
    ],
)
def test_who_keeps_them(cast: Cast, enter: Enter, name: str, keeps: bool) -> None:
    browser = enter(getattr(cast, name))
    offered = reverse("begin_referral", args=["id"])
    assert (offered in browser.get(reverse("referral_of", args=["id"])).content.decode()) is keeps
    answer = browser.post(offered, TYPED)
    assert answer.status_code == (302 if keeps else 403)
    assert Referral.objects.filter(member__key="id").exists() is keeps


def test_an_office_is_entered_changed_and_taken_away(cast: Cast, enter: Enter, hands: Hands) -> None:
    browser = enter(cast.coast_focal_point)
    browser.post(reverse("begin_referral", args=["id"]), TYPED)
    kept = Referral.objects.get()
    assert (kept.need, kept.office, kept.checked_on) == (2, "Referral desk", TODAY)
    with translation.override("th"):
        assert (kept.office, kept.hours) == ("ศูนย์ส่งต่อ", "24 ชั่วโมง")

    page = reverse("keep_referral", args=["id", kept.public_id])
    hands.forward(days=40)
    browser = enter(cast.coast_focal_point)
    assert browser.get(page).status_code == 200
    browser.post(page, {**TYPED, "phone": "+00 000 0999", "revision": "1"})
    kept.refresh_from_db()
    assert (kept.phone, kept.revision, str(kept.checked_on)) == ("+00 000 0999", 2, "2020-10-11")

    browser.post(page, {"revision": "2", "do": "end"})
    assert not Referral.objects.exists()
    acts = AuditRow.objects.filter(action__startswith="people.referral").values_list("action", flat=True)
    assert sorted(acts) == ["people.referral_ended", "people.referral_kept", "people.referral_kept"]


def test_a_second_window_overwrites_nothing(cast: Cast, enter: Enter) -> None:
    kept = entered(cast, revision=3, office_en="Theirs")
    page = reverse("keep_referral", args=["id", kept.public_id])
    browser = enter(cast.coast_focal_point)
    answer = browser.post(page, {**TYPED, "office_en": "Mine", "revision": "2"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs" in body
    assert "Mine" in body
    again = browser.post(page, {**TYPED, "office_en": "Mine", "revision": "3"})
    assert again.status_code == 302
    stale = browser.post(page, {"revision": "3", "do": "end"})
    assert stale.status_code == 422
    assert Referral.objects.get().office_en == "Mine"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("phone", "call us", "no telephone number"),
        ("phone", "+", "no telephone number"),
        ("office_en", "", "Fill this in"),
        ("hours_th", "x" * 121, "At most 120"),
        ("need", "9", "Choose"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    cast: Cast, enter: Enter, field: str, typed: str, sentence: str
) -> None:
    browser = enter(cast.coast_focal_point)
    answer = browser.post(reverse("begin_referral", args=["id"]), {**TYPED, field: typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Referral.objects.exists()


def test_a_page_has_room_for_twelve(cast: Cast, enter: Enter) -> None:
    for _n in range(12):
        entered(cast)
    answer = enter(cast.coast_focal_point).post(reverse("begin_referral", args=["id"]), TYPED)
    assert answer.status_code == 422
    assert "12 offices are entered already" in answer.content.decode()


def test_their_telephones_are_nobodys_own(cast: Cast) -> None:
    entered(cast)
    assert known().numbers >= {only_digits("+00 000 0211")}
