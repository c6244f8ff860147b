"""Something to tell of, without any room above: organisations stand in for shared items.

    police GREEN · immigration AMBER · ministry STRICT · coast RED · customs CLEAR

``hide`` takes one from everybody's sight, ``withdraw`` leaves its head only. ``happened`` leaves the event an action
would.
"""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from waypost.access.keys import Viewer
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.models import Event
from waypost.notices.telling import Lines, Pace, Subject, tell
from waypost.people.models import Organisation, Person

ACT = "tests.happened"
TITLE, SUMMARY = "Canary title", "Canary summary"
MARKS = {"DPA": Mark.GREEN, "DPB": Mark.AMBER, "DPC": Mark.STRICT, "CGX": Mark.RED, "CSX": Mark.CLEAR}
HIDDEN, WITHDRAWN = Organisation.Kind.PARTNER, Organisation.Kind.MISSION


def visible_to(viewer: Viewer) -> QuerySet[Organisation]:
    if viewer.pk is None:
        return Organisation.objects.none()
    return Organisation.objects.exclude(kind=HIDDEN)


def words(visible: Any, person: Person) -> dict[str, Lines]:
    return {row.public_id: _lines(row) for row in visible}


def _lines(row: Organisation) -> Lines:
    gone = row.kind == WITHDRAWN
    return Lines(
        title=f"{row.code} is withdrawn" if gone else f"{TITLE} {row.code}",
        summary="" if gone else SUMMARY,
        path=f"/there/{row.public_id}/",
        mark=MARKS.get(row.code, Mark.GREEN),
        reference=f"{row.code}-2020-044",
        language="en",
        urgency="urgent",
        urgency_label="Urgent",
        due_at=clock.now() + timedelta(hours=4),
        withdrawn=gone,
    )


def recipients(event: Event) -> QuerySet[Person]:
    to = event.facts["to"]
    return Person.objects.all() if to == "all" else Person.objects.filter(public_id__in=to)


def declare() -> None:
    for kind in ("tests.asked", "tests.also"):
        tell(
            ACT,
            kind=kind,
            what="Asked of you" if kind == "tests.asked" else "Also told",
            who="those named",
            subject=Subject("organisation", visible_to),
            recipients=recipients if kind == "tests.asked" else also,
            words=words,
            pace=lambda event: Pace(event.facts["pace"]),
        )


def also(event: Event) -> QuerySet[Person]:
    return Person.objects.filter(public_id__in=event.facts.get("also", []))


def happened(
    about: Organisation,
    *to: Person,
    pace: Pace = Pace.ACTION,
    by: str = "clock",
    everybody: bool = False,
    also: tuple[Person, ...] = (),
) -> Event:
    """The event an act about this organisation would have left."""
    named = "all" if everybody else [person.public_id for person in to]
    facts = {"to": named, "pace": pace.value, "also": [person.public_id for person in also]}
    return Event.objects.create(
        name=ACT, thing=f"organisation:{about.public_id}", by=by, facts=facts, at=clock.now()
    )


def hide(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(kind=HIDDEN)


def withdraw(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(kind=WITHDRAWN)
