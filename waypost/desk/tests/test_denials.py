"""A page that says no leaves the row that a door would have left: who tried what on which thing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core import audit
from waypost.core.models import AuditRow, named
from waypost.people.models import Person
from waypost.publications.tests.sharing import shared

Enter = Callable[[Person], Client]


@pytest.mark.parametrize("page", ["withdraw", "widen", "suspend", "person_address", "invite", "end_post"])
def test_who_tries_what_is_not_theirs_is_in_the_log(cast: Cast, enter: Enter, page: str) -> None:
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    thing = {
        "withdraw": item,
        "widen": item,
        "suspend": cast.coast_focal_point,
        "person_address": cast.coast_focal_point,
        "invite": cast.coast,
        "end_post": cast.coast_focal_point.acting_as,
    }[page]
    before = AuditRow.objects.count()
    answer = enter(cast.coast_officer).post(reverse(page, args=[thing.public_id]), {"because": "x"})
    assert answer.status_code == 403
    [row] = AuditRow.objects.order_by("id")[before:]
    assert (row.outcome, row.actor, row.thing) == (audit.DENIED, cast.coast_officer.public_id, named(thing))


def test_what_the_door_recorded_is_not_recorded_again(cast: Cast, enter: Enter) -> None:
    from waypost.people.actions import renewals

    renewal = renewals.ask(by=cast.focal_point, person=cast.officer, evidence="called back")
    before = AuditRow.objects.count()
    answer = enter(cast.deputy).post(reverse("confirm_renewal", args=[renewal.public_id]))
    assert answer.status_code == 403
    assert [row.outcome for row in AuditRow.objects.order_by("id")[before:]] == [audit.DENIED]
