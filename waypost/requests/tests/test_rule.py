"""Who sees a request, its question, whom it asks and what they answered: in every shape of the rule, against the words
of the design written a second time, naively.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOON, PEOPLE, Cast
from tests.test_rule import VIEWERS, WITH_POST
from waypost.access.drift import drifts
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.people.models import Person, Tenure
from waypost.requests.models import Answer, Asked, Question, Request
from waypost.requests.states import Stage, State

MARKS = [mark for mark in Mark if mark != Mark.CLEAR]
AUTHORS = {
    "focal_point": "police",
    "coast_focal_point": "coast",
    "mission_focal_point": "mission",
    "secretariat": "office",
}
BODIES = ["police", "immigration", "coast", "customs", "lone", "office"]
PERSONS = ["coast_officer", "immigration_officer", "lone_focal_point", "suspended"]
OUT = ("suspended", "dormant", "former", "invited", "learner", "donor", "auditor", "outsider")
ASK = ("focal-point", "deputy", "mission-focal-point", "secretariat")
REGIONAL = {name for name, row in PEOPLE.items() if "regional" in row[2]} - set(OUT)


def name_of(viewer: Any) -> str:
    return "" if viewer is NOBODY else viewer.email.split("@")[0].replace("-", "_")


def sees(cast: Cast, request: Request, whom: list[str], viewer: Any) -> bool:
    """The request itself, from the table's words."""
    name = name_of(viewer)
    if viewer is NOBODY or name in OUT:
        return False
    author, own = request.author_id == viewer.pk, viewer.organisation.pk == request.originator_id
    if request.stage == Stage.DRAFT:
        could_send = own and viewer.role in ASK and name in REGIONAL
        return author or (could_send and request.mark != Mark.RED)
    if request.mark == Mark.RED:
        return author or name in whom
    if name not in REGIONAL:
        return False
    asked = any(viewer.organisation == getattr(cast, body) for body in whom)
    return request.mark == Mark.GREEN or ((own or asked) and not viewer.is_provisional)


def asks(request: Request, viewer: Any) -> bool:
    if viewer is NOBODY or viewer.organisation is None:
        return False
    own = viewer.organisation.pk == request.originator_id and viewer.role in ASK
    return own and (request.mark != Mark.RED or request.author_id == viewer.pk)


def is_own(row: Asked, viewer: Any) -> bool:
    if viewer is NOBODY or viewer.organisation is None:
        return False
    return viewer.organisation.pk == row.organisation_id and row.person_id in (None, viewer.pk)


def pose(cast: Cast, mark: Mark, stage: Stage, author: str, whom: list[str], *, stricter: bool) -> Request:
    """A request as rows, its reach compiled; everybody asked has answered, by one of their people."""
    by = getattr(cast, author)
    live = stage != Stage.DRAFT
    with outside_actions(because="a test's world"):
        request = Request(
            reference=f"T-{Request.unfiltered.count() + 1}",
            network=cast.regional,
            originator=by.organisation,
            author=by,
            mark=mark,
            stage=stage,
            started_at=NOON,
            asked_at=NOON if live else None,
            due_at=NOON + timedelta(days=1) if live else None,
            ended_at=NOON if stage in (Stage.CLOSED, Stage.WITHDRAWN) else None,
        )
        request.save()
        Question(request_id=request.pk).save()
        for name in whom:
            _answer(cast, request, name, Mark.RED if stricter else mark)
        request.recompile()
    return request


def _answer(cast: Cast, request: Request, name: str, mark: Mark) -> None:
    person = getattr(cast, name) if request.mark == Mark.RED else None
    body = person.organisation if person else getattr(cast, name)
    by = person or Person.objects.filter(acting_as__post__organisation=body).order_by("pk")[0]
    row = Asked(
        request_id=request.pk, organisation=body, person=person, state=State.ANSWERED, answered_at=NOON
    )
    row.save()
    Answer(asked_id=row.pk, number=1, outcome=State.ANSWERED, mark=mark, by=by, at=NOON).save()


@dataclass
class Shown:
    """What the filter shows a viewer of everything there is: numbers of rows, of questions that of the request."""

    requests: set[int]
    questions: set[int]
    asked: set[int]
    answers: set[int]


def shown_to(viewer: Any) -> Shown:
    return Shown(
        set(Request.visible_to(viewer).values_list("pk", flat=True)),
        set(Question.visible_to(viewer).values_list("request", flat=True)),
        set(Asked.visible_to(viewer).values_list("pk", flat=True)),
        set(Answer.visible_to(viewer).values_list("pk", flat=True)),
    )


