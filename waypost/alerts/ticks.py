"""The room's clock-driven work. ``apps`` imports this."""

from waypost.alerts.actions.redacting import drop_original, sealed_too_long
from waypost.alerts.actions.tiling import without_tiles
from waypost.alerts.actions.wording import write_anew
from waypost.alerts.models import Rewording
from waypost.core.doors import CLOCK
from waypost.core.ticks import MORE, tick
from waypost.files import tiles
from waypost.files.actions import keep_tiles


@tick(name="alerts.originals", every=3600)
def drop_originals() -> None:
    """Let go of sealed originals whose time is over, or whose picture was erased."""
    for redaction in sealed_too_long()[:100]:
        drop_original(by=CLOCK, redaction=redaction)


@tick(name="alerts.tiles", every=30, lease=4 * tiles.SECONDS)
def cut_tiles() -> object:
    """Cut the large pictures of what readers see into tiles, one at a time. Not where each copy carries its reader's
    name: there a picture is given whole.
    """
    waiting = list(without_tiles()[:2])
    for file in waiting[:1]:
        keep_tiles(by=CLOCK, file=file, container=tiles.cut(file))
    return MORE if len(waiting) > 1 else None


@tick(name="alerts.words", every=15)
def write_words_anew() -> object:
    """Let what carries a word that was worded anew be found by it, a step at a time."""
    waiting = Rewording.objects.select_related("term").order_by("pk").first()
    return MORE if waiting is not None and write_anew(by=CLOCK, rewording=waiting) else None
