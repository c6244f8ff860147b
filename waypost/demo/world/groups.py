"""The technical working group of fourteen departments, nine of the police and five others: what it is for, who sits in it
and which projects pay for it.

Numbers, the chair's post and both donors are those of the newsletter; departments, persons, days within the spring and the
words of the projects are invented.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from waypost.demo.world.items import BANGKOK

BY, NETWORK = "tui", "thai-programme"
PROJECTS_AT = datetime(2020, 2, 24, 10, tzinfo=BANGKOK)
FOUNDED_AT = datetime(2020, 3, 2, 10, tzinfo=BANGKOK)
NAME_EN, NAME_TH = "Technical working group on migrant smuggling", "คณะทำงานด้านเทคนิคว่าด้วยการลักลอบขนผู้ย้ายถิ่นฐาน"
PURPOSE_EN = (
    "Departments that meet smuggling by sea, by land and by air agree on what officers are taught, propose topics for a common "
    "curriculum, and answer for each comment before trainers are trained."
)
PURPOSE_TH = (
    "หน่วยงานที่เกี่ยวข้องกับการลักลอบขนผู้ย้ายถิ่นฐานทางทะเล ทางบก และทางอากาศ ร่วมกันกำหนดเนื้อหาที่เจ้าหน้าที่ควรได้เรียนรู้ เสนอหัวข้อสำหรับหลักสูตรกลาง "
    "และชี้แจงผลการพิจารณาความเห็นทุกข้อก่อนเริ่มการฝึกอบรมครูฝึก"
)
DECISION = "TWG 1/2563"


class SeatRow(NamedTuple):
    """The post of whoever is named, from this moment on; whoever holds it later sits there."""

    at: datetime
    who: str
    role: str


def _seats(at: datetime, role: str, *who: str) -> tuple[SeatRow, ...]:
    return tuple(SeatRow(at, each, role) for each in who)


def _at(month: int, day: int) -> datetime:
    return datetime(2020, month, day, 11, tzinfo=BANGKOK)


SEATS = (
    *_seats(_at(3, 2), "chair", "adisak"),
    *_seats(_at(3, 2), "secretary", "tui"),
    *_seats(
        _at(3, 2), "main",
        "somchai", "prasert", "chai", "narong", "siriporn", "worawut", "manop", "ladda", "sombat",  # police
        "boonlert", "pracha", "rattana",
    ),
    *_seats(_at(3, 9), "alternate", "kanya", "uthai", "kalaya", "nikom", "jintana"),
    *_seats(_at(3, 23), "alternate", "naree"),
    *_seats(_at(4, 7), "main", "wanida"),
    *_seats(_at(5, 11), "main", "thawat"),  # the fourteenth
    *_seats(_at(6, 22), "alternate", "suda"),
)  # fmt: skip

FUNDED_SINCE = date(2020, 3, 2)
PROJECTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "IDF",
        {
            "code": "TWG-F",
            "title_en": "Departments acting together against migrant smuggling",
            "title_th": "ความร่วมมือระหว่างหน่วยงานในการต่อต้านการลักลอบขนผู้ย้ายถิ่นฐาน",
            "summary_en": "Meetings of the technical working group, and a curriculum that all its departments agree on.",
            "summary_th": "การประชุมคณะทำงานด้านเทคนิค และหลักสูตรที่ทุกหน่วยงานเห็นชอบร่วมกัน",
            "since": date(2019, 10, 1),
            "until": date(2021, 9, 30),
        },
    ),
    (
        "GAC",
        {
            "code": "TWG-C",
            "title_en": "Training of trainers of the Thai departments",
            "title_th": "การฝึกอบรมครูฝึกของหน่วยงานไทย",
            "summary_en": "From the agreed curriculum to trainers, and from them to the officers of each department.",
            "summary_th": "จากหลักสูตรที่เห็นชอบร่วมกันสู่การสร้างครูฝึก และจากครูฝึกสู่เจ้าหน้าที่ของแต่ละหน่วยงาน",
            "since": date(2020, 1, 1),
            "until": date(2022, 3, 31),
        },
    ),
)
PAYS_EN, PAYS_TH = "Meetings, experts, translation", "การประชุม ผู้เชี่ยวชาญ และการแปล"

# The groups that are audiences above all: what each is for.
CIRCLES = (
    (
        "document-examiners",
        "Examiners tell each other what they found in documents, and look at each other’s pictures.",
        "ผู้ตรวจสอบเอกสารแลกเปลี่ยนสิ่งที่ตรวจพบ และช่วยกันพิจารณาภาพเอกสาร",
    ),
    (
        "maritime-analysts",
        "Analysts of coast guards, police and border services put together what each of them sees at sea.",
        "นักวิเคราะห์ของหน่วยยามฝั่ง ตำรวจ และหน่วยชายแดน รวบรวมสิ่งที่แต่ละหน่วยพบในทะเล",
    ),
    (
        "curriculum-drafting",
        "A few of the departments write what the technical working group then reads.",
        "ผู้แทนบางหน่วยงานร่วมกันยกร่างหลักสูตรเพื่อเสนอคณะทำงานด้านเทคนิค",
    ),
)


class SaidRow(NamedTuple):
    """What somebody said, and, where it answers another message, that one's number."""

    at: datetime
    who: str
    text: str
    answers: int | None = None


