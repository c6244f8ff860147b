"""The forms that are offered for evaluation, in words of our own: a programme takes them, or writes its own."""

from dataclasses import dataclass

from waypost.training.models import ItemKind, Level, spoken


@dataclass(frozen=True)
class ItemWords:
    """What an item asks, in both languages."""

    kind: str
    text_en: str
    text_th: str

    @property
    def text(self) -> str:
        return spoken(self, "text")


_AGREE, _WORDS, _BAND, _HOURS, _BAHT = (
    ItemKind.AGREE,
    ItemKind.WORDS,
    ItemKind.BAND,
    ItemKind.HOURS,
    ItemKind.BAHT,
)

STANDARD: dict[str, tuple[ItemWords, ...]] = {
    Level.REACTION: (
        ItemWords(_AGREE, "What was taught is what my work needs.", "เนื้อหาที่สอนตรงกับความจำเป็นในการปฏิบัติงานของข้าพเจ้า"),
        ItemWords(_AGREE, "The trainers explained so that I could follow.", "วิทยากรอธิบายให้เข้าใจและติดตามได้"),
        ItemWords(_AGREE, "There was enough time to practise.", "มีเวลาฝึกปฏิบัติเพียงพอ"),
        ItemWords(_AGREE, "The material can be used at my post.", "เอกสารประกอบนำไปใช้ที่หน่วยปฏิบัติงานได้"),
        ItemWords(_AGREE, "Place, equipment and hours were suitable.", "สถานที่ อุปกรณ์ และเวลาเหมาะสม"),
        ItemWords(_AGREE, "I would advise a colleague to take part.", "ข้าพเจ้าจะแนะนำให้เพื่อนร่วมงานเข้ารับการฝึกอบรมนี้"),
        ItemWords(_WORDS, "What helped you most?", "สิ่งใดเป็นประโยชน์ต่อท่านมากที่สุด"),
        ItemWords(_WORDS, "What should be done otherwise next time?", "ครั้งต่อไปควรปรับปรุงสิ่งใด"),
    ),
    Level.APPLICATION: (
        ItemWords(_AGREE, "What was taught is used in daily work.", "มีการนำสิ่งที่ได้รับการฝึกอบรมไปใช้ในการปฏิบัติงานประจำวัน"),
        ItemWords(_AGREE, "There is occasion enough to use it.", "มีโอกาสนำไปใช้เพียงพอ"),
        ItemWords(_AGREE, "The equipment that it needs is at hand.", "มีอุปกรณ์ที่จำเป็นพร้อมใช้"),
        ItemWords(_AGREE, "The superior supports working in this way.", "ผู้บังคับบัญชาสนับสนุนให้ปฏิบัติตามแนวทางนี้"),
        ItemWords(_AGREE, "The work is done more surely than before.", "ปฏิบัติงานได้มั่นใจและแม่นยำกว่าเดิม"),
        ItemWords(_AGREE, "Colleagues were shown what was learnt.", "มีการถ่ายทอดสิ่งที่ได้เรียนรู้ให้เพื่อนร่วมงาน"),
        ItemWords(_WORDS, "What stands in the way of using it?", "สิ่งใดเป็นอุปสรรคต่อการนำไปใช้"),
    ),
    Level.IMPACT: (
        ItemWords(
            _BAND, "Documents sent on to a second check in the last three months",
            "จำนวนเอกสารที่ส่งตรวจสอบขั้นที่สองในรอบสามเดือนที่ผ่านมา",
        ),
        ItemWords(_BAND, "Of these, found to be fraudulent", "ในจำนวนนี้ ตรวจพบว่าเป็นเอกสารปลอม"),
        ItemWords(
            _BAND, "Document alerts that the unit proposed in the last three months",
            "จำนวนการแจ้งเตือนเอกสารที่หน่วยงานเสนอในรอบสามเดือนที่ผ่านมา",
        ),
        ItemWords(
            _BAND, "Colleagues who were taught by those who were trained",
            "จำนวนเพื่อนร่วมงานที่ได้รับการถ่ายทอดจากผู้ผ่านการฝึกอบรม",
        ),
        ItemWords(
            _WORDS, "What changed in the unit, and what else may have changed it?",
            "หน่วยงานมีการเปลี่ยนแปลงอย่างไร และมีปัจจัยอื่นใดที่อาจทำให้เกิดการเปลี่ยนแปลงนั้น",
        ),
    ),
    Level.RETURN: (
        ItemWords(_HOURS, "Hours of teaching, all trainers together", "ชั่วโมงการสอน รวมวิทยากรทุกคน"),
        ItemWords(
            _HOURS, "Hours that officers were away from duty, all together",
            "ชั่วโมงที่เจ้าหน้าที่ไม่ได้ปฏิบัติหน้าที่ประจำ รวมทุกคน",
        ),
        ItemWords(_BAHT, "Venue and meals", "ค่าสถานที่และค่าอาหาร"),
        ItemWords(_BAHT, "Travel and lodging", "ค่าเดินทางและค่าที่พัก"),
        ItemWords(_BAHT, "Trainers and interpreters", "ค่าตอบแทนวิทยากรและล่าม"),
        ItemWords(_BAHT, "Material and equipment", "ค่าเอกสารและอุปกรณ์"),
        ItemWords(_WORDS, "What would cost less next time?", "ครั้งต่อไปจะลดค่าใช้จ่ายส่วนใดได้"),
    ),
}  # fmt: skip
