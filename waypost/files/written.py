"""Tables written for programs of others, Excel and Word: words in cells, and nothing in them that acts.

content = xlsx([Sheet("Comments", header, rows)], mark="TLP:AMBER")
content = docx("Comments", [Sheet(...)], mark="TLP:AMBER")
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from waypost.files.sheets import as_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST = 32_000  # signs that Excel keeps in a cell
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WIDE = 15_400  # twentieths of a point between the margins of a page on its side


@dataclass(frozen=True)
class Sheet:
    """A table: ``widths`` are those of its columns, in signs."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = field(default_factory=tuple)


def xlsx(sheets: Sequence[Sheet], *, mark: str) -> bytes:
    """A workbook with the sheets in their order, the mark at the head and foot of every printed page."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page: Any = book.create_sheet(sheet.name[:31])
        for row in (sheet.header, *sheet.rows):
            page.append([_clean(as_words(each))[:LONGEST] for each in row])
        _dress(page, sheet)
        page.oddHeader.center.text = page.oddFooter.center.text = mark
    out = io.BytesIO()
    book.save(out)
    return _of_no_time(out.getvalue())


def docx(title: str, sheets: Sequence[Sheet], *, mark: str) -> bytes:
    """A text with the tables in their order, each below its name."""
    parts = [_paragraph(mark, bold=True), _paragraph(title, bold=True)]
    for sheet in sheets:
        parts += [_paragraph(sheet.name, bold=True), _table(sheet), _paragraph("")]
    page = (
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" w:right="720" '
    )
    page += 'w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/></w:sectPr>'
    body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(parts)}{page}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", f"{_HEAD}{body}")
    return _of_no_time(out.getvalue())


def _of_no_time(content: bytes) -> bytes:
    """The same file without when it was made: twice the same rows are twice the same bytes, and tell no more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as kept:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(b"1980-01-01T00:00:00Z", part)
            kept.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dress(page: Any, sheet: Sheet) -> None:
    for cells in page.iter_rows():
        for cell in cells:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in page[1]:
        cell.font = Font(bold=True)
    for at, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"


def _table(sheet: Sheet) -> str:
    widths = sheet.widths or [1] * len(sheet.header)
    parts = [_WIDE * each // sum(widths) for each in widths]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in parts)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row(row, parts, bold=nth == 0) for nth, row in enumerate((sheet.header, *sheet.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDE}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, bold: bool) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if bold else "<w:trPr><w:cantSplit/></w:trPr>"
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraphs(as_words(each), bold=bold)}</w:tc>'
        for each, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{head}{said}</w:tr>"


def _paragraphs(words: str, *, bold: bool) -> str:
    return "".join(_paragraph(line, bold=bold) for line in words.split("\n"))


def _paragraph(words: str, *, bold: bool = False) -> str:
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(_clean(words))}</w:t></w:r></w:p>'


def _clean(words: str) -> str:
    """Without the signs that no file of this kind holds."""
    return _NOT_XML.sub("", words)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="'
    f'{DOCX}.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
