"""Bringing in the participants of a programme as its roster names them.

Whoever has an account here takes part beside their post, at once; everybody else gets an invitation. Which of the two
a line becomes hangs on nothing but what the paster may know anyway (``lists.held_as_known_to``): it tells of no post
that they could not have looked up.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import action, note, unheard
from waypost.core.errors import Denied, Refused
from waypost.people.actions.chains import settle
from waypost.people.actions.invitations import (
    Invited,
    close_earlier,
    give_word,
    make_invitation,
    person_of,
    post_for,
)
from waypost.people.lists import held_as_known_to
from waypost.people.models import Endorsement, Invitation, Network, Organisation, Person, Post, Tenure
from waypost.people.models.posts import PROVISIONAL_FOR, current
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


@dataclass(frozen=True)
class Enlisted:
    """What became of a roster's lines. Secrets of invitations are in clear only here."""

    invited: list[tuple[Invitation, str]] = field(default_factory=list)
    joined: list[Tenure] = field(default_factory=list)
    there_already: list[Person] = field(default_factory=list)


@action("people.roster_invited", allowed=may_invite_roster)
def invite_roster(*, by: Person, organisation: Organisation, roster: Roster) -> Enlisted:
    """Let everybody on a programme's roster into the programme as a learner, and into no other network: all, or nobody.

    Who takes part already is left as they are: a roster that is pasted again neither doubles nor prolongs a word.
    """
    if not roster.network.is_programme or roster.network.pk not in by.networks():
        raise Denied("people.roster_invited", "Not a programme the inviter is in.")
    known = held_as_known_to(by, organisation)
    enlisted = Enlisted()
    for each in roster.participants:
        held = known.filter(person__email=each.email)
        person = _held_still(organisation, each.email) if held.exists() else None
        if person is not None and _takes_part(held, roster.network):
            enlisted.there_already.append(person)
        elif person is not None:
            _demand_that_they_can(by, roster.network, person, held)
            enlisted.joined.append(_join(by, organisation, roster, each, person))
        else:
            enlisted.invited.append(_invite(by, organisation, roster, each))
    _conclude(by, roster, enlisted)
    return enlisted


def _conclude(by: Person, roster: Roster, enlisted: Enlisted) -> None:
    """The log says who got a post, by the post; who has an inbox is told of it."""
    assert by.tenure is not None  # noqa: S101  the policy asked
    settle({by.tenure.pk})
    posts = [tenure.post.public_id for tenure in enlisted.joined]
    note(network=roster.network.key, participants=len(enlisted.invited) + len(posts), posts=posts)
    if not posts:
        unheard()


def _invite(
    by: Person, organisation: Organisation, roster: Roster, each: Participant
) -> tuple[Invitation, str]:
    if each.email == by.email:
        raise _refused(_YOU, by)
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
    invitation, secret = make_invitation(by, organisation, invited, person_of(organisation, invited))
    assert secret is not None  # noqa: S101  a second voucher is wanted for deputies
    return invitation, secret


def _held_still(organisation: Organisation, email: str) -> Person:
    """The person, whom nothing lets in meanwhile by another way: their open invitations to such a post are closed."""
    person = Person.objects.get(email=email)
    close_earlier(organisation, person, role=Post.Role.LEARNER)
    return Person.objects.select_for_update().get(pk=person.pk)


def _takes_part(held: QuerySet[Tenure], programme: Network) -> bool:
    """Does a word let them into the programme at one of these posts already?"""
    words = Endorsement.objects.filter(current(clock.today()), tenure__in=held, network=programme)
    return words.exists()


def _join(
    by: Person, organisation: Organisation, roster: Roster, each: Participant, person: Person
) -> Tenure:
    """A learner's post of the programme beside the one they hold, with its own word. What they had stays as it was."""
    today = clock.today()
    tenure = Tenure.objects.create(
        person=person,
        post=post_for(organisation, Post.Role.LEARNER, each.title_en, each.title_th),
        since=today,
        provisional_until=today + PROVISIONAL_FOR,
    )
    give_word(tenure, roster.network.pk, by=by, vouching=by.tenure, evidence=roster.evidence)
    return tenure


def _demand_that_they_can(by: Person, programme: Network, person: Person, held: QuerySet[Tenure]) -> None:
    """Nobody vouches for themselves; a suspension, a lost factor and a year that is over have pages of their own."""
    lapsed = held.filter(post__role=Post.Role.LEARNER, endorsements__network=programme)
    if person.pk == by.pk:
        raise _refused(_YOU, person)
    if person.suspended_at is not None or not person.second_factor:
        raise _refused(_CANT_SIGN_IN, person)
    if lapsed.exists():
        raise _refused(_LAPSED, person)


def _refused(why: Any, person: Person) -> Refused:
    sentence = why % {"name": person.name}
    return Refused(sentence, participants=sentence)


_YOU = _("%(name)s is you: somebody else vouches for you. Take the line out.")
_CANT_SIGN_IN = _(
    "%(name)s can't sign in at present: access is suspended or the second factor is missing. Take the line out."
)
_LAPSED = _(
    "%(name)s was in this programme, and nobody’s word holds any more. Vouch again under “Who still works here?” and "
    "take the line out."
)
