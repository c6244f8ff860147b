"""The first cohort of the marine police programme: seats of its first three divisions, and whom they nominated. Every officer
is invented; the two who have an account in the demo are among them.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK


class OfficerRow(NamedTuple):
    """``key`` begins the mail address: of a person of the demo, or of nobody there."""

    key: str
    division: int
    rank: str
    latin: str
    native: str
    sex: str
    band: str
    province: str


class OrderRow(NamedTuple):
    at: datetime
    number: str
    dated: date
    officers: tuple[OfficerRow, ...]


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=BANGKOK)


PROGRAMME, COHORT, UNIT = "MB-2020", "First cohort", "DPC"
OPENED_AT, CLOSES_ON = _at(8, 11), date(2020, 9, 4)
SEATS = (8, 6, 6)  # of divisions 1 to 3
BY, NOMINATES, COMMANDS = "tui", "anan", "ines"

_NCO, _OFFICER, _SENIOR = "other-rank", "officer", "senior"
FIRST = OrderRow(
    _at(8, 19), "0029.31/412", date(2020, 8, 18),
    (
        OfficerRow("wipa", 1, "Pol. Sgt.", "Wipa Kaewmanee", "วิภา แก้วมณี", "female", _NCO, "Chon Buri"),
        OfficerRow("suda", 1, "Pol. Lt.", "Suda Khlongthom", "สุดา คลองท่อม", "female", _OFFICER, "Chon Buri"),
        OfficerRow("somkiat.p", 1, "Pol. Maj.", "Somkiat Phanit", "สมเกียรติ พานิช", "male", _SENIOR, "Chon Buri"),
        OfficerRow("wasan.k", 1, "Pol. Sgt. Maj.", "Wasan Kongthong", "วสันต์ คงทอง", "male", _NCO, "Chon Buri"),
        OfficerRow("narong.s", 1, "Pol. Sgt.", "Narong Saelim", "ณรงค์ แซ่ลิ้ม", "male", _NCO, "Rayong"),
        OfficerRow("chalerm.t", 1, "Pol. Sgt.", "Chalerm Thongchuea", "เฉลิม ทองเชื้อ", "male", _NCO, "Rayong"),
        OfficerRow("pornthip.r", 1, "Pol. Lt.", "Pornthip Rattana", "พรทิพย์ รัตนะ", "female", _OFFICER, "Rayong"),
        OfficerRow("manop.b", 1, "Pol. Sgt. Maj.", "Manop Bunrueang", "มานพ บุญเรือง", "male", _NCO, "Trat"),
        OfficerRow("sakda.w", 1, "Pol. Sgt.", "Sakda Wongsa", "ศักดา วงษา", "male", _NCO, "Trat"),
        OfficerRow("nipon.c", 2, "Pol. Capt.", "Nipon Chaiyo", "นิพนธ์ ไชโย", "male", _OFFICER, "Songkhla"),
        OfficerRow("araya.m", 2, "Pol. Sgt.", "Araya Mukdahan", "อารยา มุกดาหาร", "female", _NCO, "Songkhla"),
        OfficerRow("tawat.n", 2, "Pol. Sgt. Maj.", "Tawat Nakhon", "ธวัช นาคร", "male", _NCO, "Songkhla"),
        OfficerRow("kasem.d", 2, "Pol. Sgt.", "Kasem Duangdee", "เกษม ดวงดี", "male", _NCO, "Pattani"),
        OfficerRow("suwit.h", 3, "Pol. Capt.", "Suwit Hinkong", "สุวิทย์ หินกอง", "male", _OFFICER, "Phuket"),
        OfficerRow("lamai.s", 3, "Pol. Lt.", "Lamai Sombun", "ละไม สมบูรณ์", "female", _OFFICER, "Phuket"),
    ),
)  # fmt: skip
APPROVED_AT = _at(8, 21)
NOT_APPROVED, BECAUSE = "tawat.n", "Took part in the same training this year. Name somebody who has not."
REPLACED, REPLACED_AT = "kasem.d", _at(8, 26)
REPLACEMENT = OrderRow(
    REPLACED_AT, "0029.31/431", date(2020, 8, 25),
    (OfficerRow("preecha.l", 2, "Pol. Sgt.", "Preecha Laoprasert", "ปรีชา เหล่าประเสริฐ", "male", _NCO, "Pattani"),),
)  # fmt: skip
SECOND = OrderRow(
    _at(8, 31, 15), "0029.31/447", date(2020, 8, 31),
    (
        OfficerRow("duangjai.k", 3, "Pol. Sgt.", "Duangjai Kaeokla", "ดวงใจ แก้วกล้า", "female", _NCO, "Phuket"),
        OfficerRow("boonlert.p", 3, "Pol. Sgt. Maj.", "Boonlert Phimai", "บุญเลิศ พิมาย", "male", _NCO, "Ranong"),
    ),
)  # fmt: skip
