"""The question bank of a programme with its keys, and the forms put together from it: for those who write it."""

from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.training.models import Key, Paper, Placed, Programme, Question


@dataclass
class Option:
    """One option in the reader's language, and whether it is right."""

    words: str
    right: bool


@dataclass
class Banked:
    """A question with its key."""

    question: Question
    key: Key

    @property
    def options(self) -> list[Option]:
        right = set(self.key.right)
        return [Option(words, number in right) for number, words in enumerate(self.question.choices)]


@dataclass
class Form:
    """One of two parallel forms: its questions in their order."""

    paper: Paper
    questions: list[Question] = field(default_factory=list)


def bank_of(viewer: Viewer, programme: Programme) -> list[Banked]:
    """What stands, by topic in the order in which it was written. Two queries."""
    rows = Question.visible_to(viewer).filter(programme=programme.pk, retired_at=None)
    return _banked(viewer, rows.order_by("topic", "pk"))


def banked(viewer: Viewer, programme: Programme, public_id: str) -> Banked | None:
    """One question, retired or not, for whoever sees its key."""
    rows = Question.visible_to(viewer).filter(programme=programme.pk, public_id=public_id)
    return next(iter(_banked(viewer, rows)), None)


def _banked(viewer: Viewer, rows: SeenQuerySet[Question]) -> list[Banked]:
    questions = list(rows.select_related("topic"))
    keys = Key.visible_to(viewer).filter(question__in=[each.pk for each in questions])
    by_question = {key.question_id: key for key in keys}
    return [Banked(each, by_question[each.pk]) for each in questions if each.pk in by_question]


def forms_of(viewer: Viewer, programme: Programme) -> list[Form]:
    """Forms A and B as they were put together last."""
    papers = Paper.visible_to(viewer).filter(programme=programme.pk).order_by("-edition", "letter")
    newest = [Form(each) for each in papers[:2]]
    by_paper = {each.paper.pk: each.questions for each in newest}
    placed = Placed.visible_to(viewer).filter(paper__in=list(by_paper)).order_by("place")
    rows = list(placed.values_list("paper", "question"))
    found = Question.visible_to(viewer).filter(pk__in=[pk for _paper, pk in rows]).select_related("topic")
    questions = {each.pk: each for each in found}
    for paper, question in rows:
        by_paper[paper].append(questions[question])
    return newest


def history_of(viewer: Viewer, question: Question) -> list[Question]:
    """How it was said before, the newest first. One query, for what replaces what is short."""
    rows = Question.visible_to(viewer).filter(programme=question.programme_id).exclude(retired_at=None)
    by_pk = {each.pk: each for each in rows}
    found, at = [], by_pk.get(question.replaces_id or 0)
    while at is not None:
        found.append(at)
        at = by_pk.get(at.replaces_id or 0)
    return found


def as_written(banked: Banked) -> dict[str, object]:
    """What a form that says it anew begins with."""
    names = ("kind", "text_en", "text_th", "anchor")
    said: dict[str, object] = {name: getattr(banked.question, name) for name in names}
    said |= {f"feedback_{each}": getattr(banked.key, f"feedback_{each}") for each in ("en", "th")}
    said["topic"] = banked.question.topic.key
    for n, (english, thai) in enumerate(banked.question.options, 1):
        said |= {f"en_{n}": english, f"th_{n}": thai, f"right_{n}": n - 1 in banked.key.right}
    return said
