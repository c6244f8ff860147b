"""What is typed about alerts, references, findings, series and pictures. Nothing here saves."""

from waypost.alerts.forms.after import ContestAnswerForm, ContestForm, SightingForm, SupersedeForm
from waypost.alerts.forms.checking import CheckForm
from waypost.alerts.forms.findings import FindingForms, SeriesFile, SeriesForms, typed
from waypost.alerts.forms.parts import AlertPart, SpecimenPart
from waypost.alerts.forms.pictures import (
    BoxForms,
    LookedAt,
    PictureForm,
    ReferenceForm,
    SpotForm,
    TypedBoxes,
    in_per_cent,
    spotted,
)
from waypost.alerts.forms.words import NewWordForm, WordForm

__all__ = [
    "AlertPart",
    "BoxForms",
    "CheckForm",
    "ContestAnswerForm",
    "ContestForm",
    "FindingForms",
    "LookedAt",
    "NewWordForm",
    "PictureForm",
    "ReferenceForm",
    "SeriesFile",
    "SeriesForms",
    "SightingForm",
    "SpecimenPart",
    "SpotForm",
    "SupersedeForm",
    "TypedBoxes",
    "WordForm",
    "in_per_cent",
    "spotted",
    "typed",
]
