"""The practical sessions of the demo, planned and postponed by the room's own actions."""

from collections.abc import Callable
from typing import Any

from waypost.demo.seed.persons import THAI_RANKS, address, own_script
from waypost.demo.seed.story import Story
from waypost.demo.world import enrolment
from waypost.demo.world import practicals as world
from waypost.publications.models import Publication
from waypost.training.actions import attendance, practicals, taught_from
from waypost.training.actions.attendance import Entry
from waypost.training.actions.practicals import Day, PracticalWords, Trainer
from waypost.training.models import (
    EXPECTED,
    Intake,
    Nominee,
    PracticalSession,
    Presence,
    Programme,
    SessionDay,
)


def schedule_practicals(story: Story, pk_of: Callable[[str], int]) -> None:
    for row in world.PRACTICALS:
        story.at(row.at, lambda row=row: _plan(story, row))  # type: ignore[misc]
    story.at(world.ATTACHED_AT, lambda: _attach(story, [pk_of(slug) for slug in world.TAUGHT_FROM]))
    story.at(world.TAKEN_AT, lambda: _take(story))
    story.at(world.POSTPONED_AT, lambda: _postpone(story))


def _plan(story: Story, row: world.PracticalRow) -> None:
    by = story.cast[world.BY]
    words: dict[str, Any] = row.words
    practicals.plan_session(
        by=by,
        intake=Intake.visible_to(by).get(cohort__programme__code=enrolment.PROGRAMME),
        words=PracticalWords(**words, capacity=row.capacity),
        days=[Day(*each) for each in row.days],
        trainers=[_trainer(*each) for each in row.trainers],
    )


def _trainer(role: str, rank: str, latin: str, native: str, key: str) -> Trainer:
    return Trainer(
        role,
        name_latin=f"{latin} (demo)",
        name_native=own_script(native) if native else "",
        rank_title=rank,
        rank_native=THAI_RANKS.get(rank, ""),
        email=address(key) if key else "",
    )


def _attach(story: Story, resources: list[int]) -> None:
    """What the exercise is taught from."""
    by = story.cast[world.BY]
    session = PracticalSession.visible_to(by).get(title_en=world.POSTPONED)
    programme = Programme.visible_to(by).get(code=enrolment.PROGRAMME)
    for pk in resources:
        resource = Publication.visible_to(by).get(pk=pk)
        taught_from.attach(by=by, programme=programme, thing=session, resource=resource)


def _postpone(story: Story) -> None:
    by = story.cast[world.BY]
    practicals.postpone_session(
        by=by,
        session=PracticalSession.visible_to(by).get(title_en=world.POSTPONED),
        revision=1,
        days=[Day(*each) for each in world.NEW_DAYS],
        because=world.BECAUSE,
        weather=True,
    )


def _take(story: Story) -> None:
    """Attendance of the first session, by its lead trainer."""
    by = story.cast[world.TAKEN_BY]
    session = PracticalSession.visible_to(by).get(title_en=world.HELD)
    [day] = SessionDay.visible_to(by).filter(session=session.pk)
    expected = list(Nominee.visible_to(by).filter(intake=session.intake_id, status__in=EXPECTED))
    absent = [each for each in expected if each.email == address(world.EXCUSED)]
    entries = [_entry(each) for each in expected if each not in absent]
    attendance.take_attendance(by=by, day=day, entries=entries)
    apology = [Entry(each, Presence.EXCUSED.value) for each in absent]
    attendance.take_attendance(by=by, day=day, entries=apology, because=world.LEAVE)


def _entry(nominee: Nominee) -> Entry:
    if nominee.email == address(world.LEFT_EARLY):
        return Entry(nominee, Presence.PARTIAL.value, world.MINUTES)
    return Entry(nominee, Presence.PRESENT.value)
