"""What counts as a second factor, and whether one was passed in this session."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.db.models import QuerySet
from django.http import HttpRequest

from waypost.people.models import Person

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def of(person: Person) -> QuerySet[Authenticator]:
    """The person's app and passkeys. Recovery codes are no factor to live on."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type__in=KINDS).order_by("pk")
    return found


def has_one(person: Person) -> bool:
    return of(person).exists()


def mirror(person_id: int) -> None:
    """Keep ``Person.second_factor`` saying what is there."""
    enrolled = Authenticator.objects.filter(user_id=person_id, type__in=KINDS).exists()
    Person.objects.filter(pk=person_id).update(second_factor=enrolled)


def was_passed(request: HttpRequest, person: Person) -> bool:
    """Did this session pass a factor of the person's: an app's code, a passkey, a recovery code?"""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, person))


def passkey_alone_was_used(request: HttpRequest, person: Person) -> bool:
    """A passkey that verified its user is possession and knowledge in one."""
    return bool(did_use_passwordless_login(request, person))
