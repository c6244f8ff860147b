"""The templates: what is usually asked, with the outline of a good question and the usual time to answer. Data."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DOCUMENT = "document", _("Is this document genuine?")
    CONTACT = "contact", _("Contact point")
    PROCEDURE = "procedure", _("Legal or procedure question")
    METHOD = "method", _("Known modus operandi")
    STATISTICS = "statistics", _("Statistics or aggregate")
    OTHER = "other", _("Other")


DAY = 24
# Hours from asking to the deadline: not less than somebody needs to read it, not more than anybody waits.
ANSWER_WITHIN = [
    (DAY, _("24 hours")),
    (3 * DAY, _("3 days")),
    (7 * DAY, _("7 days")),
    (14 * DAY, _("14 days")),
    (30 * DAY, _("30 days")),
]


@dataclass(frozen=True)
class Outline:
    """``explained`` helps to choose; ``text`` is what the question begins with; ``within`` is in hours."""

    explained: Any
    text: Any
    within: int


OUTLINES: dict[Kind, Outline] = {
    Kind.DOCUMENT: Outline(
        explained=_("A type, a series, a stamp: what is genuine. Never one person’s document."),
        text=_(
            "Type of document, issuing authority, series:\n\n"
            "What was noticed, and where on the document:\n\n"
            "What we ask: is this a feature of the genuine series?\n\n"
            "What we do with the answer:"
        ),
        within=3 * DAY,
    ),
    Kind.CONTACT: Outline(
        explained=_("Which office or duty post is to be called about something."),
        text=_("What it is about:\n\nWhich office or duty post we look for:\n\nHours, languages:"),
        within=DAY,
    ),
    Kind.PROCEDURE: Outline(
        explained=_("What your law or your procedure says."),
        text=_("The situation, without persons:\n\nThe question:\n\nBy when and for what it is needed:"),
        within=14 * DAY,
    ),
    Kind.METHOD: Outline(
        explained=_("Whether a method was seen by others too."),
        text=_(
            "The method, step by step:\n\nWhere and when it was seen (month, route):\n\n"
            "What we ask: have you seen it, since when, how is it detected?"
        ),
        within=7 * DAY,
    ),
    Kind.STATISTICS: Outline(
        explained=_("Totals, never rows about persons."),
        text=_(
            "Which total, of which period and area:\n\nBroken down by (no groups of fewer than five):\n\n"
            "What the figure is for, and who will see it:"
        ),
        within=14 * DAY,
    ),
    Kind.OTHER: Outline(
        explained=_("Anything else between focal points."),
        text=_("The question:\n\nWhat it is needed for:"),
        within=7 * DAY,
    ),
}
