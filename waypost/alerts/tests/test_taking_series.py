"""Number series from a file: every bad row named, all or nothing, columns in either language, Excel by position."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts import lists, table
from waypost.alerts.models import Series, Term
from waypost.alerts.tests.alerting import SERIES, approved, drafted, next_version
from waypost.alerts.tests.test_writing import issued_by, version_of
from waypost.core.models import AuditRow
from waypost.files import tables
from waypost.files.intake import LARGEST
from waypost.files.sheets import as_csv
from waypost.people.models import Person
from waypost.publications.actions import drafting
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import shared

As = Callable[[Person], Client]
TABLE = """First number,Last number,What is said of it,Declared on,Reference of the declaration,Issuer,Document
U10000000,U10000999,CFT,2020-03-01,Note 12/2020,,
C20000000,,,,,UTO,PAS
"""


@pytest.fixture
def draft(cast: Cast) -> Publication:
    for vocabulary, code in (("issuer", "UTO"), ("issuer", "XUA"), ("document", "PAS")):
        Term.objects.get_or_create(vocabulary=vocabulary, code=code, defaults={"label_en": f"Word {code}"})
    return drafted(cast)


def sent(
    browser: Client, draft: Publication, content: str | bytes, do: str = "take", name: str = "series.csv"
) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return browser.post(f"/items/{draft.public_id}/series/", {"file": file, "do": do})


def kept(draft: Publication, *, imported: bool = True) -> list[tuple[str, str]]:
    rows = Series.unfiltered.filter(version=version_of(draft).pk, imported=imported).order_by("pk")
    return [(each.shown_first, each.shown_last) for each in rows]


def excel(*rows: tuple[Any, ...], formats: dict[str, str] | None = None, sheets: int = 1) -> bytes:
    book = Workbook()
    for n in range(sheets):
        sheet = book.active if n == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        for place, shown_as in (formats or {}).items():
            sheet[place].number_format = shown_as
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestTakingOver:
    def test_every_row_becomes_a_series_and_typed_ones_stay(
        self, cast: Cast, enter: As, draft: Publication
    ) -> None:
        browser = enter(cast.officer)
        answer = sent(browser, draft, TABLE)

        assert answer.status_code == 302, answer.content.decode()
        assert kept(draft) == [("U10000000", "U10000999"), ("C20000000", "C20000000")]
        assert kept(draft, imported=False) == [SERIES]
        first = Series.unfiltered.filter(version=version_of(draft).pk, imported=True).order_by("pk")[0]
        assert (first.issuer, first.document, first.kind, first.declared_on, first.reference) == (
            "UTO", "PAS", "CFT", date(2020, 3, 1), "Note 12/2020",
        )  # fmt: skip
        page = browser.get(answer["Location"]).content.decode()
        assert "2 series came from a file" in page

    def test_a_second_file_takes_the_place_of_the_first(
        self, cast: Cast, enter: As, draft: Publication
    ) -> None:
        browser = enter(cast.officer)
        sent(browser, draft, TABLE)
        sent(browser, draft, "first\nX1\n")
        assert kept(draft) == [("X1", "X1")]

        browser.post(f"/items/{draft.public_id}/series/", {"do": "remove"})
        assert kept(draft) == []
        assert kept(draft, imported=False) == [SERIES]

    def test_the_audit_row_has_counts_and_no_number(self, cast: Cast, enter: As, draft: Publication) -> None:
        sent(enter(cast.officer), draft, TABLE)
        row = AuditRow.objects.get(action="alerts.series_imported")
        said = bytes(row.canonical).decode()
        assert '"series":2' in said
        assert '"before":0' in said
        assert "U1000" not in said
        assert "Note 12" not in said

    def test_only_checking_keeps_nothing(self, cast: Cast, enter: As, draft: Publication) -> None:
        answer = sent(enter(cast.officer), draft, TABLE, do="check")
        assert answer.status_code == 200
        assert "2 rows, and nothing is wrong" in answer.content.decode()
        assert kept(draft) == []

    def test_they_are_found_when_published_and_go_with_the_next_version(
        self, cast: Cast, enter: As, draft: Publication
    ) -> None:
        sent(enter(cast.officer), draft, TABLE)
        assert lists.series_with(cast.coast_officer, "U10000500") == []
        alert = approved(cast, drafting.submit(by=cast.officer, publication=draft), 1)
        assert len(lists.series_with(cast.coast_officer, "U10000500")) == 1

        next_version(cast, alert)
        assert [each.imported for each in lists.series_with(cast.coast_officer, "U10000500")] == [True]


BAD = [
    ("first,last\nU20,U10\n", "Row 2", "comes before the first"),
    ("first,last\nU20,U100\n", "Row 2", "not of the same length"),
    ("first,last\nU20,X30\n", "Row 2", "more than the digits"),
    ("first,last\n,U30\n", "Row 2", "It is missing"),
    ("first\n\n\nU-*-1\n", "Row 4", "no document number"),
    ("first,issuer\nU20,Atlantis\n", "Row 2", "“Atlantis” is no issuer that is known"),
    ("first,kind\nU20,odd\n", "Row 2", "“odd” is nothing that is said of a series"),
    ("first,document\nU20,scroll\n", "Row 2", "no type of document that is known"),
    ("first,declared on\nU20,32.13.2020\n", "Row 2", "This is no date"),
    ("first,last\nU20,U30\nU20,u 30\n", "Row 3", "Row 2 says the same"),
    ("first\n1.23457E+15\n", "Row 2", "shortened this number"),
    ("first,kind\nU20,BLK\n", "Row 2", "Only the issuing state"),
    ("first,reference\nU20,call +66 81 234 5678\n", "Row 2", "seems to hold personal data"),
    ("first,reference\nU20," + "x" * 61 + "\n", "Row 2", "more than 60 characters"),
]


@pytest.mark.parametrize(("content", "row", "sentence"), BAD)
def test_a_bad_row_is_named_and_nothing_is_taken_over(
    cast: Cast, enter: As, draft: Publication, content: str, row: str, sentence: str
) -> None:
    answer = sent(
        enter(cast.officer), draft, content + "U99999999" + "," * content.split("\n")[0].count(",") + "\n"
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert row in page
    assert sentence in page
    assert "1 row is wrong: nothing was taken over" in page
    assert kept(draft) == []


WHOLE = [
    ("", "is empty"),
    ("first\n", "no row below"),
    ("last,kind\nU1,CFT\n", "names no column"),
    ("first,colour\nU1,red\n", "“colour” in the first row"),
    ("first,First number\nU1,U2\n", "Two columns are called"),
    ("first\n=1+1\n", "begin with ="),
    (b"first\n\xff\xfe\xfa\n", "not text in UTF-8"),
    (b"first\nU1\x07\n", "not text"),
    (b"first\n" + b"U10000000\n" * (LARGEST // 10 + 1), "larger than 25 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), WHOLE, ids=[sentence for _content, sentence in WHOLE])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    cast: Cast, enter: As, draft: Publication, content: str | bytes, sentence: str
) -> None:
    answer = sent(enter(cast.officer), draft, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert kept(draft) == []


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.4\nx", "series.pdf"), (b"PK\x03\x04x", "series.xlsx"), (b"x", "series.exe")],
)
def test_what_is_no_table_is_refused(
    cast: Cast, enter: As, draft: Publication, content: bytes, name: str
) -> None:
    assert sent(enter(cast.officer), draft, content, name=name).status_code == 422
    assert kept(draft) == []


def test_too_many_rows_are_refused(
    cast: Cast, enter: As, draft: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    rows = "first\n" + "".join(f"U{n}\n" for n in range(4))
    assert "more than 3 rows" in sent(enter(cast.officer), draft, rows).content.decode()
    monkeypatch.setattr(table, "MOST_ROWS", 4)
    assert sent(enter(cast.officer), draft, rows).status_code == 302


def test_the_first_hundred_bad_rows_are_shown_and_the_others_counted(
    cast: Cast, enter: As, draft: Publication
) -> None:
    page = sent(enter(cast.officer), draft, "first\n" + "*\n" * 130).content.decode()
    assert "130 rows are wrong" in page
    assert "30 more rows are wrong" in page
    assert page.count("no document number") == 100


def test_the_issuer_declares_its_own_blanks_stolen(cast: Cast, enter: As, draft: Publication) -> None:
    issued_by(cast.police.member)
    assert sent(enter(cast.officer), draft, "first,kind\nU20,Stolen blank\n").status_code == 302
    assert sent(enter(cast.officer), draft, "first,kind,issuer\nU20,BLK,XUA\n").status_code == 422


def test_series_with_numbers_in_common_are_taken_and_told(cast: Cast, enter: As, draft: Publication) -> None:
    browser = enter(cast.officer)
    rows = "first,last\nU100,U199\nU300,U400\nU150,U250\nU120,U130\nC150,C250\n"
    page = sent(browser, draft, rows, do="check").content.decode()
    assert "2 of them have numbers in common" in page
    assert "U150–U199" in page
    assert "Rows 2 and 4" in page

    answer = sent(browser, draft, rows)
    assert len(kept(draft)) == 5
    assert "numbers in common" in browser.get(answer["Location"]).content.decode()


class TestHowItIsWritten:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_delimiters_and_encodings(
        self, cast: Cast, enter: As, draft: Publication, delimiter: str, encoding: str, ends: str
    ) -> None:
        content = ends.join(TABLE.replace(",", delimiter).split("\n")).encode(encoding)
        assert sent(enter(cast.officer), draft, content).status_code == 302
        assert len(kept(draft)) == 2

    def test_columns_and_words_in_thai(self, cast: Cast, enter: As, draft: Publication) -> None:
        Term.objects.filter(vocabulary="issuer", code="XUA").update(label_th="อาร์คาเดีย")
        browser = enter(cast.officer)
        browser.cookies["django_language"] = "th"
        template = browser.get(f"/items/{draft.public_id}/series/template/", HTTP_ACCEPT_LANGUAGE="th")
        assert "attachment" in template["Content-Disposition"]
        content = "หมายเลขแรก,ผู้ออกเอกสาร\nU๗๓,อาร์คาเดีย\n"
        answer = sent(browser, draft, content)
        assert answer.status_code == 302, answer.content.decode()
        row = Series.unfiltered.get(version=version_of(draft).pk, imported=True)
        assert (row.shown_first, row.issuer) == ("U73", "XUA")


class TestExcel:
    def test_cells_are_read_by_their_place(self, cast: Cast, enter: As, draft: Publication) -> None:
        content = excel(
            ("First number", "Last number", "Declared on", "Reference of the declaration"),
            ("U10", None, None, "Note 1"),
            (),
            (12345, 12399, date(2020, 3, 1), None),
            (71, None, None, None),
            formats={"A4": "00000000", "B4": "00000000"},
        )
        answer = sent(enter(cast.officer), draft, content, name="series.xlsx")
        assert answer.status_code == 302, answer.content.decode()
        assert kept(draft) == [("U10", "U10"), ("00012345", "00012399"), ("71", "71")]
        rows = Series.unfiltered.filter(version=version_of(draft).pk, imported=True).order_by("pk")
        assert [(each.reference, each.declared_on) for each in rows] == [
            ("Note 1", None), ("", date(2020, 3, 1)), ("", None),
        ]  # fmt: skip

    def test_a_bad_row_has_its_number(self, cast: Cast, enter: As, draft: Publication) -> None:
        content = excel(("first",), ("U1",), (), (), ("*",))
        page = sent(enter(cast.officer), draft, content, name="series.xlsx").content.decode()
        assert "Row 5" in page

    @pytest.mark.parametrize("number", [1234567890123456789, 1.5e15])
    def test_a_number_that_lost_digits_is_no_number(
        self, cast: Cast, enter: As, draft: Publication, number: float
    ) -> None:
        page = sent(enter(cast.officer), draft, excel(("first",), (number,)), name="series.xlsx")
        assert "shortened this number" in page.content.decode()

    def test_a_second_sheet_is_told(self, cast: Cast, enter: As, draft: Publication) -> None:
        content = excel(("first",), ("U1",), sheets=2)
        page = sent(enter(cast.officer), draft, content, do="check", name="series.xlsx").content.decode()
        assert "first sheet" in page


class TestWhoMay:
    @pytest.mark.parametrize("path", ["series/", "series/template/"])
    def test_nobody_but_those_who_write_it(
        self, cast: Cast, enter: As, draft: Publication, path: str
    ) -> None:
        for person in (cast.coast_officer, cast.outsider):
            assert enter(person).get(f"/items/{draft.public_id}/{path}").status_code in (302, 404)
        assert sent(enter(cast.coast_officer), draft, TABLE).status_code == 404
        assert kept(draft) == []

    def test_a_published_alert_takes_none(self, cast: Cast, enter: As, draft: Publication) -> None:
        approved(cast, drafting.submit(by=cast.officer, publication=draft), 1)
        assert sent(enter(cast.officer), draft, TABLE).status_code in (403, 409)

    def test_another_kind_of_item_has_no_series(self, cast: Cast, enter: As) -> None:
        item = shared(cast, Mark.GREEN)
        assert enter(cast.officer).get(f"/items/{item.public_id}/series/").status_code in (403, 404)


_NUMBERS = st.integers(0, 9999)
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["CFT", "BLK", "SLR", "NIS"]),
        st.text("ABU", max_size=3),
        _NUMBERS,
        _NUMBERS,
        st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        st.sampled_from(["", "Note 12", 'a "quoted, one"', "หนังสือที่ ๑"]),
        st.sampled_from(["UTO", "XUA"]),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: (row[0], row[1], tuple(sorted(row[2:4])), row[6]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ROWS, st.sampled_from(",;\t"))
def test_what_is_written_by_the_templates_columns_is_read_as_the_same(
    words: None, rows: list[Any], delimiter: str
) -> None:
    declared = [
        table.Declared(
            table.Range(prefix, 4, *sorted((one, other))), kind, issuer, "PAS", declared_on, reference
        )
        for kind, prefix, one, other, declared_on, reference, issuer in rows
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(as_csv(table.cells(declared)))))
    read = table.read(
        tables.Table("series.csv", out.getvalue(), delimiter),
        table.Around("UTO", "", frozenset({"UTO", "XUA"})),
    )
    assert read.problems == []
    assert read.declared == declared


@pytest.fixture
def words(db: None) -> None:
    for vocabulary, code in (("issuer", "UTO"), ("issuer", "XUA"), ("document", "PAS")):
        Term.objects.get_or_create(vocabulary=vocabulary, code=code)


def test_a_table_is_read_as_it_is_taken_in() -> None:
    assert tables.read(TABLE.replace(",", ";").encode("utf-16"), "x.csv").delimiter == ";"
