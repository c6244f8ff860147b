"""Who may do what to whose account.

One rule over all of it: nobody acts on a person who may do anything that they themselves may not. It is asked about
every post the person holds, not only the one they act for just now.
"""

from waypost.core import clock
from waypost.people.models import Endorsement, Invitation, Organisation, Person, Post, Tenure
from waypost.people.models.posts import current
from waypost.places.models import Member

Role = Post.Role

OFFICIALS = frozenset({Role.OFFICER, Role.TRAINER, Role.LEARNER, Role.LOGISTICS, Role.DONOR})

# Whose posts the holder of a role may fill, and whose holders they may suspend. Asked of a person by ``Person.role``:
# whoever is provisional is in charge of nothing.
GOVERNS: dict[str, frozenset[str]] = {
    Role.FOCAL_POINT: OFFICIALS | {Role.DEPUTY},
    Role.MISSION_FOCAL_POINT: frozenset({Role.FOCAL_POINT}),
    Role.SECRETARIAT: frozenset(Role),
}


def is_in_charge(by: Person, organisation: Organisation, role: str) -> bool:
    """Do ``by``'s rights, at the post they act for, include those of this role in this organisation?"""
    tenure = by.tenure
    if tenure is None or not by.is_active_member() or role not in GOVERNS.get(by.role, ()):
        return False
    if by.role == Role.FOCAL_POINT:
        return tenure.post.organisation_id == organisation.pk
    if by.role == Role.MISSION_FOCAL_POINT:
        return tenure.post.covers.filter(pk=organisation.member_id).exists()
    return True


def outranks(by: Person, person: Person) -> bool:
    """Do ``by``'s rights include every right of ``person``, at each post and in each network?"""
    if by.pk == person.pk:
        return False
    tenures = current_tenures(person)
    return (
        bool(tenures)
        and all(is_in_charge(by, t.post.organisation, t.post.role) for t in tenures)
        and _covers(by, tenures)
    )


def _covers(by: Person, tenures: list[Tenure]) -> bool:
    """Is ``by`` in every network these tenures are endorsed in?"""
    networks = {
        e.network_id for tenure in tenures for e in tenure.endorsements.filter(current(clock.today()))
    }
    return networks <= set(by.networks())


def current_tenures(person: Person) -> list[Tenure]:
    return list(
        person.tenures.filter(current(clock.today()))
        .select_related("post__organisation__member")
        .order_by("since", "pk")
    )


def may_invite(by: Person, organisation: Organisation) -> bool:
    """Anybody in charge of some role there. Which roles: ``roles_to_fill``."""
    return bool(roles_to_fill(by, organisation))


def roles_to_fill(by: Person, organisation: Organisation) -> list[str]:
    """The roles ``by`` may invite to in the organisation, in the order they are offered."""
    return [role for role in Role.values if fills(by, organisation, role)]


def fills(by: Person, organisation: Organisation, role: str) -> bool:
    """May ``by`` invite to this role by their own word? A focal point of a member comes in by the member's letter only:
    somebody proposes, the secretariat registers (room ``network``). The secretariat has no state to nominate its own.
    """
    by_letter = role == Role.FOCAL_POINT and organisation.kind != Organisation.Kind.SECRETARIAT
    return is_in_charge(by, organisation, role) and not by_letter


def may_invite_roster(by: Person, organisation: Organisation) -> bool:
    """Whoever fills the posts of learners there: its focal points, and the secretariat."""
    return fills(by, organisation, Role.LEARNER)


def may_withdraw(by: Person, invitation: Invitation) -> bool:
    """Whoever made it or is in charge; a new way in also the person it is for, and whoever could have confirmed it."""
    renews = invitation.purpose == Invitation.Purpose.RENEWAL
    concerned = renews and (invitation.person_id == by.pk or may_stop_renewal(by, invitation))
    in_charge = is_in_charge(by, invitation.organisation, invitation.role)
    return invitation.invited_by_id == by.pk or concerned or in_charge


def may_accept(by: Person, invitation: Invitation) -> bool:
    """The invited person, in time, while whoever gave their word for it could still give it."""
    return (
        invitation.person_id == by.pk
        and by.suspended_at is None
        and invitation.secret_hash is not None
        and invitation.is_open(clock.now())
        and not invitation.waits(clock.now())
        and _is_vouched(invitation)
    )


