"""Nouns of the room. A programme says who may see it; its plans, partners and cohorts hang on it."""

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

__all__ = [
    "MARKS",
    "Cohort",
    "Engagement",
    "Funding",
    "Plan",
    "PlannedUnit",
    "Programme",
    "ProgrammeOpening",
    "Released",
    "State",
    "Written",
    "spoken",
]
