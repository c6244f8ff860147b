"""Inviting somebody to a post, and coming in.

Whoever invites vouches; whoever comes in has a second factor from the first minute.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import about, action, note
from waypost.core.errors import Denied, Refused
from waypost.core.ids import secret as new_secret
from waypost.people.actions.chains import settle
from waypost.people.lists import held_as_known_to
from waypost.people.models import Endorsement, Invitation, Network, Organisation, Person, Post, Tenure
from waypost.people.models.invitations import GOOD_FOR
from waypost.people.models.persons import in_order
from waypost.people.models.posts import PROVISIONAL_FOR, current
from waypost.people.policies import (
    fills,
    may_accept,
    may_confirm_invitation,
    may_invite,
    may_withdraw,
    wants_second_voucher,
)
from waypost.people.signin import app_codes, devices, recovery

ENDORSED_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Invited:
    """Who is invited to what, as the inviter wrote it. ``networks`` are those the inviter vouches in."""

    email: str
    name_latin: str
    role: str
    title_en: str
    title_th: str
    evidence: str
    networks: tuple[Network, ...]
    name_native: str = ""
    rank_title: str = ""
    rank_native: str = ""
    address_as: str = ""
    sort_key: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Enrolment:
    """What a newcomer chose: a password (already hashed) and an app, or a passkey that stands for both. The recovery
    codes are made with it, outside the action.
    """

    password: str = ""
    app_secret: str = ""
    app_step: int = 0
    passkey: dict[str, Any] | None = None
    passkey_name: str = ""
    codes: recovery.Codes = field(default_factory=recovery.new)


@action("people.person_invited", allowed=may_invite)
def invite(*, by: Person, organisation: Organisation, invited: Invited) -> tuple[Invitation, str | None]:
    """Invite a person to a post. Returns the invitation and its secret, which exists in clear only here; None where a
    second person has to confirm it first.

    An address the portal knows already is invited like any other: the inviter learns nothing about it.
    """
    _demand_right(by, organisation, invited)
    invitation, secret = make_invitation(by, organisation, invited, _person(by, organisation, invited))
    about(invitation)
    note(organisation=organisation.public_id, role=invited.role)
    return invitation, secret


def make_invitation(
    by: Person,
    organisation: Organisation,
    invited: Invited,
    person: Person,
    recruited_by: Tenure | None = None,
) -> tuple[Invitation, str | None]:
    """Write an invitation by which ``by`` vouches, and its secret: none yet where a second voucher is wanted. Inside an
    action that asked whether they may.
    """
    now = clock.now()
    close_earlier(organisation, person)
    secret = None if wants_second_voucher(by, invited.role) else new_secret()
    assert by.tenure is not None  # noqa: S101  the policy asked
    invitation = Invitation.objects.create(
        recruited_by=recruited_by,
        person=person,
        name=invited.name_latin,
        organisation=organisation,
        role=invited.role,
        title_en=invited.title_en,
        title_th=invited.title_th,
        evidence=invited.evidence,
        secret_hash=None if secret is None else hashed(secret),
        invited_by=by,
        vouching=by.tenure,
        at=now,
        expires_at=now + GOOD_FOR,
    )
    invitation.networks.set(invited.networks)
    return invitation, secret


@action("people.invitation_confirmed", allowed=may_confirm_invitation)
def confirm(*, by: Person, invitation: Invitation) -> str:
    """The second voucher's word for a deputy. Returns the secret, in clear only here, good for 72 hours from now."""
    secret = new_secret()
    invitation.secret_hash = hashed(secret)
    invitation.confirmed_by = by
    invitation.expires_at = clock.now() + GOOD_FOR
    invitation.save(update_fields=["secret_hash", "confirmed_by", "expires_at"])
    note(organisation=invitation.organisation.public_id, role=invitation.role)
    return secret


@action("people.invitation_withdrawn", allowed=may_withdraw)
def withdraw(*, by: Person, invitation: Invitation) -> Invitation:
    """Close an invitation that was not used."""
    if invitation.used_at is not None:
        raise Refused(_("This invitation was used already. Suspend the person if they must not come in."))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@action("people.invitation_accepted", allowed=may_accept)