def _is_vouched(invitation: Invitation) -> bool:
    """Asked again of the inviter, at the tenure they vouched in, and of the second person; not of the operator."""
    if invitation.vouching is None:
        return True
    confirmer = invitation.confirmed_by
    return _may_hand_over(_acting_at(invitation.vouching), invitation) and (
        confirmer is None
        or any(_seconds(_acting_at(tenure), invitation) for tenure in current_tenures(confirmer))
    )


def _may_hand_over(by: Person, invitation: Invitation) -> bool:
    """May ``by`` hold the secret of this invitation? Whoever holds it can come in as the person."""
    if invitation.purpose == Invitation.Purpose.RENEWAL:
        return outranks(by, invitation.person)
    networks = set(invitation.networks.values_list("pk", flat=True))
    return is_in_charge(by, invitation.organisation, invitation.role) and networks <= set(by.networks())


def _seconds(by: Person, invitation: Invitation) -> bool:
    """Does ``by``'s word count as the second one? For a deputy also that of whoever fills the focal point's post."""
    if invitation.purpose == Invitation.Purpose.RENEWAL:
        return outranks(by, invitation.person)
    networks = set(invitation.networks.values_list("pk", flat=True))
    above = any(
        is_in_charge(by, invitation.organisation, role) for role in (invitation.role, Role.FOCAL_POINT)
    )
    return above and networks <= set(by.networks())


def wants_second_voucher(by: Person, role: str) -> bool:
    """A deputy approves what the focal point drafts: one who invents the other would be two persons in one."""
    return role == Role.DEPUTY and not by.has_role(Role.SECRETARIAT)


def may_confirm_invitation(by: Person, invitation: Invitation) -> bool:
    """Another focal point of the organisation, its mission focal point or the secretariat; never who invited."""
    asked = invitation.purpose == Invitation.Purpose.POST and invitation.secret_hash is None
    stranger = by.pk not in (invitation.invited_by_id, invitation.person_id)
    return asked and stranger and invitation.is_open(clock.now()) and _seconds(by, invitation)


def _acting_at(tenure: Tenure) -> Person:
    """The holder with the rights of this tenure, whichever post they act for just now."""
    holder = Person.objects.get(pk=tenure.person_id)
    holder.acting_as = tenure
    return holder


def may_ask_renewal(by: Person, person: Person) -> bool:
    return person.suspended_at is None and outranks(by, person)


def may_confirm_renewal(by: Person, invitation: Invitation) -> bool:
    """A second person, who is handed the link and so outranks whom it is for: neither who asked nor that person."""
    asked = invitation.purpose == Invitation.Purpose.RENEWAL and invitation.secret_hash is None
    stranger = by.pk not in (invitation.invited_by_id, invitation.person_id)
    return asked and stranger and invitation.is_open(clock.now()) and outranks(by, invitation.person)


def may_stop_renewal(by: Person, invitation: Invitation) -> bool:
    """Whoever approves in the organisation, or is in charge of it: to stop is less than to hand over."""
    tenure = by.tenure
    approves = (
        tenure is not None
        and by.role in Post.APPROVING
        and tenure.post.organisation_id == invitation.organisation_id
        and by.is_active_member()
    )
    return approves or is_in_charge(by, invitation.organisation, invitation.role)


def vouched_networks(tenure: Tenure) -> set[int]:
    """The networks its holder was ever vouched for at this post, whether the word still holds or not."""
    return set(tenure.endorsements.values_list("network_id", flat=True))


def may_vouch_again(by: Person, tenure: Tenure) -> bool:
    """For somebody else, whose role there is the own to fill, in a network one is in."""
    return reviews(by, tenure) and bool(vouched_networks(tenure) & set(by.networks()))


def reviews(by: Person, tenure: Tenure) -> bool:
    """Is it ``by`` who says once a year whether this holder is still there?"""
    other = by.pk != tenure.person_id and tenure.is_current(clock.today())
    return other and is_in_charge(by, tenure.post.organisation, tenure.post.role)


def may_end_post(by: Person, tenure: Tenure) -> bool:
    """In charge of the post, and in every network that goes with it."""
    return reviews(by, tenure) and _covers(by, [tenure])


