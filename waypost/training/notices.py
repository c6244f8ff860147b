"""What the room tells, to whom: nominations wait, they are decided, a seat came free, one is enrolled, where a cohort
meets, a resource has a later version. No notice names a person; who was decided about, and why, is read on the cohort's
page by those who may.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.face import dates
from waypost.notices.telling import Lines, Pace, tell
from waypost.notices.tidings import Words
from waypost.people.models import Organisation, Person, Post
from waypost.publications.models import Publication
from waypost.training.calendar import entries, meetings_of
from waypost.training.lists.joining import newest_of, seats_held
from waypost.training.models import Intake, Joining, Material, Programme

Recipients = QuerySet[Person]

_SILENT = {
    "training.attendance_taken": "read by those concerned where they stand in the course",
    "training.sheet_scanned": "evidence, looked up on the page of the session",
    "training.briefing_given": "those on board were there",
    "training.started": "a programme is looked up until somebody is nominated for it",
    "training.written": "a programme is looked up until somebody is nominated for it",
    "training.plan_agreed": "those who agreed were there; the plan is read on its page",
    "training.partner_engaged": "a note of what was said to a partner",
    "training.cohort_added": "nobody is nominated for it yet",
    "training.intake_opened": "the units are asked by letter, as they nominate by order",
    "training.nominees_forgotten": "nobody is left to tell",
    "training.content_opened": "a record of reading",
    "training.module_added": "learners meet it on the programme's page; whom to tell comes with enrolment",
    "training.module_replaced": "whoever opens it is told that there is a new version",
    "training.module_written": "a title, or the place among others",
    "training.module_taken_off": "what learners did stays theirs; whom to tell comes with enrolment",
    "training.question_written": "the question bank is its authors' own",
    "training.question_retired": "the question bank is its authors' own",
    "training.forms_composed": "the question bank is its authors' own",
    "training.test_moved": "whoever may take it meets the new day on its page",
    "training.sitting_begun": "it is one's own",
    "training.test_handed_in": "the result is on its page at once, and read by those who teach when they look",
    "training.scores_entered": "whoever sat there knows; the result is on the page of the test",
    "training.trainer_named": "looked up by those who coordinate; the trainer finds it under Trainers",
    "training.trainer_recognised": "looked up by those who coordinate; the trainer finds it under Trainers",
    "training.trainer_withdrawn": "whoever withdraws a trainer tells them; the reason stands under Trainers",
    "training.trainer_lapsed": "looked up by those who coordinate; the trainer finds it under Trainers",
    "training.information_given": "those who listened were there; it is looked up",
    "training.information_corrected": "both records are read on its page",
    "training.material_adapted": "a material is the organisation's own, and looked up when a session is held",
    "training.material_cleared": "a material is the organisation's own, and looked up when a session is held",
    "training.material_put_away": "a material is the organisation's own, and looked up when a session is held",
}


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


def words(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:  # noqa: ARG001  the same for everybody
    return {row.public_id: _lines(row) for row in found.select_related("cohort__programme")}


def with_instructions(found: QuerySet[Intake], person: Person) -> dict[str, Lines]:
    """The same with when and where, as far as the person reads that, and an entry for the calendar: who has a seat is
    invited.
    """
    rows = list(found.select_related("cohort__programme"))
    keys = [row.pk for row in rows]
    stand, held = newest_of(person, keys), seats_held(person, keys)
    return {
        row.public_id: _instructed(row, stand[row.pk], person.email if row.pk in held else "")
        if row.pk in stand
        else _lines(row)
        for row in rows
    }


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


for _name, _reason in _SILENT.items():
    declare(_name, Silent(_reason))

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
_tell(
    "training.session_planned",
    _("A practical session is planned"),
    "whoever is enrolled, and whoever teaches",
    persons,
    also=("training.session_written",),
)
_tell(
    "training.session_postponed",
    _("A practical session has other days"),
    "whoever is enrolled, and whoever teaches",
    persons,
)
_tell(
    "training.session_cancelled",
    _("A practical session is cancelled"),
    "whoever is enrolled, and whoever teaches",
    persons,
)
_tell("training.walk_in", _("An officer of yours came to a practical session without a seat"), _UNITS, units)
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


def who_tell(event: Event) -> Recipients:
    """Those who tell from a material: trainers, focal points and deputies of its organisation, in its network."""
    material = Material.by_public_id(event.thing.partition(":")[2])
    if material is None:
        return Person.objects.none()
    own = people_with({key(Audience.ORGANISATION, material.organisation_id, material.network_id)})
    return Person.objects.filter(own, acting_as__post__role__in=Post.COORDINATING)


def of_new_version(found: QuerySet[Material], person: Person) -> dict[str, Lines]:
    """To whoever sees the resource too; it is the organisation's own affair, so a mail says no more than its number."""
    rows = list(found)
    seen = Publication.visible_to(person).in_bulk({row.resource_id for row in rows})
    return {
        row.public_id: Lines(
            title=row.title,
            path=reverse("material", args=[row.public_id]),
            mark=max(Mark.AMBER, Mark(seen[row.resource_id].mark)),
            reference=seen[row.resource_id].reference,
        )
        for row in rows
        if row.resource_id in seen
    }


tell(
    "training.material_overtaken",
    kind="training.material_overtaken",
    what=_("A later version of what you tell from"),
    who="those who tell from the material, as far as they see the resource",
    subject=Material,
    recipients=who_tell,
    words=of_new_version,
    pace=Pace.ACTION,
)
