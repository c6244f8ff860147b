"""Changing what one signs in with. Every change forgets the remembered browsers. Views demand freshness first."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from waypost.core.doors import Operator, action, note
from waypost.core.errors import Refused
from waypost.core.policies import only_the_operator
from waypost.people.actions.invitations import keep_passkey
from waypost.people.models import Person
from waypost.people.policies import is_self
from waypost.people.signin import app_codes, devices, factors, recovery, sealing

BATCH = 500  # secrets sealed anew in one transaction


@action("people.app_changed", allowed=is_self)
def change_app(*, by: Person, person: Person, secret: str, step: int) -> Authenticator:
    """Use this authenticator app from now on; an earlier one stops working."""
    devices.forget_all(person)
    return app_codes.keep(person, secret, step)


@action("people.passkey_added", allowed=is_self)
def add_passkey(*, by: Person, person: Person, name: str, credential: dict[str, Any]) -> Authenticator:
    devices.forget_all(person)
    return keep_passkey(person, name, credential)


@action("people.factor_removed", allowed=is_self)
def remove(*, by: Person, person: Person, factor_id: int) -> None:
    """Take away an app or a passkey. One always stays, and a passkey stays while there is no password."""
    mine = factors.of(person)
    factor = mine.filter(pk=factor_id).first()
    if factor is None:
        raise Refused(_("This factor is gone already."))
    others = mine.exclude(pk=factor_id)
    if not others.exists():
        raise Refused(_("This is your only second factor. Add another one first, then remove this one."))
    if not person.has_usable_password() and not others.filter(type=Authenticator.Type.WEBAUTHN).exists():
        raise Refused(_("You sign in with this passkey. Choose a password first, then remove it."))
    note(type=factor.type)
    factor.delete()
    devices.forget_all(person)


def sealed_under_old_keys() -> Iterator[Authenticator]:
    """The apps whose secret opens with an old key only."""
    for app in Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk").iterator():
        if not sealing.is_current(app.data["secret"]):
            yield app


@action("people.factors_resealed", allowed=only_the_operator)
def reseal(*, by: Operator) -> int:
    """Seal the secrets of some apps anew, under the current key. Returns how many; raises Unreadable."""
    some = [app.pk for app in islice(sealed_under_old_keys(), BATCH)]
    apps = list(Authenticator.objects.filter(pk__in=some).select_for_update())
    for app in apps:
        app.data["secret"] = sealing.seal(sealing.unseal(app.data["secret"]))
        app.save(update_fields=["data"])
    note(apps=len(apps))
    return len(apps)


@action("people.codes_renewed", allowed=is_self)
def renew_codes(*, by: Person, person: Person, codes: recovery.Codes) -> None:
    """New recovery codes; the old ones stop working."""
    devices.forget_all(person)
    recovery.keep(person, codes)


@action("people.password_changed", allowed=is_self)
def change_password(*, by: Person, person: Person, password: str) -> Person:
    """Choose another ``password``, already hashed. Every other session of the person is out with it."""
    person.password = password
    person.save(update_fields=["password"])
    devices.forget_all(person)
    return person
