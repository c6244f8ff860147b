"""The list of a hand-over: each mark is computed from how things stand, and only those concerned open it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied
from waypost.people.actions import posts
from waypost.people.models import Person, Post, Tenure
from waypost.people.tests.test_chains import hang
from waypost.publications.tests.sharing import waiting

Enter = Callable[[Person], Client]


def marks(cast: Cast, enter: Enter, by: str = "coast_focal_point") -> list[bool]:
    answer: Any = enter(getattr(cast, by)).get(
        reverse("handover", args=[cast.coast_focal_point.acting_as.public_id])
    )
    assert answer.status_code == 200
    return [task.done for task in answer.context["tasks"]]


def test_the_marks_follow_the_state(cast: Cast, enter: Enter) -> None:
    hang(cast.coast_officer, cast.coast_focal_point)
    assert marks(cast, enter) == [False, False, True, True, False]
    duty = Tenure.objects.get(person=cast.coast_officer).post
    Post.objects.filter(pk=duty.pk).update(on_duty=True, phone="+62 21 000", mailbox="duty@coast.invalid")
    posts.vouch_again(
        by=cast.secretariat, tenure=Tenure.objects.get(person=cast.coast_officer), evidence="Called."
    )
    Post.objects.filter(tenures__person=cast.dormant).update(role="focal-point")
    cast.dormant.acting_as.endorsements.update(until=cast.officer.acting_as.endorsements.get().until)
    assert marks(cast, enter) == [True, True, True, True, False]
    posts.confirm_phone(by=cast.coast_focal_point, post=Post.objects.get(pk=duty.pk), phone="+62 21 000")
    assert marks(cast, enter) == [True, True, True, True, True]


def test_what_waits_for_approval_counts(cast: Cast, enter: Enter) -> None:
    waiting(cast, Mark.AMBER, to=[cast.coast])
    page = reverse("handover", args=[cast.focal_point.acting_as.public_id])
    answer: Any = enter(cast.focal_point).get(page)
    assert [task.done for task in answer.context["tasks"]][3] is False


def test_only_the_holder_and_those_in_charge_open_it(cast: Cast, enter: Enter) -> None:
    page = reverse("handover", args=[cast.coast_focal_point.acting_as.public_id])
    allowed = {"coast_focal_point", "mission_focal_point", "secretariat", "second_secretariat"}
    for name, person in cast.people().items():
        if person.suspended_at or not person.second_factor:
            continue
        assert (enter(person).get(page).status_code == 200) == (name in allowed), name
    assert TODAY


def duty_post(cast: Cast) -> Post:
    post = cast.coast_officer.acting_as.post
    Post.objects.filter(pk=post.pk).update(on_duty=True, phone="+62 21 000", mailbox="duty@coast.invalid")
    return Post.objects.get(pk=post.pk)


def test_a_duty_posts_number_is_confirmed_by_somebody_and_for_a_while(
    cast: Cast, enter: Enter, hands: Any
) -> None:
    post, tenure = duty_post(cast), cast.coast_focal_point.acting_as
    page = reverse("handover", args=[tenure.public_id])
    client = enter(cast.coast_focal_point)
    assert "Nobody has confirmed this number." in client.get(page).content.decode()
    typed = {"post": post.public_id, "phone": "+62 21 999"}
    assert "Another number" in client.post(f"{page}telephone/", typed, follow=True).content.decode()
    client.post(f"{page}telephone/", {**typed, "phone": post.phone})
    assert "confirmed on 1 Sep 2020 by" in client.get(page).content.decode()
    Post.objects.filter(pk=post.pk).update(phone="+62 21 001")
    assert "Nobody has confirmed this number." in client.get(page).content.decode()
    Post.objects.filter(pk=post.pk).update(phone="+62 21 000")
    hands.forward(days=91)
    assert not Post.objects.get(pk=post.pk).phone_is_confirmed


def test_nobody_else_confirms_it(cast: Cast) -> None:
    post = duty_post(cast)
    for name in ("coast_officer", "lone_focal_point", "focal_point", "customs_officer"):
        with pytest.raises(Denied):
            posts.confirm_phone(by=getattr(cast, name), post=post, phone=post.phone)
