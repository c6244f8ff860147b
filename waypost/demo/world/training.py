"""The project, curricula and programmes of the demo.

What the newsletter of that summer says is kept: 112 marine police officials, the technical meeting in June, UNODC; seven
master trainers and 52 officers in Phuket; a training of trainers still to come. How the 112 spread over divisions, modules with
their minutes, days within a month and the donor's office are invented, as every department is.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK
from waypost.demo.world.lessons import BOARDING, DOCUMENTS, INTERVIEW


class ModuleRow(NamedTuple):
    code: str
    title_en: str
    title_th: str
    minutes: int
    delivery: str
    outcomes_en: str
    outcomes_th: str


class CurriculumRow(NamedTuple):
    code: str
    title_en: str
    title_th: str
    topics: tuple[str, ...]
    number: str
    modules: tuple[ModuleRow, ...]
    status: str


class UnitRow(NamedTuple):
    organisation: str
    participants: int
    unit_en: str = ""
    unit_th: str = ""


class PlanRow(NamedTuple):
    """``words`` are method, what it replaces, why, with whom, and in which meeting, each in English and Thai."""

    at: datetime
    agreed_on: date
    agreed_by: str
    words: dict[str, str]
    topics: tuple[str, ...]
    units: tuple[UnitRow, ...]


class PartnerRow(NamedTuple):
    at: datetime
    partner: str
    on: date
    outcome: str
    note_en: str
    note_th: str


class ProgrammeRow(NamedTuple):
    at: datetime
    code: str
    section: str
    state: str
    title_en: str
    title_th: str
    curriculum: str = ""
    plan: PlanRow | None = None
    partners: tuple[PartnerRow, ...] = ()
    cohorts: tuple[tuple[str, str, date, date, str, str], ...] = ()


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


BY, NETWORK = "tui", "thai-programme"
PROJECT_AT = _at(7, 13)
PROJECT = {
    "code": "BMI-IV",
    "title_en": "Strengthening Border Management and Intelligence Capacity of Thai Government Officials",
    "title_th": "การเสริมสร้างขีดความสามารถด้านการบริหารชายแดนและการข่าวของเจ้าหน้าที่รัฐไทย",
    "summary_en": "Training and cooperation of Thai departments against migrant smuggling, trafficking in persons and organised crime. "
    "This phase adds the marine police.",
    "summary_th": "การฝึกอบรมและความร่วมมือของหน่วยงานไทยในการต่อต้านการลักลอบขนผู้ย้ายถิ่นฐาน การค้ามนุษย์ และองค์กรอาชญากรรม "
    "ระยะนี้เพิ่มตำรวจน้ำ",
    "phase": "IV",
    "since": date(2019, 4, 1),
    "until": date(2022, 3, 31),
}
# The e-modules of the marine police programme, and who is how far in them: one done, one begun.
LESSONS_OF, LESSONS_AT = "MB-2020", _at(8, 3)
LESSONS = (DOCUMENTS, INTERVIEW, BOARDING)
LEARNER, LEARNT_AT = "wipa", _at(8, 12, 20)
DONOR = "POC"
PURPOSE_EN, PURPOSE_TH = "Training of officials, and the portal", "การฝึกอบรมเจ้าหน้าที่ และระบบสมาชิก"

CURRICULA = (
    CurriculumRow(
        "SMB", "Migrant smuggling in the context of maritime borders", "การลักลอบขนผู้ย้ายถิ่นฐานในบริบทพรมแดนทางทะเล",
        ("migrant-smuggling", "maritime", "rescue-at-sea"), "0.1.0",
        (
            ModuleRow("SMB-E1", "Migrant smuggling at sea", "การลักลอบขนผู้ย้ายถิ่นฐานทางทะเล", 45, "e-module",
                      "Tell smuggling from trafficking; name what both look like at sea.",
                      "แยกการลักลอบขนผู้ย้ายถิ่นฐานออกจากการค้ามนุษย์ และบอกลักษณะที่พบในทะเลได้"),
            ModuleRow("SMB-E2", "Vessels, routes and landing sites", "เรือ เส้นทาง และจุดขึ้นฝั่ง", 45, "e-module",
                      "Recognise altered vessels, and say what to report.", "สังเกตเรือที่ดัดแปลง และรู้ว่าต้องรายงานอะไร"),
            ModuleRow("SMB-E3", "Protection and referral", "การคุ้มครองและการส่งต่อ", 40, "e-module",
                      "Name whom to call for those who need protection.", "บอกได้ว่าต้องแจ้งผู้ใดเมื่อพบผู้ที่ต้องการความคุ้มครอง"),
            ModuleRow("SMB-P1", "Boarding and rescue exercise", "การฝึกขึ้นตรวจเรือและช่วยชีวิต", 360, "practical",
                      "Board safely, bring people to safety, hand over.", "ขึ้นตรวจเรืออย่างปลอดภัย นำคนสู่ที่ปลอดภัย และส่งมอบต่อ"),
        ),
        "consultation",
    ),
    CurriculumRow(
        "DOC", "Detecting fraudulent travel documents", "การตรวจพบเอกสารเดินทางปลอม",
        ("document-examination", "imposters", "interview-techniques"), "1.0.0",
        (
            ModuleRow("DOC-P1", "Examination procedures", "ขั้นตอนการตรวจเอกสาร", 360, "practical",
                      "Examine a passport step by step.", "ตรวจหนังสือเดินทางตามลำดับขั้นตอน"),
            ModuleRow("DOC-P2", "Interview techniques: passports and imposters", "เทคนิคการสัมภาษณ์ หนังสือเดินทางและผู้สวมสิทธิ", 240,
                      "practical", "Ask open questions, and compare the holder with the document.",
                      "ถามคำถามปลายเปิด และเปรียบเทียบผู้ถือกับเอกสาร"),
        ),
        "finalised",
    ),
)

_DIVISIONS = (20, 18, 16, 16, 15, 14, 13)

PROGRAMMES = (
    ProgrammeRow(
        _at(7, 14), "MB-2020", "maritime", "running",
        "Migrant smuggling in the context of maritime borders", "การลักลอบขนผู้ย้ายถิ่นฐานในบริบทพรมแดนทางทะเล", "SMB",
        PlanRow(
            _at(7, 14, 11), date(2020, 6, 17), "DPC",
            {
                "method_en": "E-modules first, at one’s own post; then practical exercises in person.",
                "method_th": "เรียนบทเรียนออนไลน์ที่หน่วยก่อน แล้วจึงฝึกภาคปฏิบัติร่วมกัน",
                "replaces_en": "Trainings held wholly in person.",
                "replaces_th": "การฝึกอบรมแบบพบกันทั้งหมด",
                "because_en": "What can be learned at the post is learned there; the time together is kept for exercises.",
                "because_th": "สิ่งที่เรียนที่หน่วยได้ให้เรียนที่หน่วย เวลาที่พบกันใช้เพื่อการฝึกปฏิบัติ",
                "agreed_with_en": "The commander and senior officials",
                "agreed_with_th": "ผู้บังคับการและเจ้าหน้าที่ระดับสูง",
                "meeting_en": "Technical meeting on method and topics, June 2020",
                "meeting_th": "การประชุมทางเทคนิคเรื่องวิธีการและหัวข้อ มิถุนายน 2563",
            },
            ("migrant-smuggling", "maritime", "rescue-at-sea"),
            tuple(
                UnitRow("DPC", n, f"Division {nth} (invented)", f"กองกำกับการ {nth} (สมมติ)")
                for nth, n in enumerate(_DIVISIONS, 1)
            ),
        ),
        (
            PartnerRow(
                _at(7, 14, 12), "UNODC", date(2020, 6, 24), "complementary",
                "Engaged for synergy and against duplication.", "ประสานเพื่อเสริมกันและมิให้ซ้ำซ้อน",
            ),
        ),
        (("First cohort", "รุ่นที่ 1", date(2020, 8, 31), date(2020, 9, 25), "Divisions 1 to 3 (invented)", "กองกำกับการ 1 ถึง 3 (สมมติ)"),),
    ),
    ProgrammeRow(
        _at(7, 21), "DE-2020", "documents", "running",
        "Document examination and interview techniques", "การตรวจเอกสารและเทคนิคการสัมภาษณ์", "DOC",
        PlanRow(
            _at(7, 21, 11), date(2020, 7, 15), "DPB",
            {
                "method_en": "Training of trainers: master trainers of the department teach its officers.",
                "method_th": "การฝึกอบรมครูฝึก โดยครูฝึกต้นแบบของหน่วยงานสอนเจ้าหน้าที่ของหน่วยงาน",
                "replaces_en": "", "replaces_th": "", "because_en": "", "because_th": "",
                "agreed_with_en": "The department", "agreed_with_th": "หน่วยงาน",
                "meeting_en": "Preparation of the training in Phuket", "meeting_th": "การเตรียมการฝึกอบรมที่จังหวัดภูเก็ต",
            },
            ("document-examination", "imposters", "interview-techniques"),
            (
                UnitRow("DPB", 7, "Master trainers", "ครูฝึกต้นแบบ"),
                UnitRow("DPB", 52, "Officers, Phuket", "เจ้าหน้าที่ จังหวัดภูเก็ต"),
            ),
        ),
        (),
        (("Phuket, August 2020", "ภูเก็ต สิงหาคม 2563", date(2020, 8, 1), date(2020, 8, 31), "Department B (police)", "หน่วยงาน ข (ตำรวจ)"),),
    ),
    ProgrammeRow(
        _at(8, 10), "IA-TOT", "cooperation", "planned",
        "Inter-agency cooperation: training of trainers", "ความร่วมมือระหว่างหน่วยงาน: การฝึกอบรมครูฝึก",
    ),
)
