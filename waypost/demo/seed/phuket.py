"""The training in Phuket: 52 officers nominated by one order, approved at once and enrolled; certified by one act, with
who taught them; and one certificate that was issued anew.
"""

from waypost.curriculum.models import Curriculum
from waypost.demo.seed.enrolment import officer
from waypost.demo.seed.masters import teach_back
from waypost.demo.seed.persons import address
from waypost.demo.seed.story import Story
from waypost.demo.world import phuket as world
from waypost.training.actions import certificates, enrolment, nomination, trainers
from waypost.training.actions.certificates import Names, Taught
from waypost.training.actions.enrolment import UnitSeats
from waypost.training.actions.nomination import OrderWords
from waypost.training.models import Certificate, Cohort, Intake, Nominee, Seats


def schedule_phuket(story: Story) -> None:
    story.at(world.OPENED_AT, lambda: _open(story))
    story.at(world.NOMINATED_AT, lambda: _nominate(story))
    story.at(world.APPROVED_AT, lambda: _approve(story))
    story.at(world.RECOGNISED_AT, lambda: _recognise(story))
    story.at(world.CERTIFIED_AT, lambda: _certify(story))
    story.at(world.CORRECTED_AT, lambda: _correct(story))


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


def _recognise(story: Story) -> None:
    """The seven, on what they had learned and taught before."""
    by = story.cast[world.COMMANDS]
    curriculum = Curriculum.visible_to(by).get(code=world.CURRICULUM)
    for key in (world.LEADS, *(key for key, *_name in world.TRAINERS)):
        found = trainers.name(by=by, curriculum=curriculum, person=story.cast[key])
        teach_back(story, found, key)
        trainers.recognise(
            by=by, trainer=found, recognised_by=world.RECOGNISED_BY, recognised_on=world.RECOGNISED_ON
        )


def _certify(story: Story) -> None:
    by, intake = story.cast[world.COMMANDS], intake_of(story, world.COMMANDS)
    others = [story.cast[key] for key, *_name in world.TRAINERS]
    taught = Taught(
        story.cast[world.LEADS], others, minutes_practical=world.MINUTES, valid_until=world.VALID_UNTIL
    )
    rows = list(Nominee.visible_to(by).filter(intake=intake.pk))
    certificates.certify(by=by, intake=intake, nominees=rows, taught=taught)


def _correct(story: Story) -> None:
    by = story.cast[world.COMMANDS]
    old = Certificate.visible_to(by).get(nominee__email=address(world.CORRECTED))
    names = Names(world.CORRECTLY, old.name_native, old.rank_title, old.rank_native)
    certificates.reissue(by=by, certificate=old, names=names, because=world.BECAUSE)
