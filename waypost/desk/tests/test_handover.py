"""The list of a hand-over: each mark is computed from how things stand, and only those concerned open it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Cast
from waypost.access.marks import Mark
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
