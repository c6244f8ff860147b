"""Short lessons of the demo, invented for it: what to look at in a document, how to ask, how to board safely. Each of
these three is made into a SCORM 1.2 package when the world is seeded (``demo.seed.lessons``). A fourth, how to come
alongside, is written in the portal (``demo.seed.native``), and of a fifth one page so far.
"""

from typing import NamedTuple

Words = tuple[str, str]  # English, Thai


class Page(NamedTuple):
    """Something to read; with ``options`` a question, of which ``right`` counts from 0 and ``told`` is the feedback."""

    title: Words
    text: Words
    options: tuple[Words, ...] = ()
    right: int = 0
    told: Words = ("", "")


class Lesson(NamedTuple):
    title: Words
    pages: tuple[Page, ...]
    required: bool = True


_CHECK: Words = ("Check yourself", "ตรวจสอบตนเอง")

DOCUMENTS = Lesson(
    ("Examining a travel document", "การตรวจเอกสารเดินทาง"),
    (
        Page(
            ("Three looks", "การตรวจสามขั้น"),
            (
                "Every document is looked at three times: as a whole, in the light, and against what its holder says.\n\n"
                "The first look takes seconds. It asks whether the document is of the kind it claims to be, whole, and of "
                "this person.",
                "เอกสารทุกฉบับต้องตรวจสามขั้น คือ ดูภาพรวม ดูด้วยแสง และเทียบกับสิ่งที่ผู้ถือบอก\n\n"
                "การดูขั้นแรกใช้เวลาไม่กี่วินาที เพื่อดูว่าเป็นเอกสารประเภทที่อ้างหรือไม่ ครบถ้วนหรือไม่ และเป็นของผู้ถือหรือไม่",
            ),
        ),
        Page(
            ("The photograph", "ภาพถ่าย"),
            (
                "Look along the edges of the photograph, and feel them. A photograph that was put in later often has an edge, "
                "a change of gloss, or a background that stops at it.\n\nUnder slanting light a cut shows as a line of shadow.",
                "ดูและสัมผัสตามขอบของภาพถ่าย ภาพที่นำมาใส่ภายหลังมักมีขอบ มีความเงาต่างกัน หรือลายพื้นหลังขาดตอน\n\n"
                "เมื่อส่องแสงเฉียง รอยตัดจะเห็นเป็นเส้นเงา",
            ),
        ),
        Page(
            _CHECK,
            ("Which light shows best that a photograph was cut in?", "แสงแบบใดทำให้เห็นรอยตัดใส่ภาพถ่ายได้ดีที่สุด"),
            (
                ("Light from behind", "แสงส่องจากด้านหลัง"),
                ("Slanting light", "แสงเฉียง"),
                ("Ultraviolet light", "แสงอัลตราไวโอเลต"),
            ),
            1,
            (
                "Slanting light throws a shadow at every step in the surface.",
                "แสงเฉียงทำให้เกิดเงาที่ทุกระดับซึ่งต่างกันบนพื้นผิว",
            ),
        ),
        Page(
            ("The lines for machines", "แถบอักษรสำหรับเครื่องอ่าน"),
            (
                "What stands in the lines at the foot has to say the same as the page above them. Compare number, dates and "
                "name, sign by sign. The check digits are a help: the portal's document check works them out.",
                "ข้อมูลในแถบด้านล่างต้องตรงกับข้อมูลในหน้าเดียวกัน ให้เทียบหมายเลข วันที่ และชื่อทีละอักขระ เลขตรวจสอบช่วยได้ "
                "หน้าตรวจเอกสารของระบบคำนวณให้",
            ),
        ),
        Page(
            _CHECK,
            (
                "The date of birth on the page is another than in the lines for machines. What do you do?",
                "วันเกิดในหน้าเอกสารไม่ตรงกับแถบอักษรสำหรับเครื่องอ่าน ท่านจะทำอย่างไร",
            ),
            (
                ("Let the person pass: machines err", "ให้ผ่าน เพราะเครื่องผิดพลาดได้"),
                ("Refuse entry at once", "ปฏิเสธการเข้าเมืองทันที"),
                ("Hand it on to the second line", "ส่งต่อไปยังเจ้าหน้าที่ตรวจขั้นที่สอง"),
            ),
            2,
            (
                "A difference is a finding and no verdict: the second line has the means and the time.",
                "ความไม่ตรงกันเป็นข้อสังเกต มิใช่คำตัดสิน เจ้าหน้าที่ตรวจขั้นที่สองมีเครื่องมือและเวลา",
            ),
        ),
        Page(
            ("The holder", "ผู้ถือเอกสาร"),
            (
                "A fraudulent document does not make its holder an offender. Whoever holds it may have been deceived, may flee, "
                "or may be trafficked: ask, and call those who protect.",
                "เอกสารปลอมมิได้ทำให้ผู้ถือเป็นผู้กระทำผิด ผู้ถืออาจถูกหลอก อาจหลบหนีภัย หรืออาจเป็นผู้เสียหายจากการค้ามนุษย์ "
                "ให้สอบถาม และติดต่อหน่วยงานที่ให้ความคุ้มครอง",
            ),
        ),
    ),
)

