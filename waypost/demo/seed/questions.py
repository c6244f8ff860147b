"""The bank, the forms and the two tests of the training in Phuket, taken on paper and entered by the coordinator."""

from typing import Any

from waypost.demo.seed.phuket import intake_of
from waypost.demo.seed.story import Story
from waypost.demo.world import phuket
from waypost.demo.world import questions as world
from waypost.places.models import Topic
from waypost.training.actions import questions, testing
from waypost.training.actions.questions import QuestionWords
from waypost.training.actions.testing import Window
from waypost.training.models import CohortTest, Moment, Nominee, Programme


def schedule_questions(story: Story) -> None:
    story.at(world.BANK_AT, lambda: _bank(story))
    for at, moment, ends, points in (
        (world.BEFORE_AT, Moment.BEFORE, world.BEFORE_ENDS, world.BEFORE),
        (world.AFTER_AT, Moment.AFTER, world.AFTER_ENDS, world.AFTER),
    ):
        window = Window(moment, at.date(), ends, world.PASS_MARK)
        story.at(at, lambda window=window, points=points: _tested(story, window, points))  # type: ignore[misc]
    story.at(world.RESAT_AT, lambda: _resat(story))


def _resat(story: Story) -> None:
    """Who did not pass the post-test took it once more, on the other form, and did."""
    by, intake = story.cast[phuket.BY], intake_of(story)
    test = CohortTest.visible_to(by).get(intake=intake.pk, moment=Moment.AFTER)
    roll = Nominee.visible_to(by).filter(intake=intake.pk).order_by("pk")
    least = -(-world.PASS_MARK * world.OUT_OF // 100)
    again = [each for each, n in zip(roll, world.AFTER, strict=True) if n < least]
    for each in again:
        testing.allow_resit(by=by, test=test, nominee=each)
    scores = [(each, least + 1 + nth % 3) for nth, each in enumerate(again)]
    testing.enter_scores(by=by, test=test, scores=scores, out_of=world.OUT_OF)


def _bank(story: Story) -> None:
    by = story.cast[phuket.BY]
    programme = Programme.visible_to(by).get(code=phuket.PROGRAMME)
    topics = {each.key: each for each in Topic.objects.all()}
    for row in world.QUESTIONS:
        said: dict[str, Any] = {"kind": row.kind, "options": row.options, "right": row.right}
        for name, pair in (("text", row.text), ("feedback", row.said)):
            said[f"{name}_en"], said[f"{name}_th"] = pair
        asked = QuestionWords(topic=topics[row.topic], **said)
        questions.write_question(by=by, programme=programme, words=asked)
    questions.compose(by=by, programme=programme, most=10)


def _tested(story: Story, window: Window, points: tuple[int | None, ...]) -> None:
    by, intake = story.cast[phuket.BY], intake_of(story)
    test = testing.open_test(by=by, intake=intake, words=window)
    roll = Nominee.visible_to(by).filter(intake=intake.pk).order_by("pk")
    scores = [(each, n) for each, n in zip(roll, points, strict=True) if n is not None]
    testing.enter_scores(by=by, test=test, scores=scores, out_of=world.OUT_OF)
