"""A text as a reader's eye takes it: what hides a number from a search is undone, and every place is kept."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_NOT_SEEN = {"Cf", "Mn"}  # soft hyphens, zero-width spaces, marks of direction; marks above and below letters

# A digit, or a letter O beside one.
DIGIT = r"(?:[0-9]|(?<=[0-9O])O(?![A-NP-Z])|(?<![A-Z])O(?=[0-9]))"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_ARROWS = dict.fromkeys(map(ord, "‹〈《«＜"), "<")
_BROKEN = re.compile(r"-[ \t]*\n[ \t]*")


@lru_cache(maxsize=20_000)
def _as_seen(character: str) -> str:
    """Western digits, plain Latin capitals, one kind of dash, space and arrow; nothing for what nobody sees."""
    if unicodedata.category(character) in _NOT_SEEN:
        return ""
    if character in "\n\r\u2028\u2029\f\v":
        return "\n"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "«《":
        return "<<"
    plain = character.translate(_DASHES).translate(_ARROWS)
    plain = unicodedata.normalize("NFKD", plain)
    return " " if plain.isspace() else without_marks(plain).upper()


def without_marks(words: str) -> str:
    """Without tone marks and vowels above and below: as ``Seen`` has the words, so that patterns find them there, in
    whichever composition they are written.
    """
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(c for c in decomposed if unicodedata.category(c) not in _NOT_SEEN)


@dataclass(frozen=True)
class Seen:
    """``text`` as it is seen, in capitals, with the place in ``given`` of each of its characters."""

    given: str
    text: str
    places: tuple[int, ...] | range

    @classmethod
    def of(cls, given: str) -> "Seen":
        if given.isascii():
            text = given.upper().replace("\r", "\n").replace("\t", " ")
            return cls(given, text, range(len(given)))
        pieces = [_as_seen(character) for character in given]
        places = [at for at, piece in enumerate(pieces) for _ in piece]
        return cls(given, "".join(pieces), tuple(places))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The places in ``given`` of what stands from ``start`` until before ``end``, which is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def touches(self, at: int) -> bool:
        """Does this character follow the one before it without a space between?"""
        return 0 < at < len(self.text) and not any(
            character.isspace() for character in self.given[self.places[at - 1] + 1 : self.places[at]]
        )

    @cached_property
    def unbroken(self) -> "Seen":
        """The same without spaces and line breaks, nor the hyphens with which a line is broken."""
        dropped = {at for broken in _BROKEN.finditer(self.text) for at in range(*broken.span())}
        kept = [at for at, character in enumerate(self.text) if at not in dropped and not character.isspace()]
        return Seen(self.given, "".join(self.text[at] for at in kept), tuple(self.places[at] for at in kept))
