"""Numbers of passports, visas and other papers: a number is one when a word for the paper stands before it.

A series (AA0000001 to AA0000500) and a mask (AA12#####) speak of blank documents: they are the content of an alert and
nobody's. A single number is somebody's until the author says otherwise.
"""

import re
from collections.abc import Iterator

from waypost.gate.seen import DIGIT, Seen, without_marks

_PAPERS = without_marks(
    r"(?:(?<![A-Z])(?:PASSPORTS?|VISAS?|TRAVEL DOCUMENTS?|IDENTITY CARDS?|ID CARDS?|RESIDENCE (?:PERMIT|CARD)S?|"
    r"WORK PERMITS?|BORDER PASS(?:ES)?|SEAMAN'S BOOKS?|SEAFARER'S BOOKS?|LAISSEZ-PASSER|DRIVING LICEN[CS]ES?|"
    r"PASPOR|DOKUMEN PERJALANAN|KARTU IDENTITAS|KTP|KITAS|KITAP|BUKU PELAUT|PAS LINTAS BATAS|SPLP|"
    r"HỘ CHIẾU|THỊ THỰC|GIẤY THÔNG HÀNH|THẺ TẠM TRÚ|SỔ THUYỀN VIÊN|CMND|CCCD)(?![A-Z])"
    r"|หนังสือเดินทาง|พาสปอร์ต|วีซ่า|การตรวจลงตรา|หนังสือผ่านแดน|บัตรผ่านแดน|บัตรประจำตัว|หนังสือคนประจำเรือ|ใบอนุญาตทำงาน"
    r"|护照|護照|签证|簽證|身份证|旅行证件|通行证|海员证|居留证)"
)
_NUMBER = without_marks(
    r"(?:(?<![A-Z])(?:NUMBERS?|NUMBERED|NO|NR|NUM|NOMOR|SỐ)(?![A-Z])\.?"
    r"|#|№|Nº|เลขที่|หมายเลข|เลข|号码|编号|號碼|号|號|:)"
)
_BEFORE, _AFTER = r"(?<![A-Z0-9.,/\-#*])", r"(?![A-Z0-9#*])"
_REST = rf"[ \-]?[0-9](?:[ .\-]?{DIGIT}){{5,8}}[A-Z]?"
_TOKEN = rf"([A-Z]{{0,3}}{_REST})"
# A word for the paper, then a word for its number; other words may stand between ("passport of the driver, number …").
_NAMED = re.compile(
    rf"{_PAPERS}[^0-9\n;!?]{{0,40}}?{_NUMBER}[^0-9A-Z\n]{{0,4}}(?:IS |WAS |ADALAH |LA )?{_BEFORE}{_TOKEN}{_AFTER}"
)
# A word for the paper, then a number with letters at its front, or one too long to count papers.
_BESIDE = re.compile(
    rf"{_PAPERS}[ ,(\-]{{0,3}}{_BEFORE}([A-Z]{{1,3}}{_REST}|{DIGIT}{{8,9}}){_AFTER}(?![.,]\d)"
)
_SHORT = re.compile(rf"(?<![A-Z])(?:PPT|PP) ?(?:NO|NUM|#)[^0-9A-Z\n]{{0,4}}{_BEFORE}{_TOKEN}{_AFTER}")
_TO = without_marks(
    r"\s{0,2}(?:-|~|TO|UNTIL|THROUGH|ถึง|SAMPAI(?: DENGAN)?|S/D|S\.D\.|HINGGA|ĐẾN|TỚI|至|到)\s{0,2}"
    r"(?:NUMBER |NO\.? |เลขที่|NOMOR |SỐ )?\s?"
)
_RANGE = re.compile(rf"{_TOKEN}{_TO}{_TOKEN}{_AFTER}")
_NO_NUMBER = re.compile(
    r"(?:[A-Z]{1,3} )?(?:\d{1,2}[.\-]\d{1,2}[.\-]\d{4}|\d{4}[.\-]\d{1,2}[.\-]\d{1,2}|(?:19|20|25)\d{2}[ \-]+"
    r"(?:19|20|25)\d{2})"
)


def numbers(seen: Seen) -> Iterator[tuple[int, int]]:
    """(start, end) of every number of a paper that is no series, in places of what was given."""
    series = [found.span() for found in _RANGE.finditer(seen.text) if _is_a_series(*found.groups())]
    for pattern in (_NAMED, _BESIDE, _SHORT):
        for found in pattern.finditer(seen.text):
            start, end = found.span(1)
            inside = any(first <= start < last for first, last in series)
            if not inside and not _NO_NUMBER.fullmatch(found.group(1)):
                yield seen.span(start, end)


def _is_a_series(first: str, last: str) -> bool:
    """Both built alike, and the last one later."""
    first, last = (re.sub(r"[ .\-]", "", each) for each in (first, last))
    alike = re.sub("[A-Z]", "A", re.sub(r"\d", "9", first)) == re.sub("[A-Z]", "A", re.sub(r"\d", "9", last))
    return alike and first < last