def may_take_over(by: Person, tenure: Tenure) -> bool:
    """Give one's own word in the place of one who stands no longer: whoever is in charge, and the deputy of the
    organisation, who stands in until there is a successor.
    """
    other = by.pk != tenure.person_id and tenure.is_current(clock.today())
    return other and takes_over(by, tenure) and bool(vouched_networks(tenure) & set(by.networks()))


def takes_over(by: Person, tenure: Tenure) -> bool:
    post = tenure.post
    own = by.organisation is not None and by.organisation.pk == post.organisation_id
    stands_in = by.role == Role.DEPUTY and own and post.role in OFFICIALS and by.is_active_member()
    return stands_in or is_in_charge(by, post.organisation, post.role)


def may_confirm_member(by: Person, tenure: Tenure) -> bool:
    """A second look at somebody who is provisional: in charge of the post, in their network, and not who vouched."""
    words = list(tenure.endorsements.filter(current(clock.today())))
    vouched = any(word.vouched_by_id == by.pk for word in words)
    together = {word.network_id for word in words} & set(by.networks())
    return not vouched and bool(together) and may_end_post(by, tenure)


def is_last_focal_point(tenure: Tenure) -> bool:
    """Would the organisation be without a focal point if this tenure ended?"""
    if tenure.post.role != Role.FOCAL_POINT:
        return False
    today = clock.today()
    others = Tenure.objects.filter(
        current(today), post__organisation=tenure.post.organisation_id, post__role=Role.FOCAL_POINT
    )
    vouched = current(today, "endorsements__")
    return not others.filter(vouched, person__suspended_at=None).exclude(pk=tenure.pk).exists()


def may_change_address(by: Person, person: Person) -> bool:
    """Never the own: with the address one signs in, and somebody else vouched for it."""
    return outranks(by, person)


def may_suspend(by: Person, person: Person) -> bool:
    return outranks(by, person)


def may_restore(by: Person, person: Person) -> bool:
    """Nobody gives back what was taken by somebody who may take it from themselves."""
    above = by.role != person.suspended_as and by.role in GOVERNS.get(person.suspended_as, ())
    return outranks(by, person) and not above


def may_keep_mailboxes(by: Person, organisation: Organisation) -> bool:
    """How its mailboxes are written to: those who answer for the organisation, and who runs all its networks."""
    tenure = by.tenure
    if tenure is None or not by.is_active_member():
        return False
    if by.role in Post.APPROVING:
        return tenure.post.organisation_id == organisation.pk
    networks = set(
        Endorsement.objects.filter(
            current(clock.today()), tenure__post__organisation=organisation
        ).values_list("network_id", flat=True)
    )
    return by.role == Role.SECRETARIAT and networks <= set(by.networks())


def may_keep_referrals(by: Person, member: Member) -> bool:
    """Whom to call for protection in a member: those who answer for one of its organisations, and the secretariat."""
    tenure = by.tenure
    if tenure is None or not by.is_active_member():
        return False
    own = by.role in Post.APPROVING and tenure.post.organisation.member_id == member.pk
    return own or by.role == Role.SECRETARIAT


def may_move_mailbox(by: Person, post: Post) -> bool:
    """Where its mails go is decided by the same people: whoever holds the post, the mailbox is the organisation's."""
    return may_keep_mailboxes(by, post.organisation)


def may_confirm_phone(by: Person, post: Post) -> bool:
    """The telephone of a duty post is confirmed by whoever hands over a focal point's post there, or is in charge of
    it.
    """
    own = by.tenure is not None and by.role in Post.APPROVING and by.is_active_member()
    own = own and by.tenure is not None and by.tenure.post.organisation_id == post.organisation_id
    return post.on_duty and (own or is_in_charge(by, post.organisation, Role.FOCAL_POINT))


def may_change_details(by: Person, person: Person) -> bool:
    """The own ones, or those of somebody one is in charge of."""
    return by.pk == person.pk or outranks(by, person)


def is_self(by: Person, person: Person) -> bool:
    """What nobody does for another: sign the rules, choose a post, end sessions, change factors."""
    return by.pk == person.pk


def may_read_directory(by: Person, person: Person) -> bool:
    """Their own reading, while active."""
    return by.pk == person.pk and by.is_active_member()
