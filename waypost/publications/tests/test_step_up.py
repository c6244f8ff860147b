"""Sensitive acts want a factor passed just before; the person comes back to the act and loses nothing entered."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.people.signin.sealing import unseal
from waypost.people.signin.standing import FRESH_SECONDS
from waypost.people.tests.factors import app_of, code, give_app
from waypost.publications.actions import afterwards
from waypost.publications.models import WiderRequest
from waypost.publications.states import Stage
from waypost.publications.tests.sharing import asking, drafted, fresh, key_of, shared, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def stale(enter: Any) -> Any:
    """``stale(person)`` signed in, and passed their factor longer ago than sensitive acts allow."""

    def signed_in(person: Any) -> Client:
        give_app(person)
        client = enter(person)
        session = client.session
        session["passed"] = {**session["passed"], "fresh": time.time() - FRESH_SECONDS - 1}
        session.save()
        return client

    return signed_in


def asked_for_a_factor(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("mfa_reauthenticate"))


def acts(cast: Cast) -> dict[str, Any]:
    """By name: the item, who acts, the page, what is typed, and whether it was done."""
    strict, red = (
        waiting(cast, Mark.STRICT, to=[cast.coast]),
        waiting(cast, Mark.RED, to=[cast.coast_officer]),
    )
    draft, amber, clear = (
        drafted(cast, Mark.STRICT, to=[cast.coast]),
        shared(cast, to=[cast.coast]),
        shared(cast, Mark.CLEAR),
    )
    asked = asking(cast, to=[cast.coast])
    request = afterwards.ask_wider(
        by=cast.coast_officer, publication=asked, key=key_of(cast, cast.customs), reason="They search hulls."
    )
    approve = {"version": 1, "languages": ["en"], "do": "approve"}
    return {
        "approve STRICT": (strict, cast.deputy, "review/", approve, lambda: fresh(strict).live_id),
        "approve RED": (red, cast.deputy, "review/", approve, lambda: fresh(red).live_id),
        "send STRICT": (draft, cast.officer, "send/", {}, lambda: fresh(draft).stage == Stage.REVIEW),
        "widen": (
            amber,
            cast.deputy,
            "widen/",
            {"audience": "Customs X"},
            lambda: fresh(amber).is_visible_to(cast.customs_officer),
        ),
        "grant": (
            asked,
            cast.deputy,
            "wider/",
            {"request": request.public_id, "do": "grant", "answer": "Gladly."},
            lambda: WiderRequest.unfiltered.get().outcome == "granted",
        ),
        "make public": (clear, cast.deputy, "public/", {}, lambda: fresh(clear).public_at),
    }


def app_secret(person: Any) -> str:
    return unseal(app_of(person).data["secret"])


NAMES = ["approve STRICT", "approve RED", "send STRICT", "widen", "grant", "make public"]


@pytest.mark.parametrize("name", NAMES)
def test_the_act_waits_for_the_factor_and_is_done_after_it(cast: Cast, stale: Any, name: str) -> None:
    item, who, page, typed, done = acts(cast)[name]
    client = stale(who)
    address = f"/items/{item.public_id}/{page}"
    first = client.post(address, {"revision": fresh(item).revision, **typed})
    assert asked_for_a_factor(first)
    assert not done()
    back = client.post(first["Location"], {"code": code(app_secret(who))})
    assert back.status_code == 302
    assert done(), "what was entered is done without being entered again"


@pytest.mark.parametrize("name", NAMES)
def test_a_factor_passed_just_before_is_enough(cast: Cast, enter: Any, name: str) -> None:
    item, who, page, typed, done = acts(cast)[name]
    answer = enter(who).post(f"/items/{item.public_id}/{page}", {"revision": fresh(item).revision, **typed})
    assert answer.status_code == 302
    assert not asked_for_a_factor(answer)
    assert done()


@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN, Mark.AMBER])
def test_the_other_marks_are_approved_without(cast: Cast, stale: Any, mark: Mark) -> None:
    item = waiting(cast, mark)
    typed = {"version": 1, "revision": item.revision, "languages": ["en"], "do": "approve"}
    answer = stale(cast.deputy).post(f"/items/{item.public_id}/review/", typed)
    assert not asked_for_a_factor(answer)
    assert fresh(item).live_id


def test_sending_back_and_declining_want_none(cast: Cast, stale: Any) -> None:
    item = waiting(cast, Mark.RED, to=[cast.coast_officer])
    typed = {"version": 1, "revision": item.revision, "because": "Name the month.", "do": "return"}
    assert not asked_for_a_factor(stale(cast.deputy).post(f"/items/{item.public_id}/review/", typed))
    assert fresh(item).stage == Stage.DRAFT


def test_a_stranger_is_not_even_asked(cast: Cast, stale: Any) -> None:
    item = shared(cast, Mark.CLEAR)
    assert stale(cast.coast_officer).post(f"/items/{item.public_id}/public/").status_code == 403
    assert stale(cast.coast_officer).post(f"/items/{item.public_id}/widen/").status_code == 403
