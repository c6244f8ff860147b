"""What stands in machine readable lines: public specimens, and documents of every format written here."""

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.alerts.mrz import dates, read
from waypost.alerts.mrz.layouts import FRA_OLD_ID, MRVA, MRVB, TD1, TD2, TD3
from waypost.alerts.mrz.reading import Reading
from waypost.alerts.tests.documents import (
    CARD,
    DIGITS,
    FRENCH,
    LETTERS,
    PASSPORT,
    VALUES,
    VISA,
    WRITTEN,
    Document,
    digit,
    documents,
)

pytestmark = pytest.mark.plain

VECTORS = json.loads((Path(__file__).parent / "mrz_vectors.json").read_text(encoding="utf-8"))
KEYS = ["format", "valid", "fails", "errors", "warnings", "expected"]
LAYOUTS = (TD3, TD2, TD1, MRVA, MRVB, FRA_OLD_ID)
patient = settings(deadline=None)
every_format = pytest.mark.parametrize("name", WRITTEN)


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{each['id']}: {each['note']}" for each in VECTORS])
def test_specimen(vector: dict[str, Any]) -> None:
    assert read(vector["lines"]).verdict() == {key: vector[key] for key in KEYS}


def wrong(lines: list[str]) -> Reading:
    """Read, and proved to be wrong."""
    reading = read(lines)
    assert not reading.valid
    return reading


def put(lines: list[str], line: int, first: int, text: str) -> list[str]:
    """The lines with a text in another place of theirs, counted from 1."""
    old = lines[line - 1]
    return [*lines[: line - 1], old[: first - 1] + text + old[first - 1 + len(text) :], *lines[line:]]


def codes(reading: Reading) -> list[str]:
    verdict: list[str] = reading.verdict()["errors"]
    return verdict


# Documents that are right.


@every_format
@given(data=st.data())
@patient
def test_what_is_written_right_reads_back(name: str, data: st.DataObject) -> None:
    document = data.draw(documents(name))
    verdict = read(WRITTEN[name][1](document)).verdict()
    expected = verdict.pop("expected")
    truncated = ["name_may_be_truncated"] if verdict["warnings"] else []
    assert verdict == {"format": name, "valid": True, "fails": [], "errors": [], "warnings": truncated}
    assert (expected["document_number"], expected["birth_date"]) == (document.number, document.birth)
    assert (expected["sex"], expected["primary"]) == (document.sex, " ".join(document.primary))
    if name == "FRA_OLD_ID":
        assert expected["department_office"] == document.optional
        return
    assert (expected["document_code"], expected["issuing_state"]) == (document.code, document.issuer)
    assert (expected["nationality"], expected["expiry_date"]) == (document.nationality, document.expiry)
    assert (expected["secondary"], expected["optional_data_1"]) == (
        " ".join(document.secondary),
        document.optional,
    )
    assert expected["birth_date_status"] == {6: "ok", 0: "unknown"}.get(
        len(document.birth.rstrip("<")), "partial"
    )


@every_format
@given(data=st.data())
@patient
def test_one_character_taken_for_another_fails_every_digit_over_it(name: str, data: st.DataObject) -> None:
    """But where their values differ by ten, twenty or thirty, and nothing notices."""
    document, write = WRITTEN[name]
    lines = write(document)
    checks = read(lines).checks
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[0])))
    given_there = lines[line - 1][column - 1]
    other = data.draw(st.sampled_from(sorted(VALUES)))
    changed = read(put(lines, line, column, other))
    if other == given_there or changed.layout.name != name or len(changed.checks[0].digit.covers) > 1:
        return
    own = [
        check.name
        for check in checks
        if (check.digit.at.line, check.digit.at.first) == (line, column)
        and not (check.name == "optional_data" and not document.optional and other in "<0")
    ]
    unlike = (VALUES[other] - VALUES[given_there]) % 10 != 0
    over = [
        check.name
        for check in checks
        if unlike
        and any(place.line == line and place.first <= column <= place.last for place in check.digit.covers)
    ]
    assert sorted(changed.fails) == sorted({*own, *over})


@every_format
def test_every_character_of_a_line_has_one_meaning(name: str) -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == name)
    inside = {"issue_yymm", "department_code"}  # parts of the French number
    places = [place for field, where in layout.fields.items() if field not in inside for place in where]
    places += [each.at for each in layout.digits]
    spots = sorted((each.line, at) for each in places for at in range(each.first, each.last + 1))
    assert spots == [(line, at) for line in range(1, layout.count + 1) for at in range(1, layout.length + 1)]


