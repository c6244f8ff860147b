"""A nomination nobody came in by is forgotten with its letter, its invitation and its candidate."""

import pytest

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.core.models import AuditRow
from waypost.files.models import StoredFile
from waypost.network import actions
from waypost.network.models import Nomination
from waypost.network.tests.nominations import PROPOSAL, come_in, fresh, invited, nominated
from waypost.network.ticks import forget
from waypost.people.actions.forgetting import LEFT_KEPT
from waypost.people.models import Invitation, Person
from waypost.people.ticks import forget as forget_people


def test_nobody_came_in_by_it(cast: Cast, hands: Hands) -> None:
    nomination, _secret = invited(cast)
    letter = nomination.letter
    hands.forward(hours=72, seconds=LEFT_KEPT.total_seconds())
    forget()
    forget_people()
    assert Invitation.objects.filter(pk=nomination.invitation_id).exists()
    hands.forward(seconds=1)
    forget()
    forget_people()
    assert not Nomination.objects.filter(pk=nomination.pk).exists()
    assert not Invitation.objects.filter(pk=nomination.invitation_id).exists()
    assert not Person.objects.filter(email=PROPOSAL.email).exists()
    assert letter in StoredFile.objects.without_owner()
    said = bytes(AuditRow.objects.get(action="network.nominations_forgotten").canonical).decode()
    assert nomination.public_id in said
    assert PROPOSAL.email not in said


def test_it_was_withdrawn(cast: Cast, hands: Hands) -> None:
    nomination = nominated(cast)
    actions.withdraw(by=cast.mission_focal_point, nomination=nomination)
    hands.forward(seconds=LEFT_KEPT.total_seconds() + 1)
    forget()
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("waits", [True, False])
def test_what_waits_and_what_led_somewhere_stays(cast: Cast, hands: Hands, waits: bool) -> None:
    nomination = nominated(cast) if waits else invited(cast)[0]
    if nomination.invitation:
        come_in(nomination.invitation)
    hands.forward(days=LEFT_KEPT.days * 2)
    forget()
    assert fresh(nomination).pk == nomination.pk
    assert not AuditRow.objects.filter(action="network.nominations_forgotten").exists()
