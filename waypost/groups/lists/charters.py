"""The groups somebody reads, who pays for one, and what was written to it."""

from dataclasses import dataclass, field

from waypost.access.keys import Audience, Viewer, key
from waypost.access.marked import SeenQuerySet
from waypost.access.models import Reach
from waypost.curriculum.models import Curriculum
from waypost.groups.models import Charter, Funding
from waypost.groups.policies import founds, sits
from waypost.people.models import Group, Organisation
from waypost.projects.models import FundingLine, Project
from waypost.publications.lists import Row, everything, rows_for
from waypost.publications.models import Publication

PAPERS = 12


@dataclass
class Paid:
    """A project that pays for a group, as far as the viewer reads it, and the donors behind it."""

    funding: Funding
    project: Project
    donors: list[Organisation] = field(default_factory=list)


def charters(viewer: Viewer) -> SeenQuerySet[Charter]:
    return Charter.visible_to(viewer).select_related("group__network")


def own(viewer: Viewer) -> list[Charter]:
    """The groups of the viewer, working groups first."""
    return list(charters(viewer).order_by("-kind", "group__name_en", "pk"))


def without_charter(viewer: Viewer) -> list[Group]:
    """Groups that do not say yet what they are for, in the networks whose secretariat the viewer is."""
    there = Charter.visible_to(viewer).values("group")
    return list(Group.objects.filter(network__in=founds(viewer)).exclude(pk__in=there))


def paid_by(viewer: Viewer, charter: Charter) -> list[Paid]:
    """The projects that pay, and those that paid. Three queries."""
    rows = list(Funding.visible_to(viewer).filter(charter=charter.pk).order_by("since", "pk"))
    projects = Project.visible_to(viewer).in_bulk({row.project_id for row in rows})
    found = [Paid(row, projects[row.project_id]) for row in rows if row.project_id in projects]
    lines = FundingLine.visible_to(viewer).filter(project__in=list(projects), mistaken=False)
    for line in lines.select_related("donor__member").order_by("donor__name_en"):
        for paid in found:
            if paid.project.pk == line.project_id and line.donor not in paid.donors:
                paid.donors.append(line.donor)
    return found


def papers(viewer: Viewer, charter: Charter) -> list[Row]:
    """The newest items the viewer reads by the group's own key. That they do is told them on the item's page too."""
    if not sits(viewer, charter.group):
        return []
    by_seat = key(Audience.GROUP, charter.group_id, charter.group.network_id)
    reached = Reach.objects.filter(kind=Publication.reach_kind, key=by_seat, side=Reach.Side.READS)
    found = everything(viewer).filter(pk__in=reached.values("thing")).select_related("originator__member")
    return rows_for(viewer, found.order_by("-published_at", "-pk")[:PAPERS])


def curricula(viewer: Viewer, charter: Charter) -> list[Curriculum]:
    """Those on which the group is consulted: its departments propose topics, comment and sign off."""
    return list(Curriculum.visible_to(viewer).filter(group=charter.group_id).order_by("code", "pk"))