# Lines that are no document's.


@pytest.mark.parametrize(
    ("lines", "name", "errors"),
    [
        (PASSPORT.td3()[:1], "TD3", ["line_count"]),
        ([*PASSPORT.td3(), "<" * 44], "TD3", ["line_count"]),
        (CARD.td1()[:2], "TD1", ["line_count"]),
        (CARD.td1()[:1], "TD1", ["line_count"]),
        ([*CARD.td2(), CARD.td2()[0]], "TD2", ["line_count"]),
        (VISA.mrva()[1:] * 3, "TD3", ["line_count"]),
        ([PASSPORT.td3()[0][:-1], PASSPORT.td3()[1]], "TD3", ["line_length"]),
        ([PASSPORT.td3()[0], PASSPORT.td3()[1] + "<"], "TD3", ["line_length"]),
        ([PASSPORT.td3()[0][:20], PASSPORT.td3()[1]], "TD3", ["line_length"]),
        ([VISA.mrva()[0] + "<", VISA.mrva()[1]], "MRVA", ["line_length"]),
        ([VISA.mrvb()[0][:-1], VISA.mrvb()[1][:-1]], "MRVB", ["line_length"]),
        ([FRENCH.french()[0], FRENCH.french()[1][:-1]], "FRA_OLD_ID", ["line_length"]),
        ([*CARD.td1()[:2], CARD.td1()[2][:-1]], "TD1", ["line_length"]),
        (["".join(PASSPORT.td3())], "TD3", ["line_count", "line_length"]),
        (["".join(CARD.td1())], "TD1", ["line_count", "line_length"]),
        (["".join(VISA.mrvb())], "MRVB", ["line_count", "line_length"]),
        (put(PASSPORT.td3(), 1, 14, " "), "TD3", ["illegal_character"]),
        (put(PASSPORT.td3(), 2, 14, "é"), "TD3", ["illegal_character"]),
        (put(CARD.td1(), 3, 9, "-"), "TD1", ["illegal_character"]),
        ([line.lower() for line in VISA.mrva()], "MRVA", ["illegal_character"]),
        ([line.lower() for line in FRENCH.french()], "FRA_OLD_ID", ["illegal_character"]),
        ([line.lower() for line in CARD.td2()], "TD2", ["illegal_character"]),
        ([PASSPORT.td3()[0] + " ", PASSPORT.td3()[1]], "TD3", ["line_length", "illegal_character"]),
    ],
)
def test_lines_without_a_format_are_named_and_not_read(
    lines: list[str], name: str, errors: list[str]
) -> None:
    verdict = wrong(lines).verdict()
    assert (verdict["format"], verdict["errors"], verdict["expected"]) == (name, errors, None)
    assert (verdict["fails"], verdict["warnings"]) == ([], [])


def test_a_fault_says_where_it_is() -> None:
    [fault] = read(put(PASSPORT.td3(), 2, 14, "é")).faults
    assert (fault.place.line, fault.place.first, fault.given) == (2, 14, "é")
    [fault] = read([PASSPORT.td3()[0], PASSPORT.td3()[1][:-2]]).faults
    assert (fault.place.line, fault.given) == (2, "42")


@given(st.lists(st.text(max_size=50) | st.text(LETTERS + DIGITS + "<", min_size=28, max_size=46), max_size=4))
@patient
def test_anything_has_a_verdict(lines: list[str]) -> None:
    verdict = read(lines).verdict()
    assert list(verdict) == KEYS
    assert json.loads(json.dumps(verdict)) == verdict


@given(st.sampled_from([(2, 44), (2, 36), (3, 30)]), st.data())
@patient
def test_any_lines_of_the_right_size_are_read(size: tuple[int, int], data: st.DataObject) -> None:
    line = st.text(LETTERS + DIGITS + "<", min_size=size[1], max_size=size[1])
    reading = read(data.draw(st.lists(line, min_size=size[0], max_size=size[0])))
    assert reading.fields
    assert reading.verdict()["expected"] is not None


def test_lines_in_the_wrong_order_are_not_right() -> None:
    for document, write in WRITTEN.values():
        assert not read(write(document)[::-1]).valid


# Document codes.


