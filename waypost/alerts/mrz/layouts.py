"""Where things stand in each format. Lines and characters are counted from 1, as Doc 9303 counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Place:
    """Neighbouring characters of one line, the first and the last of them included."""

    line: int
    first: int
    last: int

    @classmethod
    def at(cls, written: str) -> "Place":
        """``2:14-19`` or, for one character, ``2:21``."""
        line, _, characters = written.partition(":")
        first, _, last = characters.partition("-")
        return cls(int(line), int(first), int(last or first))


Places = tuple[Place, ...]


def places(written: str) -> Places:
    return tuple(Place.at(each) for each in written.split())


def printed(where: Places, lines: Sequence[str]) -> str:
    return "".join(lines[place.line - 1][place.first - 1 : place.last] for place in where)


@dataclass(frozen=True)
class Digit:
    """A check digit: what it is called, where it stands, and what it is calculated over."""

    name: str
    at: Place
    covers: Places


def _digit(name: str, at: str, over: str) -> Digit:
    return Digit(name, Place.at(at), places(over))


class LongNumber(Enum):
    """May a number of more than nine characters go on in the optional data (parts 5 and 6, note j)?"""

    NO = "no"
    YES = "yes"
    WHERE_IT_AGREES = "two libraries read passports so, part 4 is silent: read, never demanded"


@dataclass(frozen=True)
class Layout:
    name: str
    count: int  # of lines
    length: int  # of each line, in characters
    letters: str  # the document code begins with one of them
    fields: dict[str, Places]
    digits: tuple[Digit, ...]
    long_number: LongNumber = LongNumber.NO
    lacks: tuple[str, ...] = ()  # what every format of Doc 9303 has and this one hasn't


def _fields(**written: str) -> dict[str, Places]:
    return {name: places(where) for name, where in written.items()}


def _two_lines(name: str, optional: str) -> dict[str, Places]:
    return _fields(
        document_code="1:1-2",
        issuing_state="1:3-5",
        document_number="2:1-9",
        nationality="2:11-13",
        birth_date="2:14-19",
        sex="2:21",
        expiry_date="2:22-27",
        name=name,
        optional_data_1=optional,
    )


_OF_TWO_LINES = (
    _digit("document_number", "2:10", "2:1-9"),
    _digit("birth_date", "2:20", "2:14-19"),
    _digit("expiry_date", "2:28", "2:22-27"),
)

TD3 = Layout(
    "TD3",
    *(2, 44),
    letters="P",
    fields=_two_lines(name="1:6-44", optional="2:29-42"),
    digits=(
        *_OF_TWO_LINES,
        _digit("optional_data", "2:43", "2:29-42"),
        _digit("composite", "2:44", "2:1-10 2:14-20 2:22-43"),
    ),
    long_number=LongNumber.WHERE_IT_AGREES,
)
TD2 = Layout(
    "TD2",
    *(2, 36),
    letters="ACI",
    fields=_two_lines(name="1:6-36", optional="2:29-35"),
    digits=(*_OF_TWO_LINES, _digit("composite", "2:36", "2:1-10 2:14-20 2:22-35")),
    long_number=LongNumber.YES,
)
TD1 = Layout(
    "TD1",
    *(3, 30),
    letters="ACI",
    fields=_fields(
        document_code="1:1-2",
        issuing_state="1:3-5",
        document_number="1:6-14",
        nationality="2:16-18",
        birth_date="2:1-6",
        sex="2:8",
        expiry_date="2:9-14",
        name="3:1-30",
        optional_data_1="1:16-30",
        optional_data_2="2:19-29",
    ),
    digits=(
        _digit("document_number", "1:15", "1:6-14"),
        _digit("birth_date", "2:7", "2:1-6"),
        _digit("expiry_date", "2:15", "2:9-14"),
        _digit("composite", "2:30", "1:6-30 2:1-7 2:9-15 2:19-29"),
    ),
    long_number=LongNumber.YES,
)
MRVA = Layout("MRVA", 2, 44, "V", _two_lines(name="1:6-44", optional="2:29-44"), _OF_TWO_LINES)
MRVB = Layout("MRVB", 2, 36, "V", _two_lines(name="1:6-36", optional="2:29-36"), _OF_TWO_LINES)
# The French identity card issued before 2021 isn't of Doc 9303: its composite digit covers the name too.
FRA_OLD_ID = Layout(
    "FRA_OLD_ID",
    *(2, 36),
    letters="I",
    fields=_fields(
        document_code="1:1-2",
        issuing_state="1:3-5",
        document_number="2:1-12",
        issue_yymm="2:1-4",
        department_code="2:5-7",
        primary="1:6-30",
        secondary="2:14-27",
        department_office="1:31-36",
        birth_date="2:28-33",
        sex="2:35",
    ),
    digits=(
        _digit("document_number", "2:13", "2:1-12"),
        _digit("birth_date", "2:34", "2:28-33"),
        _digit("composite", "2:36", "1:1-36 2:1-35"),
    ),
    lacks=("expiry_date", "nationality"),
)
# One of each size, the likelier first where two are equally near.
_SIZES = (TD3, TD2, TD1)


def layout_of(lines: Sequence[str]) -> Layout:
    """The format these lines have or, where they have none, the one they come nearest to."""
    near = min(_SIZES, key=lambda layout: _distance(layout, lines))
    first = lines[0].upper() if lines else ""
    if near is TD1:
        return near
    if first.startswith("V"):
        return MRVA if near is TD3 else MRVB
    return FRA_OLD_ID if near is TD2 and first.startswith("IDFRA") and not _has_nationality(lines) else near


def _distance(layout: Layout, lines: Sequence[str]) -> tuple[int, ...]:
    lengths = [len(line) for line in lines]
    return (
        -lengths.count(layout.length),
        abs(sum(lengths) - layout.count * layout.length) > 1,
        abs(len(lines) - layout.count),
        sum(abs(length - layout.length) for length in lengths),
        not "".join(lines[:1]).upper().startswith(tuple(layout.letters)),
    )


def _has_nationality(lines: Sequence[str]) -> bool:
    """Where a card of Doc 9303 has letters, the old French one has the end of its number and a check digit."""
    there = printed(TD2.fields["nationality"], lines) if len(lines) > 1 else ""
    return len(there) == 3 and not any(character.isdigit() for character in there)