def accept(*, by: Person, invitation: Invitation, enrolment: Enrolment | None) -> None:
    """Come in. A newcomer (and whoever renews a lost factor) brings an enrolment.

    Somebody who is in already takes the post with the account they have.
    """
    by = Person.objects.select_for_update().get(pk=by.pk)  # one way in at a time
    renewing = invitation.purpose == Invitation.Purpose.RENEWAL
    if not renewing and holds_without_factor(by):
        raise Denied("people.invitation_accepted", "An account with a post gets factors by a renewal only.")
    newcomer = not by.second_factor
    if (newcomer or renewing) != (enrolment is not None):
        raise Denied("people.invitation_accepted", "The enrolment doesn't fit the account.")
    if enrolment is not None:
        _enrol(by, enrolment)
    if not renewing:
        invitation.tenure = _take_post(by, invitation)
    elif invitation.vouching is None:
        _vouch_again(by, invitation)
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at", "tenure"])
    note(role=invitation.role, purpose=invitation.purpose)


def holds_without_factor(person: Person) -> bool:
    """Does somebody hold a post here who cannot sign in? An invitation to another post must not let them in to it."""
    return not person.second_factor and person.tenures.filter(current(clock.today())).exists()


def by_secret(secret: str) -> Invitation | None:
    """The invitation this secret opens, whatever became of it."""
    found = Invitation.objects.select_related("person", "organisation__member", "invited_by", "vouching")
    return found.filter(secret_hash=hashed(secret)).first()


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _demand_right(by: Person, organisation: Organisation, invited: Invited) -> None:
    """The policy asked about the organisation; here about the role, and the networks the inviter is in."""
    if not fills(by, organisation, invited.role):
        raise Denied("people.person_invited", "The role is not the inviter's to fill.")
    if not invited.networks or not {network.pk for network in invited.networks} <= set(by.networks()):
        raise Denied("people.person_invited", "The inviter is not in that network.")
    if invited.role == Post.Role.LEARNER and not all(network.is_programme for network in invited.networks):
        sentence = _("A learner comes in to a programme only. Choose no other network.")
        raise Refused(sentence, networks=sentence)


def _person(by: Person, organisation: Organisation, invited: Invited) -> Person:
    """The same, for a colleague: who holds a post there already is not invited to another, if ``by`` may know."""
    email = invited.email.strip().lower()
    if held_as_known_to(by, organisation).filter(person__email=email).exists():
        sentence = _("This person has access for this organisation already.")
        raise Refused(sentence, email=sentence)
    return person_of(organisation, invited)


def person_of(organisation: Organisation, invited: Invited) -> Person:
    """The person with this address; made when there is none. Somebody who is in already keeps their own details."""
    email = invited.email.strip().lower()
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = _made(email, invited)
    elif not person.second_factor and not _invited_elsewhere(person, organisation):
        Person.objects.filter(pk=person.pk).update(**_details(invited))
    return person


def _made(email: str, invited: Invited) -> Person:
    """A person who has nothing yet; the one whom another organisation's focal point made in this very moment, if so."""
    person = Person(email=email, **_details(invited))
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        return Person.objects.get(email=email)
    return person


def _details(invited: Invited) -> dict[str, str]:
    return {
        "name_latin": invited.name_latin,
        "name_native": invited.name_native,
        "rank_title": invited.rank_title,
        "rank_native": invited.rank_native,
        "address_as": invited.address_as,
        "language": invited.language,
        "sort_key": in_order(invited.sort_key or invited.name_latin),
    }


def _invited_elsewhere(person: Person, organisation: Organisation) -> bool:
    return person.invitations.exclude(organisation=organisation).exists()


def close_earlier(organisation: Organisation, person: Person, **only: str) -> None:
    """One way in at a time: a new invitation closes the organisation's earlier ones to a post for this person; never
    the way back in of somebody who lost their factors, of whom its maker may not know.
    """
    waiting = Invitation.objects.filter(
        organisation=organisation,
        person=person,
        purpose=Invitation.Purpose.POST,
        used_at=None,
        withdrawn_at=None,
        **only,
    )
    waiting.update(withdrawn_at=clock.now())


