"""Of a cohort: nominations, seats, where it meets, its sessions, tests, evaluations and certificates."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.face import dates
from waypost.notices.calendar import entries, without
from waypost.notices.telling import Lines, Pace, tell
from waypost.notices.tidings import CalendarEntry, Words
from waypost.people.models import Organisation, Person, Post
from waypost.training.calendar import days_of, meetings_of
from waypost.training.lists.joining import newest_of, seats_held
from waypost.training.lists.practicals import Session, sessions, sessions_by_intake, whole
from waypost.training.models import (
    HOLDING,
    Evaluation,
    Intake,
    Joining,
    Nominee,
    PracticalSession,
    Programme,
)

Recipients = QuerySet[Person]


def _recipients(find: Callable[[Programme, Event], Recipients]) -> Callable[[Event], Recipients]:
    def recipients(event: Event) -> Recipients:
        programme = Intake.programme_of(event.thing.partition(":")[2])
        return find(programme, event) if programme is not None else Person.objects.none()

    return recipients


def command(programme: Programme, _event: Event) -> Recipients:
    """Those who decide about nominations (``policies.may_decide``, as a condition)."""
    own = (programme.organisation_id, programme.network_id)
    secretariat = people_with({key(Audience.ASKERS, *own)}) & Q(acting_as__post__role=Post.Role.SECRETARIAT)
    return Person.objects.filter(people_with({key(Audience.APPROVERS, *own)}) | secretariat)


def units(programme: Programme, event: Event) -> Recipients:
    """The focal points and deputies of the organisations an event names."""
    named = Organisation.objects.filter(public_id__in=event.facts.get("organisations", []))
    keys = {key(Audience.APPROVERS, pk, programme.network_id) for pk in named.values_list("pk", flat=True)}
    return Person.objects.filter(people_with(keys))


def freed(programme: Programme, event: Event) -> Recipients:
    return units(programme, event) if event.facts.get("free") else Person.objects.none()


def joining(programme: Programme, event: Event) -> Recipients:
    """Whoever has a seat and an account, and the units."""
    return persons(programme, event) | units(programme, event)


def persons(_programme: Programme, event: Event) -> Recipients:
    """Those whom an event names by their account."""
    return Person.objects.filter(public_id__in=event.facts.get("persons", []))


def asked(programme: Programme, event: Event) -> Recipients:
    """Whoever is asked in an evaluation, of whom nothing came yet."""
    found = persons(programme, event) | units(programme, event)
    return found | command(programme, event) if event.facts.get("command") else found


def words(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:  # noqa: ARG001  the same for everybody
    return {row.public_id: _lines(row) for row in found.select_related("cohort__programme")}


def with_instructions(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:
    """The same with when and where, as far as the person reads that, and entries for the calendar, of practical
    sessions too: who has a seat is invited.
    """
    rows = list(found.select_related("cohort__programme"))
    keys = [row.pk for row in rows]
    stand, held = newest_of(person, keys), seats_held(person, keys)
    practicals = sessions_by_intake(person, keys)
    said = {}
    for row in rows:
        to = person.email if row.pk in held else ""
        lines = _instructed(row, stand[row.pk], to) if row.pk in stand else _lines(row)
        said[row.public_id] = replace(lines, calendar=(*lines.calendar, *_days(practicals[row.pk], to)))
    return said


def _days(found: list[Session], to: str) -> tuple[CalendarEntry, ...]:
    """Only what stands: what moved and fell away was told as it did."""
    return entries([day for each in found for day in days_of(each.session, each.days)], to=to)


def with_days(found: QuerySet[PracticalSession], person: Person) -> dict[str, Lines]:
    """Of a session: its next day and place, and an invitation for each of its days, or that it fell away."""
    seen = sessions(person).filter(pk__in=found.values("pk"))
    return {each.session.public_id: _session(each, person.email) for each in whole(person, seen)}


def _session(found: Session, to: str) -> Lines:
    session, day = found.session, found.next
    return Lines(
        title=f"{session.title}, {session.programme.title}",
        path=reverse("practical", args=[session.public_id]),
        mark=Mark(session.programme.mark),
        reference=session.programme.code,
        summary=f"{dates.when(day.starts_at)}, {session.place}" if day and not session.is_cancelled else "",
        calendar=entries(days_of(session, found.days, found.off), to=to),
    )


def left(found: QuerySet[Nominee], person: Person) -> dict[str, Lines]:
    """To who left a cohort: what stands in their calendar is taken out of it. Of a programme they do not read any more
    no more is said than that.
    """
    rows = {each.public_id: each.intake_id for each in found}
    seen = Intake.visible_to(person).filter(pk__in=rows.values()).select_related("cohort__programme")
    intakes = {each.pk: each for each in seen}
    practicals = sessions_by_intake(person, list(intakes))
    said = {}
    for public_id, pk in rows.items():
        lines = Lines(title=gettext("A cohort you had a seat in"), path=reverse("courses"), mark=None)
        if pk in intakes:
            lines = replace(_lines(intakes[pk]), path=reverse("courses"))
            told = Joining.told_before(person, pk)
            gone = [without(each) for each in meetings_of(intakes[pk], told)] if told else []
            for each in practicals[pk]:
                gone += days_of(each.session, each.days, left=True)
            lines = replace(lines, calendar=entries(gone, to=person.email))
        said[public_id] = lines
    return said


def who_left(event: Event) -> Recipients:
    """Whoever had a seat; whoever only waited for one has nothing in a calendar."""
    if event.facts.get("was") not in HOLDING:
        return Person.objects.none()
    return Person.objects.filter(pk__in=Nominee.accounts(event.facts["left"]))


def _lines(row: Intake) -> Lines:
    return Lines(
        title=f"{row.cohort.name}, {row.programme.title}",
        path=reverse("cohort", args=[row.public_id]),
        mark=Mark(row.programme.mark),
        reference=row.programme.code,
    )


def _instructed(row: Intake, joining: Joining, to: str) -> Lines:
    if joining.cancelled:
        summary = gettext("It does not take place: %(why)s") % {"why": joining.because}
    else:
        summary = f"{dates.when(joining.starts_at)}, {joining.venue}"
        summary = gettext("Changed: %(what)s") % {"what": summary} if joining.number > 1 else summary
    return replace(_lines(row), summary=summary, calendar=entries(meetings_of(row, joining), to=to))


def test_words(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:
    """As of a cohort, with the way to its tests."""
    return {
        each: replace(lines, path=reverse("cohort_tests", args=[each]))
        for each, lines in words(found, person).items()
    }


def evaluation_words(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:
    """As of a cohort, with the way to what one is asked."""
    return {
        each: replace(lines, path=reverse("evaluations", args=[each]))
        for each, lines in words(found, person).items()
    }


def without_a_seat(found: QuerySet[Evaluation], person: Person) -> dict[str, Lines]:  # noqa: ARG001  nobody's name
    """To who came without a seat: nothing of the programme, which they may not read."""
    return {
        public_id: Lines(
            title=gettext("A training you came to"),
            path=reverse("answer_unseated", args=[public_id]),
            mark=None,
        )
        for public_id in found.values_list("public_id", flat=True)
    }


def _tell(
    action: str,
    what: Any,
    who: str,
    find: Callable[[Programme, Event], Recipients],
    *,
    kind: str = "",
    also: tuple[str, ...] = (),
    said: Words = words,
) -> None:
    tell(
        action,
        also=also,
        kind=kind or action,
        what=what,
        who=who,
        subject=Intake,
        recipients=_recipients(find),
        words=said,
        pace=Pace.ACTION,
    )


_COMMAND, _UNITS = "who decides for the organisation that runs it", "the focal points of the units concerned"
_tell(
    "training.enrolled",
    _("You are enrolled"),
    "whoever is enrolled",
    persons,
    also=("training.approved", "training.not_approved", "training.withdrawn", "training.seats_set"),
    said=with_instructions,
)
_tell(
    "training.nominated",
    _("Nominations wait for your decision"),
    _COMMAND,
    command,
    also=("training.replaced",),
)
_tell("training.approved", _("Your nominations are approved"), _UNITS, units)
_tell("training.not_approved", _("A nomination was not approved"), _UNITS, units)
_tell(
    "training.test_opened",
    _("There is a test for you"),
    "whoever is enrolled",
    persons,
    said=test_words,
    also=("training.resit_allowed",),
)
for _name, _what, _also in (
    ("training.session_planned", _("A practical session is planned"), ("training.session_written",)),
    ("training.session_postponed", _("A practical session has other days"), ()),
    ("training.session_cancelled", _("A practical session is cancelled"), ()),
):
    tell(
        _name,
        also=_also,
        kind=_name,
        what=_what,
        who="whoever is enrolled, and whoever teaches",
        subject=PracticalSession,
        recipients=lambda event: Person.objects.filter(public_id__in=event.facts.get("persons", [])),
        words=with_days,
        pace=Pace.ACTION,
    )
_tell("training.walk_in", _("An officer of yours came to a practical session without a seat"), _UNITS, units)
tell(
    "training.session_written",
    kind="training.session_moved",
    what=_("A practical session is held elsewhere"),
    who="whoever is enrolled, and whoever teaches",
    subject=PracticalSession,
    recipients=lambda event: Person.objects.filter(public_id__in=event.facts.get("moved", [])),
    words=with_days,
    pace=Pace.ACTION,
)
tell(
    "training.withdrawn",
    also=("training.replaced",),
    kind="training.left",
    what=_("You have no seat any more"),
    who="whoever had the seat",
    subject=Nominee,
    recipients=who_left,
    words=left,
    pace=Pace.ACTION,
    about=lambda event: str(event.facts.get("left", "")),
)
for _name, _what in (
    ("training.evaluation_opened", _("You are asked for an evaluation")),
    ("training.evaluation_reminded", _("Your answer to an evaluation is still missing")),
):
    _tell(
        _name,
        _what,
        "the enrolled, the focal points of the units, or those who run it, who have not answered",
        asked,
        said=evaluation_words,
    )
    tell(
        _name,
        kind=f"{_name}_apart",
        what=_what,
        who="whoever came without a seat and has not answered",
        subject=Evaluation,
        recipients=lambda event: Person.objects.filter(public_id__in=event.facts.get("unseated", [])),
        words=without_a_seat,
        pace=Pace.ACTION,
        about=lambda event: str(event.facts.get("evaluation", "")),
    )
_FREE = _("A seat came free, and whoever waited has it")
_tell(
    "training.withdrawn", _FREE, "the focal points whose officer gets it", freed, kind="training.seat_freed"
)
_tell("training.seats_set", _FREE, "the focal points whose officer gets it", units)
_tell("training.withdrawn", _("A nomination was withdrawn"), _UNITS, units)
for _name, _what in (
    ("training.joining_sent", _("Joining instructions")),
    ("training.joining_cancelled", _("It does not take place")),
):
    _tell(
        _name, _what, "whoever has a seat, and the focal points of the units", joining, said=with_instructions
    )


def _own_courses(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:
    """As of a cohort, leading to the page on which one's own certificates stand."""
    return {key: replace(lines, path=reverse("courses")) for key, lines in words(found, person).items()}


for _name, _what in (
    ("training.certified", _("You have a certificate")),
    ("training.certificate_revoked", _("A certificate of yours is revoked")),
    ("training.certificate_reissued", _("A certificate of yours is issued anew")),
):
    _tell(_name, _what, "its holder", persons, said=_own_courses)
