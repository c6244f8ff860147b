"""The document-examination and interview training in Phuket, August 2020: seven master trainers of Department B and the 52
officers they taught. Numbers, place and month are those of the newsletter; every person is invented, put together from a first
name and a surname.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.enrolment import OfficerRow
from waypost.demo.world.items import BANGKOK


class Name(NamedTuple):
    latin: str
    native: str
    sex: str = ""


PROGRAMME, COHORT, UNIT = "DE-2020", "Phuket, August 2020", "DPB"
BY, NOMINATES, COMMANDS = "tui", "prasert", "ines"
OPENED_AT = datetime(2020, 7, 22, 10, tzinfo=BANGKOK)
NOMINATED_AT = datetime(2020, 7, 28, 10, tzinfo=BANGKOK)
APPROVED_AT = datetime(2020, 7, 30, 14, tzinfo=BANGKOK)
CLOSES_ON, ORDERED_ON, ORDER = date(2020, 7, 31), date(2020, 7, 27), "0028.6/1187"
CERTIFIED_AT = datetime(2020, 8, 28, 16, tzinfo=BANGKOK)
VALID_UNTIL = date(2022, 8, 27)
RECOGNISED_AT, CURRICULUM = datetime(2020, 7, 24, 10, tzinfo=BANGKOK), "DOC"
RECOGNISED_BY = "Department B (police)"
RECOGNISED_ON = "Training of trainers in document examination, 2018 and 2019, with three deliveries observed"
LEADS, MINUTES = "naree", 600  # as the curriculum has them
# Whose name was written otherwise than in their papers, and how it stands on the certificate that was issued anew.
CORRECTED_AT = datetime(2020, 8, 29, 10, tzinfo=BANGKOK)
CORRECTED, CORRECTLY = "arthit.andamanee", "Arthit Andamani (demo)"
BECAUSE = "The surname is spelt with an i at its end, as in the officer’s service papers."
OFFICERS_UNIT = ("Officers, Phuket", "เจ้าหน้าที่ จังหวัดภูเก็ต")

# naree is the seventh; her row stands with the officers of the demo
TRAINERS = (
    ("apinya", "Pol. Maj.", "Apinya Charoensuk", "อภิญญา เจริญสุข"),
    ("kriangsak", "Pol. Lt. Col.", "Kriangsak Boonyarat", "เกรียงศักดิ์ บุณยรัตน์"),
    ("panida", "Pol. Capt.", "Panida Wattanakul", "ปนิดา วัฒนกุล"),
    ("surachai", "Pol. Maj.", "Surachai Phromthep", "สุรชัย พรหมเทพ"),
    ("thanawat", "Pol. Capt.", "Thanawat Intharaksa", "ธนวัฒน์ อินทรักษา"),
    ("yupin", "Pol. Lt. Col.", "Yupin Chantharawong", "ยุพิน จันทรวงศ์"),
)
_SURNAMES = (
    Name("Andamanee", "อันดามณี"), Name("Bunmak", "บุญมาก"), Name("Chaloem", "เฉลิม"), Name("Duangsawat", "ดวงสวัสดิ์"),
    Name("Hemman", "เหมมัน"), Name("Inthasuwan", "อินทสุวรรณ"), Name("Jitprasong", "จิตประสงค์"), Name("Klinhom", "กลิ่นหอม"),
    Name("Laemthong", "แหลมทอง"), Name("Maneewan", "มณีวรรณ"), Name("Nakprasit", "นาคประสิทธิ์"), Name("Onkaew", "อ่อนแก้ว"),
    Name("Phetcharat", "เพชรรัตน์"), Name("Ruangsri", "เรืองศรี"), Name("Saengchan", "แสงจันทร์"), Name("Thepsiri", "เทพสิริ"),
    Name("Wongsawat", "วงศ์สวัสดิ์"),
)  # fmt: skip
_FIRST_NAMES = (
    Name("Arthit", "อาทิตย์", "male"), Name("Busaba", "บุษบา", "female"), Name("Chaiwat", "ชัยวัฒน์", "male"),
    Name("Chutima", "ชุติมา", "female"), Name("Danai", "ดนัย", "male"), Name("Itsara", "อิสระ", "male"),
    Name("Jiraporn", "จิราภรณ์", "female"), Name("Kamon", "กมล", "male"), Name("Nattaporn", "ณัฐพร", "female"),
    Name("Pichit", "พิชิต", "male"), Name("Rungnapa", "รุ่งนภา", "female"), Name("Somsak", "สมศักดิ์", "male"),
    Name("Wirat", "วิรัตน์", "male"),
)  # fmt: skip
_RANKS = (
    ("Pol. Sgt.", "other-rank"), ("Pol. Lt.", "officer"), ("Pol. Sgt. Maj.", "other-rank"), ("Pol. Sgt.", "other-rank"),
    ("Pol. Capt.", "officer"), ("Pol. Sgt. Maj.", "other-rank"), ("Pol. Maj.", "senior"), ("Pol. Sgt.", "other-rank"),
)  # fmt: skip
_PROVINCES = ("Phuket", "Phuket", "Phuket", "Phang-nga", "Krabi")


def _officer(nth: int) -> OfficerRow:
    """Thirteen first names and seventeen surnames: no pair comes twice."""
    first, last = _FIRST_NAMES[nth % len(_FIRST_NAMES)], _SURNAMES[nth % len(_SURNAMES)]
    rank, band = _RANKS[nth % len(_RANKS)]
    latin, native = f"{first.latin} {last.latin}", f"{first.native} {last.native}"
    key = latin.lower().replace(" ", ".")
    return OfficerRow(key, 1, rank, latin, native, first.sex, band, _PROVINCES[nth % len(_PROVINCES)])


OFFICERS = tuple(_officer(nth) for nth in range(51))
# With an account of the demo's own: the learner of Department B.
THONGCHAI = OfficerRow(
    "thongchai", 1, "Pol. Sgt.", "Thongchai Meesuk", "ธงชัย มีสุข", "male", "other-rank", "Phuket"
)
ROLL = (*OFFICERS, THONGCHAI)
