"""Lines of documents, written from their fields by our own reading of Doc 9303: not by the tables that are tested."""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
VALUES = {"<": 0} | {character: value for value, character in enumerate(DIGITS + LETTERS)}


def digit(text: str) -> str:
    return str(sum(VALUES[character] * (7, 3, 1)[at % 3] for at, character in enumerate(text)) % 10)


def filled(text: str, length: int) -> str:
    assert len(text) <= length, text
    return text + "<" * (length - len(text))


@dataclass(frozen=True)
class Document:
    code: str = "P"
    issuer: str = "UTO"
    number: str = "L898902C3"
    nationality: str = "UTO"
    birth: str = "740812"
    sex: str = "F"
    expiry: str = "120415"
    primary: tuple[str, ...] = ("ERIKSSON",)
    secondary: tuple[str, ...] = ("ANNA", "MARIA")
    optional: str = ""
    optional_2: str = ""
    optional_digit: str = ""  # of a passport; calculated where none is given

    def name(self, length: int) -> str:
        return filled(
            "<<".join(filter(None, ("<".join(self.primary), "<".join(self.secondary))))[:length], length
        )

    def numbered(self, room: int) -> tuple[str, str]:
        """Number with its digit, and what stands in the optional data."""
        if len(self.number) <= 9:
            return (held := filled(self.number, 9)) + digit(held), filled(self.optional, room)
        rest = f"{self.number[9:]}{digit(self.number)}<{self.optional}"
        return f"{self.number[:9]}<", filled(rest, room)

    def first(self, length: int) -> str:
        return filled(self.code, 2) + filled(self.issuer, 3) + self.name(length - 5)

    def second(self, number: str) -> str:
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        return number + filled(self.nationality, 3) + birth + self.sex + expiry

    def td3(self) -> list[str]:
        optional = filled(self.optional, 14)
        number = filled(self.number, 9)
        line = self.second(number + digit(number)) + optional + (self.optional_digit or digit(optional))
        return [self.first(44), line + digit(line[:10] + line[13:20] + line[21:43])]

    def td2(self) -> list[str]:
        number, optional = self.numbered(7)
        line = self.second(number) + optional
        return [self.first(36), line + digit(line[:10] + line[13:20] + line[21:35])]

    def td1(self) -> list[str]:
        number, optional = self.numbered(15)
        one = filled(self.code, 2) + filled(self.issuer, 3) + number + optional
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        two = birth + self.sex + expiry + filled(self.nationality, 3) + filled(self.optional_2, 11)
        composite = digit(one[5:] + birth + expiry + filled(self.optional_2, 11))
        return [one, two + composite, self.name(30)]

    def mrva(self) -> list[str]:
        return self._visa(44)

    def mrvb(self) -> list[str]:
        return self._visa(36)

    def _visa(self, length: int) -> list[str]:
        number = filled(self.number, 9)
        return [self.first(length), filled(self.second(number + digit(number)) + self.optional, length)]

    def french(self) -> list[str]:
        """``optional`` is the office, of six characters."""
        one = f"IDFRA{filled('<'.join(self.primary), 25)}{filled(self.optional, 6)}"
        number = self.number + digit(self.number)
        two = number + filled("<<".join(self.secondary), 14) + self.birth + digit(self.birth) + self.sex
        return [one, two + digit(one + two)]

    def but(self, **changed: object) -> "Document":
        return replace(self, **changed)  # type: ignore[arg-type]


PASSPORT = Document()
CARD = Document(code="I", number="D23145890")
VISA = Document(code="V", number="L8988901C", nationality="XXX")
FRENCH = Document(number="940992310285", primary=("BERTHIER",), secondary=("CORINNE",), birth="651206")
# How each format is written, and a document of it.
WRITTEN = {
    "TD3": (PASSPORT, Document.td3),
    "TD2": (CARD, Document.td2),
    "TD1": (CARD, Document.td1),
    "MRVA": (VISA, Document.mrva),
    "MRVB": (VISA, Document.mrvb),
    "FRA_OLD_ID": (FRENCH, Document.french),
}

_words = st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=2).map(tuple)
_codes = st.text(LETTERS, min_size=1, max_size=3)
_days = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day:%y%m%d}")
_births = (
    _days
    | _days.map(lambda day: day[:4] + "<<")
    | _days.map(lambda day: day[:2] + "<<<<")
    | st.just("<<<<<<")
)


def _text(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Of a field with letters and digits: a filler may stand inside, and none at the end."""
    characters = st.text(LETTERS + DIGITS + "<", min_size=least, max_size=most)
    return characters.map(lambda text: text.rstrip("<")).filter(lambda text: len(text) >= least)


@st.composite
def documents(draw: st.DrawFn, format_name: str) -> Document:
    """Any right document of a format."""
    specimen, _write = WRITTEN[format_name]
    second = draw(st.sampled_from("<" + LETTERS.replace("V", "").replace("C", ""))).strip("<")
    ours = specimen.but(
        code=specimen.code + second,
        issuer=draw(_codes),
        number=draw(_text(9, least=1)),
        nationality=draw(_codes),
        birth=draw(_births),
        sex=draw(st.sampled_from("FM<")),
        expiry=draw(_days),
        primary=draw(_words),
        secondary=draw(_words | st.just(())),
        optional=draw(
            _text({"TD3": 14, "TD2": 7, "TD1": 15, "MRVA": 16, "MRVB": 8, "FRA_OLD_ID": 6}[format_name])
        ),
    )
    if format_name == "TD1":
        return ours.but(optional_2=draw(_text(11)))
    if format_name == "FRA_OLD_ID":
        return ours.but(number=draw(st.text(DIGITS, min_size=12, max_size=12)))
    return ours
