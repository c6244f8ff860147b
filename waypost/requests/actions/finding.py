"""The words by which questions and answers are found: kept when they are sent, written anew where they are stale."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from waypost.core import doors
from waypost.core.doors import CLOCK, Actor, Clockwork, action, quiet_action
from waypost.core.policies import only_the_clock, only_the_operator
from waypost.core.ticks import tick
from waypost.requests.models import Answer, Asked, Question, Request
from waypost.requests.states import Stage

BATCH = 200


@dataclass(frozen=True)
class Stale:
    """A question or an answer of a request whose words are not a fresh reading of it, and that reading."""

    request: int
    text: Question | Answer
    words: str


@quiet_action(
    "requests.words_kept",
    allowed=only_the_clock,
    because="derived from words that were sent already; nothing anybody reads changes",
)
def keep_words(*, by: Clockwork, request: Request) -> None:
    _write(_stale([request]))


@action("requests.words_rebuilt", allowed=only_the_operator)
def rebuild(*, by: Actor, requests: list[int]) -> int:
    """Write the words of these requests (ids) anew. Returns how many texts were stale."""
    stale = _stale(list(Request.unfiltered.select_for_update(of=("self",)).filter(pk__in=requests)))
    _write(stale)
    doors.note(requests=len(requests), texts=len(stale))
    return len(stale)


def rebuild_all(by: Actor) -> int:
    return sum(rebuild(by=by, requests=[each.pk for each in batch]) for batch in _batches())


def differences() -> Iterator[str]:
    """Every request with stale words, in a sentence; looked at twice, for an action may be at work."""
    for batch in _batches():
        for suspect in sorted({each.request for each in _stale(batch)}):
            with transaction.atomic():
                locked = list(Request.unfiltered.select_for_update(of=("self",)).filter(pk=suspect))
                for request, texts in Counter(each.request for each in _stale(locked)).items():
                    name = next(each.public_id for each in locked if each.pk == request)
                    yield f"request:{name} has {texts} texts with other words than they should have."


@tick(name="requests.words", every=3600)
def find_the_old() -> int:
    """What was sent before it could be found gets its words, once. Returns how many requests had such texts."""
    questions = Question.unfiltered.filter(words="").exclude(request__stage=Stage.DRAFT)
    answers = Answer.unfiltered.filter(words="")
    idents = {*questions.values_list("request", flat=True), *answers.values_list("asked__request", flat=True)}
    found = list(Request.unfiltered.filter(pk__in=idents))
    for request in found:
        keep_words(by=CLOCK, request=request)
    return len(found)


def _stale(requests: list[Request]) -> list[Stale]:
    heads = {each.pk: each for each in requests}
    found = [
        Stale(each.request_id, each, each.fresh_words(heads[each.request_id]))
        for each in Question.unfiltered.filter(request__in=heads)
    ]
    asked = dict(Asked.unfiltered.filter(request__in=heads).values_list("pk", "request"))
    answers = Answer.unfiltered.filter(asked__in=asked)
    found += [Stale(asked[each.asked_id], each, each.fresh_words()) for each in answers]
    return [each for each in found if each.text.words != each.words]


def _write(stale: list[Stale]) -> None:
    for each in stale:
        each.text.words = each.words
        each.text.save()


def _batches() -> Iterator[list[Request]]:
    last = 0
    while batch := list(Request.unfiltered.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
