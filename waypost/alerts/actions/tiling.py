"""Which pictures are to be cut into tiles."""

from django.db.models import F, Q, QuerySet

from waypost.alerts.models import Picture
from waypost.files.kinds import STAMPED_FROM
from waypost.files.models import StoredFile
from waypost.files.tiles import WORTH
from waypost.publications.states import Stage


def without_tiles() -> "QuerySet[StoredFile]":
    """The large pictures of what readers see that were not cut yet, where copies carry no reader's name."""
    live = Picture.unfiltered.filter(
        attachment__version=F("attachment__version__publication__live"),
        attachment__version__publication__stage=Stage.PUBLISHED,
        attachment__version__publication__mark__lt=STAMPED_FROM,
    )
    files = StoredFile.objects.kept().filter(pk__in=live.values("attachment__file"), tiles="")
    return files.filter(Q(width__gt=WORTH) | Q(height__gt=WORTH)).order_by("pk")
