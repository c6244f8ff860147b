"""The rubrics of a programme: writing one, saying it anew, and retiring it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.models import MOST_CRITERIA, MOST_POINTS, Criterion, Programme, Rubric
from waypost.training.rubrics import Outcome, outcome

MOST_RUBRICS = 40


@dataclass(frozen=True)
class CriterionWords:
    """One thing that is looked at, and what earns all its points."""

    words_en: str
    words_th: str
    points: int
    is_critical: bool = False
    full_en: str = ""
    full_th: str = ""


@dataclass(frozen=True)
class RubricWords:
    """What a rubric is for, what it looks at in which order, and from how many per cent one passes."""

    exercise: str
    title_en: str
    title_th: str
    criteria: Sequence[CriterionWords]
    overall: int = 70
    critical: int = 70


@action("training.rubric_written", allowed=may_write)
def write_rubric(*, by: Person, programme: Programme, words: RubricWords, replaces: str = "") -> Rubric:
    """Keep a rubric; ``replaces``: the public id of the one it says anew, which is retired by it."""
    before = _standing(programme, replaces) if replaces else None
    stands = Rubric.unfiltered.filter(programme=programme.pk, retired_at=None)
    if before is None and stands.count() >= MOST_RUBRICS:
        raise Refused(_("A programme has 40 rubrics at most. Retire one first."))
    _check(words)
    if before is not None:
        _retire(before)
    names = ("exercise", "title_en", "title_th", "overall", "critical")
    rubric = Rubric(
        programme_id=programme.pk,
        replaces_id=before.pk if before else None,
        number=before.number + 1 if before else 1,
        written_at=clock.now(),
        **{name: getattr(words, name) for name in names},
    )
    rubric.save()
    Criterion.unfiltered.bulk_create(
        Criterion(rubric_id=rubric.pk, place=place, **asdict(each))
        for place, each in enumerate(words.criteria, 1)
    )
    doors.note(rubric=rubric.public_id)
    return rubric


@action("training.rubric_retired", allowed=may_write)
def retire_rubric(*, by: Person, programme: Programme, rubric: str) -> Rubric:
    """Mark nobody against a rubric any more. What was marked stays."""
    found = _standing(programme, rubric)
    _retire(found)
    doors.note(rubric=found.public_id)
    return found


def reckoned(rubric: Rubric, scores: Sequence[int]) -> Outcome:
    """What points for each criterion of a rubric come to, of learners as of trainers; refused where they don't fit."""
    criteria = list(Criterion.unfiltered.filter(rubric=rubric.pk).order_by("place"))
    if len(scores) != len(criteria) or not all(
        0 <= score <= each.points for score, each in zip(scores, criteria, strict=True)
    ):
        raise Refused(_("Give points for every criterion, from 0 to what it has."))
    return outcome([each.weight for each in criteria], scores, rubric.rule)


def _standing(programme: Programme, public_id: str) -> Rubric:
    found = Rubric.unfiltered.filter(programme=programme.pk, public_id=public_id, retired_at=None).first()
    if found is None:
        raise Refused(_("This rubric is retired, or was said anew meanwhile. Open the rubrics again."))
    return found


def _retire(rubric: Rubric) -> None:
    rubric.retired_at = clock.now()
    rubric.save()


def _check(words: RubricWords) -> None:
    if not 1 <= len(words.criteria) <= MOST_CRITERIA:
        raise Refused(_("A rubric has one criterion at least, and eight at most."))
    if not all(1 <= each.points <= MOST_POINTS for each in words.criteria):
        raise Refused(_("A criterion has 1 to 5 points."))
    if len({each.words_en for each in words.criteria}) < len(words.criteria):
        raise Refused(_("Two criteria say the same. Say one of them otherwise."))
    spoken = [
        getattr(each, name)
        for each in words.criteria
        for name in ("words_en", "words_th", "full_en", "full_th")
    ]
    check_words(
        contacts=False,
        title_en=words.title_en,
        title_th=words.title_th,
        criteria=" · ".join(filter(None, spoken)),
    )
