"""The state table of a nomination: in which stage who may do what, who acts next and within which time. Data.

Policies, the board and the tests read it. Who sees a nomination sees it in every stage: whoever proposed it and the
secretariat of its network, and nobody else.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Waits to be registered")
    SECOND = "second", _("Waits for a second person")
    RETURNED = "returned", _("Sent back")
    REGISTERED = "registered", _("Waits for a call and the invitation")
    INVITED = "invited", _("Invited")
    LAPSED = "lapsed", _("The invitation was not used")
    PROVISIONAL = "provisional", _("Provisional member")
    MEMBER = "member", _("Member")
    LEFT = "left", _("No longer in the post")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Part(models.TextChoices):
    """The parts a person can have in one nomination."""

    PROPOSER = "proposer", _("Mission focal point")
    SECRETARIAT = "secretariat", _("Portal secretariat")
    SECOND = "second", _("Second person of the secretariat")
    CANDIDATE = "candidate", _("Candidate")  # acts outside of this table: by the link, then by time
    STRANGER = "stranger", _("Stranger")


@dataclass(frozen=True)
class Step:
    """One thing that may be done in ``stage`` by whoever has one of ``parts``."""

    act: str
    stage: Stage
    parts: frozenset[Part]
    leads_to: frozenset[Stage]


def _step(act: str, stage: Stage, parts: set[Part], *leads_to: Stage) -> Step:
    return Step(act, stage, frozenset(parts), frozenset(leads_to))


_STAFF = {Part.SECRETARIAT, Part.SECOND}

STEPS: tuple[Step, ...] = (
    # A member's first focal point is registered by two persons; who proposed is neither of them.
    _step("register", Stage.PROPOSED, _STAFF, Stage.REGISTERED, Stage.SECOND),
    _step("register", Stage.SECOND, {Part.SECOND}, Stage.REGISTERED),
    _step("send_back", Stage.PROPOSED, _STAFF, Stage.RETURNED),
    _step("send_back", Stage.SECOND, _STAFF, Stage.RETURNED),
    _step("correct", Stage.RETURNED, {Part.PROPOSER}, Stage.PROPOSED),
    _step("invite", Stage.REGISTERED, {Part.PROPOSER, *_STAFF}, Stage.INVITED),
    _step("invite", Stage.LAPSED, {Part.PROPOSER, *_STAFF}, Stage.INVITED),
    *(
        _step("withdraw", stage, {Part.PROPOSER}, Stage.WITHDRAWN)
        for stage in (Stage.PROPOSED, Stage.SECOND, Stage.RETURNED, Stage.REGISTERED, Stage.LAPSED)
    ),
)

SEES: frozenset[Part] = frozenset({Part.PROPOSER, Part.SECRETARIAT, Part.SECOND})

OVER = frozenset({Stage.MEMBER, Stage.LEFT, Stage.WITHDRAWN})


@dataclass(frozen=True)
class Next:
    """Who acts next in a stage, with what, and within which time from its beginning."""

    part: Part
    what: Any
    within: timedelta


NEXT: dict[Stage, Next] = {
    Stage.PROPOSED: Next(Part.SECRETARIAT, _("Register, or send back"), timedelta(days=7)),
    Stage.SECOND: Next(Part.SECOND, _("Register as the second person"), timedelta(days=3)),
    Stage.RETURNED: Next(Part.PROPOSER, _("Correct, and propose again"), timedelta(days=14)),
    Stage.REGISTERED: Next(Part.PROPOSER, _("Call the office, and invite"), timedelta(days=7)),
    Stage.INVITED: Next(Part.CANDIDATE, _("Come in by the link"), timedelta(hours=72)),
    Stage.LAPSED: Next(Part.PROPOSER, _("Invite again, or withdraw"), timedelta(days=7)),
    Stage.PROVISIONAL: Next(Part.SECRETARIAT, _("Look again, and confirm"), timedelta(days=30)),
}


def step(act: str, stage: Stage) -> Step | None:
    """The step ``act`` in this stage, or None where it is not to be had."""
    return next((each for each in STEPS if each.act == act and each.stage == stage), None)
