"""Bringing in the participants of a programme as its roster names them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from waypost.core.doors import action, note
from waypost.core.errors import Denied, Refused
from waypost.people.actions.invitations import Invited, holds_post, make_invitation, person_of
from waypost.people.models import Invitation, Network, Organisation, Person, Post
from waypost.people.policies import may_invite_roster


@dataclass(frozen=True)
class Participant:
    """One line of a roster: who, with which mail address, in which post."""

    name_latin: str
    email: str
    title_en: str
    title_th: str
    name_native: str = ""


@dataclass(frozen=True)
class Roster:
    """Who takes part in a programme, as its list names them. ``evidence`` says which list, and who keeps it."""

    network: Network
    evidence: str
    participants: tuple[Participant, ...]
    language: str = "en"


@action("people.roster_invited", allowed=may_invite_roster)
def invite_roster(*, by: Person, organisation: Organisation, roster: Roster) -> list[tuple[Invitation, str]]:
    """Invite everybody on a programme's roster as a learner, into the programme and no other network: all of them, or
    nobody. Returns each invitation with its secret, in clear only here.
    """
    if not roster.network.is_programme or roster.network.pk not in by.networks():
        raise Denied("people.roster_invited", "Not a programme the inviter is in.")
    made = []
    for each in roster.participants:
        invited = Invited(
            email=each.email,
            name_latin=each.name_latin,
            name_native=each.name_native,
            role=Post.Role.LEARNER,
            title_en=each.title_en,
            title_th=each.title_th,
            evidence=roster.evidence,
            networks=(roster.network,),
            language=roster.language,
        )
        if holds_post(each.email, organisation):
            known = {"name": each.name_latin}
            sentence = _("%(name)s has access for this organisation already. Take the line out.") % known
            raise Refused(sentence, participants=sentence)
        invitation, secret = make_invitation(by, organisation, invited, person_of(organisation, invited))
        assert secret is not None  # noqa: S101  a second voucher is wanted for deputies
        made.append((invitation, secret))
    note(network=roster.network.key, participants=len(made))
    return made