INTERVIEW = Lesson(
    ("Asking at the counter", "การสัมภาษณ์ที่ช่องตรวจ"),
    (
        Page(
            ("Open questions first", "เริ่มด้วยคำถามปลายเปิด"),
            (
                "An open question lets somebody tell: “Tell me about your journey.” It gives you more to compare than ten "
                "questions that are answered by yes.\n\nLet pauses be. Most people fill them.",
                "คำถามปลายเปิดให้ผู้ตอบได้เล่า เช่น “เล่าเรื่องการเดินทางให้ฟังหน่อย” ท่านจะได้ข้อมูลมาเทียบมากกว่าคำถามสิบข้อที่ตอบว่าใช่\n\n"
                "เว้นจังหวะไว้ คนส่วนใหญ่จะพูดต่อเอง",
            ),
        ),
        Page(
            _CHECK,
            ("Which of these is an open question?", "ข้อใดเป็นคำถามปลายเปิด"),
            (
                ("“Do you come for tourism?”", "“มาท่องเที่ยวใช่ไหม”"),
                ("“What will you do in the next days?”", "“ในอีกไม่กี่วันข้างหน้าจะทำอะไรบ้าง”"),
                ("“Is this your passport?”", "“นี่คือหนังสือเดินทางของท่านใช่ไหม”"),
            ),
            1,
            ("It can't be answered by yes or no.", "คำถามนี้ตอบเพียงใช่หรือไม่ใช่ไม่ได้"),
        ),
        Page(
            ("What you hear, and what you make of it", "สิ่งที่ได้ยิน กับสิ่งที่ท่านสรุป"),
            (
                "Note the words that were said, not what you think of them. Nervousness shows that somebody is nervous, and "
                "nothing else: who has fled is nervous, and so is who has never flown.",
                "ให้บันทึกคำพูดที่ได้ยิน มิใช่ความเห็นของท่าน อาการประหม่าบอกเพียงว่าผู้นั้นประหม่า ผู้ที่หลบหนีภัยย่อมประหม่า "
                "ผู้ที่ไม่เคยขึ้นเครื่องบินก็เช่นกัน",
            ),
        ),
        Page(
            _CHECK,
            (
                "Somebody answers hesitantly and looks at a companion before each answer. What do you do first?",
                "ผู้ตอบลังเลและมองผู้ร่วมทางก่อนตอบทุกครั้ง ท่านทำสิ่งใดก่อน",
            ),
            (
                ("Speak with each of them alone", "พูดคุยกับแต่ละคนแยกกัน"),
                ("Note that they lie", "บันทึกว่าพูดเท็จ"),
                ("Ask the companion to translate", "ขอให้ผู้ร่วมทางช่วยแปล"),
            ),
            0,
            (
                "Whoever is controlled by another speaks only where the other doesn't hear.",
                "ผู้ที่ถูกควบคุมจะพูดได้เฉพาะเมื่ออีกฝ่ายไม่ได้ยิน",
            ),
        ),
    ),
)

