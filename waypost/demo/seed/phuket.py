"""The roll of the training in Phuket: 52 officers nominated by one order, approved at once, and enrolled."""

from waypost.demo.seed.enrolment import officer
from waypost.demo.seed.story import Story
from waypost.demo.world import phuket as world
from waypost.training.actions import enrolment, nomination
from waypost.training.actions.enrolment import UnitSeats
from waypost.training.actions.nomination import OrderWords
from waypost.training.models import Cohort, Intake, Nominee, Seats


def schedule_phuket(story: Story) -> None:
    story.at(world.OPENED_AT, lambda: _open(story))
    story.at(world.NOMINATED_AT, lambda: _nominate(story))
    story.at(world.APPROVED_AT, lambda: _approve(story))


def intake_of(story: Story, by: str = world.BY) -> Intake:
    """The intake of the training in Phuket, as somebody of the cast sees it."""
    return Intake.visible_to(story.cast[by]).get(cohort__programme__code=world.PROGRAMME)


def _open(story: Story) -> None:
    by, body = story.cast[world.BY], story.bodies.organisations[world.UNIT]
    cohort = Cohort.visible_to(by).get(programme__code=world.PROGRAMME, name_en=world.COHORT)
    intake = enrolment.open_intake(by=by, cohort=cohort, closes_on=world.CLOSES_ON)
    # The plan names the master trainers too: they teach, and sit on no learner's seat.
    units = [UnitSeats(body, len(world.ROLL), *world.OFFICERS_UNIT)]
    enrolment.set_seats(by=by, intake=intake, revision=1, closes_on=world.CLOSES_ON, units=units)


def _nominate(story: Story) -> None:
    by, intake = story.cast[world.NOMINATES], intake_of(story, world.NOMINATES)
    seats = Seats.visible_to(by).get(intake=intake.pk)
    rows = [(seats, officer(each)) for each in world.ROLL]
    order = OrderWords(world.ORDER, world.ORDERED_ON)
    nomination.nominate(by=by, intake=intake, order=order, officers=rows)


def _approve(story: Story) -> None:
    by, intake = story.cast[world.COMMANDS], intake_of(story, world.COMMANDS)
    enrolment.approve(by=by, intake=intake, nominees=list(Nominee.visible_to(by).filter(intake=intake.pk)))
