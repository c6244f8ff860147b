"""The persons of the demo and the posts they hold, with dates. Every one of them is invented.

Counted by date: on 31 August 2020 there are 24 mission focal points and 23 officials recruited by them, from 11 member states. The
rows marked "not counted" ended before that day or start after it.
"""

from datetime import date
from typing import NamedTuple

from waypost.demo.world import phuket

REGIONAL, THAI, BOTH = ("regional",), ("thai-programme",), ("regional", "thai-programme")


class HolderRow(NamedTuple):
    """A person, the post they hold, and who brought them in."""

    key: str
    rank: str
    latin: str
    native: str
    address: str
    organisation: str
    role: str
    title_en: str
    title_th: str
    since: date
    until: date | None = None
    by: str = ""  # mission focal points: the member covered; others: who vouched (for focal points: and recruited)
    networks: tuple[str, ...] = REGIONAL
    language: str = "en"
    suspended: bool = False
    provisional: bool = False  # nobody looked again yet
    vouched_until: date | None = None  # where their word was given for less than a year
    last_seen: date | None = None  # has not signed in, nor read anything, since


def _focal(
    key: str, rank: str, latin: str, native: str, address: str, organisation: str, since: date, by: str,
    *, until: date | None = None, area: tuple[str, str] = ("", ""), networks: tuple[str, ...] = REGIONAL, language: str = "en",
) -> HolderRow:
    title_en = f"Organizational Focal Point{area[0] and ', ' + area[0]}"
    title_th = f"ผู้ประสานงานประจำหน่วยงาน{area[1] and ' ' + area[1]}"
    return HolderRow(
        key, rank, latin, native, address, organisation, "focal-point", title_en, title_th, since, until, by, networks, language
    )


def _mission(
    key: str, rank: str, latin: str, native: str, organisation: str, covers: str, since: date,
    *, until: date | None = None, networks: tuple[str, ...] = REGIONAL,
) -> HolderRow:
    return HolderRow(
        key, rank, latin, native, f"{rank} {latin.split()[-1]}", organisation, "mission-focal-point",
        "Mission focal point", "ผู้ประสานงานประจำคณะผู้แทน", since, until, covers, networks,
    )


MISSION_FOCAL_POINTS = (
    _mission("shirin", "Ms", "Shirin Rahman", "", "MSE", "th", date(2019, 11, 4), networks=BOTH),
    _mission("tobias", "Mr", "Tobias Engel", "", "MSE", "th", date(2020, 2, 17)),
    _mission("camille", "Ms", "Camille Aubert", "", "MSE", "id", date(2019, 12, 2)),
    _mission("putri", "Ms", "Putri Lestari", "", "MSE", "id", date(2020, 1, 13)),
    _mission("henrik", "Mr", "Henrik Solberg", "", "MSE", "id", date(2020, 5, 4)),
    _mission("amina", "Ms", "Amina Yusof", "", "MSE", "my", date(2019, 11, 18)),
    _mission("peter", "Mr", "Peter Lim", "林 伟明", "MSE", "my", date(2020, 3, 2)),
    _mission("carmela", "Ms", "Carmela Reyes", "", "MSE", "ph", date(2020, 1, 6)),
    _mission("noel", "Mr", "Noel Bautista", "", "MSE", "ph", date(2020, 4, 20)),
    _mission("thuy", "Ms", "Thủy Phạm", "Phạm Thu Thủy", "MSE", "vn", date(2020, 1, 20)),
    _mission("quang", "Mr", "Quang Lê", "Lê Minh Quang", "MSE", "vn", date(2020, 6, 8)),
    _mission("farzana", "Ms", "Farzana Karim", "ফারজানা করিম", "MSA", "bd", date(2019, 12, 9)),
    _mission("imran", "Mr", "Imran Chowdhury", "ইমরান চৌধুরী", "MSA", "bd", date(2020, 2, 3)),
    _mission("elena", "Ms", "Elena Marchetti", "", "MSA", "bd", date(2020, 7, 13)),
    _mission("nimal", "Mr", "Nimal Perera", "නිමල් පෙරේරා", "MSA", "lk", date(2020, 1, 27)),
    _mission("kavitha", "Ms", "Kavitha Selvan", "கவிதா செல்வன்", "MSA", "lk", date(2020, 3, 16)),
    _mission("aisha", "Ms", "Aisha Waheed", "އައިޝާ ވަހީދު", "MSA", "mv", date(2020, 2, 10)),
    _mission("jonas", "Mr", "Jonas Weber", "", "MSA", "mv", date(2020, 7, 1)),
    _mission("fiona", "Ms", "Fiona McAllister", "", "MPA", "au", date(2019, 11, 11)),
    _mission("samuel", "Mr", "Samuel Okello", "", "MPA", "au", date(2020, 6, 15)),
    _mission("yuki", "Ms", "Yuki Hayashi", "林 由紀", "MPA", "jp", date(2020, 1, 14)),
    _mission("martin", "Mr", "Martin Dvořák", "", "MPA", "jp", date(2020, 8, 3)),
    _mission("hana", "Ms", "Hana Parata", "", "MPA", "nz", date(2020, 2, 24)),
    _mission("david", "Mr", "David Fonoti", "", "MPA", "nz", date(2020, 5, 18)),
    # Not counted on 31 August: one left in June, one starts in September.
    _mission("lucia", "Ms", "Lucía Ferrer", "", "MSA", "mv", date(2019, 11, 25), until=date(2020, 7, 1)),
    _mission("arief", "Mr", "Arief Nugraha", "", "MSE", "id", date(2020, 9, 14)),
)

