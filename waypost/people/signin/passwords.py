"""What a password may not be made of: the words that anybody would try first at this portal, for this person."""

import re
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Invitation, Organisation, Person

# The portal's own name and the words of its front door.
KNOWN_HERE = ("waypost", "border", "portal", "password", "officer", "police", "immigration")
LETTERS_LEFT = 8  # that have nothing to do with any of them
_SHORTEST = 4  # briefer words are in too many others


class WordsOfOnesOwn:
    """Refuses a password that is hardly more than the portal's name, the person's, or their organisation's."""

    def validate(self, password: str, user: Any = None) -> None:
        left = password.casefold()
        for word in sorted(_words_of(user), key=len, reverse=True):
            left = left.replace(word, "")
        known = left != password.casefold()
        if known and sum(not char.isspace() and not _is_filling(char) for char in left) < LETTERS_LEFT:
            raise ValidationError(
                _(
                    "This is hardly more than the name of the portal, yours, or your organisation's. Take words that "
                    "have nothing to do with them."
                ),
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        return ""


class Stolen:
    """Refuses a password of the operator's list (``WAYPOST_BREACHED``), as it is typed or in small letters."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002  a list knows nobody
        known: Path | None = settings.BREACHED
        if known is not None and any(stands_in(known, each) for each in {password, password.lower()}):
            raise ValidationError(
                _("This password stands in a list of stolen ones, which is tried first. Take another."),
                code="password_stolen",
            )

    def get_help_text(self) -> str:
        return ""


def stands_in(known: Path, password: str) -> bool:
    """Is it a line of this file, which is sorted by bytes? A few dozen reads, however long the list is."""
    wanted = password.encode()
    with known.open("rb") as lines:
        low, high = 0, known.stat().st_size
        while low < high:
            middle = (low + high) // 2
            line = _line_from(lines, middle)
            low, high = (middle + 1, high) if line is not None and line < wanted else (low, middle)
        return _line_from(lines, low) == wanted


def _line_from(lines: BinaryIO, place: int) -> bytes | None:
    """The first line that begins at this place of the file or after it."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    found = lines.readline()
    return found.rstrip(b"\r\n") if found else None


def _is_filling(char: str) -> bool:
    """What people put behind a word to satisfy a rule."""
    return char.isdigit() or not (char.isalpha() or ord(char) > 127)


def _words_of(person: Person | None) -> set[str]:
    texts = [*KNOWN_HERE]
    if person is not None:
        texts += [person.name_latin, person.name_native, person.email]
        organisation = _organisation_of(person)
        if organisation is not None:
            texts += [
                organisation.code,
                organisation.name_en,
                organisation.name_th,
                organisation.member.name_en,
            ]
    words = {word for text in texts for word in re.split(r"[\s@.,'()-]+", text.casefold())}
    return {word for word in words if len(word) >= _SHORTEST}


def _organisation_of(person: Person) -> Organisation | None:
    """The one they act for; before they came in, the one they are invited to."""
    invited = Invitation.objects.filter(person=person.pk).order_by("-at").first() if person.pk else None
    return person.organisation or (invited.organisation if invited else None)