BOARDING = Lesson(
    ("Boarding safely", "การขึ้นเรือตรวจอย่างปลอดภัย"),
    (
        Page(
            ("Before you go across", "ก่อนข้ามไปยังเรืออีกลำ"),
            (
                "Life jacket closed, radio tried, both hands free. One of the team stays on the own vessel and watches the gap.\n\n"
                "The officer in charge decides whether sea and wind allow it, and says so aloud.",
                "รัดเสื้อชูชีพ ทดสอบวิทยุ และให้มือทั้งสองข้างว่าง มีหนึ่งคนในชุดอยู่บนเรือของตนเพื่อเฝ้าดูช่องว่างระหว่างเรือ\n\n"
                "ผู้ควบคุมการปฏิบัติตัดสินว่าคลื่นลมเอื้ออำนวยหรือไม่ และประกาศให้ทุกคนได้ยิน",
            ),
        ),
        Page(
            _CHECK,
            ("When do you step across?", "ควรก้าวข้ามเมื่อใด"),
            (
                ("At the top of the swell", "เมื่อเรือขึ้นถึงยอดคลื่น"),
                ("At its foot", "เมื่อเรืออยู่ต่ำสุดของคลื่น"),
                ("Whenever the others do", "เมื่อคนอื่นก้าว"),
            ),
            0,
            (
                "At the top the vessels rest for a moment, and the other one does not rise after you.",
                "ที่ยอดคลื่นเรือจะนิ่งชั่วขณะ และเรืออีกลำจะไม่ยกตัวตามขึ้นมา",
            ),
        ),
        Page(
            ("People first", "คนมาก่อน"),
            (
                "Count the people before anything else, and look who needs help: children, the sick, whoever is in the water. "
                "Rescue goes before the search.",
                "นับจำนวนคนก่อนสิ่งอื่น และดูว่าผู้ใดต้องการความช่วยเหลือ ทั้งเด็ก ผู้ป่วย และผู้ที่อยู่ในน้ำ การช่วยชีวิตมาก่อนการตรวจค้น",
            ),
        ),
        Page(
            _CHECK,
            (
                "You find more people below deck than the master told. What is first?",
                "ท่านพบคนใต้ดาดฟ้ามากกว่าที่นายเรือแจ้ง ต้องทำสิ่งใดก่อน",
            ),
            (
                ("Question the master", "สอบถามนายเรือ"),
                ("Fresh air, water, and a count", "ให้อากาศถ่ายเท ให้น้ำดื่ม และนับจำนวน"),
                ("Search the hold", "ตรวจค้นระวาง"),
            ),
            1,
            ("Whoever sat below may be short of air and water.", "ผู้ที่อยู่ใต้ดาดฟ้าอาจขาดอากาศและน้ำ"),
        ),
    ),
)


class Told(NamedTuple):
    """An option, and what is said to whoever chose it."""

    words: Words
    said: Words
    right: bool = False


class NativePage(NamedTuple):
    """A page in Markdown. ``picture`` and ``video`` name files beside this one, with what they show; ``question`` has
    ``options``.
    """

    title: Words
    text: Words = ("", "")
    picture: str = ""
    shown: Words = ("", "")
    video: str = ""
    told: Words = ("", "")
    question: Words = ("", "")
    options: tuple[Told, ...] = ()


