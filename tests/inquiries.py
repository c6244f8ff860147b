"""Requests of the leak matrix: one of every mark that was asked, and one in every other stage, each with canaries.

The coast guard (under RED its focal point) answers twice, the border guard once; neither may meet the other's words.
The third is named after the deadline has moved.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.cast import Cast
from tests.leaks import new
from tests.test_rule import Thing
from waypost.access.keys import NOBODY, Audience, key
from waypost.access.marks import Mark
from waypost.people.models import Person
from waypost.publications.states import Stage as Shared
from waypost.requests import gates
from waypost.requests.actions import answering, asking, changing
from waypost.requests.actions.asking import Draft
from waypost.requests.models import Asked, Question, Request
from waypost.requests.outlines import Kind
from waypost.requests.states import Stage
from waypost.requests.tests.test_rule import asks, sees

PHONE = "Call +66 81 000 4567."


@dataclass
class Inquiry:
    """One request, and its canaries by who may meet them."""

    thing: Thing  # its mark, as an item of the matrix has one
    head: Request
    whom: list[str]
    heads: list[str] = field(default_factory=list)  # whoever sees that it is there
    content: list[str] = field(default_factory=list)  # whoever reads the question
    work: list[str] = field(default_factory=list)  # whoever asks
    answers: dict[str, list[str]] = field(default_factory=dict)  # by whom was asked: they, and whoever asks

    @property
    def public_id(self) -> str:
        return self.head.public_id

    @property
    def stage(self) -> str:
        return self.head.stage

    @property
    def is_tried(self) -> bool:
        """Are its addresses opened? The others are met in lists, letters and on the first page."""
        return self.stage != Stage.CLOSED and self.thing.mark != Mark.GREEN

    @property
    def canaries(self) -> set[str]:
        return {
            *self.heads,
            *self.content,
            *self.work,
            *(word for each in self.answers.values() for word in each),
        }

    def met_by(self, cast: Cast, viewer: Any) -> set[str]:
        """The canaries this viewer may meet, naively."""
        if viewer is NOBODY or not sees(cast, self.head, self.whom, viewer):
            return set()
        asker = asks(self.head, viewer)
        met = set(self.heads)
        if asker or self.stage != Stage.WITHDRAWN:
            met |= set(self.content)
        if asker or self.stage == Stage.DRAFT:
            met |= set(self.work)
        for name, given in self.answers.items():
            body = getattr(cast, name)
            own = viewer.pk == body.pk if isinstance(body, Person) else viewer.organisation == body
            met |= set(given) if asker or own else set()
        return met


def make_inquiries(cast: Cast) -> list[Inquiry]:
    """Every mark, asked; a draft, one that was closed and one that was withdrawn."""
    made = [make_inquiry(cast, mark) for mark in Mark if mark != Mark.CLEAR]
    draft, closed, withdrawn = (
        _draft(cast, Mark.AMBER),
        make_inquiry(cast, Mark.AMBER),
        make_inquiry(cast, Mark.AMBER),
    )
    asking.close(by=cast.focal_point, request=closed.head)
    because = new(withdrawn.heads)
    asking.withdraw(by=cast.focal_point, request=withdrawn.head, because=because)
    made += [draft, closed, withdrawn]
    for each in made:
        each.head = Request.unfiltered.select_related("originator").get(pk=each.head.pk)
    return made


def make_inquiry(cast: Cast, mark: Mark) -> Inquiry:
    """Asked by the focal point, answered by both, corrected by the coast guard; a third stays silent."""
    found = _draft(cast, mark, later=1)
    question = Question.unfiltered.get(request=found.head.pk)
    said = {"title": question.title, "text": question.text}
    reasons = {row.digest: new(found.work) for row in gates.found_in(found.head, said, {})}
    asking.ask(by=cast.focal_point, request=found.head, revision=2, reasons=reasons)
    _change(cast, found)
    for name, by in zip(found.whom[:2], (cast.coast_focal_point, cast.lone_focal_point), strict=True):
        words = found.answers.setdefault(name, [])
        for number in range(2 if name.startswith("coast") else 1):
            text = f"{new(words)} {PHONE}"
            kept = {row.digest: new(words) for row in gates.found_in(found.head, {"text": text}, {})}
            answering.answer(
                by=by, request=found.head, opened_on=number, outcome="answered", text=text, reasons=kept
            )
    answering.opened(by=cast.coast_focal_point, request=found.head)
    thanked = Asked.unfiltered.filter(request=found.head.pk, state="answered").order_by("pk")[0]
    answering.thank(by=cast.focal_point, request=found.head, asked=thanked.public_id)
    found.head = Request.unfiltered.select_related("originator").get(pk=found.head.pk)
    return found


def _change(cast: Cast, found: Inquiry) -> None:
    """The deadline moves, and the last of those named is asked after the others."""
    asked = Request.unfiltered.get(pk=found.head.pk)
    assert asked.due_at is not None
    changing.move_deadline(by=cast.focal_point, request=asked, due_at=asked.due_at + timedelta(days=1))
    changing.ask_more(by=cast.focal_point, request=asked, whom=_key(cast, found.whom[-1]))


def _key(cast: Cast, name: str) -> int:
    whom = getattr(cast, name)
    if isinstance(whom, Person):
        return key(Audience.PERSON, whom.pk)
    return key(Audience.ORGANISATION, whom.pk, cast.regional.pk)


def _draft(cast: Cast, mark: Mark, *, later: int = 0) -> Inquiry:
    """``later``: so many of those named are not asked by the draft."""
    made = asking.start(
        by=cast.focal_point, organisation=cast.police, network=cast.regional, kind=Kind.DOCUMENT
    )
    red = mark == Mark.RED
    whom = (
        ["coast_focal_point", "lone_focal_point", "immigration_officer"]
        if red
        else ["coast", "lone", "immigration"]
    )
    found = Inquiry(Thing(mark, Shared.PUBLISHED), made, whom)
    draft = Draft(
        title=f"Item {new(found.content)}",
        text=f"Item {new(found.content)} {PHONE}",
        mark=mark,
        national_marking=new(found.heads),
        asked=frozenset(_key(cast, name) for name in whom[: len(whom) - later]),
    )
    asking.write(by=cast.focal_point, request=made, revision=1, draft=draft)
    found.head = Request.unfiltered.select_related("originator").get(pk=made.pk)
    return found
