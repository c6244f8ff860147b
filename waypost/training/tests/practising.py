"""Practical sessions in tests, by the room's own actions: ``planned(cast, intake)``, two days from 7 September."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.cast import Cast
from waypost.people.models import Person
from waypost.training.actions import practicals
from waypost.training.actions.practicals import Day, PracticalWords, Trainer
from waypost.training.models import Intake, PracticalSession, Seats

WORDS: dict[str, Any] = {
    "title_en": "Boarding exercise",
    "title_th": "การฝึกขึ้นตรวจเรือ",
    "province": "Chon Buri",
    "place_en": "Pier One",
    "place_th": "ท่าเรือหนึ่ง",
    "capacity": 20,
}
VESSEL = {"vessel_name": "Boat 812", "vessel_kind": "patrol"}


def day(number: int, *, month: int = 9, hours: int = 3) -> Day:
    """From nine in the morning of a day, all of it taught."""
    begins = datetime.fromisoformat(f"2020-{month:02d}-{number:02d}T09:00+07:00")
    return Day(begins, begins + timedelta(hours=hours), hours * 60)


DAYS = (day(7), day(8))


def trainer(email: str = "", role: str = "lead", name: str = "Narong Dee") -> Trainer:
    return Trainer(role, name, email=email)


def planned(
    cast: Cast,
    intake: Intake,
    *trainers: Trainer,
    by: Person | None = None,
    days: tuple[Day, ...] = DAYS,
    units: Sequence[Seats] = (),
    **words: Any,
) -> PracticalSession:
    said = PracticalWords(**{**WORDS, **words})
    author = by or cast.secretariat
    return practicals.plan_session(
        by=author, intake=intake, words=said, days=days, trainers=trainers, units=units
    )


def fresh_session(session: PracticalSession) -> PracticalSession:
    return PracticalSession.unfiltered.get(pk=session.pk)
