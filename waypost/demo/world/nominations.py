"""Candidates on their way to being focal points on the morning of 1 September 2020. All of them are invented.

None has come in yet, so the figures about the network count nobody of them.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK


class CandidateRow(NamedTuple):
    """Whom ``by`` proposed when, and what was done with it since: each moment is there as far as it has come."""

    by: str
    organisation: str
    latin: str
    native: str
    rank: str
    number: str
    dated: date
    signatory: str
    proposed: datetime
    registered: tuple[str, datetime] | None = None
    returned: tuple[str, datetime, str] | None = None
    called: tuple[str, datetime, str] | None = None  # who invited, when, the number called
    language: str = "en"


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, month, day, hour, minute, tzinfo=BANGKOK)


CANDIDATES = (
    # Late: nobody has looked at it for two weeks.
    CandidateRow("shirin", "DPF", "Thanakorn Boonsri", "ธนากร บุญศรี", "Mr", "DPF 0402/118", date(2020, 8, 14), "Director-General",
                 _at(8, 17, 10, 20), language="th"),
    CandidateRow("shirin", "DPG", "Ploy Intharat", "พลอย อินทรัตน์", "Ms", "DPG 0211/57", date(2020, 8, 10), "Deputy Director-General",
                 _at(8, 12, 14, 5), returned=("tui", _at(8, 26, 9, 40), "The scan ends above the signature. Send the whole page."),
                 language="th"),
    CandidateRow("shirin", "DPB", "Krit Saengthong", "กฤต แสงทอง", "Pol. Lt. Col.", "DPB 0029/904", date(2020, 8, 19), "Commander",
                 _at(8, 21, 11, 30), registered=("marcus", _at(8, 28, 16, 10)), language="th"),
    CandidateRow("camille", "IMD", "Yulia Hartono", "", "Ms", "IMD-UM.01-221", date(2020, 8, 18), "Director",
                 _at(8, 20, 9, 15), registered=("tui", _at(8, 25, 10, 0)), called=("camille", _at(8, 31, 15, 0), "+00 000 0142")),
)
