"""Rows for pages, always from ``visible_to``."""

from waypost.access.keys import Viewer
from waypost.projects.models import FundingLine, Project


def project_seen(viewer: Viewer, project: int | None) -> Project | None:
    """A project by its id, if this viewer may see it."""
    rows = Project.visible_to(viewer).select_related("organisation__member", "network")
    return rows.filter(pk=project).first() if project else None


def lines_of(viewer: Viewer, project: Project) -> list[FundingLine]:
    rows = FundingLine.visible_to(viewer).filter(project=project.pk).select_related("donor__member")
    return list(rows.order_by("donor__name_en", "reference"))
