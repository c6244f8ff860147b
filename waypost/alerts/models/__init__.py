"""Nouns of the room: alerts and genuine references are kinds of publication; the rest hangs on them."""

from waypost.alerts.models.after import Contest, SecondCheck, Sighting
from waypost.alerts.models.alerts import (
    Alert,
    Band,
    Credibility,
    Line,
    Quality,
    Reliability,
    Specimen,
    Trait,
    having,
    tally,
)
from waypost.alerts.models.cards import Card, Standing, Validity, as_token
from waypost.alerts.models.drill import DrillAnswer
from waypost.alerts.models.parts import MOST_LOOKED_AT, HasPart, has_number, has_part, versions_with_part
from waypost.alerts.models.pictures import Picture, Redaction, genuine_previews
from waypost.alerts.models.rewording import Rewording
from waypost.alerts.models.series import (
    MOST_SHOWN,
    Series,
    drawer_of,
    drawers_for,
    ids_holding,
    numbers_said,
    series_holding,
    sharing_numbers,
)
from waypost.alerts.models.terms import Term, Vocabulary

__all__ = [
    "MOST_LOOKED_AT",
    "MOST_SHOWN",
    "Alert",
    "Band",
    "Card",
    "Contest",
    "Credibility",
    "DrillAnswer",
    "HasPart",
    "Line",
    "Picture",
    "Quality",
    "Redaction",
    "Reliability",
    "Rewording",
    "SecondCheck",
    "Series",
    "Sighting",
    "Specimen",
    "Standing",
    "Term",
    "Trait",
    "Validity",
    "Vocabulary",
    "as_token",
    "drawer_of",
    "drawers_for",
    "genuine_previews",
    "has_number",
    "has_part",
    "having",
    "ids_holding",
    "numbers_said",
    "series_holding",
    "sharing_numbers",
    "tally",
    "versions_with_part",
]
