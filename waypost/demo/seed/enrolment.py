"""The first cohort of the demo from order to enrolment, by the room's own actions."""

from waypost.demo.seed.persons import THAI_RANKS, address, own_script
from waypost.demo.seed.story import Story
from waypost.demo.world import enrolment as world
from waypost.training.actions import enrolment, nomination
from waypost.training.actions.enrolment import UnitSeats
from waypost.training.actions.nomination import Officer, OrderWords
from waypost.training.models import Cohort, Intake, Nominee, Seats


def schedule_enrolment(story: Story) -> None:
    story.at(world.OPENED_AT, lambda: _open(story))
    for order in (world.FIRST, world.SECOND):
        story.at(order.at, lambda order=order: _nominate(story, order))  # type: ignore[misc]
    story.at(world.APPROVED_AT, lambda: _decide(story))
    story.at(world.REPLACED_AT, lambda: _replace(story))


def _open(story: Story) -> None:
    by = story.cast[world.BY]
    cohort = Cohort.visible_to(by).get(programme__code=world.PROGRAMME, name_en=world.COHORT)
    intake = enrolment.open_intake(by=by, cohort=cohort, closes_on=world.CLOSES_ON)
    divisions = Seats.visible_to(by).filter(intake=intake.pk).select_related("organisation").order_by("pk")
    units = [
        UnitSeats(each.organisation, seats, each.unit_en, each.unit_th)
        for each, seats in zip(divisions, world.SEATS, strict=False)
    ]
    enrolment.set_seats(by=by, intake=intake, revision=1, closes_on=world.CLOSES_ON, units=units)


def _nominate(story: Story, order: world.OrderRow) -> None:
    by, intake = story.cast[world.NOMINATES], _intake(story)
    divisions = list(Seats.visible_to(by).filter(intake=intake.pk).order_by("pk"))
    officers = [(divisions[row.division - 1], officer(row)) for row in order.officers]
    words = OrderWords(order.number, order.dated)
    nomination.nominate(by=by, intake=intake, order=words, officers=officers)


def _decide(story: Story) -> None:
    by, intake = story.cast[world.COMMANDS], _intake(story)
    rows = Nominee.visible_to(by).filter(intake=intake.pk).order_by("pk")
    no = address(world.NOT_APPROVED)
    enrolment.approve(by=by, intake=intake, nominees=list(rows.exclude(email=no)))
    enrolment.refuse(by=by, intake=intake, nominees=list(rows.filter(email=no)), because=world.BECAUSE)


def _replace(story: Story) -> None:
    by, intake = story.cast[world.NOMINATES], _intake(story)
    row = Nominee.visible_to(by).get(intake=intake.pk, email=address(world.REPLACED))
    [other] = world.REPLACEMENT.officers
    words = OrderWords(world.REPLACEMENT.number, world.REPLACEMENT.dated)
    nomination.replace(by=by, intake=intake, nominee=row, order=words, officer=officer(other))


def _intake(story: Story) -> Intake:
    return Intake.visible_to(story.cast[world.NOMINATES]).get(cohort__programme__code=world.PROGRAMME)


def officer(row: world.OfficerRow) -> Officer:
    """As an order names them."""
    return Officer(
        name_latin=f"{row.latin} (demo)",
        name_native=own_script(row.native),
        rank_title=row.rank,
        rank_native=THAI_RANKS[row.rank],
        email=address(row.key),
        sex=row.sex,
        rank_band=row.band,
        province=row.province,
    )
