"""Words, as they are searched for: the same cut for what is written and for what is asked.

Thai, Lao, Khmer and Burmese have no spaces between words: ICU's dictionaries cut them. Chinese, Japanese and Korean are
cut into pairs of neighbouring characters, because a dictionary cuts the same word differently in different company.
Both make several small words of one that a reader knows, so what is asked is a *phrase* of them. A word's form has
no case, no accent on a Latin letter, no English plural, Western digits, and no invisible characters: whoever
types any of these finds the others.

A *code* is a number or reference kept whole without its separators: DPA-2020-044, DPA 2020 044 and dpa2020044 are one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from icu4py.breakers import WordBreaker


@dataclass(frozen=True)
class Word:
    """One word: its form, and where it stands in ``normal(text)``."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """Forms that follow one another. With ``open_ended`` the last one is only the beginning of a form."""

    forms: tuple[str, ...]
    open_ended: bool = False


_LONGEST = 60  # characters of a form or code that count

# What nobody sees: zero-width spaces and joiners (Khmer and Burmese put them between words), soft hyphens, marks of
# direction, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_IN_PAIRS = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_PAIRED_RUN = re.compile(f"{_IN_PAIRS}+")
# ICU counts in UTF-16: what would be two units there is left out, so that its places are ours.
_NOT_FOR_ICU = re.compile(f"{_IN_PAIRS}|[\U00010000-\U0010ffff]")
_LAO_PREFIXES = ("ການ", "ຄວາມ")  # nouns made of verbs: ICU cuts Thai การ and Khmer ការ off, but not these


def _one_for_one() -> dict[int, str]:
    """Digits of every script and full-width Latin as their Western twins."""
    digits = {n: str(unicodedata.decimal(chr(n))) for n in range(128, 0x10000) if chr(n).isdecimal()}
    return {n: chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)} | digits | {0x3000: " "}


_TWINS = _one_for_one()


def normal(text: str) -> str:
    """The text in one composition, nothing in it that a data base refuses: the one a ``Word``'s place counts in."""
    return _UNWRITABLE.sub(" ", unicodedata.normalize("NFC", text))


def words(text: str) -> list[Word]:
    """Every word of the text, in its order."""
    written = normal(text)
    seen, places = _without_invisible(written)
    if seen.isascii():
        found = _by_signs(seen)
    else:
        seen = seen.translate(_TWINS)
        found = [*_by_dictionary(seen), *_in_pairs(seen)]
        found.sort(key=lambda word: (word.start, -word.end))
    if places is None:
        return found
    return [Word(word.form, places[word.start], places[word.end - 1] + 1) for word in found]


def phrase(text: str) -> Phrase:
    """What somebody asked for, as the forms that stand one after the other where it is written."""
    asked = words(text)
    forms = tuple(word.form for word in asked)
    if not asked or not _PAIRED_RUN.fullmatch(forms[-1]):
        return Phrase(forms)
    # The end of a run stands alone in what is written; what is asked may go on there.
    inside_run = len(asked) > 1 and asked[-2].end == asked[-1].end
    return Phrase(forms[:-1]) if inside_run else Phrase(forms, open_ended=True)


def _without_invisible(text: str) -> tuple[str, list[int] | None]:
    """The text as it is seen, and for each character its place in ``text`` (None: all in place)."""
    if not _INVISIBLE.search(text):
        return text, None
    places = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    return "".join(text[at] for at in places), places


def _by_signs(text: str) -> list[Word]:
    """What ``_by_dictionary`` gives of ASCII, in a quarter of the time: no word of it goes on behind any other sign."""
    return [Word(form(found[0]), found.start(), found.end()) for found in _PART.finditer(text)]


def _by_dictionary(text: str) -> Iterator[Word]:
    left = _NOT_FOR_ICU.sub(" ", text)
    for start, end in WordBreaker(left, "und").segments():
        for form, first, last in _forms(left[start:end]):
            yield Word(form, start + first, start + last)


def _in_pairs(text: str) -> Iterator[Word]:
    for run in _PAIRED_RUN.finditer(text):
        for at in range(run.start(), run.end()):
            end = min(at + 2, run.end())
            yield Word(unicodedata.normalize("NFC", text[at:end]), at, end)


