"""The five marks (FIRST TLP 2.0) and what each allows: data, read by forms, rule, mails and tests.

Labels are never translated; the sentence under a label is. A mark is not a severity.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience


class Mark(models.IntegerChoices):
    """Ordered by strictness, so that the strictest of many is their maximum."""

    CLEAR = 0, "TLP:CLEAR"
    GREEN = 1, "TLP:GREEN"
    AMBER = 2, "TLP:AMBER"
    STRICT = 3, "TLP:AMBER+STRICT"
    RED = 4, "TLP:RED"

    @property
    def colour(self) -> str:
        """The class of the badge on the page."""
        return {0: "clear", 1: "green", 2: "amber", 3: "amber", 4: "red"}[int(self)]

    @property
    def terms(self) -> "Terms":
        return TERMS[self]


@dataclass(frozen=True)
class Terms:
    """What one mark allows. ``to`` and ``not_to`` are the kinds of audience that may be named."""

    handling: Any  # what the reader may do
    choosing: Any  # what the author chooses
    to: frozenset[Audience]
    not_to: frozenset[Audience]
    acknowledged_by_person: bool
    leaves_the_portal: bool  # export, PDF, original, offline copy


_BODIES = frozenset({Audience.MEMBER, Audience.ORGANISATION, Audience.GROUP})
_ANYONE = _BODIES | {Audience.PERSON}
_NOBODY: frozenset[Audience] = frozenset()

TERMS: dict[Mark, Terms] = {
    Mark.CLEAR: Terms(
        handling=_("You may share this with anybody."),
        choosing=_("Every member; the public only after a second decision."),
        to=_NOBODY,
        not_to=_NOBODY,
        acknowledged_by_person=False,
        leaves_the_portal=True,
    ),
    Mark.GREEN: Terms(
        handling=_("You may share this inside this network, never by public channels."),
        choosing=_("Every active member of this network."),
        to=_NOBODY,
        not_to=_ANYONE,
        acknowledged_by_person=False,
        leaves_the_portal=True,
    ),
    Mark.AMBER: Terms(
        handling=_("You may share this inside your organisation, with those who need it for their work."),
        choosing=_("The members, organisations and groups you name, and your own organisation."),
        to=_BODIES,
        not_to=_ANYONE,
        acknowledged_by_person=False,
        leaves_the_portal=True,
    ),
    Mark.STRICT: Terms(
        handling=_("You may share this inside your organisation only. It leaves the portal in no form."),
        choosing=_("Only the organisations you name, and your own. No export, no print."),
        to=frozenset({Audience.ORGANISATION}),
        not_to=_NOBODY,
        acknowledged_by_person=False,
        leaves_the_portal=False,
    ),
    Mark.RED: Terms(
        handling=_("For you only. Do not share this with anybody."),
        choosing=_("Only the persons you name."),
        to=frozenset({Audience.PERSON}),
        not_to=_NOBODY,
        acknowledged_by_person=True,
        leaves_the_portal=False,
    ),
}
