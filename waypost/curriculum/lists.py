"""Rows for pages, always from ``visible_to``."""

from waypost.access.keys import Viewer
from waypost.curriculum.models import CurriculumVersion, Module


def version_seen(viewer: Viewer, version: int | None) -> CurriculumVersion | None:
    """A version by its id, with its curriculum, if this viewer may see both."""
    rows = CurriculumVersion.visible_to(viewer).select_related("curriculum")
    return rows.filter(pk=version).first() if version else None


def modules_of(viewer: Viewer, version: CurriculumVersion) -> list[Module]:
    return list(Module.visible_to(viewer).filter(version=version.pk).order_by("place"))
