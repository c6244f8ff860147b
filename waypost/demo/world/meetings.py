"""Three meetings and one to come: of the technical working group in June, with the marine police, with the immigration police.

That the group met in June, that the change of method was agreed with the marine police, and that the project began with a meeting
with the immigration side is the newsletter's; agendas, words, days within the month and who said what are invented.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK

BY, ZONE = "tui", "Asia/Bangkok"


def _at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2020, month, day, hour, minute, tzinfo=BANGKOK)


class ItemRow(NamedTuple):
    title: str
    notes: str = ""
    outcome: str = ""
    decision: str = ""


class TaskRow(NamedTuple):
    """Its owner is a person's seat, or an organisation by its code; done by somebody on a day, with evidence, or not."""

    words: str
    owner: str
    due_on: date
    done_by: str = ""
    done_at: datetime | None = None
    evidence: str = ""


class FeedbackRow(NamedTuple):
    organisation: str
    about: str
    words: str
    answer: str = ""


class CommentRow(NamedTuple):
    """On the paragraph that begins so, by a person; what became of it, and the answer."""

    by: str
    begins: str
    words: str
    settled: str = ""
    answer: str = ""


class MeetingRow(NamedTuple):
    """Of the working group where there is no project, else with the counterpart."""

    called_at: datetime
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    items: tuple[ItemRow, ...]
    link: str = ""
    project: str = ""
    counterpart: str = ""
    invited_at: datetime | None = None
    answers: tuple[tuple[str, str], ...] = ()
    there: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, int], ...] = ()
    written_at: datetime | None = None
    tasks: tuple[TaskRow, ...] = ()
    feedback: tuple[FeedbackRow, ...] = ()
    answered_at: datetime | None = None
    circulated_at: datetime | None = None
    comments_until: date | None = None
    comments: tuple[CommentRow, ...] = ()
    adopted_at: datetime | None = None


_IN_PERSON = ("adisak", "tui", "somchai", "prasert", "anan", "narong", "siriporn", "manop", "sombat", "boonlert", "rattana")
_REMOTELY = ("kalaya", "pracha", "jintana", "wanida", "thawat")  # two of one department, which counts once

