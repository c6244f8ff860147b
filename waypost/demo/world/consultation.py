"""The second draft of the curriculum before the technical working group: what each department says on it, and how whoever
keeps it has answered so far. All invented, as every department is.

One department has said that it has no comment, one is silent, one has comments that its focal point has not released.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK

BY = "tui"
OPENED_AT = datetime(2020, 8, 24, 9, tzinfo=BANGKOK)
WRITTEN_FROM = datetime(2020, 8, 25, 9, tzinfo=BANGKOK)
RELEASED_FROM = datetime(2020, 8, 27, 13, tzinfo=BANGKOK)
ANSWERED_FROM = datetime(2020, 8, 31, 10, tzinfo=BANGKOK)
DEADLINE = date(2020, 9, 11)
ASKED_EN = (
    "Is each paragraph right for the officers of your department, clear in both languages, and in the right place? "
    "Name words that should stand instead."
)
ASKED_TH = (
    "แต่ละย่อหน้าเหมาะสมกับเจ้าหน้าที่ของหน่วยงานท่าน ชัดเจนทั้งสองภาษา และอยู่ในที่ที่ถูกต้องหรือไม่ และขอให้เสนอข้อความที่ควรใช้แทน"
)
NO_COMMENT, SILENT, NOT_RELEASED = "DPK", "DPN", "DPM"


class Row(NamedTuple):
    """``where`` is how far down the document, in percent. ``fate`` is an outcome; or released, left-out (because of
    ``reason``), merged (into the row before), written.
    """

    department: str
    where: int
    kind: str
    said: str
    proposed: str = ""
    fate: str = "released"
    reason: str = ""


ROWS = (
    Row("DPA", 3, "general", "Say at the beginning for whom this part is: for patrol officers or for investigators.",
        "For officers on patrol.", "accepted"),
    Row("DPA", 12, "technical", "The difference between smuggling and trafficking should come before the indicators.", "", "changed",
        "The difference now stands in the first module; the indicators stay where they are."),
    Row("DPA", 25, "editorial", "คำว่า “เรือประมงดัดแปลง” ควรใช้ให้ตรงกันทั้งเอกสาร", "เรือประมงดัดแปลง", "accepted"),
    Row("DPA", 38, "technical", "Add how evidence on board is kept until investigators come.", "", "not-accepted",
        "Keeping evidence has a course of its own; the paragraph refers to it."),
    Row("DPA", 55, "general", "Forty-five minutes are short for this module.", "", "noted",
        "Minutes are looked at again once the trainers have taught it."),
    Row("DPA", 70, "technical", "Name the duty post to be called at night.", "", "out-of-scope",
        "Telephone numbers stand in the portal, where they are kept current."),
    Row("DPA", 88, "editorial", "Two sentences say the same here.", "", "left-out", "Said above in better words."),
    Row("DPB", 5, "technical", "ควรเพิ่มการตรวจเอกสารเดินทางเบื้องต้นบนเรือ", "ตรวจเอกสารเดินทางเบื้องต้นก่อนส่งต่อด่านตรวจคนเข้าเมือง", "changed",
        "เพิ่มเป็นย่อหน้าใหม่ในหน่วยการเรียนรู้ถัดไป"),
    Row("DPB", 14, "technical", "An imposter is found by comparing the person, not by the document alone: say so.",
        "Compare the person with the photograph, feature by feature.", "accepted"),
    Row("DPB", 14, "editorial", "Compare, do not “match”.", "", "merged"),
    Row("DPB", 33, "general", "Open questions come first in an interview; the example begins with a closed one.",
        "What brought you on this journey?", "accepted"),
    Row("DPB", 61, "technical", "Say that a refusal to answer is no sign of guilt.", "", "accepted"),
    Row("DPB", 84, "editorial", "ควรใช้คำว่า “ผู้สวมสิทธิ” ให้ตรงกับคู่มือของหน่วยงาน", "ผู้สวมสิทธิ", "accepted"),
    Row("DPC", 8, "technical", "The paragraph names three zones at sea; the law names four.", "Name the four zones.", "accepted"),
    Row("DPC", 22, "technical", "Boarding at night wants two vessels.", "Board at night with two vessels only.", "changed",
        "“Where two are at hand”: small units have one."),
    Row("DPC", 41, "technical", "ควรเพิ่มเกณฑ์สภาพทะเลที่งดการฝึกขึ้นตรวจเรือ", "งดการฝึกเมื่อคลื่นสูงเกินหนึ่งเมตรครึ่ง", "accepted"),
    Row("DPC", 52, "editorial", "“Lifejacket” is one word.", "", "accepted"),
    Row("DPC", 66, "general", "Add the radio drill.", "", "duplicate", "Said by another department in the same paragraph."),
    Row("DPC", 93, "technical", "Handing over at the pier should name who signs.", "", "released"),
    Row("DPD", 6, "general", "The aims are too general to be tested.", "", "noted", "The tests ask the learning outcomes, not the aims."),
    Row("DPD", 28, "technical", "Landing sites change with the monsoon: name the seasons.", "", "changed",
        "A table by season is added to the trainers’ notes."),
    Row("DPD", 47, "editorial", "ประโยคภาษาไทยยาวเกินไป ควรแยกเป็นสองประโยค", "", "accepted"),
    Row("DPD", 66, "technical", "Add the radio drill before the boarding exercise.", "Radio drill, 20 minutes.", "accepted"),
    Row("DPD", 90, "general", "Where do learners find the forms?", "", "released"),
    Row("DPE", 11, "technical", "Say which signs in a document an officer can see without tools.", "", "accepted"),
    Row("DPE", 31, "technical", "ควรระบุว่าให้ตรวจภายใต้แสงเฉียงก่อนแสงยูวี", "ตรวจภายใต้แสงเฉียงก่อน แล้วจึงใช้แสงยูวี", "accepted"),
    Row("DPE", 44, "editorial", "Use “holder” throughout, not “owner”.", "holder", "accepted"),
    Row("DPE", 72, "general", "This belongs into the part on protection.", "", "not-accepted",
        "Officers need it while they examine; the part on protection refers back to it."),
    Row("DPE", 81, "technical", "A specimen would help more than the description.", "", "noted",
        "Specimens are shown by the trainers, and not printed."),
    Row("DPF", 4, "general", "Protection should not come last.", "Move the part on protection to the front.", "changed",
        "It stays a part of its own, and the first module begins with it."),
    Row("DPF", 18, "technical", "ควรเพิ่มขั้นตอนการส่งต่อผู้เสียหายจากการค้ามนุษย์ภายใน 24 ชั่วโมง", "", "accepted"),
    Row("DPF", 37, "technical", "Interviews with children are for trained staff only.", "Call trained staff before a child is interviewed.",
        "accepted"),
    Row("DPF", 58, "editorial", "“Victim” is decided later; here it is a person who may need protection.",
        "a person who may need protection", "accepted"),
    Row("DPF", 86, "general", "Add the interpreter’s part.", "", "released"),
    Row("DPG", 9, "technical", "Health checks come before the interview, not after.", "", "accepted"),
    Row("DPG", 27, "technical", "ควรระบุอุปกรณ์ป้องกันตนเองที่ต้องสวมเมื่อขึ้นตรวจเรือ", "หน้ากากอนามัย ถุงมือ และแว่นครอบตา", "accepted"),
    Row("DPG", 49, "general", "Say how long a learner may be on board in the heat.", "", "noted", "Left to the trainer of the day."),
    Row("DPG", 63, "editorial", "หน่วยเวลาควรเขียนเหมือนกันทุกแห่ง", "", "accepted"),
    Row("DPG", 92, "technical", "Add first aid for near drowning.", "", "out-of-scope", "Every officer holds the first-aid certificate before."),
    Row("DPH", 16, "technical", "Name the false compartments found most often.", "", "not-accepted",
        "What is found most often stands in the alerts, which are kept current."),
    Row("DPH", 35, "general", "ตัวอย่างควรมาจากอ่าวไทยด้วย ไม่ใช่ฝั่งอันดามันเท่านั้น", "", "changed", "เพิ่มตัวอย่างหนึ่งจากอ่าวไทย"),
    Row("DPH", 50, "editorial", "The English and the Thai heading say different things.", "", "accepted"),
    Row("DPH", 74, "technical", "Two learners for each trainer on the vessel, not four.", "", "released"),
    Row("DPH", 95, "general", "Who keeps the results?", "", "left-out", "Answered on the page of the programme."),
    Row("DPI", 20, "technical", "Money is a sign too: say what to note of payments.", "Note amounts as they are told, and ask no more.", "released"),
    Row("DPI", 43, "technical", "ควรเพิ่มเรื่องการปกป้องข้อมูลส่วนบุคคลเมื่อจดบันทึก", "", "released"),
    Row("DPI", 69, "editorial", "Number the steps.", "", "released"),
    Row("DPI", 69, "editorial", "The steps want numbers.", "", "merged"),
    Row("DPJ", 7, "general", "Good for officers of the provinces too. Please keep it this short.", "", "released"),
    Row("DPJ", 30, "technical", "ควรระบุช่องทางแจ้งเหตุของจังหวัดชายแดน", "", "released"),
    Row("DPJ", 57, "technical", "Say what to do where there is no signal.", "Write down time and place, and report from the next point.", "released"),
    Row("DPJ", 79, "editorial", "คำย่อควรมีคำเต็มในครั้งแรกที่ใช้", "", "released"),
    Row("DPL", 13, "general", "Crew of merchant vessels are not mentioned.", "", "released"),
    Row("DPL", 36, "technical", "The pilot is a source: say how to speak to one.", "", "released"),
    Row("DPL", 60, "technical", "ควรเพิ่มการแจ้งเจ้าท่าก่อนนำเรือเข้าฝั่ง", "แจ้งเจ้าท่าก่อนนำเรือเข้าฝั่ง", "released"),
    Row("DPL", 82, "editorial", "“Port” and “pier” are two things.", "", "released"),
    Row("DPM", 10, "technical", "Say what happens to a vessel that is towed in.", "", "written"),
    Row("DPM", 34, "general", "การฝึกควรมีล่ามร่วมด้วย", "", "written"),
    Row("DPM", 53, "technical", "Fishing gear on deck is a danger when boarding.", "Clear the deck of gear first.", "written"),
    Row("DPM", 77, "editorial", "Put the outcomes before the text.", "", "written"),
)  # fmt: skip
