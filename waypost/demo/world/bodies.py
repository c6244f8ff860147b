"""Members, networks, organisations, groups and duty posts of the demo.

The members are real ones, so that the map is a map; every organisation, telephone number and person is invented. Departments
have letters for names. Documents that items describe are issued by invented states only.
"""

from typing import NamedTuple


class MemberRow(NamedTuple):
    key: str
    territory: str  # ISO 3166-1 numeric
    name_en: str
    name_th: str
    routes: tuple[str, ...] = ()


class NetworkRow(NamedTuple):
    key: str
    name_en: str
    name_th: str
    community_en: str
    community_th: str
    refused_markings: str
    is_programme: bool = False


class OrganisationRow(NamedTuple):
    code: str
    member: str
    kind: str
    name_en: str
    name_th: str
    phone: str = ""  # of the duty post; none without one
    hours: str = "day"  # a key of HOURS
    sister: str = ""


class ReferralRow(NamedTuple):
    member: str
    number: str  # what its three telephones begin with
    hours: str = "always"  # of the second and third, a key of HOURS


class GroupRow(NamedTuple):
    key: str
    network: str
    name_en: str
    name_th: str
    seats: tuple[str, ...]  # keys of the persons whose posts have a seat


MEMBERS = (
    MemberRow("au", "036", "Australia", "ออสเตรเลีย", ("timor-arafura", "air-long-haul")),
    MemberRow("bd", "050", "Bangladesh", "บังกลาเทศ", ("bay-of-bengal", "andaman")),
    MemberRow("ca", "124", "Canada", "แคนาดา", ("air-long-haul",)),
    MemberRow("id", "360", "Indonesia", "อินโดนีเซีย", ("malacca-strait", "timor-arafura", "sulu-celebes", "andaman", "air-sub-region")),
    MemberRow("jp", "392", "Japan", "ญี่ปุ่น", ("air-long-haul",)),
    MemberRow("my", "458", "Malaysia", "มาเลเซีย", ("malacca-strait", "andaman", "peninsula", "sulu-celebes", "air-sub-region")),
    MemberRow("mv", "462", "Maldives", "มัลดีฟส์", ("central-indian-ocean",)),
    MemberRow("nz", "554", "New Zealand", "นิวซีแลนด์", ("air-long-haul",)),
    MemberRow("ph", "608", "Philippines", "ฟิลิปปินส์", ("sulu-celebes", "air-sub-region")),
    MemberRow("lk", "144", "Sri Lanka", "ศรีลังกา", ("bay-of-bengal", "central-indian-ocean")),
    MemberRow(
        "th", "764", "Thailand", "ไทย",
        ("andaman", "gulf-of-thailand", "peninsula", "mekong", "land-north", "land-west", "air-sub-region", "air-long-haul"),
    ),
    MemberRow("vn", "704", "Viet Nam", "เวียดนาม", ("gulf-of-thailand", "mekong", "air-sub-region")),
)
MEMBER_ORGANISATION = MemberRow(
    "iom", "", "International Organization for Migration", "องค์การระหว่างประเทศเพื่อการโยกย้ายถิ่นฐาน"
)

NETWORKS = (
    NetworkRow(
        "regional", "Regional network", "เครือข่ายระดับภูมิภาค",
        "Officials of the member states and the member organisations who hold a post in immigration, police, coast guard, customs "
        "or border health, whom an Organizational Focal Point or the portal secretariat has endorsed within the last year, and who "
        "have signed the handling rules. Carriers, contractors and the press are outside this community.",
        "เจ้าหน้าที่ของรัฐสมาชิกและองค์การสมาชิก ซึ่งดำรงตำแหน่งด้านการตรวจคนเข้าเมือง ตำรวจ ยามฝั่ง ศุลกากร หรือสาธารณสุขชายแดน "
        "ที่ผู้ประสานงานประจำหน่วยงานหรือฝ่ายเลขานุการได้รับรองไว้ภายในหนึ่งปี และได้ลงนามรับหลักการใช้ข้อมูลแล้ว "
        "ผู้ประกอบการขนส่ง ผู้รับจ้าง และสื่อมวลชนอยู่นอกชุมชนนี้",
        "SECRET\nTOP SECRET\nลับมาก\nลับที่สุด",
    ),
    NetworkRow(
        "thai-programme", "Thai programme", "โครงการในประเทศไทย",
        "Officials of the Thai departments that take part in the country programme, its trainers and trainees, the staff who run it "
        "and the partners who fund it, each endorsed within the last year. Members of the regional network are outside this "
        "community unless they also take part in the programme.",
        "เจ้าหน้าที่ของหน่วยงานไทยที่ร่วมโครงการ ครูฝึกและผู้เข้ารับการฝึก เจ้าหน้าที่ผู้ดำเนินโครงการ และผู้ให้การสนับสนุน "
        "ซึ่งได้รับการรับรองภายในหนึ่งปี สมาชิกของเครือข่ายระดับภูมิภาคอยู่นอกชุมชนนี้ เว้นแต่ร่วมโครงการด้วย",
        "SECRET\nTOP SECRET\nลับมาก\nลับที่สุด", True,
    ),
)

