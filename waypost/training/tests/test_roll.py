"""A nominal roll from a file: every bad row is named with what to do, and nothing is half-saved."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tests.cast import Cast
from waypost.core.errors import Refused
from waypost.files.tables import Table
from waypost.training import roll
from waypost.training.actions.nomination import MOST_OFFICERS
from waypost.training.actions.programmes import Unit
from waypost.training.models import Intake, Nominee, Order
from waypost.training.tests.enrolling import NEWCOMER, named, offered

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]

HEAD = "Full name in Latin letters;Official mail address;เพศ;Rank band;Province;unit"
GOOD = (
    "Dao Suwan;dao@immigration.invalid;female;Commissioned officer;Ranong;Division One",
    "Pim Suwan;PIM@immigration.invalid;ชาย;other-rank;;กองสอง",
)
SAID = {"number": "0031.5/214", "dated": "2020-08-28"}


@pytest.fixture
def intake(cast: Cast) -> Intake:
    units = [
        Unit(cast.immigration, 3, "Division One", "กองหนึ่ง"),
        Unit(cast.immigration, 3, "Division Two", "กองสอง"),
    ]
    return offered(cast, *units, Unit(cast.ministry, 3))


def at(intake: Intake, page: str = "") -> str:
    return f"/training/cohorts/{intake.public_id}/roll/{page}"


def csv_of(*rows: str, head: str = HEAD) -> SimpleUploadedFile:
    return SimpleUploadedFile("roll.csv", "\n".join((head, *rows)).encode(), "text/csv")


def sent(do: str, *rows: str, **more: Any) -> dict[str, Any]:
    return {**SAID, "do": do, "file": csv_of(*rows), **more}


def excel(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("roll.xlsx", out.getvalue())


def test_a_roll_is_checked_then_nominated_by_one_order(cast: Cast, enter: Enter, intake: Intake) -> None:
    client = enter(cast.immigration_focal_point)
    checked = client.post(at(intake), sent("check", *GOOD))
    assert "2 rows, and nothing is wrong" in checked.content.decode()
    assert not Nominee.unfiltered.exists()
    assert client.post(at(intake), sent("take", *GOOD)).status_code == 302
    assert Order.unfiltered.count() == 1
    rows = {row.email: row for row in Nominee.unfiltered.select_related("seats")}
    assert rows["dao@immigration.invalid"].seats.unit_en == "Division One"
    assert rows["pim@immigration.invalid"].sex == "male"
    assert rows["pim@immigration.invalid"].seats.unit_en == "Division Two"
    blank = client.get(at(intake, "template/")).content.decode("utf-8-sig").splitlines()
    assert blank[0].startswith("Rank or title,")
    assert blank[2].split(",")[8] == "Department B (police): Division Two"
    assert enter(cast.secretariat).get(at(intake)).status_code == 403
    assert enter(cast.officer).get(at(intake, "template/")).status_code == 404


def test_every_bad_row_is_named_and_nobody_is_nominated(cast: Cast, enter: Enter, intake: Intake) -> None:
    named(cast, intake, NEWCOMER)
    bad = (
        GOOD[0],
        f"Malee;{NEWCOMER};female;officer;;Division One",
        "Dao;dao@immigration.invalid;female;officer;;Division One",
        "Nok;no address;sometimes;officer;;Division One",
        "Lek;lek@immigration.invalid;male;officer;;Department C",
        "Noi;noi@immigration.invalid;male;;;",
    )
    client = enter(cast.immigration_focal_point)
    answer = client.post(at(intake), sent("take", *bad))
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "This address is nominated for this cohort already",
        "5 rows are wrong: nobody was nominated",
        "Row 2 has the same address",
        "This is no mail address",
        "“Department C” is no unit of yours",
        "It is missing. Write which of your units",
    ):
        assert words in said
    for told, sentence in (
        ({"dated": "2020-12-01"}, "This day has not come"),
        ({"dated": "1 May"}, "This is no date"),
        ({"number": ""}, "By which order?"),
    ):
        assert sentence in client.post(at(intake), sent("take", *GOOD, **told)).content.decode()
    assert Nominee.unfiltered.count() == Order.unfiltered.count() == 1


def test_excel_says_the_order_itself_in_years_of_either_era(cast: Cast, enter: Enter, intake: Intake) -> None:
    head = ("ชื่อเต็มด้วยอักษรละติน", "email", "เพศ", "กลุ่มชั้นยศ", "หน่วย", "เลขที่คำสั่ง", "วันที่ของคำสั่ง")
    rows = [
        ("Dao Suwan", "dao@immigration.invalid", "หญิง", "ชั้นประทวน", "กองหนึ่ง", "0031.5/9", date(2020, 8, 28)),
        ("Pim Suwan", "pim@immigration.invalid", "หญิง", "ชั้นประทวน", "กองสอง", "0031.5/9", "2563-08-28"),
    ]
    client = enter(cast.immigration_focal_point)
    other = (*rows[1][:5], "0031.5/8", "28/8/2563")
    answer = client.post(at(intake), {"do": "take", "file": excel(head, rows[0], other)}).content.decode()
    assert "Another order than “0031.5/9”" in answer
    assert "This is no date" in answer
    assert client.post(at(intake), {"do": "take", "file": excel(head, *rows)}).status_code == 302
    order = Order.unfiltered.get()
    assert (order.number, order.dated) == ("0031.5/9", date(2020, 8, 28))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Official mail address\nx,y", "no column that is known"),
        ("Official mail address,email\nx,y", "Two columns"),
        ("Official mail address,Sex\nx,y", "names no column"),
        ("Full name in Latin letters,email,sex,rank_band", "no row below"),
        ("email\n" + "x\n" * (MOST_OFFICERS + 1), "more than 500 rows"),
    ],
)
def test_what_is_no_roll_is_refused_as_a_whole(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        roll.read(Table("roll.csv", text), Intake(pk=1, closes_on=date(2020, 9, 7)), [], {})
