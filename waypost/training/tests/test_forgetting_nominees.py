"""Who never came in is forgotten on a nominal roll in time, and one's own data holds one's courses."""

import pytest

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.core import clock
from waypost.core.models import AuditRow
from waypost.desk.lists.own import parts_of
from waypost.training.actions.forgetting import NOMINEES_KEPT
from waypost.training.models import Cohort, Nominee
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, approved, named, offered
from waypost.training.ticks import forget

pytestmark = pytest.mark.django_db


def test_a_name_goes_in_time_and_what_is_counted_stays(cast: Cast, hands: Hands) -> None:
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED, NEWCOMER))
    [own] = next(part.rows for part in parts_of(cast.immigration_officer) if part.key == "courses")
    assert {"Programme": "MB-1", "Where it stands": "Enrolled"}.items() <= own.items()
    last = Cohort.unfiltered.get().until + NOMINEES_KEPT
    hands.forward(days=(last - clock.today()).days)
    forget()
    assert Nominee.unfiltered.filter(email=NEWCOMER, name_latin="Malee").exists()
    hands.forward(days=1)
    forget()
    gone = Nominee.unfiltered.get(person=None)
    assert (gone.name, gone.sex, gone.status) == ("–", "female", "approved")
    assert "malee" not in gone.email
    assert Nominee.unfiltered.get(person=cast.immigration_officer).email == ENROLLED
    said = bytes(AuditRow.objects.get(action="training.nominees_forgotten").canonical).decode()
    assert gone.public_id in said
    assert NEWCOMER not in said