FOCAL_POINTS = (
    _focal("somchai", "Pol. Col.", "Somchai Jaidee", "สมชาย ใจดี", "Pol. Col. Somchai", "DPA", date(2020, 2, 3), "shirin",
           area=("operations", "ด้านปฏิบัติการ"), networks=BOTH),
    _focal("wichai", "Pol. Lt. Col.", "Wichai Thongdee", "วิชัย ทองดี", "Pol. Lt. Col. Wichai", "DPA", date(2020, 6, 1), "shirin",
           area=("liaison", "ด้านประสานงาน"), networks=BOTH, language="th"),
    _focal("prasert", "Pol. Col.", "Prasert Wongyai", "ประเสริฐ วงศ์ใหญ่", "Pol. Col. Prasert", "DPB", date(2020, 3, 2), "tobias",
           networks=BOTH, language="th"),
    _focal("anan", "Pol. Lt. Col.", "Anan Rueangrit", "อนันต์ เรืองฤทธิ์", "Pol. Lt. Col. Anan", "DPC", date(2020, 6, 15), "shirin",
           networks=BOTH, language="th"),
    _focal("wanida", "Ms", "Wanida Sukjai", "วนิดา สุขใจ", "Khun Wanida", "DPF", date(2020, 4, 7), "tobias", networks=BOTH, language="th"),
    _focal("kitti", "Dr", "Kitti Ploypan", "กิตติ พลอยพรรณ", "Dr Kitti", "DPG", date(2020, 7, 6), "tobias", networks=BOTH, language="th"),
    _focal("farah", "Ms", "Nur Farah binti Ismail", "", "Puan Farah", "IMB", date(2020, 1, 20), "amina", area=("documents", "ด้านเอกสาร")),
    _focal("azlan", "Mr", "Azlan bin Hamid", "", "Encik Azlan", "IMB", date(2020, 4, 13), "peter", area=("duty centre", "ศูนย์เวร")),
    _focal("budi", "Capt.", "Budi Santosa", "", "Capt. Budi", "CGD", date(2020, 2, 10), "camille", area=("patrols", "ด้านลาดตระเวน")),
    _focal("ratna", "Ms", "Ratna Dewi Kusuma", "", "Ibu Ratna", "CGD", date(2020, 5, 25), "henrik", area=("information", "ด้านข้อมูล")),
    _focal("agus", "Mr", "Agus Wirawan", "", "Pak Agus", "IMD", date(2020, 3, 9), "putri"),
    _focal("karen", "Ms", "Karen Whitfield", "", "Ms Whitfield", "DLC", date(2020, 1, 13), "fiona", area=("laboratory", "ด้านห้องปฏิบัติการ")),
    _focal("daniel", "Mr", "Daniel Prentice", "", "Mr Prentice", "DLC", date(2020, 6, 22), "samuel", area=("liaison", "ด้านประสานงาน")),
    _focal("kamrul", "Mr", "Kamrul Hasan", "কামরুল হাসান", "Mr Kamrul", "BSE", date(2020, 2, 17), "farzana"),
    _focal("nasrin", "Ms", "Nasrin Akter", "নাসরিন আক্তার", "Ms Nasrin", "CUE", date(2020, 8, 10), "imran"),
    _focal("kenji", "Mr", "Kenji Morita", "森田 健二", "Mr Morita", "BOJ", date(2020, 3, 23), "yuki"),
    _focal("shiyam", "Mr", "Ahmed Shiyam", "އަހުމަދު ޝިޔާމް", "Mr Shiyam", "BOM", date(2020, 5, 11), "aisha"),
    _focal("aroha", "Ms", "Aroha Bennett", "", "Ms Bennett", "BON", date(2020, 4, 1), "hana"),
    _focal("josemari", "Mr", "Jose Mari Dalisay", "", "Mr Dalisay", "BOP", date(2020, 2, 25), "carmela", area=("air", "ทางอากาศ")),
    _focal("liza", "Ms", "Liza Abad", "", "Ms Abad", "BOP", date(2020, 7, 20), "noel", area=("sea", "ทางทะเล")),
    _focal("ruwan", "Mr", "Ruwan Jayalath", "රුවන් ජයලත්", "Mr Ruwan", "CWL", date(2020, 3, 2), "nimal", area=("patrols", "ด้านลาดตระเวน")),
    _focal("tharani", "Ms", "Tharani Sivam", "தாரணி சிவம்", "Ms Tharani", "CWL", date(2020, 6, 29), "kavitha", area=("information", "ด้านข้อมูล")),
    _focal("duc", "Mr", "Đức Vũ", "Vũ Minh Đức", "Mr Đức", "BOV", date(2020, 2, 12), "thuy"),
    # Not counted on 31 August: two ended (one that very day was the first without him), one starts in September.
    _focal("rizal", "Insp.", "Rizal bin Osman", "", "Insp. Rizal", "MPB", date(2020, 2, 24), "amina", until=date(2020, 8, 31)),
    _focal("chai", "Pol. Maj.", "Chaiwat Ratsami", "ชัยวัฒน์ รัศมี", "Pol. Maj. Chaiwat", "DPC", date(2020, 1, 20), "shirin",
           until=date(2020, 6, 15), networks=BOTH),
    _focal("haslina", "Insp.", "Haslina binti Yaakob", "", "Insp. Haslina", "MPB", date(2020, 9, 7), "amina"),
)

