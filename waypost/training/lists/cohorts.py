"""Which cohorts of a programme train trainers, since when and why; and whether that can still be changed."""

from collections import defaultdict
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.training.models import Certificate, Cohort, CohortChange, Programme


@dataclass
class Kept:
    """A cohort, the changes of it, the newest first, and how many certificates of it were issued."""

    cohort: Cohort
    certificates: int = 0
    changes: list[CohortChange] = field(default_factory=list)


def kept_of(viewer: Viewer, programme: Programme) -> list[Kept]:
    """Three queries."""
    cohorts = Cohort.visible_to(viewer).filter(programme=programme.pk).order_by("since", "pk")
    found = {each.pk: Kept(each) for each in cohorts}
    issued: dict[int, int] = defaultdict(int)
    papers = Certificate.visible_to(viewer).filter(programme=programme.pk)
    for cohort in papers.values_list("nominee__intake__cohort", flat=True):
        issued[cohort] += 1
    for change in (
        CohortChange.visible_to(viewer)
        .filter(cohort__in=list(found))
        .select_related("by")
        .order_by("-number")
    ):
        found[change.cohort_id].changes.append(change)
    for pk, each in found.items():
        each.certificates = issued[pk]
    return list(found.values())
