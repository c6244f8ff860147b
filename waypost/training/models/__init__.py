"""Nouns of the room. A programme says who may see it; its plans, partners and cohorts hang on it."""

from waypost.training.models.learning import HOLDS_FOR, Attempt, Launch, Launched, Progress
from waypost.training.models.modules import EModule, Language, ModuleVersion, PackedFile, Part
from waypost.training.models.programmes import (
    MARKS,
    Cohort,
    Engagement,
    Funding,
    Plan,
    PlannedUnit,
    Programme,
    ProgrammeOpening,
    Released,
    State,
    Written,
    spoken,
)
from waypost.training.models.runtime import DONE, Status

__all__ = [
    "DONE",
    "HOLDS_FOR",
    "MARKS",
    "Attempt",
    "Cohort",
    "EModule",
    "Engagement",
    "Funding",
    "Language",
    "Launch",
    "Launched",
    "ModuleVersion",
    "PackedFile",
    "Part",
    "Plan",
    "PlannedUnit",
    "Programme",
    "ProgrammeOpening",
    "Progress",
    "Released",
    "State",
    "Status",
    "Written",
    "spoken",
]