_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Over the classes of characters: a number ends where a script other than Latin begins.
_WORDY = re.compile("[AN][ANM]*|[LM]+")


@lru_cache(maxsize=50_000)
def _forms(segment: str) -> tuple[tuple[str, int, int], ...]:
    """The forms in one of ICU's segments with their places: none in a space, two in ``don't``."""
    classes = "".join("A" if _LATIN.match(c) else unicodedata.category(c)[0] for c in segment)
    cut = [piece for run in _WORDY.finditer(classes) for piece in _lao(segment, run.start(), run.end())]
    return tuple((form(segment[a:b]), a, b) for a, b in cut if any(c.isalnum() for c in segment[a:b]))


def _lao(segment: str, start: int, end: int) -> list[tuple[int, int]]:
    for prefix in _LAO_PREFIXES:
        after = start + len(prefix)
        if segment.startswith(prefix, start) and after < end and not unicodedata.combining(segment[after]):
            return [(start, after), (after, end)]
    return [(start, end)]


_STROKES = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """The form of one word, the same for every way of writing it."""
    folded = word.casefold()[:_LONGEST]
    if not _LATIN.match(word):
        return unicodedata.normalize("NFC", folded)
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    return _singular(unicodedata.normalize("NFC", bare.translate(_STROKES)))


def _singular(word: str) -> str:
    """An English plural without its ending. Words of other languages lose an s too, asked and written alike."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses", "zes")) else word[:-1]


_PART = re.compile("[A-Za-z0-9]+")
_DIGIT = re.compile("[0-9]")
_BETWEEN = re.compile("[-\u2010-\u2015/._\u2212]?")
_MOST_PARTS = 6


def codes(text: str) -> list[str]:
    """Every code of the text from each of its parts on, so that a code is found by how any part of it begins.

    Parts are joined by a hyphen, slash, dot or nothing; by a space where a number follows a number or up to four
    capitals (``K 4410000``).
    """
    return list(dict.fromkeys(found.form for found in written_codes(text)))


def written_codes(text: str) -> list[Word]:
    """The codes, each with its place in ``normal(text)``."""
    seen, places = _without_invisible(normal(text))
    seen = seen.translate(_TWINS)
    if not _DIGIT.search(seen):
        return []
    parts = list(_PART.finditer(seen))
    runs = [run for first in range(len(parts)) if _has_digit(run := _run_from(seen, parts, first))]
    found = [Word(_bare(run), run[0].start(), run[-1].end()) for run in runs]
    if places is None:
        return found
    return [Word(each.form, places[each.start], places[each.end - 1] + 1) for each in found]


def code(text: str) -> str:
    """What was asked as one code, if it can be one: a number or reference, with or without separators. Else ""."""
    seen = _without_invisible(normal(text))[0].translate(_TWINS).strip()
    parts = list(_PART.finditer(seen))
    return _bare(parts) if _ONE_CODE.fullmatch(seen) and _has_digit(parts) else ""


_ONE_CODE = re.compile("[A-Za-z0-9]+(?:[-\u2010-\u2015/._\u2212 ]{1,2}[A-Za-z0-9]+)*")


def _bare(parts: list[re.Match[str]]) -> str:
    return "".join(part.group() for part in parts).lower()[:_LONGEST]


def _has_digit(parts: list[re.Match[str]]) -> bool:
    return any(not part.group().isalpha() for part in parts)


def _run_from(text: str, parts: list[re.Match[str]], first: int) -> list[re.Match[str]]:
    taken = [parts[first]]
    for part in parts[first + 1 : first + _MOST_PARTS]:
        if not _joined(text, taken[-1], part):
            break
        taken.append(part)
    return taken


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = text[left.end() : right.start()]
    if between == " ":
        capitals = left.group().isupper() and left.group().isalpha() and len(left.group()) <= 4
        return right.group()[0].isdigit() and (capitals or left.group()[-1].isdigit())
    return _BETWEEN.fullmatch(between) is not None
