"""Information sessions on the job in the demo: at points of entry, on health measures, that summer.

What the newsletter says is kept: sessions at the border, with material adapted together with the Ministry of Public Health.
Units, days, numbers and the letter are invented.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK

BY, NETWORK = "naree", "thai-programme"
RESOURCE = "protective-equipment-counter"  # its slug
ADAPTED_AT = datetime(2020, 7, 17, 14, tzinfo=BANGKOK)
CLEARED_AT = datetime(2020, 7, 22, 9, 30, tzinfo=BANGKOK)
MATERIAL = {
    "title_en": "Masks, gloves and screens at the counter: fifteen minutes",
    "title_th": "หน้ากาก ถุงมือ และฉากกั้นที่จุดตรวจ ฉบับสิบห้านาที",
}
CLEARANCE = {
    "cleared_by_en": "Ministry of Public Health",
    "cleared_by_th": "กระทรวงสาธารณสุข",
    "on": date(2020, 7, 21),
    "reference": "สธ (สมมติ) 114/2563",
}


class SessionRow(NamedTuple):
    """``counts`` are of female and male officers, other ranks and civilian officials."""

    on: date
    shift: str
    unit: str
    place: str
    minutes: int
    counts: tuple[int, int, int, int, int, int]


_RANONG = ("ชุดตรวจ 1 (สมมติ)", "ท่าเทียบเรือ จังหวัดระนอง")
_RANONG_2 = ("ชุดตรวจ 2 (สมมติ)", "ท่าเทียบเรือ จังหวัดระนอง")
_LAND = ("ชุดตรวจจุดผ่านแดนถาวร ข (สมมติ)", "ห้องบรรยายเวร อาคารขาเข้า")

SESSIONS = (
    SessionRow(date(2020, 7, 23), "morning", *_RANONG, 20, (1, 3, 4, 11, 2, 1)),
    SessionRow(date(2020, 7, 23), "afternoon", *_RANONG_2, 20, (2, 2, 6, 9, 1, 0)),
    SessionRow(date(2020, 7, 30), "morning", *_LAND, 25, (1, 2, 5, 14, 3, 2)),
    SessionRow(date(2020, 8, 6), "night", *_RANONG, 15, (0, 2, 3, 10, 0, 1)),
    SessionRow(date(2020, 8, 13), "morning", *_LAND, 30, (2, 3, 6, 12, 2, 2)),
    SessionRow(date(2020, 8, 20), "afternoon", *_RANONG_2, 15, (1, 3, 5, 9, 1, 1)),
    SessionRow(date(2020, 8, 27), "morning", *_RANONG, 20, (1, 3, 4, 12, 2, 1)),
)
# The last of July was written with a number too few.
CORRECTED = (date(2020, 7, 30), (1, 2, 5, 15, 3, 2), "นับผู้มาสายหนึ่งนายเพิ่ม")
