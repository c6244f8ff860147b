"""What happened to an account lately, for its owner to read: every sign-in and refusal stands in the audit log."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.core import audit
from waypost.core.models import AuditRow, named
from waypost.people.models import Person

SHOWN = 12
ALARMING = 3  # wrong codes after the right password that are more than a slip of the finger

_DONE = {
    "people.signed_in": _("Signed in"),
    "people.signed_out": _("Signed out"),
    "people.stepped_up": _("Second factor shown again"),
    "people.password_changed": _("Password changed"),
    "people.app_changed": _("Authenticator app set up"),
    "people.passkey_added": _("Passkey added"),
    "people.factor_removed": _("Second factor removed"),
    "people.codes_renewed": _("New recovery codes made"),
    "people.sessions_ended": _("Sessions ended"),
    "notices.mail_address_changed": _("Mail address changed"),
    "people.person_suspended": _("Access suspended"),
    "people.person_restored": _("Access given back"),
}
_REFUSED = {
    "password": _("Wrong password"),
    "code": _("Right password, wrong code"),
    "access ended": _("Signing in while access was suspended"),
}


@dataclass(frozen=True)
class Happening:
    """One line: when (the portal's time), what, and whether somebody was turned away."""

    at: datetime
    what: Any
    refused: bool


def lately(person: Person) -> list[Happening]:
    """The newest first."""
    rows = AuditRow.objects.filter(thing=named(person), action__in=_DONE).order_by("-id")[:SHOWN]
    return [_read(row) for row in rows]


def codes_refused(person: Person) -> int:
    """How many wrong codes followed the right password between the last two sign-ins."""
    rows = AuditRow.objects.filter(thing=named(person), action="people.signed_in").order_by("-id")
    ins = list(rows.filter(outcome=audit.DONE).values_list("pk", flat=True)[:2])
    if len(ins) < 2:
        return 0
    between = rows.filter(pk__lt=ins[0], pk__gt=ins[1], outcome=audit.DENIED)[:100]
    return sum(_reason(row) == "code" for row in between)


def _read(row: AuditRow) -> Happening:
    refused = row.outcome == audit.DENIED
    what = _REFUSED.get(_reason(row), _("Refused")) if refused else _DONE[row.action]
    return Happening(at=row.at, what=what, refused=refused)


def _reason(row: AuditRow) -> str:
    return str(json.loads(bytes(row.canonical))["facts"].get("reason", ""))
