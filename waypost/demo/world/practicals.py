"""Practical sessions of the first cohort of the marine police programme. Every name of a vessel and a person is invented."""

from datetime import datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK


class DayRow(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    minutes: int


class PracticalRow(NamedTuple):
    """``trainers`` are role, rank, names in both scripts, and whose account it is, or nobody's."""

    at: datetime
    words: dict[str, str]
    capacity: int
    days: tuple[DayRow, ...]
    trainers: tuple[tuple[str, str, str, str, str], ...]


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, month, day, hour, minute, tzinfo=BANGKOK)


def _day(month: int, day: int) -> DayRow:
    """From nine to half past three, with an hour and a half of breaks."""
    return DayRow(_at(month, day, 9), _at(month, day, 15, 30), 300)


BY = "tui"
_LEAD = ("lead", "Pol. Lt. Col.", "Naree Boonmee", "นารี บุญมี", "naree")
_CO = ("co", "Pol. Maj.", "Thawat Srinuan", "ธวัช ศรีนวล", "")
PRACTICALS = (
    PracticalRow(
        _at(8, 24, 9),
        {
            "title_en": "Safety on board and life-saving equipment", "title_th": "ความปลอดภัยบนเรือและอุปกรณ์ช่วยชีวิต",
            "province": "Chon Buri", "place_en": "Training hall of Division 1 (invented)",
            "place_th": "ห้องฝึกอบรม กองกำกับการ 1 (สมมติ)",
        },
        20, (_day(8, 31),), (_LEAD, _CO),
    ),
    PracticalRow(
        _at(8, 24, 10),
        {
            "title_en": "Boarding and rescue exercise", "title_th": "การฝึกขึ้นตรวจเรือและช่วยชีวิต",
            "province": "Chon Buri", "place_en": "Pier of Division 1 (invented)", "place_th": "ท่าเรือ กองกำกับการ 1 (สมมติ)",
            "vessel_name": "Patrol boat 801 (invented)", "vessel_kind": "patrol",
        },
        20, (_day(9, 3), _day(9, 4)), (_LEAD, _CO, ("observer", "Ms", "Inês Duarte", "", "ines")),
    ),
    PracticalRow(
        _at(8, 24, 11),
        {
            "title_en": "Interview techniques: role play", "title_th": "เทคนิคการสัมภาษณ์: บทบาทสมมติ",
            "province": "Chon Buri", "place_en": "Training hall of Division 1 (invented)",
            "place_th": "ห้องฝึกอบรม กองกำกับการ 1 (สมมติ)",
        },
        20, (DayRow(_at(9, 1, 13), _at(9, 1, 16, 30), 180),), (_LEAD, _CO),
    ),
)  # fmt: skip
# The south-west monsoon: the exercise has other days.
POSTPONED, POSTPONED_AT = "Boarding and rescue exercise", _at(8, 31, 17)
BECAUSE = "Warning of waves above three metres until 6 September."
NEW_DAYS = (_day(9, 10), _day(9, 11))
# The third is on the day of the opening: the trainer's first page has something to do.
# Who came to the first one: everybody with a seat, but for one on leave and one who left early.
HELD, TAKEN_AT, TAKEN_BY = "Safety on board and life-saving equipment", _at(8, 31, 15, 40), "naree"
EXCUSED, LEAVE = "manop.b", "On leave; the unit sent an apology."
LEFT_EARLY, MINUTES = "chalerm.t", 180
# What the exercise is taught from.
TAUGHT_FROM, ATTACHED_AT = ("practical-sessions-at-sea", "radio-words-at-sea"), _at(8, 24, 11)