GROUP = MeetingRow(
    _at(6, 8),
    "Technical meeting of June 2020",
    _at(6, 25, 9, 30),
    _at(6, 25, 12),
    "Conference room of the chair’s office, Bangkok",
    (
        ItemRow(
            "Opening by the chair",
            "The chair welcomed the department that sits here since May, the fourteenth.\n\nThe minutes of the spring were read before "
            "the meeting; nobody asked for a change.",
            "noted",
            "The group has fourteen departments, nine of the police and five others.",
        ),
        ItemRow(
            "Trainings while travel is restricted",
            "Departments described what they could teach since March: short sessions at the post, and little in person.\n\nThe marine police "
            "told of e-modules before practical exercises, and offered to share what they learn with it.",
            "agreed",
            "Common parts of the curriculum are prepared as e-modules; what needs hands is kept for days in person.",
        ),
        ItemRow(
            "Topics proposed for the curriculum",
            "Nineteen topics were proposed. Interview techniques, detection of imposters and referral of people who need protection were named "
            "by most departments.\n\nTwo departments asked that the part on law is written by those who apply it.",
            "agreed",
            "The secretary puts the topics in order and sends a second draft with a place for comments by paragraph.",
        ),
        ItemRow(
            "Who trains whom: no effort twice",
            "Three partners teach document examination to the same units this year.",
            "referred",
            "The secretary talks to the partners and reports at the next meeting.",
        ),
        ItemRow(
            "Date of the training of trainers",
            "It depends on travel.",
            "deferred",
            "Decided at the next meeting.",
        ),
    ),
    link="https://meet.example/technical-working-group",
    invited_at=_at(6, 9),
    answers=(
        ("somchai", "comes"), ("prasert", "comes"), ("chai", "comes"), ("narong", "comes"), ("siriporn", "comes"), ("worawut", "alternate"),
        ("manop", "comes"), ("ladda", "not"), ("sombat", "comes"), ("boonlert", "comes"), ("pracha", "remote"), ("rattana", "comes"),
        ("wanida", "remote"), ("thawat", "remote"),
    ),
    there=(*((each, "in-person") for each in _IN_PERSON), *((each, "remote") for each in _REMOTELY)),
    written_at=_at(6, 26),
    tasks=(
        TaskRow("Write down each proposed topic with the reason for it", "narong", date(2020, 7, 10), "narong", _at(7, 8),
                "Letter of 8 July with a table of nineteen topics, in the group’s papers"),
        TaskRow("Compare the topics with what is taught today", "tui", date(2020, 7, 31), "tui", _at(7, 30),
                "Table sent to all departments on 30 July"),
        TaskRow("Name two officers for the drafting of the part on referral", "DPM", date(2020, 8, 14)),
        TaskRow("Send the second draft for comments by paragraph", "tui", date(2020, 9, 15)),
        TaskRow("Collect three cases of imposters without names, for the exercises", "somchai", date(2020, 9, 4)),
    ),
    feedback=(
        FeedbackRow("DPD", "Length of the training", "Five days in a row are more than a border post can spare its officers.",
                    "The draft has two parts of two days, with e-modules between them."),
        FeedbackRow("DPG", "Language", "Officers at small piers read Thai only. Everything that is taught has to be there in Thai.",
                    "Each module is written in both languages before it is taught."),
        FeedbackRow("DPL", "Referral", "Whom to call stands at the end, where tired officers no longer read it.",
                    "Whom to call is now the first page of each module."),
        FeedbackRow("DPM", "Words", "In the draft, smuggling and trafficking are used as if they were one thing.",
                    "Both are defined in the first module and used as the law uses them."),
        FeedbackRow("DPN", "Cases", "The cases come from airports. Ours are in factories and on piers."),
        FeedbackRow("DPF", "Measuring", "How will we know in a year that officers do it differently?"),
    ),
    answered_at=_at(7, 14),
    circulated_at=_at(6, 29),
    comments_until=date(2020, 7, 10),
    comments=(
        CommentRow("narong", "Nineteen topics", "We proposed twenty: the check of crew lists is missing.", "accepted",
                   "It was read as part of vessel papers; it is its own topic now."),
        CommentRow("rattana", "Two departments asked", "Three departments asked for it; ours too.", "accepted", "Corrected."),
        CommentRow("prasert", "Three partners teach", "Name the partners.", "rejected",
                   "They are named once the secretary has talked to them."),
        CommentRow("thawat", "Nineteen topics", "Crew lists are missing.", "merged", "See the comment of the department that proposed it."),
    ),
    adopted_at=_at(7, 15),
)  # fmt: skip

MARINE = MeetingRow(
    _at(7, 14),
    "Technical meeting on method and topics",
    _at(6, 17, 10),
    _at(6, 17, 12),
    "Pier office of the department, Samut Prakan",
    (
        ItemRow(
            "From meeting in person to a hybrid model",
            "The commander and senior officials described what cannot be taught on a screen: boarding, rescue, handing people over.\n\nLaw, "
            "routes and documents can be learned at the post.",
            "agreed",
            "E-modules first, practical exercises after, for 112 officials of seven divisions.",
        ),
        ItemRow("Topics", "Five topics were gone through one by one.", "agreed", "The five topics are taught, with rescue at sea added."),
        ItemRow("Days at sea", "They depend on the monsoon.", "deferred", "The divisions name their days in August."),
        ItemRow("What others teach", "UNODC teaches prosecutors, and not the boats.", "noted", "No effort is doubled; UNODC is kept informed."),
        ItemRow("Next steps"),
    ),
    project="BMI-IV",
    counterpart="DPC",
    people=(("SEC", 3), ("DPC", 7)),
    written_at=_at(7, 14, 11),
    tasks=(
        TaskRow("Name the officials of each division", "DPC", date(2020, 7, 31), "anan", _at(7, 29), "Nominal rolls of seven divisions"),
        TaskRow("Name the days at sea", "DPC", date(2020, 8, 21)),
    ),
    feedback=(
        FeedbackRow("DPC", "E-modules", "On board there is no network. Officers have to be able to go on where they were.",
                    "A module goes on where the officer stopped, and each is shorter than an hour."),
    ),
    answered_at=_at(7, 14, 15),
    circulated_at=_at(7, 15),
    comments_until=date(2020, 7, 22),
    adopted_at=_at(7, 24),
)  # fmt: skip

