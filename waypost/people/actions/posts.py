"""Once a year somebody says again that the holder of a post is still there, or ends the post."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import Clockwork, about, action, note, quiet_action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock
from waypost.people.actions.chains import settle, settle_all
from waypost.people.actions.invitations import ENDORSED_FOR, give_word
from waypost.people.lists import orphans
from waypost.people.models import Person, Post, Tenure
from waypost.people.policies import (
    current_tenures,
    is_last_focal_point,
    is_self,
    may_confirm_member,
    may_confirm_phone,
    may_end_post,
    may_take_over,
    may_vouch_again,
    vouched_networks,
)
from waypost.people.signin import devices

ONLY_ONE = _(
    "This is the only focal point of the organisation. Have a successor nominated first; where there is none, the "
    "secretariat decides."
)


@action("people.vouched_again", allowed=may_vouch_again)
def vouch_again(*, by: Person, tenure: Tenure, evidence: str) -> Person:
    """Vouch for a year from today, in those networks the holder was last vouched for that ``by`` is in.

    A word that still holds is not shortened or doubled: the new one begins where it ends.
    """
    today = clock.today()
    assert by.tenure is not None  # noqa: S101  the policy asked
    for network in sorted(vouched_networks(tenure) & set(by.networks())):
        since = _begins(tenure, network, today)
        if since < today + ENDORSED_FOR:
            give_word(tenure, network, by=by, vouching=by.tenure, evidence=evidence, since=since)
    settle({by.tenure.pk, tenure.pk})
    about(tenure.person)
    note(post=tenure.post.public_id)
    return tenure.person


@action("people.orphan_taken_over", allowed=may_take_over)
def take_over(*, by: Person, tenure: Tenure, evidence: str) -> Person:
    """Vouch in the place of somebody whose standing ended, for a year from today. The first who does has done it."""
    held = orphans(by).filter(pk=tenure.pk).first()
    if held is None:
        raise Refused(
            _("Somebody else vouches for %(name)s already. There is nothing left to take over.")
            % {"name": tenure.person.name}
        )
    assert by.tenure is not None  # noqa: S101  the policy asked
    for network in sorted(vouched_networks(tenure) & set(by.networks())):
        give_word(tenure, network, by=by, vouching=by.tenure, evidence=evidence)
    settle({by.tenure.pk, tenure.pk})
    about(tenure.person)
    note(post=tenure.post.public_id)
    return tenure.person


@action("people.post_ended", allowed=may_end_post)
def end(*, by: Person, tenure: Tenure, because: str = "") -> Person:
    """The holder left the post: from today it is vacant. With the last post goes all access; what they wrote stays.

    An organisation's last focal point has a successor first; else the secretariat decides, and says why (``because``).
    """
    today = clock.today()
    if tenure.since >= today:
        raise Refused(
            _("This person took the post today. Suspend their access instead, if it was a mistake.")
        )
    last = is_last_focal_point(tenure)
    if last and not (because and by.has_role(Post.Role.SECRETARIAT)):
        raise Refused(ONLY_ONE)
    person = leave(tenure)
    about(person)
    note(post=tenure.post.public_id, last_focal_point=last)
    return person


@action("people.member_confirmed", allowed=may_confirm_member)
def confirm(*, by: Person, tenure: Tenure) -> Person:
    """The second look: the holder is no longer provisional. Otherwise that ends by itself, a month after it began."""
    today = clock.today()
    if not tenure.is_provisional(today):
        raise Refused(_("This person is not provisional any more. There is nothing left to confirm."))
    tenure.provisional_until = today
    tenure.save(update_fields=["provisional_until"])
    about(tenure.person)
    note(post=tenure.post.public_id)
    return tenure.person


@action("people.membership_left", allowed=is_self)
def leave_own(*, by: Person, person: Person) -> Person:
    """Leave the post one acts for. An organisation's only focal point is told why not."""
    tenure = person.tenure
    if tenure is None:
        raise Refused(_("You hold no post now. There is nothing to leave."))
    if tenure.since >= clock.today():
        raise Refused(_("You took this post today. It can be left from tomorrow on."))
    if is_last_focal_point(tenure):
        raise Refused(ONLY_ONE)
    note(post=tenure.post.public_id)
    return leave(tenure)


@quiet_action(
    "people.chains_settled",
    allowed=only_the_clock,
    because="derived from words and posts, whose changes are recorded",
)
def settle_chains(*, by: Clockwork) -> int:
    """Mend how long words hold, where a standing was changed past the actions. Returns how many were wrong."""
    return settle_all()


def leave(tenure: Tenure) -> Person:
    """End a tenure today: the words given in it are orphaned, the next post is acted for. Inside an action."""
    tenure.until = clock.today()
    tenure.save(update_fields=["until"])
    settle({tenure.pk})
    person = tenure.person
    if person.acting_as_id == tenure.pk:
        person.acting_as = next(iter(current_tenures(person)), None)
        person.save(update_fields=["acting_as"])
    devices.forget_all(person)
    return person


def _begins(tenure: Tenure, network: int, today: date) -> date:
    last = tenure.endorsements.filter(network=network).order_by("-until").first()
    return max(today, last.until) if last is not None else today


@action("people.phone_confirmed", allowed=may_confirm_phone)
def confirm_phone(*, by: Person, post: Post, phone: str) -> Post:
    """Say of a duty post's number, as it stood on the page, that somebody called it and it is right."""
    if not post.phone or phone != post.phone:
        raise Refused(_("Another number stands there now. Call it, then confirm it."))
    post.phone_confirmed, post.phone_confirmed_on, post.phone_confirmed_by = phone, clock.today(), by
    post.save(update_fields=["phone_confirmed", "phone_confirmed_on", "phone_confirmed_by"])
    return post
