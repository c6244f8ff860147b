"""The question bank of a programme: writing, saying anew and retiring questions, and composing parallel forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.training.models import MOST_OPTIONS, Key, Kind, Paper, Placed, Programme, Question

MOST_QUESTIONS = 400
LETTERS = ("A", "B")


@dataclass(frozen=True)
class QuestionWords:
    """What a question asks. ``options`` are pairs of words, English and Thai; ``right`` are their numbers, from 0."""

    topic: Topic
    kind: str
    text_en: str
    text_th: str
    options: Sequence[tuple[str, str]]
    right: Sequence[int]
    feedback_en: str = ""
    feedback_th: str = ""
    anchor: bool = False


@action("training.question_written", allowed=may_write)
def write_question(*, by: Person, programme: Programme, words: QuestionWords, replaces: str = "") -> Question:
    """Keep a question; ``replaces``: the public id of the one it says anew, which is retired by it."""
    before = _standing(programme, replaces) if replaces else None
    bank = Question.unfiltered.filter(programme=programme.pk, retired_at=None)
    if before is None and bank.count() >= MOST_QUESTIONS:
        raise Refused(_("A programme has 400 questions at most. Retire one first."))
    _check(words)
    if before is not None:
        _retire(before)
    question = Question(
        programme_id=programme.pk,
        replaces_id=before.pk if before else None,
        written_at=clock.now(),
        options=[list(each) for each in words.options],
        **{name: getattr(words, name) for name in ("topic", "kind", "text_en", "text_th", "anchor")},
    )
    question.save()
    Key(
        question_id=question.pk,
        right=sorted(words.right),
        feedback_en=words.feedback_en,
        feedback_th=words.feedback_th,
    ).save()
    doors.note(question=question.public_id)
    return question


@action("training.question_retired", allowed=may_write)
def retire_question(*, by: Person, programme: Programme, question: str) -> Question:
    """Put a question on no form any more. On those it stands on it stays."""
    found = _standing(programme, question)
    _retire(found)
    doors.note(question=found.public_id)
    return found


@action("training.forms_composed", allowed=may_write)
def compose(*, by: Person, programme: Programme, most: int) -> list[Paper]:
    """Put forms A and B together: of each topic as many questions on the one as on the other, at most ``most``, dealt
    by turns in the order they were written; and anchor questions on both.
    """
    dealt = deal(_bank(programme), most)
    if not dealt[0]:
        raise Refused(
            _("The questions are too few for two forms. Write two of one topic, or one that stands on both.")
        )
    newest = Paper.unfiltered.filter(programme=programme.pk).aggregate(newest=Max("edition"))["newest"] or 0
    papers = [_lay(programme, newest + 1, letter, each) for letter, each in zip(LETTERS, dealt, strict=True)]
    doors.note(edition=newest + 1, questions=len(dealt[0]))
    return papers


def deal(bank: Sequence[Question], most: int) -> tuple[list[Question], list[Question]]:
    """The bank as two forms, each in order of topics: anchors on both, of the others as many of each topic on each."""
    forms: tuple[list[Question], list[Question]] = ([], [])
    by_topic: dict[int, list[Question]] = {}
    for each in bank:
        by_topic.setdefault(each.topic_id, []).append(each)
    for questions in by_topic.values():
        anchors = [each for each in questions if each.anchor]
        others = [each for each in questions if not each.anchor]
        own = max(0, min(len(others) // 2, most - len(anchors)))
        for turn, form in enumerate(forms):
            form += anchors[:most] + others[turn : 2 * own : 2]
    return forms


def _lay(programme: Programme, edition: int, letter: str, questions: Sequence[Question]) -> Paper:
    paper = Paper(programme_id=programme.pk, edition=edition, letter=letter, at=clock.now())
    paper.save()
    Placed.unfiltered.bulk_create(
        Placed(paper_id=paper.pk, place=place, question_id=each.pk) for place, each in enumerate(questions, 1)
    )
    return paper


def _bank(programme: Programme) -> list[Question]:
    rows = Question.unfiltered.filter(programme=programme.pk, retired_at=None)
    return list(rows.order_by("topic", "pk"))


def _standing(programme: Programme, public_id: str) -> Question:
    found = Question.unfiltered.filter(programme=programme.pk, public_id=public_id, retired_at=None).first()
    if found is None:
        raise Refused(_("This question is retired, or was said anew meanwhile. Open the bank again."))
    return found


def _retire(question: Question) -> None:
    question.retired_at = clock.now()
    question.save()


def _check(words: QuestionWords) -> None:
    if not 2 <= len(words.options) <= MOST_OPTIONS:
        raise Refused(_("A question has two options at least, and six at most."))
    if len({each[0] for each in words.options}) < len(words.options):
        raise Refused(_("Two options say the same. Say one of them otherwise."))
    right = set(words.right)
    if not right or not right <= set(range(len(words.options))):
        raise Refused(_("Tick the option that is right."))
    if words.kind != Kind.SEVERAL and len(right) > 1:
        raise Refused(_("More than one option is ticked. Tick one, or choose “Several are right”."))
    if words.kind == Kind.TRUE_FALSE and len(words.options) != 2:
        raise Refused(_("True or false has two options. Leave the others empty."))
    typed = {name: getattr(words, name) for name in ("text_en", "text_th", "feedback_en", "feedback_th")}
    check_words(contacts=False, **typed, options=" · ".join(each for pair in words.options for each in pair))