HOURS = {
    "always": ("24 hours, every day", "24 ชั่วโมง ทุกวัน"),
    "day": ("Monday to Friday, 08:30–16:30 local time", "จันทร์ถึงศุกร์ 08.30–16.30 น. ตามเวลาท้องถิ่น"),
    "long": ("Every day, 06:00–22:00 local time", "ทุกวัน 06.00–22.00 น. ตามเวลาท้องถิ่น"),
}

ORGANISATIONS = (
    OrganisationRow("DPA", "th", "police", "Department A (police)", "หน่วยงาน ก (ตำรวจ)", "+00 000 0111", "always"),
    OrganisationRow("DPB", "th", "police", "Department B (police)", "หน่วยงาน ข (ตำรวจ)", "+00 000 0112", "day", "DPA"),
    OrganisationRow("DPC", "th", "police", "Department C (police)", "หน่วยงาน ค (ตำรวจ)", "+00 000 0113", "always", "DPA"),
    OrganisationRow("DPF", "th", "other", "Department F (non-police)", "หน่วยงาน ฉ (มิใช่ตำรวจ)", "+00 000 0114", "long", "DPG"),
    OrganisationRow("DPG", "th", "other", "Department G (non-police)", "หน่วยงาน ช (มิใช่ตำรวจ)", "+00 000 0115", "day", "DPF"),
    # Those that come together in the technical working group only; the last is its chair's, and no department of it.
    OrganisationRow("DPD", "th", "police", "Department D (police)", "หน่วยงาน ง (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPE", "th", "police", "Department E (police)", "หน่วยงาน จ (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPH", "th", "police", "Department H (police)", "หน่วยงาน ซ (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPI", "th", "police", "Department I (police)", "หน่วยงาน ฌ (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPJ", "th", "police", "Department J (police)", "หน่วยงาน ญ (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPK", "th", "police", "Department K (police)", "หน่วยงาน ด (ตำรวจ)", sister="DPA"),
    OrganisationRow("DPL", "th", "other", "Department L (non-police)", "หน่วยงาน ต (มิใช่ตำรวจ)", sister="DPF"),
    OrganisationRow("DPM", "th", "other", "Department M (non-police)", "หน่วยงาน ถ (มิใช่ตำรวจ)", sister="DPF"),
    OrganisationRow("DPN", "th", "other", "Department N (non-police)", "หน่วยงาน ท (มิใช่ตำรวจ)", sister="DPF"),
    OrganisationRow("OCP", "th", "police", "Office of the Commissioner (police)", "สำนักงานผู้บัญชาการ (ตำรวจ)", sister="DPA"),
    OrganisationRow("IMB", "my", "other", "Immigration Service of Malaysia", "หน่วยตรวจคนเข้าเมือง มาเลเซีย", "+00 000 0121", "always"),
    OrganisationRow("MPB", "my", "police", "Marine Unit of Malaysia", "หน่วยทางน้ำ มาเลเซีย", "+00 000 0122", "always", "IMB"),
    OrganisationRow(
        "DLC", "au", "other", "Document Laboratory of Australia", "ห้องปฏิบัติการเอกสาร ออสเตรเลีย", "+00 000 0131", "always"
    ),
    OrganisationRow("POC", "au", "partner", "Partner Office of Australia", "สำนักงานผู้ให้การสนับสนุน ออสเตรเลีย"),
    OrganisationRow("IDF", "iom", "partner", "IOM Development Fund", "กองทุนเพื่อการพัฒนาของ IOM"),
    OrganisationRow("GAC", "ca", "partner", "Government of Canada", "รัฐบาลแคนาดา"),
    OrganisationRow("CGD", "id", "other", "Coast Guard of Indonesia", "หน่วยยามฝั่ง อินโดนีเซีย", "+00 000 0141", "always"),
    OrganisationRow("IMD", "id", "other", "Immigration Service of Indonesia", "หน่วยตรวจคนเข้าเมือง อินโดนีเซีย", "+00 000 0142", "long", "CGD"),
    OrganisationRow("BSE", "bd", "police", "Border Service of Bangladesh", "หน่วยชายแดน บังกลาเทศ", "+00 000 0151", "always"),
    OrganisationRow("CUE", "bd", "other", "Customs Office of Bangladesh", "สำนักงานศุลกากร บังกลาเทศ", "+00 000 0152", "day", "BSE"),
    OrganisationRow("BOJ", "jp", "other", "Border Office of Japan", "สำนักงานชายแดน ญี่ปุ่น", "+00 000 0161", "long"),
    OrganisationRow("BOM", "mv", "other", "Border Office of Maldives", "สำนักงานชายแดน มัลดีฟส์", "+00 000 0162", "long"),
    OrganisationRow("BON", "nz", "other", "Border Office of New Zealand", "สำนักงานชายแดน นิวซีแลนด์", "+00 000 0163", "always"),
    OrganisationRow("BOP", "ph", "other", "Border Office of the Philippines", "สำนักงานชายแดน ฟิลิปปินส์", "+00 000 0164", "long"),
    OrganisationRow("CWL", "lk", "other", "Coastal Watch of Sri Lanka", "หน่วยเฝ้าระวังชายฝั่ง ศรีลังกา", "+00 000 0165", "always"),
    OrganisationRow("BOV", "vn", "police", "Border Office of Viet Nam", "สำนักงานชายแดน เวียดนาม", "+00 000 0166", "long"),
    OrganisationRow("SEC", "iom", "secretariat", "Portal secretariat", "ฝ่ายเลขานุการระบบ", "+00 000 0100", "always"),
    OrganisationRow("MSA", "iom", "mission", "Missions in South Asia", "คณะผู้แทนในเอเชียใต้", "+00 000 0171", "day"),
    OrganisationRow("MSE", "iom", "mission", "Missions in South-East Asia", "คณะผู้แทนในเอเชียตะวันออกเฉียงใต้", "+00 000 0172", "day"),
    OrganisationRow(
        "MPA", "iom", "mission", "Missions in East Asia and the Pacific", "คณะผู้แทนในเอเชียตะวันออกและแปซิฟิก", "+00 000 0173", "day"
    ),
)

