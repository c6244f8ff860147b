"""A new way in for somebody who lost their factors: two persons vouch again (ASVS 6.4.3, 6.4.6)."""

from waypost.core import clock
from waypost.core.doors import about, action, note
from waypost.core.ids import secret as new_secret
from waypost.people.actions.invitations import hashed
from waypost.people.models import Invitation, Person
from waypost.people.models.invitations import GOOD_FOR, RENEWAL_WAITS
from waypost.people.policies import current_tenures, may_ask_renewal, may_confirm_renewal


@action("people.renewal_asked", allowed=may_ask_renewal)
def ask(*, by: Person, person: Person, evidence: str) -> Invitation:
    """Say that this person lost their factors and was called back. Opens nothing until a second person confirms."""
    tenure = person.tenure or current_tenures(person)[0]
    Invitation.objects.filter(
        person=person, purpose=Invitation.Purpose.RENEWAL, used_at=None, withdrawn_at=None
    ).update(withdrawn_at=clock.now())
    assert by.tenure is not None  # noqa: S101  the policy asked
    now, post = clock.now(), tenure.post
    renewal = Invitation.objects.create(
        purpose=Invitation.Purpose.RENEWAL,
        person=person,
        name=person.name_latin,
        organisation=post.organisation,
        role=post.role,
        title_en=post.title_en,
        title_th=post.title_th,
        evidence=evidence,
        secret_hash=None,
        invited_by=by,
        vouching=by.tenure,
        at=now,
        expires_at=now + GOOD_FOR,
    )
    about(renewal)
    note(person=person.public_id)
    return renewal


@action("people.renewal_confirmed", allowed=may_confirm_renewal)
def confirm(*, by: Person, invitation: Invitation) -> str:
    """The second person's word. Returns the secret, in clear only here; it opens a day from now, for 72 hours.

    In that day the person, at the address they had, and the colleagues who approve are told, and each can stop it.
    """
    secret = new_secret()
    invitation.secret_hash = hashed(secret)
    invitation.confirmed_by = by
    invitation.opens_at = clock.now() + RENEWAL_WAITS
    invitation.expires_at = invitation.opens_at + GOOD_FOR
    invitation.save(update_fields=["secret_hash", "confirmed_by", "opens_at", "expires_at"])
    note(person=invitation.person.public_id)
    return secret
