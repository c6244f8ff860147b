"""A department works on the table outside: what comes back is taken once, and nothing is lost on either side."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.cast import Cast
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.actions.consultation import CommentWords
from waypost.curriculum.models import Comment
from waypost.curriculum.tests.commenting import consulted, places, released, said
from waypost.files import tables
from waypost.files.sheets import as_typed, as_words
from waypost.files.written import Sheet, docx, xlsx

Enter = Callable[[Any], Client]
SAID = "Name the exclusive economic zone."


def _rows(content: bytes) -> list[list[str]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]


def _book(rows: list[list[str]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def _sent(client: Client, at: str, content: bytes, name: str = "t.xlsx", do: str = "take") -> tuple[int, str]:
    answer = client.post(f"{at}table/", {"do": do, "file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_excel_goes_out_and_comes_back(cast: Cast, enter: Enter) -> None:
    made, officer, speaker = consulted(cast), cast.coast_officer, cast.coast_focal_point
    mine = said(officer, made, SAID, proposed="=SUM(A1)")
    theirs = said(cast.immigration_focal_point, made, "Theirs.", at=2)
    at, client = f"/consultations/{made.public_id}/", enter(officer)
    assert enter(cast.customs_officer).get(f"{at}table.xlsx").status_code == 404
    assert client.get(f"{at}table.pdf").status_code == 404
    content = client.get(f"{at}table.xlsx").content
    header, row, *empty = _rows(content)
    assert (row[0], row[6], row[7]) == (f"{mine.public_id}.{mine.print_of}", SAID, "'=SUM(A1)")
    assert theirs.public_id not in str(_rows(content))
    assert all(
        cell.data_type == "s"
        for line in load_workbook(io.BytesIO(content)).worksheets[0]
        for cell in line
        if cell.value
    )

    # As it went out, it changes nothing; filled in, it is taken once.
    assert _sent(client, at, content)[0] == 302
    stable = places(officer, made)[2].stable
    new = [*empty[0][:3], stable, "", "General", "From outside.", "", "english", "", ""]
    changed = [*row[:6], "Said otherwise.", *row[7:]]
    book = _book([header, changed, new, *empty])
    assert "New: 1. Changed: 1." in _sent(client, at, book, do="check")[1]
    assert Comment.unfiltered.count() == 2
    assert [_sent(client, at, book)[0] for _turn in range(2)] == [302, 302]
    assert sorted(Comment.unfiltered.values_list("said", flat=True)) == [
        "From outside.",
        "Said otherwise.",
        "Theirs.",
    ]
    assert Comment.unfiltered.get(pk=mine.pk).proposed == "=SUM(A1)"

    # Changed here meanwhile: both texts are shown, and the one that stands stays.
    words = CommentWords("technical", "Said here.", "en")
    actions.rewrite(by=speaker, consultation=made, public_id=mine.public_id, words=words, revision=2)
    status, page = _sent(client, at, _book([header, [*row[:6], "Said there.", *row[7:]]]))
    assert status == 422
    assert all(each in page for each in ("Changed here and in the file", "Said here.", "Said there."))
    assert Comment.unfiltered.get(pk=mine.pk).said == "Said here."

    # Every bad row is named, and nothing is taken.
    of, known = row[1], _rows(client.get(f"{at}table.xlsx").content)[1]
    bad = [
        [*known[:6], "Mine now.", *known[7:]],
        [*known[:6], "Mine again.", *known[7:]],
        ["x.y", of, "", stable, "", "General", "A.", "", "English", "", ""],
        ["", of, "", "nowhere", "", "General", "A.", "", "English", "", ""],
        ["", of, "", stable, "", "Loud", "", "", "Latin", "", ""],
        ["", of, "", stable, "", "General", "Passport no. AA1234567", "", "English", "", ""],
    ]
    status, page = _sent(client, at, _book([header, *bad]))
    assert status == 422
    for said_so in (
        "5 rows are wrong",
        "No comment that you read",
        "No paragraph of this version",
        "Choose one of those listed",
        "The same row stands in row 2",
        "personal data",
    ):
        assert said_so in page
    assert Comment.unfiltered.filter(said__startswith="Mine").count() == 0

    # Another version's, or other columns.
    assert (
        "of another consultation (version 9.9.9)"
        in _sent(client, at, _book([header, [row[0], "abc 9.9.9", *row[2:]]]))[1]
    )
    assert "is no column that is known" in _sent(client, at, _book([["Colour", *header[1:]], row]))[1]
    assert "names no column" in _sent(client, at, _book([header[:6], row[:6]]))[1]
    assert "No row says" in _sent(client, at, _book([header, ["", "", *row[2:]]]))[1]
    assert "has no row" in _sent(client, at, _book([header]))[1]

    # Released: the focal point changes it, an officer does not, and nobody another department's.
    released(speaker, made)
    released(cast.immigration_focal_point, made)
    page = _sent(client, at, _book([header, [*known[:6], "Mine now.", *known[7:]]]))[1]
    assert "Your focal point changes this comment" in page
    keeper = enter(cast.focal_point)
    rows = _rows(keeper.get(f"{at}table.xlsx").content)
    [other] = [each for each in rows if each[6] == "Theirs."]
    assert "another department" in _sent(keeper, at, _book([header, [*other[:6], "Ours.", *other[7:]]]))[1]


@pytest.mark.django_db
def test_word_goes_out_and_comes_back(cast: Cast, enter: Enter) -> None:
    made, officer = consulted(cast), cast.coast_officer
    mine = said(officer, made, "First line.\nSecond <line> & more.")
    at, client = f"/consultations/{made.public_id}/", enter(officer)
    content = client.get(f"{at}table.docx").content
    assert _sent(client, at, content, "t.docx")[0] == 302
    assert Comment.unfiltered.get().said == mine.said
    edited = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            body = old.read(name).replace(b"Second &lt;line&gt;", b"Third &lt;line&gt;")
            new.writestr(name, body)
    assert _sent(client, at, edited.getvalue(), "t.docx")[0] == 302
    assert Comment.unfiltered.get().said == "First line.\nThird <line> & more."
    assert "is no table" in _sent(client, at, content, "t.xlsx")[1]


@given(words=st.text(max_size=8) | st.sampled_from(["=1+1", "'=1", "''@x", "'a", "-", "+66"]))
def test_no_cell_is_a_formula_and_every_one_comes_back(words: str) -> None:
    assert as_words(words)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert as_typed(as_words(words)) == words


def test_tables_are_read_as_they_were_written() -> None:
    sheet = Sheet("A", ["One", "สอง"], [["x\ny", "=1"], ["ก & <b>", ""]], (10, 20))
    for content, name in (
        (xlsx([sheet], mark="TLP:AMBER"), "t.xlsx"),
        (docx("T", [sheet, sheet], mark="TLP:AMBER"), "t.docx"),
    ):
        rows = [cells for _n, cells in tables.read(content, name, word=True).rows()]
        assert [row[:2] for row in rows] == [
            ["One", "สอง"],
            ["x\ny", "=1"],
            ["ก & <b>", ""],
        ]
