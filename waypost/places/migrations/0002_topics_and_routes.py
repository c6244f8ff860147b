"""The portal's own vocabulary: what items are about, and the corridors they concern.

Every portal starts with these. Which members a corridor touches depends on who the members are, so it is said where members
are registered. Loading twice changes nothing; going back leaves them, since items may use them by then.
"""

from typing import Any

from django.db import migrations

# key, section, key of the topic above, English, Thai, meaning in English, meaning in Thai
TOPICS = [
    (
        "migrant-smuggling", "maritime", "", "Migrant smuggling", "การลักลอบขนผู้ย้ายถิ่นฐาน",
        "Procuring, for gain, the illegal entry of a person into a state. The person smuggled is not the offender.",
        "การจัดให้บุคคลเข้าเมืองโดยผิดกฎหมายเพื่อผลประโยชน์ โดยผู้ถูกลักลอบขนมิใช่ผู้กระทำความผิด",
    ),
    (
        "smuggling-methods", "maritime", "migrant-smuggling", "Methods and organisation", "วิธีการและการจัดการ",
        "How journeys are offered, paid for, organised and hidden.",
        "วิธีเสนอ เรียกเก็บเงิน จัดการ และปกปิดการเดินทาง",
    ),
    (
        "danger-to-life", "maritime", "migrant-smuggling", "Danger to life", "อันตรายต่อชีวิต",
        "Conditions that put people in danger: overloading, hidden compartments, people left at sea.",
        "สภาพที่เป็นอันตรายต่อบุคคล เช่น บรรทุกเกิน ช่องซ่อน หรือการทิ้งบุคคลไว้กลางทะเล",
    ),
    (
        "maritime", "maritime", "", "Maritime", "ทางทะเล",
        "Whatever concerns borders at sea and on rivers.",
        "เรื่องที่เกี่ยวกับพรมแดนทางทะเลและทางน้ำ",
    ),
    (
        "vessel-types", "maritime", "maritime", "Vessel types", "ประเภทเรือ",
        "Kinds of craft seen, how they are altered and how they are registered.",
        "ชนิดของเรือที่พบ การดัดแปลง และการจดทะเบียน",
    ),
    (
        "sea-routes", "maritime", "maritime", "Sea routes", "เส้นทางทะเล",
        "Passages, seasons and transfers at sea.",
        "เส้นทางเดินเรือ ฤดูกาล และการขนถ่ายกลางทะเล",
    ),
    (
        "landing-sites", "maritime", "maritime", "Landing sites", "จุดขึ้นฝั่ง",
        "Beaches, creeks and piers outside ports, described by their kind.",
        "ชายหาด คลอง และท่าเทียบเรือนอกท่าเรือ โดยระบุตามลักษณะ",
    ),
    (
        "rescue-at-sea", "maritime", "maritime", "Rescue at sea", "การช่วยเหลือทางทะเล",
        "Saving life comes first; what follows after disembarkation.",
        "การช่วยชีวิตมาก่อน และขั้นตอนหลังนำขึ้นฝั่ง",
    ),
    (
        "border-health", "covid", "", "Border and health", "พรมแดนกับสาธารณสุข",
        "Health measures at points of entry and their effect on people and officers.",
        "มาตรการสาธารณสุขที่ช่องทางเข้าออกและผลต่อประชาชนและเจ้าหน้าที่",
    ),
    (
        "border-closures", "covid", "border-health", "Closures and stranded people", "การปิดพรมแดนและผู้ตกค้าง",
        "What closes, what stays open, and who is left between.",
        "ช่องทางที่ปิด ช่องทางที่ยังเปิด และผู้ที่ตกค้าง",
    ),
    (
        "protective-equipment", "covid", "border-health", "Protective equipment", "อุปกรณ์ป้องกัน",
        "Masks, gloves, screens and how to use them at the counter.",
        "หน้ากาก ถุงมือ ฉากกั้น และวิธีใช้ที่จุดตรวจ",
    ),
    (
        "inter-agency", "cooperation", "", "Inter-agency cooperation", "ความร่วมมือระหว่างหน่วยงาน",
        "How departments and members work on one case without losing it between them.",
        "วิธีที่หน่วยงานและสมาชิกทำงานในเรื่องเดียวกันโดยไม่ตกหล่นระหว่างกัน",
    ),
    (
        "referral", "cooperation", "inter-agency", "Referral and protection", "การส่งต่อและการคุ้มครอง",
        "Whom to call when a person asks for protection or shows signs of trafficking.",
        "หน่วยที่ต้องติดต่อเมื่อบุคคลขอความคุ้มครองหรือมีสัญญาณของการค้ามนุษย์",
    ),
    (
        "training-methods", "cooperation", "inter-agency", "Training methods", "วิธีการฝึกอบรม",
        "How officers learn: e-modules, practical sessions, training of trainers.",
        "วิธีเรียนรู้ของเจ้าหน้าที่ บทเรียนออนไลน์ การฝึกปฏิบัติ และการฝึกอบรมครูฝึก",
    ),
    (
        "document-fraud", "documents", "", "Document fraud", "เอกสารเดินทางปลอม",
        "Counterfeit, forged and fraudulently obtained documents, and genuine ones used by another person.",
        "เอกสารปลอมทั้งฉบับ เอกสารแปลง เอกสารที่ได้มาโดยมิชอบ และเอกสารจริงที่ผู้อื่นนำไปใช้",
    ),
    (
        "document-examination", "documents", "document-fraud", "Examination of documents", "การตรวจสอบเอกสาร",
        "Look, feel, tilt; light, lens and reader.",
        "มอง สัมผัส เอียง แสง แว่นขยาย และเครื่องอ่าน",
    ),
    (
        "imposters", "documents", "document-fraud", "Imposters", "ผู้แอบอ้าง",
        "A genuine document in the hands of another person.",
        "เอกสารจริงที่อยู่ในมือของบุคคลอื่น",
    ),
    (
        "interview-techniques", "documents", "document-fraud", "Interview techniques", "เทคนิคการสัมภาษณ์",
        "Questions that help at the counter, asked fairly.",
        "คำถามที่ช่วยในการตรวจ โดยถามอย่างเป็นธรรม",
    ),
    (
        "trafficking", "sharing", "", "Trafficking in persons", "การค้ามนุษย์",
        "Recruiting, moving or receiving persons by means that leave no free choice, for exploitation.",
        "การจัดหา เคลื่อนย้าย หรือรับไว้ซึ่งบุคคลด้วยวิธีที่ทำให้ไม่มีทางเลือก เพื่อแสวงหาประโยชน์",
    ),
    (
        "trafficking-indicators", "sharing", "trafficking", "Indicators of trafficking", "ข้อบ่งชี้การค้ามนุษย์",
        "Signs that call for a second look and a referral. One sign proves nothing.",
        "สัญญาณที่ควรตรวจซ้ำและส่งต่อ สัญญาณเพียงข้อเดียวยังไม่ใช่ข้อพิสูจน์",
    ),
    (
        "forced-labour", "sharing", "trafficking", "Forced labour", "แรงงานบังคับ",
        "Work under threat or debt, on land and on board.",
        "การทำงานภายใต้การขู่เข็ญหรือหนี้สิน ทั้งบนฝั่งและบนเรือ",
    ),
    (
        "organised-crime", "sharing", "", "Transnational organised crime", "อาชญากรรมข้ามชาติที่จัดตั้งในลักษณะองค์กร",
        "Groups that work across borders for gain.",
        "กลุ่มที่กระทำการข้ามพรมแดนเพื่อผลประโยชน์",
    ),
    (
        "illicit-finance", "sharing", "organised-crime", "Illicit finance", "การเงินผิดกฎหมาย",
        "How journeys and exploitation are paid for.",
        "วิธีชำระเงินของการลักลอบขนและการแสวงหาประโยชน์",
    ),
    (
        "technology", "sharing", "", "Technology-facilitated crime", "อาชญากรรมที่ใช้เทคโนโลยี",
        "Crime offered, organised or paid for through networks and devices.",
        "อาชญากรรมที่เสนอ จัดการ หรือชำระเงินผ่านเครือข่ายและอุปกรณ์",
    ),
    (
        "online-recruitment", "sharing", "technology", "Recruitment online", "การชักชวนทางออนไลน์",
        "Offers of work, travel or marriage that hide something else.",
        "ข้อเสนองาน การเดินทาง หรือการสมรสที่แอบแฝง",
    ),
]

