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
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.curriculum.models import Curriculum
from waypost.face import dates
from waypost.notices.telling import Lines, Pace, tell
from waypost.notices.tidings import CalendarEntry, Words
from waypost.people.models import Organisation, Person, Post
from waypost.publications.models import Publication
from waypost.training.calendar import days_of, entries, meetings_of, without
from waypost.training.lists.joining import newest_of, seats_held
from waypost.training.lists.practicals import Session, sessions, sessions_by_intake, whole
from waypost.training.lists.taught_from import path_of, taught_things
from waypost.training.models import (
    HOLDING,
    Intake,
    Joining,
    Material,
    Nominee,
    PracticalSession,
    Programme,
    TaughtFrom,
    Trainer,
)
from waypost.training.models.practicals import trainers_to_come

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
    "training.lesson_begun": "a lesson is its authors' own until it is put out",
    "training.lesson_page_written": "a lesson is its authors' own until it is put out",
    "training.lesson_page_removed": "a lesson is its authors' own until it is put out",
    "training.lesson_put_out": "learners meet it on the programme's page; whom to tell comes with enrolment",
    "training.question_written": "the question bank is its authors' own",
    "training.question_retired": "the question bank is its authors' own",
    "training.rubric_written": "whoever is marked against it reads it before, where the programme is read",
    "training.rubric_retired": "whoever is marked against it reads it before, where the programme is read",
    "training.rubrics_chosen": "who is marked, and against what, is read on the page of the session",
    "training.learner_assessed": "the learner was there, and reads it where they stand in the course",
    "training.forms_composed": "the question bank is its authors' own",
    "training.test_moved": "whoever may take it meets the new day on its page",
    "training.sitting_begun": "it is one's own",
    "training.test_handed_in": "the result is on its page at once, and read by those who teach when they look",
    "training.scores_entered": "whoever sat there knows; the result is on the page of the test",
    "training.evaluation_form_written": "its authors' own; cohorts meet it when they are asked",
    "training.evaluation_answered": "whoever answers knows; nobody else is to learn who did",
    "training.officer_evaluated": "whoever answers knows; the officer is not told of what is nobody's",
    "training.evaluation_stated": "it is read with the results",
    "training.information_given": "those who listened were there; it is looked up",
    "training.information_corrected": "both records are read on its page",
    "training.material_adapted": "a material is the organisation's own, and looked up when a session is held",
    "training.material_cleared": "a material is the organisation's own, and looked up when a session is held",
    "training.teach_back_marked": "read on the trainer's page by those concerned; the step that follows is told",
    "training.delivery_observed": "read on the trainer's page by those concerned; the step that follows is told",
    "training.resource_attached": "it is read where it is taught; who teaches hears of its next version",
    "training.resource_taken_off": "it is read where it is taught",
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


def who_teach(event: Event) -> Recipients:
    """Whoever writes the programme, and lead and co-trainers of the session while it is still to be held: of those who
    see the resource.
    """
    taught = TaughtFrom.by_public_id(event.thing.partition(":")[2])
    if taught is None:
        return Person.objects.none()
    programme = taught.whose()
    own = people_with({key(Audience.ORGANISATION, programme.organisation_id, programme.network_id)})
    runs = own & Q(acting_as__post__role__in=Post.COORDINATING)
    teaches = Q(pk__in=trainers_to_come(taught.session_id, clock.now()))
    return Person.objects.filter(runs | teaches, pk__in=taught.readers().values("pk"))


def of_resource(found: QuerySet[TaughtFrom], person: Person) -> dict[str, Lines]:
    """To whoever sees the resource too, under the stricter of both marks."""
    rows = list(found)
    seen = Publication.visible_to(person).in_bulk({row.resource_id for row in rows})
    programmes = Programme.visible_to(person).in_bulk({row.programme_id for row in rows})
    things = taught_things(person, rows)
    return {
        row.public_id: Lines(
            title=things[row.pk].title,
            path=path_of(things[row.pk], programmes[row.programme_id]),
            mark=max(Mark(programmes[row.programme_id].mark), Mark(seen[row.resource_id].mark)),
            reference=seen[row.resource_id].reference,
        )
        for row in rows
        if row.resource_id in seen and row.programme_id in programmes and row.pk in things
    }


tell(
    "training.resource_overtaken",
    kind="training.resource_overtaken",
    what=_("A new version of what you teach from"),
    who="those who run the programme and those who teach in the session, as far as they see the resource",
    subject=TaughtFrom,
    recipients=who_teach,
    words=of_resource,
    pace=Pace.ACTION,
)


def oneself_as_trainer(event: Event) -> Recipients:
    """Whose standing it is."""
    trainer = Trainer.by_public_id(event.thing.partition(":")[2])
    return Person.objects.filter(pk=trainer.person_id if trainer else None)


def who_accredits(event: Event) -> Recipients:
    """The command of the organisation that keeps the curriculum."""
    trainer = Trainer.by_public_id(event.thing.partition(":")[2])
    if trainer is None:
        return Person.objects.none()
    return Person.objects.filter(people_with({key(Audience.APPROVERS, *trainer.kept_by())}))


def standing_of(found: QuerySet[Trainer], person: Person) -> dict[str, Lines]:
    """In what, and until when; nobody is named. The own standing is told also of a curriculum one reads no longer."""
    rows = list(found)
    curricula = Curriculum.visible_to(person).in_bulk({row.curriculum_id for row in rows})
    said = {}
    for row in rows:
        taught = curricula.get(row.curriculum_id)
        until = row.valid_until
        said[row.public_id] = Lines(
            title=taught.title if taught else str(row.get_state_display()),
            path=reverse("trainer", args=[row.public_id]),
            mark=Mark(taught.mark) if taught else None,
            reference=taught.code if taught else "",
            summary=gettext("Ends on %(day)s") % {"day": dates.day(until)} if until else "",
        )
    return said


def _standing(names: tuple[str, ...], kind: str, what: Any, who: str, find: Any) -> None:
    first, *others = names
    tell(
        first,
        also=tuple(others),
        kind=kind,
        what=what,
        who=who,
        subject=Trainer,
        recipients=find,
        words=standing_of,
        pace=Pace.ACTION,
    )


_standing(
    (
        "training.trainer_named",
        "training.trainer_recognised",
        "training.trainer_pre_accredited",
        "training.trainer_accredited",
        "training.trainer_renewed",
        "training.trainer_kept_on",
        "training.trainer_withdrawn",
    ),
    "training.trainer_standing",
    _("How you stand as a trainer"),
    "the trainer",
    oneself_as_trainer,
)
for _names, _kind, _own, _theirs in (
    (
        ("training.trainer_warned", "training.trainer_outdated"),
        "training.trainer_ends",
        _("Your accreditation as a trainer ends soon"),
        _("A trainer’s accreditation ends soon"),
    ),
    (
        ("training.trainer_lapsed",),
        "training.trainer_over",
        _("Your accreditation as a trainer is over"),
        _("A trainer’s accreditation is over"),
    ),
):
    _standing(_names, _kind, _own, "the trainer", oneself_as_trainer)
    _standing(
        _names, f"{_kind}_to_command", _theirs, "who accredits trainers of the curriculum", who_accredits
    )
