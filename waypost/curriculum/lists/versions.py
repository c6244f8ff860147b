"""Rows for pages, always from ``visible_to``."""

from collections.abc import Iterable

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.curriculum.models import Curriculum, CurriculumVersion, Module, Status
from waypost.places.lists import by_name
from waypost.places.models import Topic

SHOWN = 100


def everything(viewer: Viewer) -> SeenQuerySet[Curriculum]:
    return Curriculum.visible_to(viewer).select_related("organisation__member", "network", "group")


def rows_of(viewer: Viewer) -> list[tuple[Curriculum, CurriculumVersion | None]]:
    """Every curriculum with its newest version that this viewer reads. Two queries."""
    found = list(everything(viewer).order_by("code", "pk")[:SHOWN])
    newest = {each.curriculum_id: each for each in _versions(viewer, [row.pk for row in found])}
    return [(row, newest.get(row.pk)) for row in found]


def rows_of_some(viewer: Viewer, curricula: list[int]) -> list[tuple[Curriculum, CurriculumVersion | None]]:
    """The same of those with these ids, in their order."""
    found = everything(viewer).in_bulk(curricula)
    newest = {each.curriculum_id: each for each in _versions(viewer, list(found))}
    return [(found[pk], newest.get(pk)) for pk in curricula if pk in found]


def versions_of(viewer: Viewer, curriculum: Curriculum) -> list[CurriculumVersion]:
    """The newest first: a number is above those before it."""
    return list(_versions(viewer, [curriculum.pk]))[::-1]


def version_numbered(viewer: Viewer, curriculum: Curriculum, number: str) -> CurriculumVersion | None:
    return _versions(viewer, [curriculum.pk]).filter(number=number).first()


def version_seen(viewer: Viewer, version: int | None) -> CurriculumVersion | None:
    """A version by its id, with its curriculum, if this viewer may see both."""
    rows = CurriculumVersion.visible_to(viewer).select_related("curriculum")
    return rows.filter(pk=version).first() if version else None


def modules_of(viewer: Viewer, version: CurriculumVersion) -> list[Module]:
    return list(Module.visible_to(viewer).filter(version=version.pk).order_by("place"))


def topics_of(curriculum: Curriculum) -> list[Topic]:
    """Of a curriculum that came through ``visible_to``."""
    return by_name(curriculum.topics.all())


def next_number(versions: Iterable[CurriculumVersion]) -> str:
    """A number above all of them: the smaller half of the newest raised. The first draft is 0.1.0."""
    newest = max((tuple(map(int, each.number.split("."))) for each in versions), default=(0, 0, 0))
    return f"{newest[0]}.{newest[1] + 1}.0"


def is_frozen(version: CurriculumVersion) -> bool:
    return version.status in (Status.FINALISED, Status.SUPERSEDED)


def _versions(viewer: Viewer, curricula: list[int]) -> SeenQuerySet[CurriculumVersion]:
    rows = CurriculumVersion.visible_to(viewer).filter(curriculum__in=curricula)
    return rows.select_related("curriculum").order_by("curriculum", "pk")
