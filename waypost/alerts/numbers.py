"""Document numbers and the masks of series: read, normalised, and turned into ranges."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.gate.seen import Seen

_DROPPED = re.compile(r"[\s\-<./]")
_NUMBER = re.compile(r"[A-Z0-9]+")
LONGEST = 24  # characters of a number
NO_NUMBER = _("“%(number)s” is no document number. Write letters A to Z and digits, at most %(most)d.")


def normal(typed: str) -> str:
    """A number as it is compared: upper case, no blanks, hyphens or fillers; leading zeros stay. Thai digits, and those
    of full width that some programs paste, are read as what they show.
    """
    if _NUMBER.fullmatch(typed):  # as nearly all of a million are
        return typed
    return _DROPPED.sub("", typed.upper() if typed.isascii() else Seen.of(typed).text)


def is_number(normalised: str) -> bool:
    return len(normalised) <= LONGEST and bool(_NUMBER.fullmatch(normalised))


@dataclass(frozen=True, slots=True)
class Range:
    """From ``first`` to ``last``: ``width`` digits behind ``prefix``."""

    prefix: str
    width: int
    first: int
    last: int

    @property
    def mask(self) -> str:
        """Letters as A, digits as 9."""
        letters = re.sub(r"[0-9]", "9", re.sub(r"[A-Z]", "A", self.prefix))
        return letters + "9" * self.width


def range_of(first: str, last: str = "") -> Range:
    """The range between two numbers as typed; of one number, that number. Raises Refused with what is wrong."""
    one, two = _split(first, "first"), _split(last or first, "last")
    if one == two and not one[1]:
        return Range(one[0], 0, 0, 0)
    (prefix, start), (other, stop) = one, two
    _check_alike(prefix + start, other + stop, prefix == other and bool(start))
    if int(stop) < int(start):
        raise Refused(
            _("The last number comes before the first. Change them round."),
            last=_("Before the first number."),
        )
    return Range(prefix, len(start), int(start), int(stop))


def _split(typed: str, name: str) -> tuple[str, str]:
    """Letters and what stands before the digits at the end; those digits, at most twelve."""
    number = normal(typed)
    if not is_number(number):
        raise Refused(
            NO_NUMBER % {"number": typed[:40], "most": LONGEST},
            **{name: _("No document number.")},
        )
    digits = number[len(number.rstrip("0123456789")) :][-12:]
    return number[: len(number) - len(digits)], digits


def _check_alike(first: str, last: str, begins: bool) -> None:
    if len(first) != len(last):
        raise Refused(
            _("The two numbers are not of the same length. Write both with all their digits."),
            last=_("Not as long as the first."),
        )
    if not begins:
        raise Refused(
            _(
                "The two numbers differ in more than the digits at their end. Write one series for each beginning."
            ),
            last=_("Differs in more than the digits at the end."),
        )
