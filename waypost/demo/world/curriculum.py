"""The second draft of the maritime curriculum, the topics that departments had proposed for it, and who had signed off the
first. Its words are ours; letters and days are invented.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK

BY, CODE, FIRST, SECOND = "tui", "SMB", "0.1.0", "0.2.0"


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


GROUP_AT, RANKED_AT, WRITTEN_AT, CONSULTED_AT = _at(7, 15), _at(8, 7), _at(8, 10), _at(8, 17)


class Row(NamedTuple):
    """One paragraph. ``was`` is the English of the one in the first draft that lives on in it."""

    kind: str
    english: str
    thai: str
    was: str = ""
    code: str = ""
    minutes: int = 0
    delivery: str = ""


def _part(english: str, thai: str) -> Row:
    return Row("part", english, thai)


def _module(code: str, english: str, thai: str, minutes: int, delivery: str, was: str = "") -> Row:
    return Row("module", english, thai, was, code, minutes, delivery)


def _outcome(english: str, thai: str, was: str = "") -> Row:
    return Row("outcome", english, thai, was)


def _text(english: str, thai: str) -> Row:
    return Row("text", english, thai)


DOCUMENT = (
    _part("About this curriculum", "เกี่ยวกับหลักสูตรนี้"),
    _text(
        "It is for officers who meet boats: marine police, coast and customs patrols, and the counters of small ports. No rank and no "
        "earlier course is asked for.",
        "หลักสูตรนี้สำหรับเจ้าหน้าที่ที่ปฏิบัติงานเกี่ยวกับเรือ ได้แก่ ตำรวจน้ำ หน่วยลาดตระเวนชายฝั่งและศุลกากร และด่านท่าเรือขนาดเล็ก "
        "ไม่กำหนดชั้นยศหรือหลักสูตรที่ต้องผ่านมาก่อน",
    ),
    _text(
        "What can be learned alone is learned at the post, at one’s own pace. The days together are kept for exercises on a vessel and "
        "for talking through what went wrong.",
        "เนื้อหาที่เรียนด้วยตนเองได้ให้เรียนที่หน่วยตามเวลาที่สะดวก วันที่มาพบกันใช้ฝึกบนเรือและทบทวนข้อผิดพลาดร่วมกัน",
    ),
    _text(
        "Whoever teaches it has passed the training of trainers of their department, and teaches in pairs during practical sessions.",
        "ผู้สอนต้องผ่านการฝึกอบรมครูฝึกของหน่วยงาน และในภาคปฏิบัติให้สอนเป็นคู่",
    ),
    _part("At the post", "เรียนที่หน่วย"),
    _module("SMB-E1", "Migrant smuggling at sea", "การลักลอบขนผู้ย้ายถิ่นฐานทางทะเล", 45, "e-module", "Migrant smuggling at sea"),
    _outcome(
        "Tell smuggling from trafficking in persons; name what both look like at sea, and what changes on the way.",
        "แยกการลักลอบขนผู้ย้ายถิ่นฐานออกจากการค้ามนุษย์ บอกลักษณะที่พบในทะเล และสิ่งที่เปลี่ยนไประหว่างการเดินทาง",
        "Tell smuggling from trafficking; name what both look like at sea.",
    ),
    _text(
        "Smuggling is paid for and agreed to; trafficking exploits. A voyage can begin as the one and end as the other, so the question "
        "is asked again at each stop.",
        "การลักลอบขนเป็นการจ่ายเงินและยินยอม ส่วนการค้ามนุษย์เป็นการแสวงหาประโยชน์ การเดินทางอาจเริ่มเป็นอย่างหนึ่งและกลายเป็นอีกอย่าง "
        "จึงต้องพิจารณาใหม่ทุกจุดที่หยุด",
    ),
    _text(
        "People on board are neither suspects nor witnesses by being there. What is asked of them first is whether they are safe.",
        "ผู้ที่อยู่บนเรือไม่ใช่ผู้ต้องสงสัยหรือพยานเพียงเพราะอยู่ที่นั่น คำถามแรกคือปลอดภัยหรือไม่",
    ),
    _module("SMB-E3", "Protection and referral", "การคุ้มครองและการส่งต่อ", 40, "e-module", "Protection and referral"),
    _outcome(
        "Name whom to call for those who need protection, at any hour, and what to say in the first minute.",
        "บอกได้ว่าต้องแจ้งผู้ใดเมื่อพบผู้ที่ต้องการความคุ้มครองไม่ว่าเวลาใด และต้องกล่าวสิ่งใดในนาทีแรก",
        "Name whom to call for those who need protection.",
    ),
    _text(
        "Signs that somebody needs protection are listed by what can be seen from a deck: injuries, a person who never answers alone, "
        "children without adults of their own.",
        "สัญญาณว่ามีผู้ต้องการความคุ้มครองเรียงตามสิ่งที่เห็นได้จากดาดฟ้า เช่น การบาดเจ็บ ผู้ที่ไม่ตอบด้วยตนเอง และเด็กที่ไม่มีผู้ปกครองของตนเอง",
    ),
    _text(
        "A wish for asylum is passed on as it was said, without a judgement whether it is well founded.",
        "เมื่อมีผู้ประสงค์ขอลี้ภัย ให้ส่งต่อตามที่กล่าวโดยไม่ตัดสินว่ามีเหตุผลเพียงพอหรือไม่",
    ),
    _module("SMB-E2", "Vessels, routes and landing places", "เรือ เส้นทาง และจุดขึ้นฝั่ง", 50, "e-module", "Vessels, routes and landing sites"),
    _outcome("Recognise altered vessels.", "สังเกตเรือที่ดัดแปลงได้", "Recognise altered vessels, and say what to report."),
    _outcome(
        "Report place, course, draught and number of persons in one message.",
        "รายงานตำแหน่ง ทิศทาง ระดับกินน้ำ และจำนวนคนในข้อความเดียวได้",
    ),
    _text(
        "Pictures of fishing boats, cargo boats and ferries are shown in pairs: as built, and as altered. Each pair says what gives it away.",
        "ภาพเรือประมง เรือบรรทุก และเรือโดยสารแสดงเป็นคู่ คือตามสภาพเดิมและที่ดัดแปลง แต่ละคู่บอกจุดสังเกต",
    ),
    _module("SMB-E4", "Documents shown on board", "เอกสารที่แสดงบนเรือ", 45, "e-module"),
    _outcome(
        "Examine a passport, a seafarer’s document and a crew list by touch, tilt and light.",
        "ตรวจหนังสือเดินทาง หนังสือคนประจำเรือ และบัญชีคนประจำเรือด้วยการสัมผัส การเอียง และแสง",
    ),
    _outcome("Say what makes a document worth a second look, and whom to ask.", "บอกได้ว่าสิ่งใดทำให้ควรตรวจเอกสารซ้ำ และควรถามผู้ใด"),
    _text(
        "A list that fits every person on board is checked against the boat: berths, life jackets, food. It is the list that is tested, "
        "not the people.",
        "บัญชีที่ตรงกับทุกคนบนเรือให้ตรวจเทียบกับเรือ เช่น ที่นอน เสื้อชูชีพ และอาหาร สิ่งที่ตรวจคือบัญชี ไม่ใช่ตัวบุคคล",
    ),
    _text(
        "A fraudulent document does not make its holder an offender. It is noted, kept apart and reported, and the holder is told why.",
        "เอกสารปลอมไม่ทำให้ผู้ถือเป็นผู้กระทำผิด ให้บันทึก แยกเก็บ รายงาน และแจ้งเหตุผลแก่ผู้ถือ",
    ),
    _part("Together", "ฝึกร่วมกัน"),
    _module("SMB-P1", "Boarding and rescue exercise", "การฝึกขึ้นตรวจเรือและช่วยชีวิต", 360, "practical", "Boarding and rescue exercise"),
    _outcome(
        "Board safely in a team of four, with every role named before casting off.",
        "ขึ้นตรวจเรืออย่างปลอดภัยเป็นทีมสี่คน โดยกำหนดหน้าที่ทุกคนก่อนออกเรือ",
    ),
    _outcome("Bring people to safety before anything is searched.", "นำคนสู่ที่ปลอดภัยก่อนการตรวจค้น"),
    _text(
        "The exercise stops at once when anybody calls the word that was agreed, and goes on when the safety officer says so.",
        "การฝึกหยุดทันทีเมื่อผู้ใดกล่าวคำที่ตกลงกันไว้ และเริ่มใหม่เมื่อเจ้าหน้าที่ความปลอดภัยอนุญาต",
    ),
    _text(
        "Two runs by day and one at dusk; between them the teams change places, so that everybody has been the one who waits below.",
        "ฝึกกลางวันสองรอบและพลบค่ำหนึ่งรอบ ระหว่างรอบให้ทีมสลับหน้าที่ เพื่อให้ทุกคนเคยเป็นผู้ที่รออยู่ด้านล่าง",
    ),
    _module("SMB-P2", "Interview at the quay", "การสัมภาษณ์ที่ท่าเรือ", 180, "practical"),
    _outcome(
        "Open with a question that can’t be answered by yes, and let the silence work.",
        "เริ่มด้วยคำถามที่ตอบว่าใช่หรือไม่ไม่ได้ และให้เวลาผู้ตอบ",
    ),
    _outcome("Work with an interpreter without losing sight of the person.", "ทำงานกับล่ามโดยยังสื่อสารกับผู้ให้สัมภาษณ์โดยตรง"),
    _text(
        "Nobody is asked about the voyage before they have had water, a blanket and a place out of the wind.",
        "ไม่ถามเรื่องการเดินทางก่อนที่ผู้นั้นจะได้น้ำ ผ้าห่ม และที่พักหลบลม",
    ),
    _part("How it is marked", "การประเมินผล"),
    _text(
        "E-modules end with a test of ten questions. In exercises each step is seen by one who does not teach it, and told on the same day.",
        "บทเรียนออนไลน์จบด้วยแบบทดสอบสิบข้อ ในการฝึก แต่ละขั้นตอนมีผู้ประเมินที่ไม่ได้เป็นผู้สอน และแจ้งผลในวันเดียวกัน",
    ),
)  # fmt: skip


class Topic(NamedTuple):
    """``supported`` by whom besides its own department, ``answered`` by the modules with these codes."""

    at: datetime
    who: str
    title_en: str
    title_th: str
    why_en: str
    why_th: str
    priorities: tuple[str, ...]
    supported: tuple[str, ...] = ()
    rank: int = 0
    answered: tuple[str, ...] = ()


TOPICS = (
    Topic(
        _at(7, 16), "narong", "Rescue before search", "ช่วยชีวิตก่อนตรวจค้น",
        "Crews hesitate when people are in the water and evidence is on board.", "ลูกเรือลังเลเมื่อมีคนอยู่ในน้ำและมีพยานหลักฐานอยู่บนเรือ",
        ("sea", "protection"), ("somchai", "wanida", "rattana", "anan"), 1, ("SMB-P1",),
    ),
    Topic(
        _at(7, 17), "somchai", "Crew lists and seafarers’ documents", "บัญชีคนประจำเรือและหนังสือคนประจำเรือ",
        "Counters at small ports see them rarely, and pass them.", "ด่านท่าเรือขนาดเล็กพบเอกสารเหล่านี้น้อยครั้งและมักปล่อยผ่าน",
        ("documents", "borders"), ("narong", "pracha"), 3, ("SMB-E4",),
    ),
    Topic(
        _at(7, 20), "rattana", "Whom to call at night", "กลางคืนต้องแจ้งผู้ใด",
        "Referral numbers in circulars are those of offices that close at four.", "หมายเลขส่งต่อในหนังสือเวียนเป็นของสำนักงานที่ปิดเวลา 16.00 น.",
        ("protection", "trafficking"), ("wanida", "siriporn", "worawut"), 2, ("SMB-E3",),
    ),
    Topic(
        _at(7, 22), "siriporn", "Talking through an interpreter", "การพูดผ่านล่าม",
        "Interviews last twice as long and say half as much.", "การสัมภาษณ์ใช้เวลาเป็นสองเท่าแต่ได้ข้อมูลครึ่งเดียว",
        ("trafficking",), ("rattana",), 4, ("SMB-P2",),
    ),
    Topic(
        _at(7, 27), "thawat", "Sharing what was seen with other departments", "การแบ่งปันสิ่งที่พบกับหน่วยงานอื่น",
        "The same boat is stopped by three departments that don’t know of each other.", "เรือลำเดียวกันถูกสามหน่วยงานตรวจโดยไม่ทราบกัน",
        ("cooperation",), (), 0, (),
    ),
)  # fmt: skip

# Departments that had signed off the first draft: by whom it was sent in, and the day and number of the letter.
SIGNED = (
    (_at(8, 4), "narong", date(2020, 8, 3), "TWG 4/2563"),
    (_at(8, 5), "somchai", date(2020, 8, 4), "TWG 5/2563"),
)
