"""The rubrics of a programme with what they look at: for whoever reads it."""

from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.curriculum.models import Curriculum
from waypost.training.models import Criterion, Exercise, Programme, Rubric
from waypost.training.rubrics import Outcome, outcome

_EXERCISES = list(Exercise)


@dataclass
class Whole:
    """A rubric with its criteria in their order."""

    rubric: Rubric
    criteria: list[Criterion] = field(default_factory=list)

    @property
    def out_of(self) -> int:
        return sum(each.points for each in self.criteria)

    def outcome(self, scores: list[int]) -> Outcome:
        """What points for each criterion, in their order, come to."""
        return outcome([each.weight for each in self.criteria], scores, self.rubric.rule)

    def weak(self, scores: list[int]) -> list[Criterion]:
        """The critical criteria in which somebody was weak."""
        return [self.criteria[place - 1] for place in self.outcome(scores).weak]


def rubrics_of(viewer: Viewer, programme: Programme) -> list[Whole]:
    """What stands, by exercise. Two queries."""
    rows = Rubric.visible_to(viewer).filter(programme=programme.pk, retired_at=None)
    found = wholes(viewer, rows.order_by("pk"))
    return sorted(found, key=lambda each: _EXERCISES.index(Exercise(each.rubric.exercise)))


def rubric_seen(viewer: Viewer, programme: Programme, public_id: str) -> Whole | None:
    """One of them, retired or not."""
    rows = Rubric.visible_to(viewer).filter(programme=programme.pk, public_id=public_id)
    return next(iter(wholes(viewer, rows)), None)


def rubrics_for(viewer: Viewer, curriculum: Curriculum, exercise: str) -> list[Whole]:
    """Those that stand for one exercise, of whichever programme teaches a curriculum. Two queries."""
    rows = Rubric.visible_to(viewer).filter(
        programme__curriculum__curriculum=curriculum.pk, exercise=exercise, retired_at=None
    )
    return wholes(viewer, rows.order_by("pk"))


def wholes(viewer: Viewer, rows: SeenQuerySet[Rubric]) -> list[Whole]:
    """Rubrics that came through ``visible_to``, with their criteria."""
    found = {each.pk: Whole(each) for each in rows}
    for each in Criterion.visible_to(viewer).filter(rubric__in=list(found)).order_by("place"):
        found[each.rubric_id].criteria.append(each)
    return list(found.values())


def as_written(found: Whole) -> tuple[dict[str, object], list[dict[str, object]]]:
    """What a form that says it anew begins with: the head, and a row for each criterion."""
    names = ("exercise", "title_en", "title_th", "overall", "critical")
    row = ("words_en", "words_th", "full_en", "full_th", "points", "is_critical")
    return (
        {name: getattr(found.rubric, name) for name in names},
        [{name: getattr(each, name) for name in row} for each in found.criteria],
    )
