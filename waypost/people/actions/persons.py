"""Changing an account: details, rules, the post acted for, suspension, sessions."""

from collections.abc import Mapping

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.doors import Operator, action, note
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.policies import only_the_operator
from waypost.people.actions.chains import settle
from waypost.people.models import Person, RememberedDevice, Tenure
from waypost.people.policies import (
    current_tenures,
    is_self,
    may_change_details,
    may_restore,
    may_suspend,
)
from waypost.people.signin import devices

# What a person says of themselves, and what those who vouched for them say.
OWN = frozenset({"name_native", "address_as", "language", "time_zone", "mail_phrase"})
VOUCHED = frozenset({"name_latin", "name_native", "rank_title", "rank_native", "address_as", "sort_key"})


@action("people.details_changed", allowed=may_change_details)
def change_details(*, by: Person, person: Person, details: Mapping[str, str], revision: int) -> Person:
    """Change some details. ``revision`` is the one the form was opened on."""
    allowed = OWN if by.pk == person.pk else VOUCHED
    if not set(details) <= allowed:
        raise Denied("people.details_changed", "Not these details.")
    if revision != person.revision:
        raise Overtaken(
            _("These details were changed since you opened them. Below is what stands now."), person
        )
    for name, value in details.items():
        setattr(person, name, value)
    if "name_latin" in details:
        person.sort_key = details.get("sort_key", "") or person.name_latin
    person.revision += 1
    person.save()
    note(fields=sorted(details))
    return person


@action("people.rules_signed", allowed=is_self)
def sign_rules(*, by: Person, person: Person) -> Person:
    """Agree to the handling rules."""
    person.rules_signed_at = clock.now()
    person.save(update_fields=["rules_signed_at"])
    return person


@action("people.acting_post_changed", allowed=is_self)
def act_for(*, by: Person, person: Person, tenure: Tenure) -> Person:
    """Act for another of the own posts from now on."""
    if tenure.person_id != person.pk or not tenure.is_current(clock.today()):
        raise Refused(_("You do not hold this post now. Choose one of those listed."))
    person.acting_as = tenure
    person.save(update_fields=["acting_as"])
    note(post=tenure.post.public_id)
    return person


@action("people.person_suspended", allowed=may_suspend)
def suspend(*, by: Person, person: Person, because: str) -> Person:
    """Take access away at once, from open sessions too."""
    if person.suspended_at is not None:
        raise Refused(_("This person is suspended already."))
    person.suspended_at = clock.now()
    person.suspended_as = by.role
    person.suspended_because = because
    person.save(update_fields=["suspended_at", "suspended_as", "suspended_because"])
    settle(tenure.pk for tenure in current_tenures(person))
    sign_out_everywhere(person)
    return person


@action("people.person_restored", allowed=may_restore)
def restore(*, by: Person, person: Person) -> Person:
    """Give access back to somebody suspended."""
    if person.suspended_at is None:
        raise Refused(_("This person is not suspended."))
    person.suspended_at = None
    person.suspended_as = person.suspended_because = ""
    person.save(update_fields=["suspended_at", "suspended_as", "suspended_because"])
    settle(tenure.pk for tenure in current_tenures(person))
    return person


@action("people.own_data_exported", allowed=is_self)
def export(*, by: Person, person: Person) -> None:
    """Note that a person takes along what the portal holds about them. What that is, a room above gathers."""


@action("people.sessions_ended", allowed=is_self)
def end_sessions(*, by: Person, person: Person, keys: list[str], forget_devices: bool) -> int:
    """End some of the own sessions; forget the remembered browsers too if asked. Returns how many ended."""
    ended = _end(person, keys)
    if forget_devices:
        devices.forget_all(person)
    note(sessions=ended, devices=forget_devices)
    return ended


@action("people.everybody_signed_out", allowed=only_the_operator)
def sign_everybody_out(*, by: Operator) -> int:
    """End every session and forget every remembered browser: for the day somebody else held the keys. Returns how many
    sessions ended.
    """
    ended = Session.objects.all().delete()[0]
    UserSession.objects.all().delete()
    RememberedDevice.objects.all().delete()
    note(sessions=ended)
    return ended


def sign_out_everywhere(person: Person) -> None:
    """End every session of a person and forget every browser. Inside an action."""
    devices.forget_all(person)
    _end(person, [session.session_key for session in UserSession.objects.filter(user=person)])


def _end(person: Person, keys: list[str]) -> int:
    """Only keys that are listed as this person's."""
    mine = UserSession.objects.filter(user=person, session_key__in=keys)
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    for session in mine:
        store.delete(session.session_key)
    return int(mine.delete()[0])
