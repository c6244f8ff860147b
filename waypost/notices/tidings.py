"""The register of what is told: which act tells whom of what, in which words. Filled through ``telling.tell``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet

from waypost.access.keys import Viewer
from waypost.access.marked import Marked, Seen
from waypost.access.marks import Mark
from waypost.core.errors import DoorMisused
from waypost.core.models import Event
from waypost.notices.models import Pace
from waypost.people.models import Person


@dataclass(frozen=True)
class CalendarEntry:
    """An iCalendar text, and what it asks a calendar to do: REQUEST, CANCEL, PUBLISH (RFC 5546)."""

    method: str
    text: str


@dataclass(frozen=True)
class Lines:
    """What one reader may be told about one subject, in the reader's language. Made anew each time, never stored.

    ``path`` is the subject's page. ``language`` is that of ``title`` and ``summary`` where it isn't the reader's.
    ``mark`` decides how much of this a mail may carry; None for what is no shared item (an own account, say).
    ``calendar``: entries that are attached to a mail which may say everything.
    """

    title: str
    path: str
    mark: Mark | None
    summary: str = ""
    reference: str = ""
    language: str = ""
    urgency: str = ""
    urgency_label: Any = ""
    due_at: datetime | None = None
    withdrawn: bool = False
    calendar: tuple[CalendarEntry, ...] = ()


Words = Callable[[Any, Person], Mapping[str, Lines]]


@dataclass(frozen=True)
class Subject:
    """A sort of thing notices are about, and how to ask whether somebody may still see one.

    ``visible_to(person)`` gives the rows this person may see, each with a ``public_id``. ``by_keys``: it asks for
    nothing of the person but keys, so that such a query can be ``Compiled``.
    """

    label: str
    visible_to: Callable[[Viewer], QuerySet[Any]]
    by_keys: bool = False

    @classmethod
    def of(cls, model: type[Seen]) -> Self:
        """The subject for a marked model."""
        label = getattr(model, "named_as", model.__name__.lower())
        return cls(label, model.visible_to, by_keys=issubclass(model, Marked))


@dataclass(frozen=True)
class Tiding:
    """One kind of notice: made by one act (or by those that are ``also`` told so), for one set of people, in one set of
    words.
    """

    action: str
    kind: str
    what: Any
    who: str
    subject: Subject
    recipients: Callable[[Event], QuerySet[Person]]
    words: Words
    pace: Pace | Callable[[Event], Pace]
    about: Callable[[Event], str] | None
    mailboxes: bool
    followed: bool
    alarming: bool = False
    also: tuple[str, ...] = ()
    on_the_rolls: bool = False

    def reaching(self) -> QuerySet[Person]:
        """Who may be told at all."""
        active = Person.objects.active()
        if not self.on_the_rolls:
            return active
        held = Person.objects.on_the_rolls()
        return Person.objects.filter(Q(pk__in=active.values("pk")) | Q(pk__in=held.values("pk")))

    def pace_of(self, event: Event) -> Pace:
        return self.pace(event) if callable(self.pace) else self.pace

    def subject_id(self, event: Event) -> str:
        """The public id of what this event is about: ``about`` says, else it is the event's own thing."""
        if self.about is not None:
            return self.about(event)
        label, _colon, ident = event.thing.partition(":")
        if label != self.subject.label:
            raise DoorMisused(
                f"{self.action} left an event about {label!r}, but {self.kind} tells of {self.subject.label!r}. "
                f"Give tell() an `about` that finds the public id in the event's facts."
            )
        return ident


_kinds: dict[str, Tiding] = {}


def register(tiding: Tiding) -> None:
    if tiding.kind in _kinds:
        raise DoorMisused(f"Two tellings are of the kind {tiding.kind}. Rename one.")
    for other in _kinds.values():
        if other.subject.label == tiding.subject.label and other.subject != tiding.subject:
            raise DoorMisused(f"Two subjects are called {tiding.subject.label}. Rename one.")
    _kinds[tiding.kind] = tiding


def of_kind(kind: str) -> Tiding | None:
    return _kinds.get(kind)


def what(kind: str) -> Any:
    """The phrase that stands before the title of a notice of this kind."""
    return _kinds[kind].what


def of_action(name: str) -> list[Tiding]:
    """What one act tells, in the order it was declared: whoever is told by an earlier one isn't told by a later one."""
    return [each for each in _kinds.values() if name in (each.action, *each.also)]


def subjects() -> list[Subject]:
    """Every sort of thing notices are about."""
    return list({each.subject.label: each.subject for each in _kinds.values()}.values())