@pytest.mark.parametrize(
    ("lines", "errors"),
    [
        (PASSPORT.but(code="A").td3(), ["document_code_first_letter"]),
        (PASSPORT.but(code="PV").td3(), ["document_code_second_letter_V"]),
        (PASSPORT.but(code="QV").td3(), ["document_code_first_letter", "document_code_second_letter_V"]),
        (PASSPORT.but(code="PN").td3(), []),
        (CARD.but(code="P").td2(), ["document_code_first_letter"]),
        (CARD.but(code="P").td1(), ["document_code_first_letter"]),
        (CARD.but(code="V").td1(), ["document_code_first_letter"]),
        (CARD.but(code="AC").td1(), []),
        (CARD.but(code="AC").td2(), ["document_code_AC_not_allowed_on_TD2"]),
        (CARD.but(code="IC").td2(), []),
        (CARD.but(code="CC").td2(), []),
        (CARD.but(code="A").td2(), []),
        (VISA.but(code="VV").mrva(), ["document_code_second_letter_V"]),
        (VISA.but(code="VC").mrvb(), []),
        (CARD.but(code="").td1(), ["document_code_first_letter"]),
    ],
)
def test_document_code(lines: list[str], errors: list[str]) -> None:
    assert codes(read(lines)) == errors
    assert read(lines).fails == []


def test_a_card_of_france_that_follows_the_standard_is_no_old_card() -> None:
    lines = CARD.but(code="ID", issuer="FRA", nationality="FRA", primary=("BERTHIER",)).td2()
    assert (read(lines).layout.name, read(lines).valid) == ("TD2", True)
    assert read(CARD.but(code="ID", issuer="FRA", nationality="").td2()).layout.name == "TD2"


# Numbers of more than nine characters.


@pytest.mark.parametrize(("name", "longest"), [("TD1", 22), ("TD2", 14)])
def test_a_long_number_goes_on_in_the_optional_data(name: str, longest: int) -> None:
    write = WRITTEN[name][1]
    for length in range(10, longest + 1):
        document = CARD.but(number=("D23145890734AB1" * 2)[:length])
        reading = read(write(document))
        assert reading.valid, length
        assert reading.verdict()["expected"]["document_number"] == document.number
        assert reading.verdict()["expected"]["optional_data_1"] == ""


def test_optional_data_behind_a_long_number_stay_optional_data() -> None:
    expected = read(CARD.but(number="D231458901", optional="<A<B").td1()).verdict()["expected"]
    assert (expected["document_number"], expected["optional_data_1"]) == ("D231458901", "<A<B")
    assert (
        read(CARD.but(number="D231458901", optional="AB12").td2()).by_name["optional_data_1"].value == "AB12"
    )


def test_a_long_number_without_a_filler_behind_it_is_read() -> None:
    [one, two, three] = CARD.but(number="D23145890734AB1234567890"[:22]).td1()
    number = "D23145890734AB123456789"
    one = one[:15] + number[9:] + digit(number)
    reading = read([one, two, three])
    assert reading.by_name["document_number"].value == number
    assert reading.fails == ["composite"]


@pytest.mark.parametrize("write", [Document.td1, Document.td2])
def test_a_long_number_whose_digit_is_wrong_fails_with_the_composite(write: Any) -> None:
    document = CARD.but(number="D23145890734")
    lines = write(document)
    line, column = (1, 19) if len(lines) == 3 else (2, 32)
    there = lines[line - 1][column - 1]
    reading = wrong(put(lines, line, column, str((int(there) + 1) % 10)))
    assert reading.fails == ["document_number", "composite"]
    assert reading.by_name["document_number"].value == document.number


def test_the_digit_of_a_long_number_is_not_calculated_over_the_filler() -> None:
    number = "600001795015"
    over_filler = digit(number[:9] + "<" + number[9:])
    assert over_filler != digit(number)
    lines = put(CARD.but(number=number).td1(), 1, 19, over_filler)
    assert read(lines).fails == ["document_number", "composite"]


@pytest.mark.parametrize("number", ["D23145890", "AB123"])
def test_a_filler_for_the_digit_of_a_number_that_ends_in_its_field_fails(number: str) -> None:
    for lines, line, column in (
        (CARD.but(number=number).td1(), 1, 15),
        (CARD.but(number=number).td2(), 2, 10),
        (PASSPORT.but(number=number).td3(), 2, 10),
        (VISA.but(number=number).mrva(), 2, 10),
    ):
        reading = wrong(put(lines, line, column, "<"))
        assert reading.fails[0] == "document_number"
        assert reading.by_name["document_number"].value == number


def test_a_number_that_leaves_its_field_unfilled_does_not_go_on() -> None:
    reading = wrong(put(CARD.but(number="AB123", optional="XYZ7").td1(), 1, 15, "<"))
    assert reading.fails == ["document_number", "composite"]
    assert (reading.by_name["document_number"].value, reading.by_name["optional_data_1"].value) == (
        "AB123",
        "XYZ7",
    )


