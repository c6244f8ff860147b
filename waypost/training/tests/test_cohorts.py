"""A cohort is said later to train trainers, or not to: with its history, and not once a certificate is issued."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.core.errors import Refused
from waypost.training.actions.cohorts import change_cohort
from waypost.training.models import Cohort, CohortChange, Programme
from waypost.training.tests.test_accrediting import Way

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def test_a_cohort_is_changed_with_a_reason_until_it_is_certified(
    cast: Cast, hands: Hands, enter: Enter
) -> None:
    way = Way(cast)
    client, at = enter(cast.focal_point), f"/training/{way.programme.public_id}/cohorts/"
    said = {"cohort": "ToT", "trains_trainers": "no", "because": "It was for officers."}
    assert (
        "seems to hold personal data"
        in client.post(at, {**said, "because": "Passport AA1234567"}).content.decode()
    )
    assert "stands so already" in client.post(at, {**said, "trains_trainers": "yes"}).content.decode()
    assert not CohortChange.unfiltered.exists()
    assert client.post(at, said).status_code == 302
    assert not Cohort.unfiltered.get().trains_trainers
    assert client.post(at, said).status_code == 422  # sent twice
    page = client.get(at).content.decode()
    assert "Trains no trainers. It was for officers." in page
    hands.forward(days=14)
    way.certify(cast)
    assert not way.trainer.trained_on(Cohort.unfiltered.get().until)
    late = enter(cast.focal_point).post(at, {**said, "trains_trainers": "yes"}).content.decode()
    assert "1 certificate is issued: this can’t be changed any more" in late
    said_later: dict[str, Any] = {
        "cohort": Cohort.unfiltered.get(),
        "trains_trainers": True,
        "because": "Late.",
    }
    with pytest.raises(Refused, match="are issued"):
        change_cohort(by=cast.focal_point, programme=Programme.unfiltered.get(), **said_later)
    assert CohortChange.unfiltered.get().number == 1
    assert enter(cast.coast_officer).get(at).status_code == 403
    assert not CohortChange.visible_to(cast.coast_officer).exists()
    assert CohortChange.visible_to(cast.deputy).exists()