def _enrol(person: Person, enrolment: Enrolment) -> None:
    """Password and factors in the place of whatever was there. Every browser and session before this is out."""
    Authenticator.objects.filter(user=person).delete()
    devices.forget_all(person)
    if enrolment.passkey is not None:
        person.set_unusable_password()
        keep_passkey(person, enrolment.passkey_name, enrolment.passkey)
    else:
        person.password = enrolment.password
        app_codes.keep(person, enrolment.app_secret, enrolment.app_step)
    person.second_factor = True
    person.save(update_fields=["password", "second_factor"])
    recovery.keep(person, enrolment.codes)


def keep_passkey(person: Person, name: str, credential: dict[str, Any]) -> Authenticator:
    """Keep a passkey as allauth does. The ceremony was checked where the credential came in."""
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def _take_post(person: Person, invitation: Invitation) -> Tenure:
    """Tenure and endorsements begin today, provisionally but for the operator's own. The first post is the one the
    person acts for.

    Whoever is a member elsewhere begins like anybody: nobody who looks at the new post learns of the other one.
    """
    today, vouching = clock.today(), invitation.vouching
    tenure = Tenure.objects.create(
        person=person,
        post=post_for(invitation.organisation, invitation.role, invitation.title_en, invitation.title_th),
        since=today,
        recruited_by=invitation.recruited_by or _recruiting(vouching),
        provisional_until=today + PROVISIONAL_FOR if vouching is not None else None,
    )
    _endorse(tenure, invitation, set())
    if vouching is not None:
        settle({vouching.pk})
    if person.tenure is None:
        person.acting_as = tenure
        person.save(update_fields=["acting_as"])
    return tenure


def _endorse(tenure: Tenure, invitation: Invitation, but: set[int]) -> None:
    """The word of whoever invited, in the invitation's networks ``but`` some. The operator's is nobody's by name."""
    vouching = invitation.vouching
    by = invitation.invited_by if vouching is not None else None
    for network in invitation.networks.exclude(pk__in=but):
        give_word(tenure, network.pk, by=by, vouching=vouching, evidence=invitation.evidence)


def _vouch_again(person: Person, invitation: Invitation) -> None:
    """The operator's word for somebody of the secretariat, where the last one ended."""
    today = clock.today()
    tenure = Tenure.objects.filter(
        current(today), person=person, post__organisation=invitation.organisation, post__role=invitation.role
    ).first()
    if tenure is None:
        raise Denied("people.invitation_accepted", "The post ended meanwhile.")
    standing = tenure.endorsements.filter(current(today)).values_list("network_id", flat=True)
    _endorse(tenure, invitation, set(standing))


def _recruiting(vouching: Tenure | None) -> Tenure | None:
    by_mission = vouching is not None and vouching.post.role == Post.Role.MISSION_FOCAL_POINT
    return vouching if by_mission else None


def give_word(
    tenure: Tenure,
    network: int,
    *,
    by: Person | None,
    vouching: Tenure | None,
    evidence: str,
    since: date | None = None,
) -> None:
    """Write ``by``'s word (None: the operator's, a root) for a year from today, or what is left of it from ``since``.
    ``settle`` follows.
    """
    today = clock.today()
    until = today + ENDORSED_FOR
    Endorsement.objects.create(
        tenure=tenure,
        network_id=network,
        vouched_by=by,
        vouching=vouching,
        evidence=evidence,
        since=since or today,
        until=until,
        given_until=until,
    )


def post_for(organisation: Organisation, role: str, title_en: str, title_th: str) -> Post:
    """The organisation's post of that role and title if nobody holds it just now; else a new one."""
    held = Tenure.objects.filter(current(clock.today())).values("post")
    same = Post.objects.filter(Q(title_en__iexact=title_en), organisation=organisation, role=role)
    vacant = same.exclude(pk__in=held).first()
    return vacant or Post.objects.create(
        organisation=organisation, role=role, title_en=title_en, title_th=title_th
    )