# What every member's three offices are called: invented, like their telephones.
REFERRAL_OFFICES = (
    ("Protection desk of the refugee office", "งานคุ้มครองผู้ลี้ภัย สำนักงานผู้ลี้ภัย"),
    ("Trafficking referral desk", "ศูนย์ประสานการส่งต่อผู้เสียหายจากการค้ามนุษย์"),
    ("Child protection duty line", "สายด่วนคุ้มครองเด็ก"),
)

REFERRALS = (
    ReferralRow("au", "+00 000 021", "always"),
    ReferralRow("bd", "+00 000 022", "long"),
    ReferralRow("id", "+00 000 023", "always"),
    ReferralRow("jp", "+00 000 024", "day"),
    ReferralRow("my", "+00 000 025", "long"),
    ReferralRow("mv", "+00 000 026", "long"),
    ReferralRow("nz", "+00 000 027", "always"),
    ReferralRow("ph", "+00 000 028", "long"),
    ReferralRow("lk", "+00 000 029", "day"),
    ReferralRow("th", "+00 000 030", "always"),
    ReferralRow("vn", "+00 000 031", "long"),
    ReferralRow("iom", "+00 000 032", "day"),
)

GROUPS = (
    GroupRow(
        "document-examiners", "regional", "Document examiners’ group", "กลุ่มผู้ตรวจสอบเอกสาร",
        ("helen", "karen", "mei", "farah", "malee", "somchai", "lan", "duc", "naree", "prasert"),
    ),
    GroupRow(
        "maritime-analysts", "regional", "Maritime analysis group", "กลุ่มวิเคราะห์ทางทะเล",
        ("sulastri", "budi", "suda", "anan", "dilini", "ruwan", "ramon", "josemari", "tahmina", "kamrul"),
    ),
    GroupRow(
        "curriculum-drafting", "thai-programme", "Curriculum drafting group", "กลุ่มยกร่างหลักสูตร",
        ("naree", "prasert", "anan", "wanida", "kitti", "somchai", "ines", "tui"),
    ),
)
