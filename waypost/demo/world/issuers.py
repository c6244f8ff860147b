"""The invented issuers of the demo's documents, which the secretariat adds to the vocabulary. UTO is there from the start."""

from typing import NamedTuple


class IssuerRow(NamedTuple):
    code: str
    name_en: str
    name_th: str
    member: str = ""
    meaning_en: str = "Invented for the demo: no such state exists."
    meaning_th: str = "สมมุติขึ้นเพื่อการสาธิต ไม่มีรัฐนี้อยู่จริง"


ISSUERS = (
    IssuerRow("XAN", "Atlantis (invented)", "แอตแลนติส (สมมุติ)"),
    IssuerRow("XEW", "Erewhon (invented)", "เอเรวอน (สมมุติ)"),
    IssuerRow("XFD", "Freedonia (invented)", "ฟรีโดเนีย (สมมุติ)"),
    IssuerRow("XRT", "Ruritania (invented)", "รูริทาเนีย (สมมุติ)"),
    IssuerRow(
        "XTS", "Training State (exercise documents)", "รัฐฝึกหัด (เอกสารสำหรับฝึก)", "iom",
        "Documents that the portal secretariat prints for exercises. They prove nothing.",
        "เอกสารที่ฝ่ายเลขานุการพิมพ์ขึ้นเพื่อการฝึก ไม่ใช้พิสูจน์สิ่งใด",
    ),
)
