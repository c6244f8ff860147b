"""From what somebody sent to a clean file. Outside of any action: it takes seconds, and nothing is locked meanwhile.

clean = take_in(upload.read(), upload.name)   # raises Refused, with the sentence for the sender
file = vault.keep(clean)                      # inside the owner's action
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.files.confined import Broken, Made, Stopped, Unfit, work
from waypost.files.kinds import CSV, KINDS, PDF, Kind, guess, text_kind
from waypost.files.names import clean_name, shown_name

LARGEST = 25 * 1024 * 1024  # bytes, before and after
_MEGABYTES = LARGEST // (1024 * 1024)


@dataclass(frozen=True)
class Clean:
    """A file as it will be kept: nothing of what was sent but what a reader sees.

    ``removed`` names what went that its sender may have meant to send (``said`` has the sentences).
    """

    name: str
    kind: Kind
    content: bytes
    preview: bytes | None
    pages: int | None
    width: int | None
    height: int | None
    removed: tuple[str, ...] = ()
    small: bytes | None = None  # of a picture

    @property
    def said(self) -> list[str]:
        """What its sender is told, sentence by sentence."""
        return [REMOVED[each] % {"name": self.name} for each in self.removed]


def take_in(content: bytes, name: str, *, size: int | None = None) -> Clean:
    """Examine and rewrite. ``size`` is what was sent, where not all of it was kept (``uploads``).

    Raises Refused with a sentence that says what is wrong and what to do.
    """
    try:
        if len(content) <= LARGEST and size is not None and size > len(content):
            raise Unfit("together")
        return _examined(content, name)
    except Unfit as unfit:
        why = unfit.why
    except Stopped:
        why = "slow"
    except Broken:
        why = "broken"
    raise refused(why, name)


def refused(why: str, name: str) -> Refused:
    """The refusal of a file with this name, for a reason that ``SENTENCES`` has."""
    return Refused(SENTENCES[why] % {"name": shown_name(name), "most": _MEGABYTES})


def _examined(content: bytes, name: str) -> Clean:
    if not content:
        raise Unfit("empty")
    if len(content) > LARGEST:
        raise Unfit("large")
    family = guess(content, name)
    if not family:
        raise Unfit("kind")
    facts = {"table": text_kind(name) is CSV} if family == "text" else {}
    made = work(f"{family}.clean", content, **facts)
    kind = _kind(family, name, made)
    clean = made.part("content") or b""
    if len(clean) > LARGEST:
        raise Unfit("large")
    about: dict[str, Any] = {fact: made.facts.get(fact) for fact in ("pages", "width", "height")}
    about["removed"] = tuple(made.facts.get("removed", ()))
    about["small"] = made.part("small")
    return Clean(clean_name(name, kind.extension), kind, clean, made.part("preview"), **about)


def _kind(family: str, name: str, made: Made) -> Kind:
    if family == "pdf":
        return PDF
    if family == "text":
        kind = text_kind(name)
        assert kind is not None  # noqa: S101  nothing else is guessed to be text
        return kind
    found = KINDS.get(made.facts.get("media_type", ""))
    if found is None:
        raise Unfit("broken")
    return found


REMOVED = {
    "comments": _(
        "The comments in “%(name)s” were taken out, with the names of those who wrote them. Everything else stands."
    ),
    "history": _(
        "The record of who changed “%(name)s” and when was taken out. Everything stands as it was last saved."
    ),
}

SENTENCES = {
    "empty": _("“%(name)s” is empty. Look at it on your computer, and choose it again."),
    "large": _("“%(name)s” is larger than %(most)s MB. Make it smaller or split it."),
    "together": _("“%(name)s” was too much together with the others. Send fewer files at a time."),
    "kind": _(
        "“%(name)s” is of a kind the portal does not take. It takes PDF, pictures (JPEG, PNG, GIF, WebP, TIFF), "
        "Word (.docx), Excel (.xlsx), text (.txt) and tables as text (.csv)."
    ),
    "pixels": _("“%(name)s” has more than 40 million pixels. Make the picture smaller."),
    "pages": _("“%(name)s” has more than 500 pages. Split it."),
    "locked": _("“%(name)s” is locked with a password. Save it without one, and choose it again."),
    "changes": _(
        "“%(name)s” has tracked changes that nobody decided on. Accept or reject them, save it, and choose it "
        "again; or save it as PDF."
    ),
    "macros": _("“%(name)s” contains macros. Save it without them, as .docx or .xlsx, and choose it again."),
    "embedded": _(
        "“%(name)s” has other files, programs or data connections in it. Take them out, or save it as PDF."
    ),
    "outside": _(
        "“%(name)s” fetches something from elsewhere when it is opened. Take those links out, or save it as PDF."
    ),
    "bomb": _("“%(name)s” unpacks to far more than it seems to hold. Save it anew, or as PDF."),
    "encoding": _("“%(name)s” is not text in UTF-8. Save it with that encoding, and choose it again."),
    "control": _("“%(name)s” has characters in it that are not text. Save it as plain text in UTF-8."),
    "overrides": _(
        "“%(name)s” has invisible signs in it that turn the direction of writing. Take them out, or save it as PDF."
    ),
    "formula": _(
        "“%(name)s” has cells that begin with = or @, which a program would calculate. Put the values in their place."
    ),
    "broken": _(
        "“%(name)s” is damaged, or is not what it says. Open it on your computer, save it anew, and choose it again."
    ),
    "slow": _("“%(name)s” took too long to check. Make it smaller or simpler, with fewer pages or pictures."),
}
