"""Lines as fingers, a clipboard or a USB reader give them, made into lines as they are printed; and what was done."""

import re
from dataclasses import dataclass
from enum import Enum

from waypost.alerts.mrz.layouts import TD1, TD2, TD3
from waypost.gate.seen import Seen

_LENGTHS = frozenset(layout.length for layout in (TD1, TD2, TD3))
# Everything in one piece; of a card of three lines also two, so that the one missing is named.
_IN_ONE = {90: 30, 88: 44, 72: 36, 60: 30}
_LONGEST = 2000  # characters: a page full of fillers and breaks; what stands behind is no document's
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # a reader's marks around what it sends


class Done(Enum):
    CAPITALS = "small letters were made capitals"
    BLANKS = "blanks within lines were dropped"
    CUT = "what came in one piece was cut into lines"


@dataclass(frozen=True)
class Typed:
    lines: tuple[str, ...]
    done: tuple[Done, ...] = ()


def typed(given: str) -> Typed:
    """Nothing is guessed that would change a verdict: an O stays an O, and a line of a wrong length stays so."""
    given = _CONTROLS.sub("", given[:_LONGEST])
    seen = Seen.of(given).text
    rows = [row.strip() for row in seen.split("\n") if row.strip()]
    pieces = seen.split()
    done = [Done.CAPITALS] if given != given.upper() else []
    if not _are_lines(lines := ["".join(row.split()) for row in rows]):
        lines = pieces if _are_lines(pieces) else lines
        lines = _cut(lines[0]) if len(lines) == 1 else lines
        done += [Done.CUT] if len(lines) > len(rows) else []
    if len(pieces) > max(len(rows), len(lines)):
        done.append(Done.BLANKS)
    return Typed(tuple(lines), tuple(done))


def _are_lines(lines: list[str]) -> bool:
    return len(lines) > 1 and len({len(line) for line in lines}) == 1 and len(lines[0]) in _LENGTHS


def _cut(whole: str) -> list[str]:
    length = _IN_ONE.get(len(whole))
    return [whole[at : at + length] for at in range(0, len(whole), length)] if length else [whole]
