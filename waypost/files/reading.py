"""Reading the text of stored files, in the confined process, page by page. What was read before a stop is kept."""

from collections.abc import Callable

from waypost.core.doors import CLOCK
from waypost.files import vault
from waypost.files.actions import keep_text
from waypost.files.confined import Broken, Made, Stopped, Unfit, work
from waypost.files.models import FileText, StoredFile

SECONDS = 30
_listeners: list[Callable[[StoredFile], None]] = []


def when_read(listener: Callable[[StoredFile], None]) -> None:
    """Rooms whose index holds the text of files ask to be told when there is some."""
    _listeners.append(listener)


def read_next() -> bool:
    """Read the text of the file that waits longest for it. Says whether another waits behind it."""
    waiting = list(StoredFile.objects.unread().order_by("pk")[:2])
    for file in waiting[:1]:
        read(file)
    return len(waiting) > 1


def read(file: StoredFile) -> None:
    """Read the text of one file, keep it, and tell whoever asked."""
    pages, trouble = _text(file)
    keep_text(by=CLOCK, file=file, pages=pages, trouble=trouble)
    for listener in _listeners:
        listener(file)


def pages_of(file: StoredFile) -> list[str]:
    """The words of each page, as far as they were read."""
    pages: list[str] = FileText.objects.filter(file=file).values_list("pages", flat=True).first() or []
    return pages


def _text(file: StoredFile) -> tuple[list[str], str]:
    try:
        made = work(f"{file.kind.family}.text", vault.read(file), seconds=SECONDS)
    except Stopped as stopped:
        return _pages(stopped.made), FileText.Trouble.HEAVY
    except (Broken, Unfit):
        return [], FileText.Trouble.BROKEN
    return _pages(made), FileText.Trouble.NONE


def _pages(made: Made) -> list[str]:
    return [content.decode("utf-8", "replace").replace("\0", "") for _name, content in made.parts]
