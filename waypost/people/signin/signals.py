"""What happens in allauth and Django, followed: audit rows, the mirrored factor flag, fresh sessions.

Sign-ins pass no action, so their audit rows are written here.
"""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from waypost.core import audit, clock
from waypost.core.models import AuditRow, named
from waypost.people.models import Person, SignInDay
from waypost.people.signin import factors, standing

_UNKNOWN = "person:unknown"
_JUST_BEFORE = timedelta(minutes=15)
_LOOKED_AT = 10  # of a person's newest rows; whoever tries more often did not get in at the first


@receiver(post_save, sender=Authenticator)
def factor_made(instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        factors.mirror(instance.user_id)


@receiver(post_delete, sender=Authenticator)
def factor_gone(instance: Authenticator, **_: Any) -> None:
    factors.mirror(instance.user_id)


@receiver(authenticator_used)
def factor_passed_again(request: HttpRequest, user: Person, reauthenticated: bool, **_: Any) -> None:
    if reauthenticated:
        standing.refresh(request)
        _write("people.stepped_up", audit.DONE, user, {})


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    SignInDay.count(clock.today(), at_once=not _tried_wrongly(user))
    used = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    _write("people.signed_in", audit.DONE, user, {"by": used})


def _tried_wrongly(person: Person) -> bool:
    """Was a wrong password or code of theirs refused just before?"""
    last = AuditRow.objects.filter(thing=named(person)).order_by("-id")[:_LOOKED_AT]
    since = clock.now() - _JUST_BEFORE
    return any(
        row.action == "people.signed_in" and row.outcome == audit.DENIED and row.at >= since for row in last
    )


@receiver(user_logged_out)
def signed_out(user: Person | None, **_: Any) -> None:
    if user is not None:
        _write("people.signed_out", audit.DONE, user, {})


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """A wrong password. An address that nobody has leaves a row as well, for a known one must not take longer; the
    address itself is not kept: it may be anybody's.
    """
    person = Person.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
    sign_in_refused(person, "password")


def sign_in_refused(person: Person | None, reason: str) -> None:
    """Somebody who may not be this person was not let in: ``reason`` is "password", "code" or "access ended"."""
    _write("people.signed_in", audit.DENIED, person, {"reason": reason})


def _write(action: str, outcome: str, person: Person | None, facts: dict[str, Any]) -> None:
    actor = person.public_id if person is not None and outcome == audit.DONE else "nobody"
    thing = named(person) if person is not None else _UNKNOWN
    audit.write(action=action, outcome=outcome, actor=actor, thing=thing, facts=facts, at=clock.now())
