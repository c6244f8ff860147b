"""The questions of the document-examination and interview training, and what its 52 officers had before and after. Documents are
of invented states; points are invented, with a plausible picture: two missed the pre-test, and 48 of 52 passed the post-test.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK

Words = tuple[str, str]


class QuestionRow(NamedTuple):
    """``right``: the numbers of the right options, from 0."""

    topic: str
    kind: str
    text: Words
    options: tuple[Words, ...]
    right: tuple[int, ...]
    said: Words = ("", "")


TRUE_FALSE: tuple[Words, ...] = (("True", "ถูก"), ("False", "ผิด"))
BANK_AT = datetime(2020, 7, 23, 10, tzinfo=BANGKOK)
BEFORE_AT, AFTER_AT = datetime(2020, 8, 3, 9, tzinfo=BANGKOK), datetime(2020, 8, 27, 9, tzinfo=BANGKOK)
RESAT_AT = datetime(2020, 8, 28, 9, tzinfo=BANGKOK)
BEFORE_ENDS, AFTER_ENDS = date(2020, 8, 4), date(2020, 8, 28)
PASS_MARK, OUT_OF = 60, 20

_DOC, _IMP, _INT = "document-examination", "imposters", "interview-techniques"
QUESTIONS = (
    QuestionRow(
        _DOC, "single",
        ("What do you look at first in a Utopia passport?", "ท่านตรวจสิ่งใดก่อนในหนังสือเดินทางของรัฐยูโทเปีย"),
        (
            ("The data page, whole, in plain light", "หน้าข้อมูลทั้งหน้า ในแสงปกติ"),
            ("The last visa page", "หน้าวีซ่าหน้าสุดท้าย"),
            ("The cover alone", "ปกเพียงอย่างเดียว"),
        ),
        (0,),
        ("Plain light shows what does not belong together; lens and lamp come after.", "แสงปกติแสดงสิ่งที่ไม่เข้ากัน แว่นขยายและหลอดไฟมาทีหลัง"),
    ),
    QuestionRow(
        _DOC, "several",
        ("What may show that a photo was put in another’s place?", "สิ่งใดอาจแสดงว่าภาพถ่ายถูกเปลี่ยน"),
        (
            ("The film lifts at an edge", "แผ่นฟิล์มเผยอที่ขอบ"),
            ("The background print stops at the photo", "ลายพื้นขาดที่ขอบภาพ"),
            ("The holder smiles", "ผู้ถือยิ้ม"),
        ),
        (0, 1),
    ),
    QuestionRow(
        _DOC, "true-false",
        ("A check digit that is right proves that a passport is genuine.", "เลขตรวจสอบที่ถูกต้องพิสูจน์ว่าหนังสือเดินทางเป็นของจริง"),
        TRUE_FALSE, (1,),
        ("Whoever makes a document reckons check digits too.", "ผู้ทำเอกสารปลอมก็คำนวณเลขตรวจสอบได้"),
    ),
    QuestionRow(
        _DOC, "single",
        ("Paper of a genuine passport under ultraviolet light is as a rule", "กระดาษของหนังสือเดินทางจริงภายใต้แสงอัลตราไวโอเลตโดยทั่วไป"),
        (("dull, with fibres that glow", "ทึบ และมีเส้นใยเรืองแสง"), ("bright blue all over", "สว่างสีน้ำเงินทั้งหน้า"), ("black", "สีดำ")),
        (0,),
    ),
    QuestionRow(
        _IMP, "single",
        ("Which feature of a face changes least with years?", "ส่วนใดของใบหน้าเปลี่ยนน้อยที่สุดตามอายุ"),
        (("The ear", "ใบหู"), ("The hair", "ผม"), ("The weight of the cheeks", "ความอิ่มของแก้ม")),
        (0,),
    ),
    QuestionRow(
        _IMP, "true-false",
        ("An imposter travels on a genuine document.", "ผู้แอบอ้างเดินทางด้วยเอกสารจริง"),
        TRUE_FALSE, (0,),
    ),
    QuestionRow(
        _IMP, "several",
        ("What do you compare when a face is in doubt?", "ท่านเปรียบเทียบสิ่งใดเมื่อสงสัยใบหน้า"),
        (
            ("Ears, nose and the distance of the eyes", "ใบหู จมูก และระยะห่างของดวงตา"),
            ("The signature, written once more", "ลายมือชื่อที่เขียนอีกครั้ง"),
            ("The colour of the shirt", "สีของเสื้อ"),
        ),
        (0, 1),
    ),
    QuestionRow(
        _IMP, "single",
        ("You think a traveller is not the holder of a Freedonia passport. What next?", "ท่านคิดว่าผู้เดินทางไม่ใช่ผู้ถือหนังสือเดินทางของรัฐฟรีโดเนีย ควรทำอย่างไรต่อ"),
        (
            ("Ask for the second line, out of the queue", "ส่งต่อชั้นที่สองนอกแถว"),
            ("Say so aloud at the counter", "พูดเสียงดังที่ช่องตรวจ"),
            ("Keep the passport and say nothing", "เก็บหนังสือเดินทางไว้โดยไม่บอก"),
        ),
        (0,),
    ),
    QuestionRow(
        _INT, "single",
        ("Which question tells most?", "คำถามใดได้ข้อมูลมากที่สุด"),
        (
            ("“How did you come to this crossing?”", "“ท่านเดินทางมาที่จุดผ่านแดนนี้อย่างไร”"),
            ("“You came by bus, didn’t you?”", "“ท่านมาโดยรถประจำทางใช่หรือไม่”"),
            ("“Is this your passport?”", "“นี่คือหนังสือเดินทางของท่านใช่หรือไม่”"),
        ),
        (0,),
        ("An open question lets somebody tell; a leading one gives the answer.", "คำถามปลายเปิดให้ผู้ตอบเล่า คำถามนำบอกคำตอบไปแล้ว"),
    ),
    QuestionRow(
        _INT, "true-false",
        ("Nervousness shows that somebody lies.", "อาการประหม่าแสดงว่าบุคคลนั้นโกหก"),
        TRUE_FALSE, (1,),
        ("Many are nervous at a border. Look at what is told, and whether it fits.", "หลายคนประหม่าที่ด่าน ให้ดูสิ่งที่เล่าและความสอดคล้อง"),
    ),
    QuestionRow(
        _INT, "several",
        ("What belongs to a fair interview?", "การสัมภาษณ์ที่เป็นธรรมมีสิ่งใดบ้าง"),
        (
            ("An interpreter where one is needed", "ล่ามเมื่อจำเป็น"),
            ("A quiet place", "สถานที่เงียบ"),
            ("A promise for an answer", "คำสัญญาแลกกับคำตอบ"),
        ),
        (0, 1),
    ),
    QuestionRow(
        _INT, "single",
        ("Somebody asks for protection during the interview. What do you do?", "มีผู้ขอความคุ้มครองระหว่างสัมภาษณ์ ท่านทำอย่างไร"),
        (
            ("Call the focal point for referral", "ติดต่อผู้ประสานงานการส่งต่อ"),
            ("End the interview and send them back", "ยุติการสัมภาษณ์และส่งกลับ"),
            ("Ask for papers that prove it", "ขอเอกสารพิสูจน์"),
        ),
        (0,),
    ),
)  # fmt: skip

# Points of the roll in its order; None was not there.
BEFORE: tuple[int | None, ...] = (
    14, 11, 10, 15, 9, 4, 12, 13, 11, 13, 7, 12, 14, 12, 12, 10, 11, None, 12, 11, 9, 13, 8, 13, 8, 14,
    13, 14, 10, 8, 4, 11, 11, 9, 10, 6, 14, 13, 10, 11, None, 9, 11, 11, 11, 9, 12, 12, 9, 11, 10, 14,
)  # fmt: skip
AFTER: tuple[int, ...] = (
    16, 11, 18, 16, 15, 16, 17, 16, 17, 16, 15, 15, 18, 17, 19, 18, 17, 18, 15, 16, 14, 19, 14, 19, 14, 20,
    15, 17, 16, 11, 15, 15, 16, 14, 11, 11, 18, 18, 16, 15, 17, 14, 16, 18, 16, 13, 18, 17, 16, 17, 18, 16,
)  # fmt: skip
