"""Rows for pages, always from ``visible_to``."""

from collections import defaultdict
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.projects.models import FundingLine, LineBefore, Project

SHOWN = 100


@dataclass
class Line:
    """A line of money, and what it said before, the newest first."""

    line: FundingLine
    before: list[LineBefore] = field(default_factory=list)


def everything(viewer: Viewer) -> SeenQuerySet[Project]:
    return Project.visible_to(viewer).select_related("organisation__member", "network")


def rows_of(viewer: Viewer) -> list[Project]:
    return list(everything(viewer).order_by("code", "pk")[:SHOWN])


def project_seen(viewer: Viewer, project: int | None) -> Project | None:
    """A project by its id, if this viewer may see it."""
    return everything(viewer).filter(pk=project).first() if project else None


def lines_of(viewer: Viewer, project: Project) -> list[FundingLine]:
    """Those that pay or paid; what was written down by mistake is no line."""
    rows = FundingLine.visible_to(viewer).filter(project=project.pk, mistaken=False)
    return list(rows.select_related("donor__member").order_by("donor__name_en", "reference"))


def lines_with_before(viewer: Viewer, project: Project) -> list[Line]:
    """Every line that was ever written, for those who write them. One query more."""
    rows = FundingLine.visible_to(viewer).filter(project=project.pk).select_related("donor__member")
    before: dict[int, list[LineBefore]] = defaultdict(list)
    for each in LineBefore.visible_to(viewer).filter(line__project=project.pk).order_by("-pk"):
        before[each.line_id].append(each)
    return [Line(each, before[each.pk]) for each in rows.order_by("mistaken", "donor__name_en", "reference")]
