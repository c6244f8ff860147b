"""What the detectors find, and what they leave alone. Pure: no test here touches the data base."""

import ast
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.gate.corpus import specimens
from waypost.gate.findings import Kind, Known, Why
from waypost.gate.mrz import check_digit
from waypost.gate.scan import findings
from waypost.gate.words import KINDS, REASONS

pytestmark = pytest.mark.plain

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def kinds(text: str, known: Known | None = None) -> list[Kind]:
    return [each.kind for each in findings(text, known or Known())]


def found(text: str) -> list[str]:
    return [each.text for each in findings(text)]


class TestZones:
    @pytest.mark.parametrize(
        "written",
        [
            PASSPORT,
            PASSPORT.lower(),
            PASSPORT.replace("\n", " "),
            PASSPORT.replace("\n", "\r\n"),
            PASSPORT.split("\n")[1],
            PASSPORT.split("\n")[0],
            "\n".join(PASSPORT.split("\n")[1][at : at + 11] for at in range(0, 44, 11)),
            " ".join(PASSPORT.split("\n")[1]),
            PASSPORT.split("\n")[1][:20] + "-\n" + PASSPORT.split("\n")[1][20:],
            "L898902C36UTO74O8122F12O4159",
            CARD,
            CARD.split("\n")[1],
            CARD.split("\n")[2],
        ],
    )
    def test_in_every_layout(self, written: str) -> None:
        assert kinds(f"Seen: {written} and then no more.") == [Kind.MRZ]

    def test_one_zone_is_one_finding(self) -> None:
        assert found(f"Seen: {PASSPORT}") == [PASSPORT]

    def test_a_wrong_digit_is_no_second_line(self) -> None:
        assert kinds("L898902C46UTO7408122F1204159") == []

    @pytest.mark.parametrize(
        "written",
        ["P<UTOXXXXXXXX<<XXXX<<<<<<<<<<<<<<<", "<<<<<<<<<<", "a << b and b << c", "<- see above ->"],
    )
    def test_what_is_masked_or_drawn_is_none(self, written: str) -> None:
        assert kinds(written) == []

    def test_random_lines_are_none(self) -> None:
        chance = random.Random(9303)
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        lines = ["".join(chance.choice(alphabet) for _ in range(44)) for _ in range(5_000)]
        assert [line for line in lines if Kind.MRZ in kinds(line)] == []

    def test_check_digits_as_the_standard_has_them(self) -> None:
        assert (check_digit("L898902C3"), check_digit("740812"), check_digit("<<<<<<")) == (6, 2, 0)


class TestNumbersOfPapers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("passport no. AA1234567", "AA1234567"),
            ("Passport of the driver, number A 123 4567", "A 123 4567"),
            ("หนังสือเดินทางเลขที่ AA๑๒๓๔๕๖๗", "AA๑๒๓๔๕๖๗"),
            ("ho chieu so B1234567", "B1234567"),
            ("hộ chiếu số B1234567", "B1234567"),
            ("paspor nomor A1234567", "A1234567"),
            ("护照号码：E12345678", "E12345678"),
            ("visa K12O4567", "K12O4567"),
        ],
    )
    def test_after_a_word_for_the_paper(self, text: str, number: str) -> None:
        assert found(text) == [number]

    def test_accents_in_either_composition(self) -> None:
        import unicodedata

        assert kinds(unicodedata.normalize("NFD", "hộ chiếu số B1234567")) == [Kind.DOCUMENT]

    @pytest.mark.parametrize(
        "text",
        [
            "Blank passports AA0000001 to AA0000500 were stolen.",
            "passports AA1234501–AA1234599",
            "หนังสือเดินทางเลขที่ AA0000001 ถึง AA0000500",
            "passport AA12##### and AA12*****",
            "passport control counted 1,234,567 travellers",
            "passports of 2020-2021",
            "passport issued on 01.09.2020",
        ],
    )
    def test_a_series_a_mask_or_a_total_is_nobodys(self, text: str) -> None:
        assert kinds(text) == []

    def test_a_range_that_runs_backwards_is_two_numbers(self) -> None:
        assert Kind.DOCUMENT in kinds("passport number AA0000500 to AA0000001")


class TestNumbersOfPersons:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("1-1017-00207-03-0", Why.CHECKED_TH),
            ("๑ ๑๐๑๗ ๐๐๒๐๗ ๐๓ ๐", Why.CHECKED_TH),
            ("11010519491231002x", Why.CHECKED_CN),
            ("A123456(3)", Why.CHECKED_HK),
            ("S1234567D", Why.CHECKED_SG),
            ("A123456789", Why.CHECKED_TW),
            ("3171234505900001", Why.BUILT_ID),
            ("CCCD: 001 090 123 456", Why.BUILT_VN),
            ("900101-14-5678", Why.BUILT_MY),
            ("12/ABCDEF(N)123456", Why.BUILT_MM),
        ],
    )
    def test_by_check_digit_or_build(self, text: str, why: Why) -> None:
        [one] = findings(f"It says {text}.")
        assert (one.kind, one.why) == (Kind.IDENTITY, why)

    @pytest.mark.parametrize(
        "text", ["1-1017-00207-03-1", "110105194912310021", "S1234567A", "1 101 700 207 030"]
    )
    def test_another_digit_or_thousands_are_none(self, text: str) -> None:
        assert Kind.IDENTITY not in kinds(text)


