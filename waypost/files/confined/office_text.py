"""The words of Word and Excel files that ``office.clean`` made."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook

from waypost.files.confined import office_xml

MOST_CELLS = 500_000
MOST_TEXT = 2_000_000  # characters of one file
_ASIDE = ("word/footnotes.xml", "word/endnotes.xml")


def of_text(archive: zipfile.ZipFile, main: str) -> Iterator[str]:
    """Page by page, where Word noted the breaks it last made; foot- and endnotes follow as a page of their own."""
    yield from _words(archive.read(main))
    aside = [page for name in _ASIDE if name in archive.namelist() for page in _words(archive.read(name))]
    if any(page.strip() for page in aside):
        yield "\n".join(aside)


def of_table(content: bytes) -> Iterator[str]:
    """Sheet by sheet: its name, then a line a row."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    cells = size = 0
    for sheet in book.worksheets:
        lines = [sheet.title]
        for row in sheet.iter_rows(values_only=True):
            line = "\t".join(str(value) for value in row if value is not None)
            cells, size = cells + len(row), size + len(line)
            if cells > MOST_CELLS or size > MOST_TEXT:
                raise MemoryError
            if line:
                lines.append(line)
        yield "\n".join(lines)


def _words(xml: bytes) -> list[str]:
    pages: list[list[str]] = [[]]
    inside = {"text": False}

    def started(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        inside["text"] = local == "t"
        hard = local == "br" and any(
            name.endswith("type") and value == "page" for name, value in attributes.items()
        )
        if (hard or local == "lastRenderedPageBreak") and pages[-1]:
            pages.append([])
        elif local in ("tab", "br"):
            pages[-1].append("\t" if local == "tab" else "\n")

    def words(text: str) -> None:
        if inside["text"]:
            pages[-1].append(text)

    def ended(tag: str, _attributes: dict[str, str]) -> None:
        inside["text"] = False
        if tag.endswith(" p"):
            pages[-1].append("\n")

    office_xml.parse(xml, started, words, ended)
    return ["".join(page) for page in pages]