# Titles with what was said under each.
THREADS: tuple[tuple[str, tuple[SaidRow, ...]], ...] = (
    (
        "Which topics should the curriculum have first?",
        (
            SaidRow(
                _at(6, 2), "tui",
                "For the technical meeting: say which three topics your officers miss most. One sentence for each is enough.",
            ),
            SaidRow(_at(6, 3), "somchai", "Documents of seafarers, interviews at the counter, and boarding at night.", 1),
            SaidRow(
                _at(6, 4), "rattana",
                "ขอเสนอหัวข้อการคัดแยกผู้เสียหายจากการค้ามนุษย์ และการส่งต่อภายใน 24 ชั่วโมง", 1,
            ),
            SaidRow(_at(6, 4), "narong", "We agree with Department M, and would begin there.", 3),
        ),
    ),
    (
        "แบบฟอร์มรายชื่อครูฝึกของแต่ละหน่วยงาน",
        (
            SaidRow(_at(8, 17), "tui", "ขอให้แต่ละหน่วยงานแจ้งจำนวนครูฝึกที่จะส่งเข้ารับการฝึกอบรมภายในวันที่ 11 กันยายน"),
            SaidRow(_at(8, 19), "kitti", "หน่วยงาน ช เสนอสองคน และขอทราบระยะเวลาของการฝึกอบรม", 1),
        ),
    ),
)  # fmt: skip


class LetterRow(NamedTuple):
    """``organisation`` wrote it, or got it; ``answers`` is the number of the letter it answers."""

    at: datetime
    way: str
    number: str
    organisation: str
    subject: str
    wants: str
    due_on: date | None = None
    answers: str = ""


LETTERS = (
    LetterRow(_at(5, 18), "out", "TWG 3/2563", "DPA", "เชิญประชุมด้านเทคนิค เดือนมิถุนายน 2563", "action", date(2020, 6, 5)),
    LetterRow(_at(5, 27), "in", "0029.3/512", "DPA", "ตอบรับการประชุมด้านเทคนิค", "response", None, "TWG 3/2563"),
    LetterRow(_at(7, 14), "in", "0411/238", "DPL", "ขอให้เพิ่มหัวข้อการคัดแยกผู้เสียหาย", "comment", date(2020, 8, 14)),
    LetterRow(_at(8, 17), "out", "TWG 7/2563", "DPE", "Number of trainers each department sends", "action", date(2020, 9, 11)),
    LetterRow(_at(8, 24), "in", "0022/941", "DPN", "แจ้งชื่อผู้ประสานงานของหน่วยงาน", "information"),
)  # fmt: skip