def test_a_passport_with_a_long_number_is_read_where_its_digit_agrees() -> None:
    """Part 4 doesn't speak of it: what disagrees is an ordinary number without its digit."""
    number = "L898902C3XY"
    lines = PASSPORT.but(optional=f"XY{digit(number)}").td3()
    line = put(lines, 2, 10, "<")[1]
    line = line[:43] + digit(line[:10] + line[13:20] + line[21:43])
    assert read([lines[0], line]).valid
    assert read([lines[0], line]).by_name["document_number"].value == number
    other = put([lines[0], line], 2, 31, "Z")
    assert "document_number" in wrong(other).fails
    assert read(other).by_name["document_number"].value == "L898902C3"


# The digit over a passport's optional data.


@pytest.mark.parametrize(
    ("optional", "printed", "agrees"),
    [
        ("", "0", True),
        ("", "<", True),
        ("", "1", False),
        ("", "O", False),
        ("B", "0", False),
        ("A", "0", True),  # 10 × 7
        ("A", "<", False),  # computes to 0, and isn't empty
        ("ZE184226B", "1", True),
        ("ZE184226B", "<", False),
    ],
)
def test_the_digit_over_optional_data(optional: str, printed: str, agrees: bool) -> None:
    reading = read(PASSPORT.but(optional=optional, optional_digit=printed).td3())
    assert reading.fails == ([] if agrees else ["optional_data"])


def test_no_other_digit_may_be_left_out() -> None:
    lines = PASSPORT.but(birth="<<<<<<").td3()
    assert read(lines).valid
    assert read(put(lines, 2, 20, "<")).fails == ["birth_date"]
    zero = next(
        lines for lines in (PASSPORT.but(optional=each).td3() for each in LETTERS) if lines[1].endswith("0")
    )
    assert read(put(zero, 2, 44, "<")).fails == ["composite"]


# Dates.


def test_every_day_there_is_and_no_other() -> None:
    day, real = date(2000, 1, 1), set()
    while day.year < 2100:
        real.add(f"{day:%y%m%d}")
        day += timedelta(days=1)
    for year, month, of_month in product(range(100), range(14), range(33)):
        written = f"{year:02}{month:02}{of_month:02}"
        found = {dates.status(written, parts_may_be_unknown=birth) for birth in (True, False)}
        assert found == {"ok" if written in real else "bad"}, written


@pytest.mark.parametrize(
    ("written", "of_birth"),
    [
        ("<<<<<<", "unknown"),
        ("74<<<<", "partial"),
        ("7408<<", "partial"),
        ("74<<12", "partial"),
        ("<<0812", "partial"),
        ("<<<<12", "partial"),
        ("<<0229", "partial"),
        ("7413<<", "bad"),
        ("7400<<", "bad"),
        ("74<<32", "bad"),
        ("<<0230", "bad"),
        ("740<<<", "bad"),
        ("74<812", "bad"),
        ("7<0812", "bad"),
        ("74081<", "bad"),
        ("7408<2", "bad"),
        ("74O812", "bad"),
        ("7408I2", "bad"),
        ("740230", "bad"),
    ],
)
def test_a_date_known_in_part(written: str, of_birth: str) -> None:
    """Year, month or day may be unknown, of a birth only."""
    for name, (document, write) in WRITTEN.items():
        reading = read(write(document.but(birth=written)))
        assert reading.fails == []
        assert codes(reading) == (["birth_date_invalid"] if of_birth == "bad" else [])
        status = reading.verdict()["expected"].get("birth_date_status")
        assert status == (None if name == "FRA_OLD_ID" else of_birth)
    expiry = read(PASSPORT.but(expiry=written).td3())
    assert (expiry.fails, codes(expiry)) == ([], ["expiry_date_invalid"])
    assert expiry.verdict()["expected"]["expiry_date_status"] == "bad"


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("740812", [date(1974, 8, 12)]),
        ("261129", [date(2026, 11, 29), date(1926, 11, 29)]),
        ("261130", [date(1926, 11, 30)]),
        ("000229", [date(2000, 2, 29)]),
        ("050101", [date(2005, 1, 1)]),  # nobody is 121
        ("74<<<<", []),
    ],
)
def test_the_days_a_birth_can_mean(written: str, days: list[date]) -> None:
    assert list(dates.births(written, today=date(2026, 11, 29))) == days


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("261130", [date(2026, 11, 30)]),
        ("120415", [date(2012, 4, 15)]),
        ("460101", [date(2046, 1, 1)]),
        ("950712", [date(2095, 7, 12), date(1995, 7, 12)]),
        ("<<<<<<", []),
    ],
)
def test_the_days_an_expiry_can_mean(written: str, days: list[date]) -> None:
    assert list(dates.expiries(written, today=date(2026, 11, 29))) == days