STAFF = (
    HolderRow("tui", "Ms", "Thipwan Panyarat", "ทิพวรรณ ปัญญารัตน์", "Ms Tui", "SEC", "secretariat",
              "Network secretary", "เลขานุการเครือข่าย", date(2019, 10, 1), None, "marcus", BOTH),
    HolderRow("marcus", "Mr", "Marcus Lindqvist", "", "Mr Lindqvist", "SEC", "secretariat",
              "Portal editor", "บรรณาธิการระบบ", date(2019, 10, 15), None, "tui", BOTH),
    HolderRow("ines", "Ms", "Inês Duarte", "", "Ms Duarte", "SEC", "focal-point",
              "Focal point of the secretariat", "ผู้ประสานงานประจำฝ่ายเลขานุการ", date(2019, 12, 2), None, "tui", BOTH),
    HolderRow("oscar", "Mr", "Oscar Medina", "", "Mr Medina", "MSE", "focal-point",
              "Coordinator of the missions", "ผู้ประสานงานกลางของคณะผู้แทน", date(2019, 11, 4), None, "tui", BOTH),
    HolderRow("sabine", "Ms", "Sabine Roth", "", "Ms Roth", "MSA", "focal-point",
              "Coordinator of the missions", "ผู้ประสานงานกลางของคณะผู้แทน", date(2019, 11, 25), None, "tui"),
    HolderRow("leilani", "Ms", "Leilani Fa’anana", "", "Ms Fa’anana", "MPA", "focal-point",
              "Coordinator of the missions", "ผู้ประสานงานกลางของคณะผู้แทน", date(2019, 11, 11), None, "tui", vouched_until=date(2020, 8, 31)),  # nobody confirmed her
    HolderRow("grace", "Ms", "Grace Tamati", "", "Ms Tamati", "SEC", "auditor",
              "Auditor of the portal", "ผู้ตรวจสอบระบบ", date(2020, 1, 6), None, "tui", REGIONAL),
    HolderRow("marta", "Ms", "Marta Lindner", "", "Ms Lindner", "SEC", "trainer",
              "Trainer, document examination", "ครูฝึก ด้านการตรวจเอกสาร", date(2020, 2, 3), None, "tui", THAI),
    HolderRow("joanna", "Ms", "Joanna Keller", "", "Ms Keller", "POC", "donor",
              "Programme officer", "เจ้าหน้าที่โครงการ", date(2020, 3, 2), None, "tui", THAI),
)