class TestPhones:
    @pytest.mark.parametrize(
        "written",
        [
            "+66 81 234 5678",
            "(+66) 2-123-4567",
            "0066812345678",
            "+66 (0) 81 234 5678",
            "081-234-5678",
            "๐๘๑-๒๓๔-๕๖๗๘",
            "０８１２３４５６７８",
            "O81 234 5678",
            "081\u200b234\u00ad5678",
            "080 012 3456",
            "13800001159",
            "180 0123 4567",
            "(021) 555-0123",
        ],
    )
    def test_in_every_layout(self, written: str) -> None:
        assert kinds(f"It was {written} that rang.") == [Kind.PHONE]

    def test_any_number_after_a_word_for_one(self) -> None:
        assert found("Mobile: 9123 4567") == ["9123 4567"]

    @pytest.mark.parametrize(
        "text",
        [
            "Hotline 191, 1300, 1178, 1599",
            "1800-123-456",
            "S/RES/2388 (2017), A/RES/73/195",
            "IMB-2020-018",
            "01-09-2563 10:30",
            "2020-09-01T08:30",
            "13.7563, 100.5018",
            "1 234 567 890 123",
            "+12 500 000 more",
            "ที่ ตช 0029.5/1234",
            "0.123456789",
            "in 2019-2020",
            "156.800 MHz",
        ],
    )
    def test_what_only_looks_like_one(self, text: str) -> None:
        assert kinds(text) == []

    @pytest.mark.parametrize("written", ["+66 2 555 0100", "02 555 0100", "0066 2 555 0100", "(02) 555-0100"])
    def test_a_duty_posts_own(self, written: str) -> None:
        assert kinds(f"Call {written}", Known(numbers=frozenset({"6625550100"}))) == []
        assert kinds("Call +66 2 555 0101", Known(numbers=frozenset({"6625550100"}))) == [Kind.PHONE]
        for known in ("", "0", "191", "0101"):
            assert kinds("Call +66 2 555 0101", Known(numbers=frozenset({known}))) == [Kind.PHONE]


class TestAccountsAndAddresses:
    @pytest.mark.parametrize(
        "written",
        [
            "GB82 WEST 1234 5698 7654 32",
            "gb82west12345698765432",
            "DE89-3704-0044-0532-0130-00",
            "DE89 37O4 0044 0532 0130 00",
        ],
    )
    def test_an_account(self, written: str) -> None:
        assert kinds(f"Pay to {written} by Friday.") == [Kind.IBAN]

    def test_a_wrong_check_digit_is_none(self) -> None:
        assert Kind.IBAN not in kinds("GB83 WEST 1234 5698 7654 32")

    @pytest.mark.parametrize(
        "written",
        [
            "a.b@example.org",
            "A.B＠EXAMPLE.ORG",
            "a.b [at] example.org",
            "a.b(at)example(dot)org",
            "a.\u200bb@example.org",
        ],
    )
    def test_an_address(self, written: str) -> None:
        assert kinds(f"Write to {written}.") == [Kind.MAIL]

    def test_mailboxes_of_known_offices(self) -> None:
        known = Known(mailboxes=frozenset({"duty.dpa@demo.invalid"}), domains=frozenset({"demo.invalid"}))
        assert kinds("duty.dpa@demo.invalid, info@demo.invalid, press@demo.invalid", known) == []
        assert kinds("nara.s@demo.invalid", known) == [Kind.MAIL]
        assert kinds("info@elsewhere.example", known) == [Kind.MAIL]


class TestPlaces:
    def test_are_those_of_the_text_that_was_given(self) -> None:
        text = "ก่อน \u200b๐๘๑-\u00ad๒๓๔-๕๖๗๘ หลัง"
        [one] = findings(text)
        assert text[one.start : one.end] == one.text == "๐๘๑-\u00ad๒๓๔-๕๖๗๘"

    def test_every_kind_and_reason_has_words(self) -> None:
        assert set(KINDS) == set(Kind)
        assert set(REASONS) == set(Why)


def test_the_detectors_know_nothing_of_django() -> None:
    room = Path(__file__).parent.parent
    for path in [*room.glob("*.py"), *(room / "corpus").glob("*.py")]:
        if path.name in {"apps.py", "lists.py", "refusing.py", "words.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith("django"), path.name


around = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="<"), max_size=60)
seeds = st.integers(0, 2**32)


@given(before=around, after=around, seed=seeds, lower=st.booleans())
def test_any_zone_is_found_wherever_it_stands(before: str, after: str, seed: int, lower: bool) -> None:
    zone = specimens.zone(random.Random(seed))
    text = f"{before}\n{zone.lower() if lower else zone}\n{after}"
    start, end = len(before) + 1, len(before) + 1 + len(zone)
    covered = {at for f in findings(text) if f.kind == Kind.MRZ for at in range(f.start, f.end)}
    second = start + zone.index("\n") + 1
    assert covered & set(range(second, end)), "the line with numbers"
    assert covered & set(range(start, end))


@given(before=around, after=around, seed=seeds, lower=st.booleans())
def test_any_account_is_found(before: str, after: str, seed: int, lower: bool) -> None:
    number = specimens.account(random.Random(seed))
    text = f"{before} : {number.lower() if lower else number} ; {after}"
    assert Kind.IBAN in kinds(text)


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"], exclude_characters="@<＠＜﹫﹤«《‹〈")
    )
)
def test_a_text_without_digits_says_nothing(text: str) -> None:
    assert findings(text) == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_hold(text: str) -> None:
    for each in findings(text):
        assert text[each.start : each.end] == each.text
        assert each.text
