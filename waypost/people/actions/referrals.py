"""Keeping whom officials of a member call for somebody who needs protection."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import action, note
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Person, Referral
from waypost.people.policies import may_keep_referrals
from waypost.places.models import Member

MOST = 12  # of one member: a page that is read in a hurry


@action("people.referral_kept", allowed=may_keep_referrals)
def keep_referral(
    *,
    by: Person,
    member: Member,
    says: Mapping[str, Any],
    referral: str = "",
    revision: int = 0,
) -> Referral:
    """Enter an office, or change the one of this public id. ``revision`` is the one the form was opened on. Either says
    that what stands there was checked today.
    """
    if referral:
        kept = _found(member, referral, revision)
        kept.revision += 1
    elif Referral.objects.filter(member=member).count() >= MOST:
        raise Refused(_("%(most)d offices are entered already. Take one away first.") % {"most": MOST})
    else:
        kept = Referral(member=member)
    for name, value in says.items():
        setattr(kept, name, value)
    kept.checked_on = clock.today()
    kept.save()
    note(referral=kept.public_id, need=kept.need, new=not referral)
    return kept


@action("people.referral_ended", allowed=may_keep_referrals)
def end_referral(*, by: Person, member: Member, referral: str, revision: int) -> None:
    """Take an office off the page."""
    kept = _found(member, referral, revision)
    note(referral=kept.public_id, need=kept.need)
    kept.delete()


def _found(member: Member, public_id: str, revision: int) -> Referral:
    kept = Referral.objects.filter(member=member, public_id=public_id).first()
    if kept is None:
        raise Refused(_("Somebody took this office away meanwhile. Enter it anew if it is needed."))
    if revision != kept.revision:
        raise Overtaken(_("This office was changed since you opened it. Below is what stands now."), kept)
    return kept
