"""Alerts about a document of the coast guard's state, which its focal point may contest."""

from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.models import Alert, Term
from waypost.alerts.tests.alerting import alerted


def of_the_coast(cast: Cast, mark: Mark = Mark.GREEN, **terms: Any) -> Alert:
    Term.objects.update_or_create(
        vocabulary="issuer", code="UTO", defaults={"member_key": cast.coast.member.key}
    )
    return alerted(cast, mark, **terms)