OFFICERS = (
    HolderRow("anong", "Pol. Capt.", "Anong Saensuk", "อนงค์ แสนสุข", "Pol. Capt. Anong", "DPA", "officer",
              "Officer, border post", "เจ้าหน้าที่ด่านชายแดน", date(2020, 2, 17), None, "somchai", BOTH),
    # New since August, vouched for by one focal point: another one looks again, or it ends by itself.
    HolderRow("pim", "Pol. Lt.", "Pimchanok Suwan", "พิมพ์ชนก สุวรรณ", "Pol. Lt. Pim", "DPA", "officer",
              "Officer, second line", "เจ้าหน้าที่ตรวจชั้นที่สอง", date(2020, 8, 20), None, "wichai", REGIONAL, "th",
              provisional=True),
    HolderRow("malee", "Pol. Sgt. Maj.", "Malee Srisuk", "มาลี ศรีสุข", "Pol. Sgt. Maj. Malee", "DPA", "officer",
              "Document examiner", "ผู้ตรวจสอบเอกสาร", date(2020, 3, 9), None, "somchai", BOTH, "th"),
    HolderRow("kanya", "Pol. Maj.", "Kanya Phrommin", "กัญญา พรมมินทร์", "Pol. Maj. Kanya", "DPA", "deputy",
              "Deputy focal point", "รองผู้ประสานงาน", date(2020, 3, 2), None, "somchai", BOTH, "th"),
    HolderRow("naree", "Pol. Lt. Col.", "Naree Boonmee", "นารี บุญมี", "Pol. Lt. Col. Naree", "DPB", "trainer",
              "Master trainer, document examination", "ครูฝึกต้นแบบ ด้านการตรวจเอกสาร", date(2020, 3, 16), None, "prasert", BOTH),
    HolderRow("thongchai", "Pol. Sgt.", "Thongchai Meesuk", "ธงชัย มีสุข", "Pol. Sgt. Thongchai", "DPB", "learner",
              "Trainee, second-line examination", "ผู้เข้ารับการฝึก ด่านตรวจที่สอง", date(2020, 7, 20), None, "prasert", THAI),
    HolderRow("suda", "Pol. Lt.", "Suda Khlongthom", "สุดา คลองท่อม", "Pol. Lt. Suda", "DPC", "officer",
              "Officer of the watch", "เจ้าหน้าที่เวรเฝ้าระวัง", date(2020, 6, 22), None, "anan", BOTH, "th"),
    HolderRow("wipa", "Pol. Sgt.", "Wipa Kaewmanee", "วิภา แก้วมณี", "Pol. Sgt. Wipa", "DPC", "learner",
              "Trainee, boat crew", "ผู้เข้ารับการฝึก ลูกเรือ", date(2020, 7, 20), None, "anan", THAI),
    HolderRow("orawan", "Ms", "Orawan Thipchai", "อรวรรณ ทิพย์ชัย", "Khun Orawan", "DPF", "officer",
              "Inspector, fishing vessels", "พนักงานตรวจเรือประมง", date(2020, 4, 20), None, "wanida", BOTH, "th"),
    HolderRow("decha", "Mr", "Decha Kongkaew", "เดชา กองแก้ว", "Khun Decha", "DPG", "logistics",
              "Logistics officer, points of entry", "เจ้าหน้าที่ส่งกำลังบำรุง ช่องทางเข้าออก", date(2020, 7, 13), None, "kitti", BOTH),
    HolderRow("mei", "Ms", "Tan Mei Ling", "陈 美玲", "Ms Tan", "IMB", "officer",
              "Senior examiner", "ผู้ตรวจเอกสารอาวุโส", date(2020, 2, 3), None, "farah"),
    HolderRow("hafiz", "Cpl.", "Hafiz bin Salleh", "", "Cpl. Hafiz", "MPB", "officer",
              "Boat officer", "เจ้าหน้าที่ประจำเรือ", date(2020, 3, 9), None, "rizal", REGIONAL, "en", True),
    # Whose voucher left on 31 August, before there was a successor: an orphan. With her the whole unit is quiet.
    HolderRow("azizah", "Sgt.", "Azizah binti Rashid", "", "Sgt. Azizah", "MPB", "officer",
              "Radio operator", "พนักงานวิทยุ", date(2020, 5, 4), None, "rizal", last_seen=date(2020, 6, 18)),
    HolderRow("sulastri", "", "Sulastri", "", "Ibu Sulastri", "CGD", "officer",
              "Patrol analyst", "นักวิเคราะห์การลาดตระเวน", date(2020, 2, 24), None, "budi"),
    HolderRow("helen", "Dr", "Helen Marsden", "", "Dr Marsden", "DLC", "officer",
              "Duty examiner", "ผู้ตรวจเอกสารเวร", date(2020, 1, 27), None, "karen"),
    HolderRow("tahmina", "Ms", "Tahmina Sultana", "তাহমিনা সুলতানা", "Ms Tahmina", "BSE", "officer",
              "Watch officer", "เจ้าหน้าที่เวรเฝ้าระวัง", date(2020, 3, 2), None, "kamrul"),
    HolderRow("ramon", "Mr", "Ramon Villaflor", "", "Mr Villaflor", "BOP", "officer",
              "Port liaison", "เจ้าหน้าที่ประสานงานท่าเรือ", date(2020, 3, 16), None, "josemari"),
    HolderRow("dilini", "Ms", "Dilini Amarasena", "ඩිලිනි අමරසේන", "Ms Dilini", "CWL", "officer",
              "Coastal analyst", "นักวิเคราะห์ชายฝั่ง", date(2020, 3, 23), None, "ruwan"),
    HolderRow("lan", "Ms", "Lan Đỗ", "Đỗ Thị Lan", "Ms Lan", "BOV", "officer",
              "Document examiner", "ผู้ตรวจสอบเอกสาร", date(2020, 3, 2), None, "duc"),
    HolderRow("keiko", "Ms", "Keiko Onda", "恩田 恵子", "Ms Onda", "BOJ", "deputy",
              "Deputy focal point", "รองผู้ประสานงาน", date(2020, 4, 6), None, "kenji"),
    HolderRow("minh", "Mr", "Minh Trịnh", "Trịnh Văn Minh", "Mr Minh", "BOV", "deputy",
              "Deputy focal point", "รองผู้ประสานงาน", date(2020, 3, 16), None, "duc"),
    HolderRow("wiremu", "Mr", "Wiremu Clarke", "", "Mr Clarke", "BON", "officer",
              "Intelligence officer", "เจ้าหน้าที่ข่าวกรอง", date(2020, 4, 13), None, "aroha"),
)


