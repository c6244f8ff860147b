"""The state table: in which stage who may do what with a request, and how each of those asked stands. Data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ASKED = (
        "asked",
        pgettext_lazy("state of a request", "Open"),
    )  # read by those asked as well as by the asker
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class State(models.TextChoices):
    """How one organisation that was asked (under RED: one person) stands. All but the first are outcomes."""

    OPEN = "open", _("No answer yet")
    ANSWERED = "answered", _("Answered")
    NOTHING = "nothing", _("Nothing known")
    UNABLE = "unable", _("Cannot answer")


OUTCOMES = [(state.value, state.label) for state in State if state != State.OPEN]


class Part(models.TextChoices):
    """The parts a person can have in one request."""

    ASKER = "asker", _("Asks for the organisation")
    ANSWERER = "answerer", _("Answers for an organisation that is asked, or as the person asked")
    READER = "reader", _("Reader")
    STRANGER = "stranger", _("Stranger")


@dataclass(frozen=True)
class Step:
    """One thing that may be done with a request in ``stage``, by whoever has the ``part``."""

    act: str
    stage: Stage
    part: Part


STEPS: tuple[Step, ...] = (
    Step("edit", Stage.DRAFT, Part.ASKER),
    Step("ask", Stage.DRAFT, Part.ASKER),
    Step("discard", Stage.DRAFT, Part.ASKER),
    Step("answer", Stage.ASKED, Part.ANSWERER),
    Step("move", Stage.ASKED, Part.ASKER),
    Step("add", Stage.ASKED, Part.ASKER),
    Step("close", Stage.ASKED, Part.ASKER),
    Step("withdraw", Stage.ASKED, Part.ASKER),
    # An answer that turns out to be wrong has to be mended whenever that is found.
    Step("correct", Stage.CLOSED, Part.ANSWERER),
    Step("thank", Stage.ASKED, Part.ASKER),
    Step("thank", Stage.CLOSED, Part.ASKER),
)

SEES: dict[Stage, frozenset[Part]] = {
    # "Reader" is whoever the mark and the names of those asked reach.
    Stage.DRAFT: frozenset({Part.ASKER}),
    Stage.ASKED: frozenset({Part.ASKER, Part.ANSWERER, Part.READER}),
    Stage.CLOSED: frozenset({Part.ASKER, Part.ANSWERER, Part.READER}),
    Stage.WITHDRAWN: frozenset({Part.ASKER, Part.ANSWERER, Part.READER}),
}

SEES_QUESTION: dict[Stage, frozenset[Part]] = {**SEES, Stage.WITHDRAWN: frozenset({Part.ASKER})}


def acts_in(stage: Stage, parts: frozenset[Part]) -> set[str]:
    """Every act of the table that these parts have in this stage."""
    return {step.act for step in STEPS if step.stage == stage and step.part in parts}
