"""Covering parts of a picture for good, in the confined process: what may have to go is proposed, what a person chose
is burnt into the pixels. The picture itself is never changed: a covered one is a new file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.confined import Broken, Stopped, Unfit, work
from waypost.files.intake import LARGEST, Clean
from waypost.files.models import StoredFile

Box = tuple[
    float, float, float, float
]  # left, top, width, height: fractions of the picture's width and height


@dataclass(frozen=True)
class Proposed:
    """Something that may point to a holder. ``kind``: "portrait", "lines" (for machines), "code"."""

    kind: str
    box: Box


def proposed(file: StoredFile) -> list[Proposed] | None:
    """What a picture may have to lose; None where it could not be looked through."""
    try:
        made = work("proposing.propose", vault.read(file))
    except (Stopped, Broken, Unfit):
        return None
    found = made.facts.get("boxes", [])
    return [Proposed(str(kind), (float(x), float(y), float(w), float(h))) for kind, x, y, w, h in found]


def covered(file: StoredFile, boxes: Sequence[Box]) -> Clean:
    """The picture with these boxes black, as a new file to be kept. Raises Refused."""
    try:
        made = work(
            "image.burn",
            vault.read(file),
            boxes=[list(box) for box in boxes],
            jpeg=file.media_type == "image/jpeg",
        )
    except (Stopped, Broken, Unfit):
        raise _impossible(file) from None
    content = made.part("content") or b""
    if not 0 < len(content) <= LARGEST:
        raise _impossible(file)
    width, height = made.facts.get("width"), made.facts.get("height")
    preview, small = made.part("preview"), made.part("small")
    return Clean(file.name, file.kind, content, preview, None, width, height, small=small)


def _impossible(file: StoredFile) -> Refused:
    return Refused(
        _("“%(name)s” could not be covered. Make the picture smaller, and attach it again.")
        % {"name": file.name}
    )