ALONGSIDE: Words = ("Coming alongside", "การนำเรือเข้าเทียบ")
ALONGSIDE_PAGES = (
    NativePage(
        ("From which side", "เข้าเทียบจากด้านใด"),
        (
            "Come from **astern** and on the **lee side**, where the other vessel keeps wind and swell off you.\n\n"
            "- Say by radio who you are and what you are going to do.\n"
            "- Agree on course and speed: both vessels hold them.\n"
            "- Keep a way out. Whoever steers may break off at any time, without asking.",
            "เข้าจาก**ท้ายเรือ**ทาง**ด้านใต้ลม** ซึ่งเรืออีกลำช่วยบังคลื่นลมให้\n\n"
            "- แจ้งทางวิทยุว่าท่านเป็นใครและกำลังจะทำสิ่งใด\n"
            "- ตกลงทิศหัวเรือและความเร็ว แล้วเรือทั้งสองลำรักษาไว้ตามนั้น\n"
            "- เผื่อทางออกไว้เสมอ ผู้ถือท้ายถอนตัวได้ทุกเมื่อโดยไม่ต้องขออนุญาต",
        ),
        picture="alongside.png",
        shown=(
            "Two vessels from above, the wind from the right: the patrol boat comes from astern to the side of the "
            "larger vessel.",
            "เรือสองลำมองจากด้านบน ลมพัดมาจากทางขวา เรือตรวจการณ์เข้าหาข้างเรือลำใหญ่จากท้ายเรือ",
        ),
    ),
    NativePage(
        ("The last metres", "ช่วงสุดท้ายก่อนเทียบ"),
        (
            "Match her speed first, and close the gap only then. See how slowly the boat in the video comes in.",
            "ปรับความเร็วให้เท่ากันก่อน แล้วจึงลดระยะห่าง สังเกตในวีดิทัศน์ว่าเรือเข้าเทียบช้าเพียงใด",
        ),
        video="alongside.mp4",
        told=(
            "A drawing that moves, without sound: a patrol boat comes slowly from astern beside a larger wooden vessel and "
            "stays there, at the same speed.",
            "ภาพวาดเคลื่อนไหว ไม่มีเสียง เรือตรวจการณ์แล่นช้า ๆ จากท้ายเรือเข้าข้างเรือไม้ลำใหญ่ แล้วรักษาความเร็วให้เท่ากัน",
        ),
    ),
    NativePage(
        _CHECK,
        question=(
            "The swell throws your boat against the other vessel. What do you do?",
            "คลื่นซัดเรือของท่านเข้ากระแทกเรืออีกลำ ท่านจะทำอย่างไร",
        ),
        options=(
            Told(
                ("Hold on with lines, and board quickly", "ผูกเชือกยึดไว้แล้วรีบขึ้นเรือ"),
                (
                    "Made fast you go where she goes: lines part, and somebody is between the hulls.",
                    "เมื่อผูกติดกัน เรือจะถูกพาไปด้วย เชือกอาจขาด และอาจมีคนตกอยู่ระหว่างกราบเรือ",
                ),
            ),
            Told(
                ("Break off, and try again from the lee side", "ถอนตัวออก แล้วเข้าใหม่ทางด้านใต้ลม"),
                (
                    "Whoever breaks off in time can try again as often as it takes.",
                    "ผู้ที่ถอนตัวทันเวลาย่อมเข้าใหม่ได้เท่าที่จำเป็น",
                ),
                right=True,
            ),
            Told(
                ("Ask her to stop her engine", "ขอให้เรืออีกลำดับเครื่องยนต์"),
                (
                    "Without way on she turns across the swell, and rolls more than before.",
                    "เรือที่ไม่มีกำลังเดินจะหันขวางคลื่นและโคลงมากกว่าเดิม",
                ),
            ),
        ),
    ),
)

# Still being written.
OVERBOARD: Words = ("Somebody in the water", "มีคนตกน้ำ")
OVERBOARD_PAGES = (
    NativePage(
        ("The first minute", "นาทีแรก"),
        (
            "Shout, point, throw: one of you does nothing else than **point at the person** until they are on board.\n\n"
            "- Throw what floats, then a line.\n"
            "- Come from downwind, so that the boat does not drift over them.\n"
            "- Stop the propeller before they are alongside.",
            "ตะโกน ชี้ โยน ให้คนหนึ่ง**ชี้ไปที่ผู้ประสบเหตุ**อย่างเดียวจนกว่าจะขึ้นเรือได้\n\n"
            "- โยนสิ่งที่ลอยน้ำ แล้วจึงโยนเชือก\n"
            "- เข้าหาจากด้านใต้ลม เพื่อไม่ให้เรือลอยทับ\n"
            "- หยุดใบจักรก่อนผู้ประสบเหตุถึงข้างเรือ",
        ),
    ),
)
