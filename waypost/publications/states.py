"""The state table: in which stage who may do what, what follows, and who sees it. Data; policies and tests read it.

A publication's *stage* is that of its head. After the first publication a new version is drafted beside the
published one; its own stage is the version's.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Waiting for approval")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Part(models.TextChoices):
    """The parts a person can have in one publication. One person may have several."""

    AUTHOR = "author", _("Author")
    APPROVER = "approver", _("Approver")
    ORIGINATOR = "originator", _("The originator's focal point")
    ANSWERER = "answerer", _("Answers for an addressed organisation, or as an addressed person")
    READER = "reader", _("Reader")
    STRANGER = "stranger", _("Stranger")


@dataclass(frozen=True)
class Step:
    """One thing that may be done: to a head or a version in ``stage``, by whoever has one of ``parts``."""

    act: str
    stage: Stage
    parts: frozenset[Part]
    leads_to: Stage
    on_version: bool = False  # the stage asked about is the version's, not the head's
    after_withdrawal: bool = False  # on a version: it may still be cleared away when the item was withdrawn

    def fits(self, head: Stage, version: Stage | None) -> bool:
        """Can it be had in these stages? A withdrawn item never comes back by a version that was in work."""
        if not self.on_version:
            return self.stage == head
        return self.stage == version and (head != Stage.WITHDRAWN or self.after_withdrawal)


def _step(act: str, stage: Stage, *parts: Part, leads_to: Stage | None = None, **version: bool) -> Step:
    return Step(act, stage, frozenset(parts), leads_to or stage, **version)


STEPS: tuple[Step, ...] = (
    _step("edit", Stage.DRAFT, Part.AUTHOR, on_version=True),
    _step("address", Stage.DRAFT, Part.AUTHOR),
    _step("submit", Stage.DRAFT, Part.AUTHOR, leads_to=Stage.REVIEW, on_version=True),
    _step("discard", Stage.DRAFT, Part.AUTHOR, on_version=True, after_withdrawal=True),
    _step(
        "take_back",
        Stage.REVIEW,
        Part.AUTHOR,
        leads_to=Stage.DRAFT,
        on_version=True,
        after_withdrawal=True,
    ),
    _step("return", Stage.REVIEW, Part.APPROVER, leads_to=Stage.DRAFT, on_version=True),
    _step("approve", Stage.REVIEW, Part.APPROVER, leads_to=Stage.PUBLISHED, on_version=True),
    _step("publish_alone", Stage.DRAFT, Part.AUTHOR, leads_to=Stage.PUBLISHED, on_version=True),
    _step("second_check", Stage.PUBLISHED, Part.APPROVER, Part.ORIGINATOR),
    _step("acknowledge", Stage.PUBLISHED, Part.ANSWERER),
    _step("ask_wider", Stage.PUBLISHED, Part.READER),
    _step("answer_wider", Stage.PUBLISHED, Part.ORIGINATOR, Part.AUTHOR),
    _step("widen", Stage.PUBLISHED, Part.ORIGINATOR),
    _step("make_public", Stage.PUBLISHED, Part.ORIGINATOR),
    _step("start_version", Stage.PUBLISHED, Part.AUTHOR, Part.ORIGINATOR),
    _step("translate", Stage.PUBLISHED, Part.AUTHOR, Part.ORIGINATOR),
    _step("extend", Stage.PUBLISHED, Part.AUTHOR, Part.ORIGINATOR),
    _step("withdraw", Stage.PUBLISHED, Part.AUTHOR, Part.ORIGINATOR, leads_to=Stage.WITHDRAWN),
)

SEES_HEAD: dict[Stage, frozenset[Part]] = {
    # Who sees that the thing exists. "Reader" is whoever the mark and the releases reach.
    Stage.DRAFT: frozenset({Part.AUTHOR, Part.APPROVER}),
    Stage.REVIEW: frozenset({Part.AUTHOR, Part.APPROVER}),
    Stage.PUBLISHED: frozenset({Part.AUTHOR, Part.APPROVER, Part.ORIGINATOR, Part.ANSWERER, Part.READER}),
    Stage.WITHDRAWN: frozenset({Part.AUTHOR, Part.APPROVER, Part.ORIGINATOR, Part.ANSWERER, Part.READER}),
}

SEES_CONTENT: dict[Stage, frozenset[Part]] = {
    **SEES_HEAD,
    Stage.WITHDRAWN: frozenset({Part.AUTHOR, Part.APPROVER, Part.ORIGINATOR}),
}


def step(act: str, *, head: Stage, version: Stage | None = None) -> Step | None:
    """The step ``act`` in these stages, or None where it is not to be had."""
    for each in STEPS:
        if each.act == act and each.fits(head, version):
            return each
    return None
