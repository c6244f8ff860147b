"""Nouns of the room. A programme says who may see it; its plans, partners and cohorts hang on it, and on a
cohort those who are nominated for it.
"""

from waypost.training.models.attendance import (
    THERE,
    Attendance,
    Presence,
    SafetyBriefing,
    has_attended,
    in_force,
)
from waypost.training.models.bands import RankBand, Sex
from waypost.training.models.certificates import (
    Certificate,
    Revocation,
    Standing,
    Teaching,
    Validity,
    as_code,
    initials,
    new_code,
    validity,
)
from waypost.training.models.enrolment import (
    EXPECTED,
    HOLDING,
    NEXT,
    OVER,
    Intake,
    Nominee,
    Order,
    Seats,
    Status,
    StatusEntry,
    oneself,
)
from waypost.training.models.information import Headcount, InformationSession, SessionRecord, Shift
from waypost.training.models.joining import Joining
from waypost.training.models.learning import HOLDS_FOR, Attempt, Launch, Launched, Progress
from waypost.training.models.modules import EModule, Language, ModuleVersion, PackedFile, Part
from waypost.training.models.practicals import (
    Facilitation,
    PracticalSession,
    SessionChange,
    SessionDay,
)
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
from waypost.training.models.questions import MOST_OPTIONS, Key, Kind, Paper, Placed, Question
from waypost.training.models.resources import Material
from waypost.training.models.rubrics import MOST_CRITERIA, MOST_POINTS, Criterion, Exercise, Rubric
from waypost.training.models.runtime import DONE
from waypost.training.models.sheets import SignedSheet
from waypost.training.models.sittings import RESITS, CohortTest, Moment, Sitting
from waypost.training.models.taught_from import TaughtFrom
from waypost.training.models.trainers import FOLLOWS, Accreditation, Trainer, TrainerEntry

__all__ = [
    "DONE",
    "EXPECTED",
    "FOLLOWS",
    "HOLDING",
    "HOLDS_FOR",
    "MARKS",
    "MOST_CRITERIA",
    "MOST_OPTIONS",
    "MOST_POINTS",
    "NEXT",
    "OVER",
    "RESITS",
    "THERE",
    "Accreditation",
    "Attempt",
    "Attendance",
    "Certificate",
    "Cohort",
    "CohortTest",
    "Criterion",
    "EModule",
    "Engagement",
    "Exercise",
    "Facilitation",
    "Funding",
    "Headcount",
    "InformationSession",
    "Intake",
    "Joining",
    "Key",
    "Kind",
    "Language",
    "Launch",
    "Launched",
    "Material",
    "ModuleVersion",
    "Moment",
    "Nominee",
    "Order",
    "PackedFile",
    "Paper",
    "Part",
    "Placed",
    "Plan",
    "PlannedUnit",
    "PracticalSession",
    "Presence",
    "Programme",
    "ProgrammeOpening",
    "Progress",
    "Question",
    "RankBand",
    "Released",
    "Revocation",
    "Rubric",
    "SafetyBriefing",
    "Seats",
    "SessionChange",
    "SessionDay",
    "SessionRecord",
    "Sex",
    "Shift",
    "SignedSheet",
    "Sitting",
    "Standing",
    "State",
    "Status",
    "StatusEntry",
    "TaughtFrom",
    "Teaching",
    "Trainer",
    "TrainerEntry",
    "Validity",
    "Written",
    "as_code",
    "has_attended",
    "in_force",
    "initials",
    "new_code",
    "oneself",
    "spoken",
    "validity",
]
