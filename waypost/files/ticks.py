"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.doors import CLOCK
from waypost.core.ticks import MORE, tick
from waypost.files import vault
from waypost.files.actions import erase_orphan
from waypost.files.models import StoredFile
from waypost.files.reading import SECONDS, read_next


@tick(name="files.texts", every=15, lease=4 * SECONDS)
def read_texts() -> object:
    """Read the text of files that came in, one at a time."""
    return MORE if read_next() else None


@tick(name="files.orphans", every=600)
def erase_orphans() -> None:
    """Erase the files that nothing points at: taken off a draft, or gone with it."""
    for file in StoredFile.objects.without_owner().order_by("pk")[:100]:
        erase_orphan(by=CLOCK, file=file)


@tick(name="files.strays", every=86_400, lease=3600)
def sweep_strays() -> None:
    """Delete sealed contents without a row: what an action that failed half-way left behind."""
    vault.sweep()