def _of_phuket(key: str, rank: str, latin: str, native: str, role: str, title: tuple[str, str], since: date) -> HolderRow:
    """A trainer or a learner of the training in Phuket, in the country's programme alone."""
    address = f"{rank} {latin.split()[0]}"
    return HolderRow(key, rank, latin, native, address, phuket.UNIT, role, *title, since, None, phuket.NOMINATES, THAI, "th")


_TAUGHT_AT = ("Officer, first line", "เจ้าหน้าที่ตรวจชั้นแรก")
_TEACHES = ("Master trainer, document examination and interviews", "ครูฝึกต้นแบบ ด้านการตรวจเอกสารและการสัมภาษณ์")
PHUKET = (
    *(_of_phuket(*row, "trainer", _TEACHES, date(2020, 3, 16)) for row in phuket.TRAINERS),
    *(
        _of_phuket(row.key, row.rank, row.latin, row.native, "learner", _TAUGHT_AT, date(2020, 7, 20))
        for row in phuket.OFFICERS
    ),
)



def _of_the_group(
    key: str, rank: str, latin: str, native: str, organisation: str, role: str, since: date, *, until: date | None = None,
    title: tuple[str, str] = ("", ""),
) -> HolderRow:
    """Whoever came in for the technical working group: in the country's programme alone, vouched for by the secretariat."""
    titles = {
        "focal-point": ("Organizational Focal Point", "ผู้ประสานงานประจำหน่วยงาน"),
        "deputy": ("Deputy focal point", "รองผู้ประสานงาน"),
    }
    address = f"{rank} {latin.split()[0]}".replace("Ms ", "Khun ").replace("Mr ", "Khun ")
    return HolderRow(
        key, rank, latin, native, address, organisation, role, *titles.get(role, title), since, until, "tui", THAI, "th"
    )


