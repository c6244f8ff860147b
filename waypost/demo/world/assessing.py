"""The practical sessions of the training in Phuket and how its officers were marked: two days, ten hours, two rubrics. What is
looked at is invented after public descriptions of such trainings; so are the points.
"""

from datetime import datetime
from typing import NamedTuple

from waypost.demo.world import enrolment, phuket
from waypost.demo.world.items import BANGKOK
from waypost.demo.world.practicals import DayRow


class CriterionRow(NamedTuple):
    english: str
    thai: str
    points: int
    critical: bool = False
    full: tuple[str, str] = ("", "")


class RubricRow(NamedTuple):
    programme: str
    exercise: str
    title: tuple[str, str]
    criteria: tuple[CriterionRow, ...]


class SessionRow(NamedTuple):
    """``lead`` is one of the seven; the six others teach with them. Its learners are marked against ``rubric``."""

    words: dict[str, str]
    day: DayRow
    lead: str
    rubric: RubricRow


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 8, day, hour, minute, tzinfo=BANGKOK)


DOCUMENTS = RubricRow(
    phuket.PROGRAMME, "documents", ("A passport at the counter", "หนังสือเดินทางที่ช่องตรวจ"),
    (
        CriterionRow("Feels, tilts and holds against the light before judging", "สัมผัส เอียง และส่องกับแสงก่อนตัดสิน", 4, True),
        CriterionRow(
            "Finds the place that was altered", "พบจุดที่ถูกแก้ไข", 5, True,
            ("Within two minutes, without being told where to look", "ภายในสองนาทีโดยไม่มีผู้บอกจุด"),
        ),
        CriterionRow("Compares the holder with the picture", "เปรียบเทียบผู้ถือกับภาพถ่าย", 4),
        CriterionRow("Says in words a court can use what was found", "บอกสิ่งที่พบด้วยถ้อยคำที่ใช้ในศาลได้", 3),
    ),
)  # fmt: skip
INTERVIEW = RubricRow(
    phuket.PROGRAMME, "interview", ("First interview at the counter", "การสัมภาษณ์เบื้องต้นที่ช่องตรวจ"),
    (
        CriterionRow("Begins with open questions", "เริ่มด้วยคำถามปลายเปิด", 4),
        CriterionRow("Neither threatens nor promises", "ไม่ขู่และไม่ให้สัญญา", 5, True),
        CriterionRow("Notices signs that somebody may be a victim, and refers", "สังเกตสัญญาณว่าอาจเป็นผู้เสียหาย และส่งต่อ", 5, True),
        CriterionRow("Notes what was said, not what was meant", "บันทึกสิ่งที่พูด ไม่ใช่สิ่งที่คิดว่าหมายถึง", 3),
    ),
)  # fmt: skip
BOARDING = RubricRow(
    enrolment.PROGRAMME, "boarding", ("Boarding and rescue", "การขึ้นตรวจเรือและกู้ภัย"),
    (
        CriterionRow("Wears and checks the life jacket before casting off", "สวมและตรวจเสื้อชูชีพก่อนออกเรือ", 3, True),
        CriterionRow("Boards with three points of contact", "ขึ้นเรือโดยมีจุดยึดสามจุด", 4, True),
        CriterionRow("Speaks with the master before the search", "พูดกับนายเรือก่อนตรวจค้น", 3),
        CriterionRow("Brings somebody out of the water within four minutes", "นำผู้ประสบเหตุขึ้นจากน้ำภายในสี่นาที", 5, True),
    ),
)  # fmt: skip
RUBRICS, WRITTEN_AT = (DOCUMENTS, INTERVIEW, BOARDING), _at(20, 9)
CHOSEN_AT = datetime(2020, 8, 24, 11, tzinfo=BANGKOK)  # for the exercise on the patrol boat
HALL = {
    "province": "Phuket", "place_en": "Training hall of the immigration office (invented)",
    "place_th": "ห้องฝึกอบรม ตรวจคนเข้าเมือง (สมมติ)",
}  # fmt: skip
SESSIONS = (
    SessionRow(
        {"title_en": "Document examination", "title_th": "การตรวจเอกสาร", **HALL},
        DayRow(_at(25, 9), _at(25, 15, 30), 300), phuket.LEADS, DOCUMENTS,
    ),
    SessionRow(
        {"title_en": "Interview techniques", "title_th": "เทคนิคการสัมภาษณ์", **HALL},
        DayRow(_at(26, 9), _at(26, 15, 30), 300), "kriangsak", INTERVIEW,
    ),
)  # fmt: skip
PLANNED_AT, RESAT_AT = _at(20, 10), _at(27, 14)
# By the place on the roll, from 0. Who left the first day early was there for 480 of 600 minutes: just enough.
LEFT_EARLY, STAYED = (7, 31), 180
FAILED, REPEATS = {"documents": (4, 19), "interview": (40,)}, {"documents": (28,)}
REPEAT_BECAUSE = "The lamp failed in the middle of it."