def check(cast: Cast, posed: list[tuple[Request, list[str]]], provisional: frozenset[str]) -> None:
    Tenure.objects.update(provisional_until=None)
    new = [getattr(cast, name).acting_as_id for name in provisional]
    Tenure.objects.filter(pk__in=new).update(provisional_until=NOON.date() + timedelta(days=1))
    readers = {each.pk: set(each.people_who_can_see().values_list("pk", flat=True)) for each, _whom in posed}
    answers = list(Answer.unfiltered.select_related("asked"))
    for viewer in [NOBODY, *(Person.objects.get(pk=getattr(cast, name).pk) for name in VIEWERS)]:
        shown = shown_to(viewer)
        for request, whom in posed:
            wanted, who = sees(cast, request, whom, viewer), f"{viewer} and {request.marked.label} {whom}"
            assert (request.pk in shown.requests) == wanted, f"visible_to: {who}"
            assert request.is_visible_to(viewer) == wanted, f"is_visible_to: {who}"
            if viewer is not NOBODY:
                assert (viewer.pk in readers[request.pk]) == wanted, f"people_who_can_see: {who}"
            asker = wanted and asks(request, viewer)
            reads = wanted and (request.stage in (Stage.ASKED, Stage.CLOSED) or asker)
            assert (request.pk in shown.questions) == reads, f"question: {who}"
            for answer in (each for each in answers if each.asked.request_id == request.pk):
                _check_answer(request, answer, viewer, shown, wanted, who)
    assert list(drifts()) == []


def _check_answer(request: Request, answer: Answer, viewer: Any, shown: Shown, seen: bool, who: str) -> None:
    asker, own = seen and asks(request, viewer), seen and is_own(answer.asked, viewer)
    assert (answer.asked_id in shown.asked) == (asker or own), f"asked: {who}"
    if answer.mark == Mark.RED:
        mine = own and answer.by_id == viewer.pk
        reading = (asker and request.author_id == viewer.pk) or mine
    else:
        reading = asker or own
    assert (answer.pk in shown.answers) == reading, f"answer: {who}"


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.name)
@pytest.mark.parametrize("provisional", [False, True], ids=["members", "provisional"])
def test_every_mark_and_stage_by_itself(cast: Cast, mark: Mark, provisional: bool) -> None:
    whom = ["coast_officer", "lone_focal_point"] if mark == Mark.RED else ["coast", "customs"]
    posed = [
        (pose(cast, mark, stage, "focal_point", whom, stricter=stricter), whom)
        for stage in Stage
        for stricter in (False, True)
    ]
    check(cast, posed, frozenset(WITH_POST if provisional else ()))


@st.composite
def worlds(draw: Any) -> list[tuple[Mark, Stage, str, list[str], bool]]:
    made = []
    for _ in range(draw(st.integers(1, 3))):
        mark, author = draw(st.sampled_from(MARKS)), draw(st.sampled_from(list(AUTHORS)))
        names = PERSONS if mark == Mark.RED else [body for body in BODIES if body != AUTHORS[author]]
        whom = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        made.append((mark, draw(st.sampled_from(list(Stage))), author, whom, draw(st.booleans())))
    return made


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), provisional=st.frozensets(st.sampled_from(WITH_POST), max_size=5))
def test_the_shapes_agree_in_any_small_world(cast: Cast, world: Any, provisional: frozenset[str]) -> None:
    posed = [
        (pose(cast, mark, stage, author, whom, stricter=stricter), whom)
        for mark, stage, author, whom, stricter in world
    ]
    check(cast, posed, provisional)


@pytest.mark.parametrize("author", ["mission_focal_point", "secretariat"])
def test_every_stage_of_what_a_mission_asks(cast: Cast, author: str) -> None:
    posed = [
        (pose(cast, mark, stage, author, ["coast"], stricter=False), ["coast"])
        for mark in MARKS[:3]
        for stage in Stage
    ]
    check(cast, posed, frozenset())


def test_a_late_one_is_known_to_whom_it_was_escalated_and_no_answer_is(cast: Cast) -> None:
    """Under GREEN and AMBER only, and only where they see the request at all."""
    found = {}
    for mark in MARKS[:3]:
        request = pose(cast, mark, Stage.ASKED, "focal_point", ["coast"], stricter=False)
        with outside_actions(because="a test's world"):
            Asked.unfiltered.filter(request=request.pk).update(state=State.OPEN, rung=100)
        for name in ("mission_focal_point", "secretariat", "lone_focal_point"):
            viewer = getattr(cast, name)
            found[mark.name, name] = Asked.visible_to(viewer).filter(request=request.pk).exists()
            assert not Answer.visible_to(viewer).filter(asked__request=request.pk).exists()
    assert {each for each, known in found.items() if known} == {
        ("GREEN", "mission_focal_point"),
        ("GREEN", "secretariat"),
    }
