"""What the document check tells of lines as they are typed, and of a number: the words, and what may be meant."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.alerts.issuers import Kind, issuers
from waypost.alerts.mrz import read, words
from waypost.alerts.mrz.layouts import FRA_OLD_ID, MRVA, MRVB, TD1, TD2, TD3
from waypost.alerts.mrz.look_alikes import look_alikes
from waypost.alerts.mrz.near import Slip, near
from waypost.alerts.mrz.told import Told, tell
from waypost.alerts.mrz.typed import Done, typed
from waypost.alerts.tests.documents import CARD, FRENCH, PASSPORT, VISA, WRITTEN, Document
from waypost.alerts.tests.test_mrz import VECTORS, put

patient = settings(deadline=None)
MIGRATIONS = Path(__file__).parent.parent / "migrations"
TODAY = date(2026, 11, 29)


def told(given: str | list[str]) -> Told:
    came = typed(given if isinstance(given, str) else "\n".join(given))
    return tell(read(came.lines), TODAY, came.done)


def said(given: str | list[str]) -> list[str]:
    return [remark.text for remark in told(given).remarks]


def remark(given: str | list[str], code: str) -> str:
    [text] = {each.text for each in told(given).remarks if each.code == code}
    return text


# What is typed.


@pytest.mark.parametrize("name", WRITTEN)
def test_lines_come_from_fingers_clipboard_and_reader(name: str) -> None:
    document, write = WRITTEN[name]
    lines = tuple(write(document))
    for came, done in (
        ("\n".join(lines), ()),
        ("\r\n".join(lines) + "\r\n", ()),
        ("\r".join(lines) + "\r", ()),
        ("\x02" + "\r".join(lines) + "\r\x03", ()),
        ("\n\n".join(f"  {line}\t " for line in lines), ()),
        ("\n".join(lines).lower(), (Done.CAPITALS,)),
        ("\n".join(lines).replace("<", "‹"), ()),
        ("\n".join(f"{line[:7]} {line[7:]}" for line in lines), (Done.BLANKS,)),
        ("".join(lines), (Done.CUT,)),
        ("\t".join(lines), (Done.CUT,)),
        (" ".join(lines), (Done.CUT,)),
        ("".join(lines).lower() + "\r\n", (Done.CAPITALS, Done.CUT)),
    ):
        assert (typed(came).lines, typed(came).done) == (lines, done), came


def test_lines_that_are_too_long_or_too_few_stay_as_they_came() -> None:
    assert typed("").lines == typed(" \r\n ").lines == ()
    assert typed(CARD.td1()[0] + CARD.td1()[1]).lines == tuple(CARD.td1()[:2])
    one, two = PASSPORT.td3()
    assert typed(f"{one}<\n{two}").lines == (f"{one}<", two)
    assert typed(f"{one[:-1]}\n{two}0").lines == (one[:-1], f"{two}0")
    assert typed("P<UTOOO0").lines == ("P<UTOOO0",)


@given(st.text(max_size=3000))
@patient
def test_anything_typed_is_told(given: str) -> None:
    assert told(given).limits


# What is told.


def test_each_field_with_what_is_printed_and_what_is_meant() -> None:
    fields = {
        each.name: (each.printed, each.meant)
        for each in told(PASSPORT.but(issuer="D", nationality="XXA").td3()).fields
    }
    assert fields == {
        "document_code": ("P<", "passport"),
        "issuing_state": ("D<<", "Germany"),
        "document_number": ("L898902C3", "L898902C3"),
        "nationality": ("XXA", issuers()["XXA"].en),
        "birth_date": ("740812", "12 Aug 1974"),
        "sex": ("F", "female"),
        "expiry_date": ("120415", "15 Apr 2012"),
        "primary": ("ERIKSSON", "ERIKSSON"),
        "secondary": ("ANNA<MARIA" + "<" * 19, "ANNA MARIA"),
        "optional_data_1": ("<" * 14, ""),
    }


def test_each_digit_with_what_it_covers() -> None:
    number, *_others, composite = told(CARD.but(number="D23145890734").td1()).digits
    assert (number.at, number.covers) == (
        "line 1, character 19",
        "line 1, characters 6–14; line 1, characters 16–18",
    )
    assert (number.printed, number.calculated, number.agrees) == ("9", "9", True)
    assert composite.covers.startswith("line 1, characters 6–30; line 2, characters 1–7")


@pytest.mark.parametrize(
    ("birth", "meant"),
    [
        ("<<<<<<", "unknown"),
        ("74<<<<", "1974, month and day unknown"),
        ("7408<<", "August 1974, day unknown"),
        ("2008<<", "August 2020 / August 1920, day unknown"),
        ("<<0812", "??0812"),
        ("741312", ""),
        ("200812", "12 Aug 2020 or 12 Aug 1920"),
    ],
)
def test_a_birth(birth: str, meant: str) -> None:
    assert {each.name: each.meant for each in told(PASSPORT.but(birth=birth).td3()).fields}[
        "birth_date"
    ] == meant


def test_a_thai_officer_reads_thai_and_years_of_the_buddhist_era() -> None:
    with translation.override("th"):
        shown = told(PASSPORT.but(birth="74<<<<", nationality="THA").td3())
    meant = {each.name: each.meant for each in shown.fields}
    assert (meant["nationality"], meant["expiry_date"]) == ("ไทย", "15 เม.ย. 2555")
    assert "2517" in meant["birth_date"]
    assert not {each.text for each in shown.remarks} & set(
        said(PASSPORT.but(birth="74<<<<", nationality="THA").td3())
    )


def test_every_word_has_its_reading_in_both_languages() -> None:
    """No format, field, digit or code is without a word, and every sentence finds what it names."""
    for layout in (TD1, TD2, TD3, MRVA, MRVB, FRA_OLD_ID):
        assert layout.name in words.FORMATS
        assert (layout.fields.keys() - {"name"}) <= words.FIELDS.keys()
        assert {each.name for each in layout.digits} <= words.DIGITS.keys() & words.DISAGREES.keys()
    for vector in VECTORS:
        assert set(vector["errors"]) <= words.FAULTS.keys()
        assert set(vector["warnings"]) <= words.ODDITIES.keys()
        for language in ("en", "th"):
            with translation.override(language):
                assert not [text for text in said(vector["lines"]) if "%(" in text]


@pytest.mark.parametrize("language", ["en", "th"])
def test_nothing_is_ever_called_genuine(language: str) -> None:
    with translation.override(language):
        for vector in VECTORS:
            shown = told(vector["lines"])
            everything = f"{shown} ".lower()
            assert "genuine" not in everything
            assert "แท้" not in everything.replace("แท้จริง", "")
            assert shown.limits


def test_what_is_wrong_says_where() -> None:
    one, two = PASSPORT.td3()
    assert remark([one + "<", two], "line_length").startswith("Line 1 has 45 characters instead of 44")
    assert remark([one], "line_count").startswith("The document has 2 lines; 1 came.")
    assert remark(put([one, two], 2, 3, "."), "illegal_character").startswith("Line 2, character 3: “.”")
    assert "begins with P" in remark(PASSPORT.but(code="Q").td3(), "document_code_first_letter")
    assert "begins with A, C, I" in remark(CARD.but(code="R").td1(), "document_code_first_letter")
    assert "741312" in remark(PASSPORT.but(birth="741312").td3(), "birth_date_invalid")
    assert "No date of expiry" in remark(CARD.but(expiry="<<<<<<").td1(), "expiry_date_invalid")


def test_a_digit_that_disagrees_says_what_follows_and_why_that_can_be() -> None:
    lines = put(PASSPORT.td3(), 2, 20, "3")
    assert remark(lines, "birth_date") == "The digit of the date of birth is 3 and should be 2."
    assert "the issuer printed a wrong one" in remark(lines, "why")
    alone = put(CARD.td2(), 2, 36, "9")
    assert "Only the composite digit" in remark(alone, "why")


def test_what_an_officer_should_know_besides() -> None:
    assert "has passed" in remark(PASSPORT.td3(), "expired")
    assert not [each for each in told(PASSPORT.but(expiry="301231").td3()).remarks if each.code == "expired"]
    assert "read the year" in remark(PASSPORT.but(expiry="950712").td3(), "expiry_far")
    assert "WSA" in remark(PASSPORT.but(issuer="WSA").td3(), "issuing_state_pseudo")
    assert "ATO" in remark(PASSPORT.but(nationality="ATO").td3(), "nationality_unknown")
    assert "IAO" in remark(PASSPORT.but(issuer="IAO").td3(), "issuing_state_issues_nothing")
    assert "ANT" in remark(PASSPORT.but(issuer="ANT").td3(), "issuing_state_former")
    assert "<<<" in remark(PASSPORT.but(issuer="").td3(), "issuing_state_unknown")
    assert "PN" in remark(PASSPORT.but(code="PN").td3(), "class_unknown")
    assert "goes on" in remark(CARD.but(number="D23145890734").td1(), "long_number")
    assert "ten years" in remark(FRENCH.french(), "without_expiry")
    assert "small letters" in remark("\n".join(VISA.mrva()).lower(), "capitals").lower()
    clean = PASSPORT.but(issuer="THA", nationality="THA", expiry="301231", code="PP").td3()
    assert said(clean) == []


# What may have been misread.


@pytest.mark.parametrize("write", [Document.td1, Document.td2, Document.td3])
def test_an_o_for_a_zero_is_named(write: object) -> None:
    document = CARD.but(number="AB1230567", code="P" if write is Document.td3 else "I")
    lines = write(document)  # type: ignore[operator]
    line, column = next(
        (at, line.index("1230567") + 4) for at, line in enumerate(lines, 1) if "1230567" in line
    )
    shown = look_alikes(read(put(lines, line, column, "O")))
    assert [(each.place.line, each.place.first, each.given, each.other) for each in shown] == [
        (line, column, "O", "0")
    ]
    assert "with 0 instead of O" in remark(put(lines, line, column, "O"), "look_alike")


def test_letters_in_dates_and_digits_in_names_are_named_at_once() -> None:
    lines = [
        "P<UT0ERIK55ON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UT0740BIZZF12041S9ZE184226B<<<<<1O",
    ]
    shown = look_alikes(read(lines))
    assert [each.certain for each in shown] == [True] * 10
    assert [(each.place.line, each.place.first) for each in shown] == [
        *((1, at) for at in (5, 10, 11)),
        *((2, at) for at in (13, 17, 18, 19, 20, 27, 44)),
    ]


def test_of_what_is_right_or_has_no_format_nothing_is_guessed() -> None:
    assert look_alikes(read(PASSPORT.td3())) == ()
    assert look_alikes(read(PASSPORT.td3()[:1])) == ()
    assert look_alikes(read(put(PASSPORT.td3(), 2, 1, "M"))) == ()


# A number in another guise.


def test_numbers_one_slip_away() -> None:
    assert [(each.number, each.slip) for each in near("OA10")] == [
        ("0A10", Slip.LOOK_ALIKE),
        ("OAI0", Slip.LOOK_ALIKE),
        ("OA1O", Slip.LOOK_ALIKE),
        ("AO10", Slip.SWAPPED),
        ("O1A0", Slip.SWAPPED),
        ("OA01", Slip.SWAPPED),
    ]
    assert ("SS5S", Slip.LOOK_ALIKE) in [(each.number, each.slip) for each in near("5S5S")]
    assert ("5555", Slip.EACH_LOOK_ALIKE) in [(each.number, each.slip) for each in near("S5S5")]
    assert near("") == near("A") == near("77") == ()


@given(st.text("OI S5B8017AX", max_size=24))
@patient
def test_near_numbers_are_few_and_mutual(number: str) -> None:
    found = near(number)
    assert len({each.number for each in found}) == len(found) <= 2 * len(number) + 8
    assert number not in {each.number for each in found}
    for each in found:
        if each.slip is not Slip.EACH_LOOK_ALIKE:
            assert number in {back.number for back in near(each.number)}


# Issuers.


def test_every_issuer_has_both_names() -> None:
    known = issuers()
    assert len(known) == 279  # those of the standard, and one pseudo issuer
    assert all(issuer.en and issuer.th and len(issuer.code) in (1, 3) for issuer in known.values())
    assert (known["D"].en, "DEU" in known) == ("Germany", False)
    assert [code for code, issuer in known.items() if issuer.kind is Kind.PERSONS] == [
        "XXA",
        "XXB",
        "XXC",
        "XXX",
    ]
    assert not known["XXA"].issues_documents
    assert known["XPO"].issues_documents
    with translation.override("th"):
        assert known["THA"].name == "ไทย"


def test_an_issuer_is_called_as_in_the_vocabulary() -> None:
    """Read without a data base here, offered in forms from there: one name."""
    rows = json.loads((MIGRATIONS / "vocabulary.json").read_text(encoding="utf-8"))["issuer"]
    named = {code: (en, th) for code, en, th, *_rest in rows}
    assert {code: (known.en, known.th) for code, known in issuers().items() if code != "WSA"} == named
