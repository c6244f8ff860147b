"""The requests of the demo, asked, answered and ended by the room's own actions; and what was told of used items."""

from collections.abc import Callable
from dataclasses import dataclass

from waypost.access.keys import Audience, key
from waypost.demo.seed.story import Story
from waypost.demo.world.requests import REQUESTS, USES, AnswerRow, RequestRow, UseRow
from waypost.publications.actions import using
from waypost.publications.models import Publication
from waypost.requests.actions import answering, asking
from waypost.requests.actions.asking import Draft
from waypost.requests.models import Request
from waypost.requests.policies import asked_of


def schedule_requests(story: Story) -> None:
    for row in REQUESTS:
        _Asking(story, row).schedule()


def schedule_uses(story: Story, item_of: Callable[[str], int]) -> None:
    """``item_of`` gives the number of the item with a slug, once it is there."""
    for row in USES:
        story.at(row.at, lambda row=row: _use(story, row, item_of(row.slug)))  # type: ignore[misc]


def _use(story: Story, row: UseRow, pk: int) -> None:
    by = story.cast[row.by]
    using.report_use(
        by=by,
        publication=Publication.visible_to(by).get(pk=pk),
        purpose=row.purpose,
        month=row.at.date(),
        times=row.times,
        note=row.note,
    )


@dataclass
class _Asking:
    """One request, put into the story moment by moment."""

    story: Story
    row: RequestRow
    pk: int = 0

    def schedule(self) -> None:
        at, row = self.story.at, self.row
        at(row.started, self.write)
        if row.asked is not None:
            at(row.asked, self.ask)
        for given in row.answers:
            at(given.at, lambda given=given: self.answer(given))  # type: ignore[misc]
            if given.used is not None:
                at(given.used, lambda given=given: self.thank(given))  # type: ignore[misc]
        if row.closed is not None:
            at(row.closed, self.close)

    def write(self) -> None:
        row, bodies = self.row, self.story.bodies
        network, by = bodies.networks["regional"], self.story.cast[row.by]
        assert by.organisation is not None  # noqa: S101  a focal point of the story
        made = asking.start(by=by, organisation=by.organisation, network=network, kind=row.kind)
        asked = {key(Audience.ORGANISATION, bodies.organisations[code].pk, network.pk) for code in row.whom}
        draft = Draft(
            title=row.title,
            text=row.text,
            mark=row.mark,
            answer_within=row.within,
            shows_asked=row.shows_asked,
            asked=frozenset(asked),
        )
        asking.write(by=by, request=made, revision=1, draft=draft)
        self.pk = made.pk

    def ask(self) -> None:
        by = self.story.cast[self.row.by]
        asking.ask(by=by, request=self._seen_by(self.row.by), revision=2)

    def answer(self, given: AnswerRow) -> None:
        answering.answer(
            by=self.story.cast[given.by],
            request=self._seen_by(given.by),
            opened_on=0,
            outcome=given.outcome,
            text=given.text,
        )

    def thank(self, given: AnswerRow) -> None:
        found = asked_of(self.story.cast[given.by], self._seen_by(given.by))
        assert found is not None  # noqa: S101  they answered
        by = self.story.cast[self.row.by]
        answering.thank(by=by, request=self._seen_by(self.row.by), asked=found.public_id)

    def close(self) -> None:
        asking.close(by=self.story.cast[self.row.by], request=self._seen_by(self.row.by))

    def _seen_by(self, name: str) -> Request:
        return (
            Request.visible_to(self.story.cast[name]).select_related("network", "originator").get(pk=self.pk)
        )
