"""The training of trainers before the training in Phuket, by the rooms' own actions: nominated, approved and certified
in May; its curriculum, which was written in July, is said when it is closed.
"""

from waypost.access.marks import Mark
from waypost.curriculum.models import CurriculumVersion
from waypost.demo.seed.enrolment import officer
from waypost.demo.seed.story import Story
from waypost.demo.world import assessing, phuket
from waypost.demo.world import masters as world
from waypost.places.models import Section
from waypost.training.actions import certificates, enrolment, nomination, programmes, rubrics, trainers
from waypost.training.actions.certificates import Taught
from waypost.training.actions.enrolment import UnitSeats
from waypost.training.actions.nomination import OrderWords
from waypost.training.actions.programmes import CohortWords, Head
from waypost.training.actions.rubrics import CriterionWords, RubricWords
from waypost.training.models import (
    Exercise,
    Facilitation,
    Intake,
    Nominee,
    PracticalSession,
    Programme,
    Rubric,
    Seats,
    State,
    Trainer,
)


def schedule_masters(story: Story) -> None:
    story.at(world.BEGUN_AT, lambda: _begin(story))
    story.at(world.NOMINATED_AT, lambda: _nominate(story))
    story.at(world.APPROVED_AT, lambda: _approve(story))
    story.at(world.CERTIFIED_AT, lambda: _certify(story))
    story.at(world.CLOSED_AT, lambda: _close(story))
    story.at(world.OBSERVED_AT, lambda: _observe(story))


def _head(state: State, curriculum: CurriculumVersion | None = None) -> Head:
    return Head(
        code=world.PROGRAMME,
        title_en=world.TITLE_EN,
        title_th=world.TITLE_TH,
        section=Section.DOCUMENTS,
        mark=Mark.GREEN,
        state=state,
        curriculum=curriculum,
    )


def _begin(story: Story) -> None:
    by, body = story.cast[world.BY], story.bodies.organisations[phuket.UNIT]
    network = story.bodies.networks["thai-programme"]
    assert by.organisation is not None  # noqa: S101  they hold a post
    made = programmes.start(by=by, organisation=by.organisation, network=network, head=_head(State.RUNNING))
    words = CohortWords(world.COHORT_EN, world.COHORT_TH, world.SINCE, world.UNTIL, trains_trainers=True)
    cohort = programmes.add_cohort(by=by, programme=made, cohort=words)
    intake = enrolment.open_intake(by=by, cohort=cohort, closes_on=world.CLOSES_ON)
    units = [UnitSeats(body, len(world.ROLL), *world.UNIT)]
    enrolment.set_seats(by=by, intake=intake, revision=1, closes_on=world.CLOSES_ON, units=units)


def _intake(story: Story, by: str) -> Intake:
    return Intake.visible_to(story.cast[by]).get(cohort__programme__code=world.PROGRAMME)


def _nominate(story: Story) -> None:
    by, intake = story.cast[world.NOMINATES], _intake(story, world.NOMINATES)
    seats = Seats.visible_to(by).get(intake=intake.pk)
    order = OrderWords(world.ORDER, world.ORDERED_ON)
    rows = [(seats, officer(each)) for each in world.ROLL]
    nomination.nominate(by=by, intake=intake, order=order, officers=rows)


def _approve(story: Story) -> None:
    by, intake = story.cast[world.COMMANDS], _intake(story, world.COMMANDS)
    enrolment.approve(by=by, intake=intake, nominees=list(Nominee.visible_to(by).filter(intake=intake.pk)))


def _certify(story: Story) -> None:
    by, intake = story.cast[world.COMMANDS], _intake(story, world.COMMANDS)
    taught = Taught(story.cast[world.TAUGHT_BY], minutes_practical=world.MINUTES)
    rows = list(Nominee.visible_to(by).filter(intake=intake.pk))
    certificates.certify(by=by, intake=intake, nominees=rows, taught=taught)


def _close(story: Story) -> None:
    by = story.cast[world.BY]
    found = Programme.visible_to(by).get(code=world.PROGRAMME)
    version = CurriculumVersion.visible_to(by).get(curriculum__code=world.CURRICULUM)
    programmes.write(by=by, programme=found, revision=found.revision, head=_head(State.CLOSED, version))
    for exercise, title, rows in (
        (Exercise.TEACH_BACK, (world.RUBRIC_EN, world.RUBRIC_TH), world.CRITERIA),
        (Exercise.DELIVERY, (world.DELIVERY_EN, world.DELIVERY_TH), world.DELIVERY),
    ):
        criteria = [CriterionWords(en, th, 5, is_critical=critical) for en, th, critical in rows]
        words = RubricWords(exercise, *title, criteria)
        programme = Programme.visible_to(by).get(code=phuket.PROGRAMME)
        rubrics.write_rubric(by=by, programme=programme, words=words)


def _observe(story: Story) -> None:
    """How the lead trainer taught in Phuket, as one of those who teach with her saw it."""
    by = story.cast[world.OBSERVES]
    session = PracticalSession.visible_to(by).get(title_en=assessing.SESSIONS[0].words["title_en"])
    trainers.observe(
        by=by,
        session=session,
        revision=session.revision,
        taught=Facilitation.visible_to(by).get(session=session.pk, role=Facilitation.Role.LEAD),
        rubric=Rubric.visible_to(by).get(programme__code=phuket.PROGRAMME, title_en=world.DELIVERY_EN),
        scores=world.OBSERVED,
        note=world.NOTED,
    )


def teach_back(story: Story, trainer: Trainer, key: str) -> None:
    """How one of the seven taught a lesson back, before they were recognised."""
    by = story.cast[world.COMMANDS]
    rubric = Rubric.visible_to(by).get(programme__code=phuket.PROGRAMME, title_en=world.RUBRIC_EN)
    trainers.mark_teach_back(
        by=by, trainer=trainer, rubric=rubric, scores=world.SCORES[key], on=world.TAUGHT_BACK_ON
    )
