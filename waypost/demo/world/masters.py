"""The training of trainers of May 2020 in which the seven master trainers of Department B were taught: the generation before
the training in Phuket. The newsletter says that they are master trainers and of which model; who taught them, and when, is
invented, as every person is. It is over before June, so that no figure of that summer counts it.
"""

from datetime import date, datetime

from waypost.demo.world import phuket
from waypost.demo.world.enrolment import OfficerRow
from waypost.demo.world.items import BANGKOK


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


PROGRAMME, CURRICULUM = "DE-TOT", "DOC"
TITLE_EN = "Document examination: training of trainers"
TITLE_TH = "การตรวจเอกสาร: การฝึกอบรมครูฝึก"
COHORT_EN, COHORT_TH = "Master trainers, May 2020", "ครูฝึกต้นแบบ พฤษภาคม 2563"
SINCE, UNTIL = date(2020, 5, 18), date(2020, 5, 29)
BY, NOMINATES, COMMANDS = phuket.BY, phuket.NOMINATES, phuket.COMMANDS
TAUGHT_BY, MINUTES = "marta", 2400
BEGUN_AT, CLOSES_ON = _at(5, 4), date(2020, 5, 13)
NOMINATED_AT, ORDER, ORDERED_ON = _at(5, 6), "0028.6/702", date(2020, 5, 5)
APPROVED_AT, CERTIFIED_AT, CLOSED_AT = _at(5, 8, 14), _at(5, 29, 16), _at(7, 22)
UNIT = ("Master trainers", "ครูฝึกต้นแบบ")

_SEXES = {"apinya": "female", "panida": "female", "yupin": "female"}
ROLL = (
    OfficerRow("naree", 1, "Pol. Lt. Col.", "Naree Boonmee", "นารี บุญมี", "female", "senior", "Phuket"),
    *(
        OfficerRow(key, 1, rank, latin, native, _SEXES.get(key, "male"), "senior" if "." in rank[5:] else "officer", "Phuket")
        for key, rank, latin, native in phuket.TRAINERS
    ),
)

# The rubric of a lesson that is taught back, and what each had for its two criteria, of five points each.
TAUGHT_BACK_ON = date(2020, 7, 23)
RUBRIC_EN, RUBRIC_TH = "A lesson taught back", "บทเรียนที่ทดลองสอน"
CRITERIA = (
    ("Shows each feature on a real document", "แสดงจุดสังเกตแต่ละจุดบนเอกสารจริง", True),
    ("Lets everybody examine one, and corrects", "ให้ทุกคนได้ตรวจเอกสาร และแก้ไขให้ถูกต้อง", True),
    ("Keeps the time", "รักษาเวลา", False),
)
# One of them is watched as she teaches in Phuket, by another of the seven, against a rubric of its own.
DELIVERY_EN, DELIVERY_TH = "A lesson delivered", "การสอนจริง"
DELIVERY = (
    ("Says what is to be learnt, and checks that it was", "บอกสิ่งที่จะเรียน และตรวจว่าเรียนรู้แล้ว", True),
    ("Everybody holds a document in their hands", "ทุกคนได้จับเอกสารด้วยตนเอง", True),
    ("Answers questions, or says who can", "ตอบคำถาม หรือบอกว่าผู้ใดตอบได้", False),
)
OBSERVES, OBSERVED_AT, OBSERVED = "apinya", _at(8, 25, 16), (5, 4, 5)
NOTED = "Calm and clear. The lamps were shared by four; two would be better."
SCORES = {
    "naree": (5, 5, 5), "apinya": (5, 4, 4), "kriangsak": (4, 5, 3), "panida": (5, 5, 4),
    "surachai": (4, 4, 5), "thanawat": (4, 4, 3), "yupin": (5, 4, 5),
}  # fmt: skip
