"""What the code on a quick card leads to: one random token for each published version that cards may be made of."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.marks import Mark
from waypost.alerts.models.alerts import Alert
from waypost.publications.models import Version
from waypost.publications.states import Stage

LENGTH = 16  # of 32 signs each: 80 bits, and those who try are counted
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # none that is read for another
_READ_FOR = str.maketrans("oil", "011")


def new_token() -> str:
    return "".join(secrets.choice(_SIGNS) for _each in range(LENGTH))


def as_token(typed: str) -> str:
    """What somebody copied from paper: in any case, in groups or not, O for 0, I and L for 1. Empty if it is none."""
    plain = re.sub(r"[\s-]", "", typed).lower().translate(_READ_FOR)
    return plain if len(plain) == LENGTH and not set(plain) - set(_SIGNS) else ""


class Validity(models.TextChoices):
    """All that a card's page ever says."""

    VALID = "valid", _("Valid")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    UNKNOWN = "unknown", _("Not known")


@dataclass(frozen=True)
class Standing:
    """How it stands with a card, and since when; where it is valid, the last day it is, if there is one. Of one whose
    alert was replaced by another no day is told: it would be that alert's.
    """

    validity: Validity
    on: date | None = None


class Card(MarkedThrough):
    """The token of one version's quick cards. It opens nothing: whoever has it learns whether the card still holds."""

    marked_by = "version"

    version = MarkedLink(Version, models.CASCADE)
    token = models.CharField(max_length=LENGTH, unique=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["version"], name="one_card_a_version")]

    def __str__(self) -> str:
        return f"card of {self.version_id}"

    @property
    def groups(self) -> str:
        """The token as it stands on paper."""
        return "-".join(self.token[start : start + 4] for start in range(0, LENGTH, 4))

    @classmethod
    def standing(cls, token: str, today: date) -> Standing:
        """For anybody who holds a card, signed in or not: one query, found or not, and nothing of the content."""
        head = "version__publication"
        names = ("version", *(f"{head}__{name}" for name in _ASKED))
        replaced = Exists(Alert.unfiltered.filter(pk=OuterRef(head), superseded_by__isnull=False))
        row = (
            cls.unfiltered.filter(token=token, **{f"{head}__mark__lt": Mark.STRICT})
            .values_list(*names, replaced)
            .first()
        )
        return Standing(Validity.UNKNOWN) if row is None else _judged(today, *row)


_ASKED = ("live", "stage", "withdrawn_at", "expires_on", "live__published_at")


def _judged(
    today: date,
    version: int,
    live: int | None,
    stage: str,
    withdrawn_at: datetime | None,
    expires_on: date | None,
    newer_at: datetime | None,
    replaced: bool,
) -> Standing:
    if stage == Stage.WITHDRAWN:
        return Standing(Validity.WITHDRAWN, withdrawn_at)
    if version != live:
        return Standing(Validity.SUPERSEDED, newer_at)
    if replaced:
        return Standing(Validity.SUPERSEDED)
    if expires_on is not None and expires_on < today:
        return Standing(Validity.EXPIRED, expires_on)
    return Standing(Validity.VALID, expires_on)
