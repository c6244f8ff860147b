"""The July–August 2020 edition. What it says is known from that summer; what is counted comes from the records.

No number is typed here: the figures named beside a passage count the demo's own records.
"""

from datetime import date
from typing import NamedTuple


class PassageRow(NamedTuple):
    section: str
    en: str
    th: str
    figures: tuple[str, ...] = ()


KEY = "2020-07-08"
TITLE_EN, TITLE_TH = "July–August 2020", "กรกฎาคม–สิงหาคม 2563"
SINCE, UNTIL = date(2020, 6, 1), date(2020, 8, 31)

PASSAGES = (
    PassageRow(
        "maritime",
        "A hybrid model is proposed for marine police officials: e-modules first, practical exercises after. Method and "
        "topics were discussed and agreed with the commander and senior officials in a technical meeting in June; UNODC "
        "was engaged for synergy and against duplication.",
        "เสนอรูปแบบผสมผสานสำหรับเจ้าหน้าที่ตำรวจน้ำ เริ่มด้วยบทเรียนออนไลน์ ตามด้วยการฝึกภาคปฏิบัติ "
        "โดยหารือและเห็นชอบวิธีการและหัวข้อร่วมกับผู้บังคับการและเจ้าหน้าที่ระดับสูงในการประชุมทางเทคนิคเมื่อเดือนมิถุนายน "
        "และประสาน UNODC เพื่อเสริมกันและมิให้ซ้ำซ้อน",
        ("training.participants_planned",),
    ),
    PassageRow(
        "covid",
        "Protective equipment reached points of entry in July with support of Canada; more is procured, to be delivered, "
        "with support of Australia. In Ranong, on-the-job sessions used material adapted together with the Ministry of "
        "Public Health.",
        "อุปกรณ์ป้องกันส่งถึงช่องทางเข้าออกในเดือนกรกฎาคมโดยการสนับสนุนของแคนาดา "
        "และจัดหาเพิ่มเติมเพื่อส่งมอบต่อไปโดยการสนับสนุนของออสเตรเลีย "
        "ที่จังหวัดระนองจัดให้ความรู้ขณะปฏิบัติงานด้วยสื่อที่ปรับร่วมกับกระทรวงสาธารณสุข",
    ),
    PassageRow(
        "cooperation",
        "A technical working group of police and other departments, chaired by the Special Advisor to the Royal Thai "
        "Police Commissioner, proposed topics for a curriculum. Stakeholders’ comments were collected and answered; the "
        "curriculum is still to be finalised.",
        "คณะทำงานทางเทคนิคซึ่งประกอบด้วยหน่วยงานตำรวจและหน่วยงานอื่น มีที่ปรึกษาพิเศษผู้บัญชาการตำรวจแห่งชาติเป็นประธาน "
        "ได้เสนอหัวข้อสำหรับหลักสูตร มีการรวบรวมและตอบข้อคิดเห็นของผู้มีส่วนเกี่ยวข้อง ส่วนหลักสูตรยังอยู่ระหว่างจัดทำให้แล้วเสร็จ",
    ),
    PassageRow(
        "documents",
        "Master trainers of the Immigration Bureau taught examination procedures and interview techniques in Phuket in "
        "August.",
        "ครูฝึกต้นแบบของสำนักงานตรวจคนเข้าเมืองสอนขั้นตอนการตรวจเอกสารและเทคนิคการสัมภาษณ์ที่จังหวัดภูเก็ตในเดือนสิงหาคม",
        ("training.documents_trainers", "training.documents_certified"),
    ),
    PassageRow(
        "sharing",
        "Officials were recruited as Organizational Focal Points of the members’ portal through focal points in missions.",
        "คัดเลือกเจ้าหน้าที่เป็นผู้ประสานงานประจำหน่วยงานของระบบสมาชิก ผ่านผู้ประสานงานประจำคณะผู้แทน",
        ("people.officials_recruited", "people.members_covered", "people.mission_focal_points"),
    ),
)
