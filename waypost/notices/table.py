"""Every act of every room, with who is told of it and in what words, or why nobody is."""

from collections.abc import Iterator

from waypost.core import doors, events
from waypost.core.doors import Door
from waypost.notices import tidings
from waypost.notices.tidings import Tiding


def lines() -> Iterator[str]:
    """The table as text, one act after the other, in the order of their names."""
    for name, door in sorted(doors.doors().items()):
        yield name
        for line in _told(door):
            yield f"    {line}"


def _told(door: Door) -> Iterator[str]:
    telling = events.declared(door.name)
    if door.quiet_because:
        yield f"quiet: {door.quiet_because}"
    elif isinstance(telling, events.Silent):
        yield f"silent: {telling.reason}"
    elif telling is None:
        yield "NOT DECLARED"
    else:
        yield from map(_line, tidings.of_action(door.name))


def _line(tiding: Tiding) -> str:
    pace = "A to D, by event" if callable(tiding.pace) else tiding.pace.value
    mailbox = ", and the mailbox of their posts" if tiding.mailboxes and pace not in ("C", "D") else ""
    return f"class {pace}: “{tiding.what}” to {tiding.who}{mailbox}"