# key, way, English, Thai
ROUTES = [
    ("andaman", "sea", "Andaman Sea", "ทะเลอันดามัน"),
    ("bay-of-bengal", "sea", "Bay of Bengal", "อ่าวเบงกอล"),
    ("malacca-strait", "sea", "Strait of Malacca", "ช่องแคบมะละกา"),
    ("gulf-of-thailand", "sea", "Gulf of Thailand", "อ่าวไทย"),
    ("sulu-celebes", "sea", "Sulu and Celebes Seas", "ทะเลซูลูและทะเลเซเลเบส"),
    ("timor-arafura", "sea", "Timor and Arafura Seas", "ทะเลติมอร์และทะเลอาราฟูรา"),
    ("central-indian-ocean", "sea", "Central Indian Ocean", "มหาสมุทรอินเดียตอนกลาง"),
    ("peninsula", "land", "Land: Malay Peninsula", "ทางบก: คาบสมุทรมลายู"),
    ("mekong", "land", "Land: Mekong corridor", "ทางบก: ระเบียงแม่น้ำโขง"),
    ("land-north", "land", "Land: northern mountains", "ทางบก: เทือกเขาตอนเหนือ"),
    ("land-west", "land", "Land: western passes", "ทางบก: ช่องเขาตะวันตก"),
    ("air-sub-region", "air", "Air: within the sub-region", "ทางอากาศ: ภายในอนุภูมิภาค"),
    ("air-long-haul", "air", "Air: long haul", "ทางอากาศ: ระยะไกล"),
]


def load(apps: Any, schema_editor: Any) -> None:
    topic_model, route_model = apps.get_model("places", "Topic"), apps.get_model("places", "Route")
    for key, section, above, name_en, name_th, meaning_en, meaning_th in TOPICS:
        parent = topic_model.objects.get(key=above) if above else None
        topic_model.objects.update_or_create(
            key=key,
            defaults={
                "section": section, "parent": parent, "name_en": name_en, "name_th": name_th,
                "meaning_en": meaning_en, "meaning_th": meaning_th,
            },
        )
    for key, way, name_en, name_th in ROUTES:
        route_model.objects.update_or_create(key=key, defaults={"way": way, "name_en": name_en, "name_th": name_th})


class Migration(migrations.Migration):
    dependencies = [("places", "0001_first")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