IMMIGRATION = MeetingRow(
    _at(7, 20),
    "การประชุมเริ่มโครงการกับหน่วยตรวจคนเข้าเมือง",
    _at(8, 3, 13, 30),
    _at(8, 3, 15, 30),
    "ห้องประชุมชั้น 3 กรุงเทพมหานคร",
    (
        ItemRow("วัตถุประสงค์ของโครงการ", "ฝ่ายเลขานุการชี้แจงขอบเขตและระยะเวลาของโครงการ", "noted", "ที่ประชุมรับทราบ"),
        ItemRow(
            "การฝึกอบรมครูฝึกที่จังหวัดภูเก็ต",
            "ครูฝึกต้นแบบเจ็ดคนจะสอนเจ้าหน้าที่ประจำด่าน เรื่องขั้นตอนการตรวจเอกสารและเทคนิคการสัมภาษณ์",
            "agreed",
            "เห็นชอบให้จัดการฝึกอบรมภายในเดือนสิงหาคม 2563",
        ),
        ItemRow("เครื่องมือสำหรับด่านตรวจ", "หน่วยงานขอเครื่องมือขยายภาพสำหรับด่านขนาดเล็ก", "referred", "ให้ฝ่ายเลขานุการหารือกับผู้สนับสนุนงบประมาณ"),
        ItemRow("การติดตามผล"),
        ItemRow("การประชุมครั้งต่อไป"),
    ),
    project="BMI-IV",
    counterpart="DPB",
    invited_at=_at(7, 21),
    answers=(("prasert", "comes"),),
    people=(("SEC", 4), ("DPB", 5)),
    written_at=_at(8, 4),
    tasks=(TaskRow("ส่งรายชื่อเจ้าหน้าที่ที่จะเข้ารับการฝึกอบรม", "DPB", date(2020, 8, 10), "prasert", _at(8, 7), "บัญชีรายชื่อเจ้าหน้าที่"),),
    feedback=(FeedbackRow("DPB", "ความสอดคล้องกับแผนของหน่วยงาน", "ขอให้เนื้อหาสอดคล้องกับแผนการฝึกอบรมประจำปีของหน่วยงาน"),),
    circulated_at=_at(8, 28),
    comments_until=date(2020, 9, 8),
)  # fmt: skip

NEXT = MeetingRow(
    _at(8, 24),
    "Second draft of the curriculum, and the training of trainers",
    _at(9, 16, 9, 30),
    _at(9, 16, 12),
    "Conference room of the chair’s office, Bangkok",
    (
        ItemRow("Minutes of June, and action items"),
        ItemRow("Second draft: comments of the departments"),
        ItemRow("Partners and their plans"),
        ItemRow("Date of the training of trainers"),
        ItemRow("Other matters"),
    ),
    link="https://meet.example/technical-working-group",
    invited_at=_at(8, 26),
    answers=(("prasert", "comes"), ("narong", "comes"), ("thawat", "remote"), ("rattana", "not")),
)
MEETINGS = (GROUP, MARINE, IMMIGRATION, NEXT)