# Names and sex.


@pytest.mark.parametrize(
    ("name", "primary", "secondary", "errors"),
    [
        ("ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA MARIA", []),
        ("DARTAGNAN<<MARIE<ELISE", "DARTAGNAN", "MARIE ELISE", []),
        ("SATRIYA<SUDARPA", "SATRIYA SUDARPA", "", []),
        ("ERIKSSON<<ANNA<<MARIA", "ERIKSSON", "ANNA MARIA", []),
        ("ERIKSSON<<<ANNA", "ERIKSSON", "ANNA", []),
        ("<ERIKSSON<<ANNA", "ERIKSSON", "ANNA", []),
        ("<<ANNA<MARIA", "", "ANNA MARIA", ["primary_identifier_missing"]),
        ("", "", "", ["primary_identifier_missing"]),
        ("ERIK5SON<<ANNA", "ERIK5SON", "ANNA", ["digit_in_name"]),
    ],
)
def test_name(name: str, primary: str, secondary: str, errors: list[str]) -> None:
    verdict = read([("P<UTO" + name).ljust(44, "<"), PASSPORT.td3()[1]]).verdict()
    assert (verdict["expected"]["primary"], verdict["expected"]["secondary"]) == (primary, secondary)
    assert (verdict["errors"], verdict["warnings"], verdict["fails"]) == (errors, [], [])


@every_format
def test_a_name_that_fills_its_field_may_be_cut_off(name: str) -> None:
    document, write = WRITTEN[name]
    room = {"TD3": 39, "TD2": 31, "TD1": 30, "MRVA": 39, "MRVB": 31, "FRA_OLD_ID": 25}[name]
    full = write(document.but(primary=("A" * room,), secondary=()))
    assert read(full).verdict()["warnings"] == ["name_may_be_truncated"]
    assert read(full).valid
    short = write(document.but(primary=("A" * (room - 1),), secondary=()))
    assert read(short).verdict()["warnings"] == []


def test_given_names_of_the_old_french_card_have_a_field_of_their_own() -> None:
    reading = read(FRENCH.but(secondary=("MARIE", "ANGELIQUE"[:7])).french())
    assert reading.verdict()["warnings"] == ["name_may_be_truncated"]
    assert reading.by_name["secondary"].value == "MARIE ANGELIQ"
    office = read(FRENCH.but(optional="952042").french())
    assert (office.valid, office.by_name["department_office"].value) == (True, "952042")
    abroad = read(FRENCH.but(number="1710GVA12345", optional="0CHE02").french())
    assert (abroad.valid, abroad.by_name["department_code"].value) == (True, "GVA")


@every_format
def test_sex(name: str) -> None:
    document, write = WRITTEN[name]
    for sex in "MF<":
        assert read(write(document.but(sex=sex))).verdict()["warnings"] == []
    for sex in "XN1":
        odd = read(write(document.but(sex=sex)))
        assert (odd.valid, odd.verdict()["warnings"]) == (True, ["sex_not_M_F_filler"])


def test_a_code_that_is_in_no_list_is_nothing_wrong() -> None:
    verdict = read(PASSPORT.but(issuer="WSA", nationality="XYZ").td3()).verdict()
    assert (verdict["valid"], verdict["warnings"]) == (True, [])


# What the digits can't do, as the package says it.


def test_limits_of_the_digits() -> None:
    pairs = [(one, other) for one, other in product(VALUES, repeat=2) if one != other]
    unseen = [pair for pair in pairs if digit(pair[0]) == digit(pair[1])]
    assert (len(unseen), len(pairs)) == (104, 1332)
    assert not [pair for pair in unseen if "".join(pair).isdigit()]
    swaps = [(one, other) for one, other in product(DIGITS, repeat=2) if one != other]
    assert [digit(one + other) == digit(other + one) for one, other in swaps].count(True) == 10


def test_a_reading_keeps_where_its_number_stands_and_the_format_stays_as_it_is() -> None:
    reading = read(CARD.but(number="D23145890734").td1())
    assert [(each.line, each.first, each.last) for each in reading.by_name["document_number"].places] == [
        (1, 6, 14),
        (1, 16, 18),
    ]
    assert len(TD1.fields["document_number"]) == 1
