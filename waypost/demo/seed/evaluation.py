"""The reaction of the cohort in Phuket, asked on its last afternoon and over by the end of the month. Whether they use
what they learnt is asked by the clock at the end of November.
"""

from waypost.demo.seed.phuket import intake_of
from waypost.demo.seed.story import Story
from waypost.demo.world import evaluation as world
from waypost.demo.world import phuket
from waypost.training.actions import evaluation
from waypost.training.models import Evaluation, Level, Nominee


def schedule_evaluation(story: Story) -> None:
    story.at(world.ASKED_AT, lambda: _ask(story))
    story.at(world.ANSWERED_AT, lambda: _answer(story))


def _ask(story: Story) -> None:
    by, intake = story.cast[phuket.BY], intake_of(story)
    evaluation.open_evaluation(by=by, intake=intake, level=Level.REACTION, closes_on=world.CLOSES_ON)


def _answer(story: Story) -> None:
    by, intake = story.cast[phuket.BY], intake_of(story)
    round_ = Evaluation.visible_to(by).get(intake=intake.pk, level=Level.REACTION)
    roll = Nominee.visible_to(by).filter(intake=intake.pk).select_related("person").order_by("pk")
    for at, nominee in enumerate(roll):
        if at not in world.SILENT and nominee.person is not None:
            evaluation.answer(by=nominee.person, evaluation=round_, answers=_said(at))


def _said(at: int) -> dict[int, int | str]:
    agreed = {
        item: int(turn[(7 * at + 3 * item + at // len(turn)) % len(turn)])
        for item, turn in enumerate(world.AGREED, 1)
    }
    words = dict([world.SAID[at]]) if at in world.SAID else {}
    return {item: value for item, value in agreed.items() if value} | words
