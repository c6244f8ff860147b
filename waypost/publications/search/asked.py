"""What somebody typed, understood: every word must be there, each as a phrase of its forms or as a code.

No operators: whatever is typed is words. Straight or curly quotes keep words together; everything else that
is no letter or number is space.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from waypost.core.words import Phrase, code, normal, phrase

LONGEST = 200  # characters that are searched for
_SHORTEST_CODE = 3  # shorter numbers are looked for as words only: "7" begins too many


@dataclass(frozen=True)
class Code:
    """A number or reference that begins so."""

    begins: str


@dataclass(frozen=True)
class All:
    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Part, ...]"


Part = Phrase | Code | All | AnyOf


@dataclass(frozen=True)
class Asked:
    """``text`` is what was typed, as far as it counts; ``part`` is None when there is no word in it."""

    text: str = ""
    part: Part | None = None
    cut: bool = False  # more was typed than is searched for

    @property
    def as_code(self) -> str:
        """The whole as one reference, if it can be one."""
        return code(self.text)

    def leaves(self) -> list[Phrase | Code]:
        """Every phrase and code that may have matched."""
        return list(_leaves(self.part)) if self.part else []


NOTHING = Asked()


def ask(typed: str) -> Asked:
    """Understand what was typed. Never fails: at worst nothing is asked."""
    text = " ".join(normal(typed).split())
    cut = text[:LONGEST].strip()
    chunks = [chunk for chunk in _chunks(cut) if _part(chunk)]
    return Asked(cut, _all(list(_runs(chunks))), cut=len(text) > LONGEST)


_CHUNK = re.compile(r'["“”„«»「」]([^"“”„«»「」]+)["“”„«»「」]|(\S+)')


@dataclass(frozen=True)
class _Chunk:
    text: str
    quoted: bool


def _chunks(text: str) -> Iterator[_Chunk]:
    for found in _CHUNK.finditer(text):
        quoted, bare = found.groups()
        yield _Chunk(quoted or bare, quoted=bare is None)


def _runs(chunks: list[_Chunk]) -> Iterator[Part]:
    """Neighbours that may be one number written with spaces (K 4410000, DPA 2020 044) are asked for both ways."""
    starts = [
        0,
        *(at for at, (left, right) in enumerate(pairwise(chunks), start=1) if not _goes_on(left, right)),
    ]
    for start, end in pairwise([*starts, len(chunks)]):
        run = chunks[start:end]
        whole = _all([part for chunk in run if (part := _part(chunk))])
        joined = code(" ".join(chunk.text for chunk in run)) if len(run) > 1 else ""
        if whole is not None:
            yield AnyOf((whole, Code(joined))) if joined else whole


def _goes_on(left: _Chunk, right: _Chunk) -> bool:
    short = re.fullmatch("[A-Za-z]{1,4}", left.text) is not None
    return (
        not left.quoted and not right.quoted and (short or code(left.text) != "") and right.text[:1].isdigit()
    )


def _part(chunk: _Chunk) -> Part | None:
    its_phrase, its_code = phrase(chunk.text), code(chunk.text)
    if len(its_code) < _SHORTEST_CODE:
        return its_phrase if its_phrase.forms else None
    return AnyOf((its_phrase, Code(its_code)))


def _all(parts: list[Part]) -> Part | None:
    return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _leaves(part: Part) -> Iterator[Phrase | Code]:
    if isinstance(part, All | AnyOf):
        for each in part.parts:
            yield from _leaves(each)
    else:
        yield part