_SPRING = date(2020, 2, 17)
GROUP = (
    _of_the_group("adisak", "Pol. Lt. Gen.", "Adisak Thamrongchai", "อดิศักดิ์ ธำรงชัย", "OCP", "officer", _SPRING,
                  title=("Special Advisor to the Royal Thai Police Commissioner", "ที่ปรึกษาพิเศษผู้บัญชาการตำรวจแห่งชาติ")),
    _of_the_group("montri", "Pol. Lt. Col.", "Montri Saelim", "มนตรี แซ่ลิ้ม", "OCP", "focal-point", _SPRING),
    _of_the_group("narong", "Pol. Col.", "Narong Phakdee", "ณรงค์ ภักดี", "DPD", "focal-point", _SPRING),
    _of_the_group("uthai", "Pol. Maj.", "Uthai Sangthong", "อุทัย แสงทอง", "DPD", "deputy", _SPRING),
    _of_the_group("siriporn", "Pol. Lt. Col.", "Siriporn Chaiyasit", "ศิริพร ชัยสิทธิ์", "DPE", "focal-point", _SPRING),
    _of_the_group("worawut", "Pol. Col.", "Worawut Kaewsai", "วรวุฒิ แก้วใส", "DPH", "focal-point", _SPRING),
    _of_the_group("kalaya", "Pol. Maj.", "Kalaya Bunsri", "กัลยา บุญศรี", "DPH", "deputy", _SPRING),
    _of_the_group("manop", "Pol. Lt. Col.", "Manop Sithichai", "มานพ สิทธิชัย", "DPI", "focal-point", _SPRING),
    _of_the_group("ladda", "Pol. Col.", "Ladda Wongthong", "ลัดดา วงศ์ทอง", "DPJ", "focal-point", _SPRING),
    _of_the_group("sombat", "Pol. Lt. Col.", "Sombat Ruengdech", "สมบัติ เรืองเดช", "DPK", "focal-point", _SPRING),
    _of_the_group("nikom", "Pol. Capt.", "Nikom Phasuk", "นิคม ผาสุก", "DPK", "deputy", _SPRING),
    _of_the_group("pracha", "Mr", "Pracha Ditsaya", "ประชา ดิษยา", "DPL", "focal-point", _SPRING),
    _of_the_group("jintana", "Ms", "Jintana Suksawat", "จินตนา สุขสวัสดิ์", "DPL", "deputy", _SPRING),
    _of_the_group("rattana", "Ms", "Rattana Phonlawan", "รัตนา พลวรรณ", "DPM", "focal-point", _SPRING),
    _of_the_group("thawat", "Mr", "Thawat Nimman", "ธวัช นิมมาน", "DPN", "focal-point", date(2020, 5, 4)),
    # Whose post in the group another holds now.
    _of_the_group("boonlert", "Mr", "Boonlert Saetang", "บุญเลิศ แซ่ตั้ง", "DPG", "focal-point", _SPRING, until=date(2020, 7, 6)),
)  # fmt: skip

HOLDERS = (*STAFF, *MISSION_FOCAL_POINTS, *FOCAL_POINTS, *OFFICERS, *PHUKET, *GROUP)

# Whom each persona of the switch stands for; the outsider is nobody.
PERSONAS = {
    "officer": "anong",
    "focal-point": "somchai",
    "mission-focal-point": "shirin",
    "secretariat": "tui",
    "trainer": "naree",
    "learner": "wipa",
    "logistics": "decha",
    "donor": "joanna",
    "auditor": "grace",
}
