"""Giving a seat, ending it, and changing who of a department is its main and who its alternate. Nothing is lost: a seat
that ends keeps its days, and one that becomes another is the next row.
"""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.groups.models import Charter
from waypost.groups.policies import may_seat
from waypost.groups.seating import Clash, Sitting, clash
from waypost.people.lists import held_as_known_to
from waypost.people.models import Endorsement, Person, Post, Seat

AHEAD = timedelta(days=366)

_STANDS: dict[Clash, Any] = {
    Clash.POST: gettext_lazy("This post has a seat in the group on these days. End that seat first."),
    Clash.CHAIR: gettext_lazy("The group has a chair on these days. End that seat first."),
    Clash.SECRETARY: gettext_lazy("The group has a secretary on these days. End that seat first."),
    Clash.MAIN: gettext_lazy(
        "This department has its main seat on these days. Give an alternate’s seat, or end that one first."
    ),
    Clash.ALTERNATE: gettext_lazy("This department has its alternate on these days. End that seat first."),
}


@action("groups.seated", allowed=may_seat)
def seat(*, by: Person, charter: Charter, post: Post, role: Seat.Role, since: date) -> Seat:
    """Give a post a seat from a day on, whoever holds it then. A day that is past tells how it was."""
    _demand_near(since, since="since")
    if since < charter.founded_on:
        sentence = _("This is before the group was founded. Give a later day.")
        raise Refused(sentence, since=_("Give a later day."))
    if not held_as_known_to(by, post.organisation).filter(post=post.pk).exists():
        sentence = _("You know of nobody who holds this post. Choose one of those listed.")
        raise Refused(sentence, post=_("Choose one of those listed."))
    if not _takes_part(post, charter):
        raise Refused(
            _("Nobody of this organisation is in the network of the group. Have somebody vouched for first."),
            post=_("Not in this network."),
        )
    new = Seat(group=charter.group, post=post, role=role, since=since)
    _demand_room(charter, new)
    new.save()
    _noted(new)
    return new


@action("groups.seat_ended", allowed=may_seat)
def end(*, by: Person, charter: Charter, seat: Seat, until: date) -> Seat:
    """The seat holds until before this day; its history stays."""
    kept = _open_seat(charter, seat)
    _demand_near(until, until="until")
    if until <= kept.since:
        sentence = _("A seat ends after the day it began. Give a later day.")
        raise Refused(sentence, until=_("Give a later day."))
    kept.until = until
    kept.save()
    _noted(kept)
    return kept


@action("groups.main_changed", allowed=may_seat)
def change(*, by: Person, charter: Charter, seat: Seat) -> Seat:
    """From today the department's alternate is its main, or its main the alternate; the other of the two changes with
    it, where there is one.
    """
    kept = _open_seat(charter, seat)
    if kept.role not in Seat.SITTING:
        raise Refused(_("A chair or a secretary sits for no department. There is nothing to change."))
    today = clock.today()
    if kept.since > today:
        raise Refused(_("This seat has not begun. End it, and give another one."))
    own = _seats(charter).filter(
        post__organisation=kept.post.organisation_id, role__in=Seat.SITTING, until=None
    )
    both = [each for each in own if each.since <= today]
    ended = [each for each in both if each.since < today]
    for each in ended:
        each.until = today
        each.save()
    changed = {each.pk: _as_other(each, today) for each in both}
    made = changed[kept.pk]
    _noted(made)
    return made


def _as_other(seat: Seat, today: date) -> Seat:
    """The seat as it goes on. One that was given today is not yet history: it is mended."""
    other = Seat.Role.ALTERNATE if seat.role == Seat.Role.MAIN else Seat.Role.MAIN
    if seat.since == today:
        seat.role = other
        seat.save()
        return seat
    return Seat.objects.create(group=seat.group, post=seat.post, role=other, since=today)


def _seats(charter: Charter) -> Any:
    return Seat.objects.filter(group=charter.group_id).select_related("group", "post__organisation")


def _open_seat(charter: Charter, seat: Seat) -> Seat:
    kept: Seat = _seats(charter).get(pk=seat.pk)
    if kept.until is not None:
        raise Refused(_("This seat has ended. There is nothing left to change."))
    return kept


def _demand_near(on: date, **field: str) -> None:
    if on > clock.today() + AHEAD:
        sentence = _("This day is more than a year ahead. Look at the year.")
        raise Refused(sentence, **{name: _("Look at the year.") for name in field.values()})


def _demand_room(charter: Charter, new: Seat) -> None:
    found = clash([Sitting.of(each) for each in _seats(charter)], Sitting.of(new))
    if found is not None:
        raise Refused(_STANDS[found[0]])


def _takes_part(post: Post, charter: Charter) -> bool:
    words = Endorsement.objects.filter(network=charter.group.network_id, until__gt=clock.today())
    return words.filter(tenure__post__organisation=post.organisation_id).exists()


def _noted(seat: Seat) -> None:
    doors.note(post=seat.post.public_id, role=seat.role)
