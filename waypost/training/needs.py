"""What training wants of a person, for the first page: officers to decide about or to let in, sessions of today and
attendance that is missing, and what a learner has to do.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.access.policies import writing
from waypost.core import clock
from waypost.people.models import Person, Post
from waypost.training.lists.attendance import days_to_teach
from waypost.training.lists.enrolment import courses_of, intakes
from waypost.training.lists.evaluation import mine_of, wanted_of_units
from waypost.training.lists.steps import steps_of
from waypost.training.models import Level, Nominee, Status
from waypost.training.models.waiting import Waiting, waiting_for
from waypost.training.policies import DECIDING

MOST = 20


@dataclass(frozen=True)
class Need:
    """One thing to do in a training, and the page of the act. ``code`` is the programme's, for whoever has many."""

    what: Any
    title: str
    told: str
    address: str
    button: Any
    due_at: datetime | None
    code: str = ""


def needs_of(person: Person) -> list[Need]:
    """Everything of training that waits for this person, what is latest first."""
    waits = waiting_for(person)
    found = [
        *_of_nominations(person, waits),
        *(_to_teach(person) if waits.teaches else ()),
        *((*_to_learn(person), *_to_evaluate(person)) if waits.learns else ()),
        *(_to_answer_for(person) if waits.asked else ()),
    ]
    return sorted(found, key=lambda need: (need.due_at is None, need.due_at))[:MOST]


def _of_nominations(person: Person, waits: Waiting) -> list[Need]:
    """For those who decide and those who let in; the others ask for nothing."""
    if person.organisation is None or not person.has_role(*DECIDING):
        return []
    return [
        *(_to_decide(person) if waits.nominated else ()),
        *(_to_let_in(person) if waits.approved else ()),
    ]


def _to_decide(person: Person) -> list[Need]:
    runs = writing(person, "intake__cohort__programme__")
    return [
        Need(
            what=_("Decide about nominations"),
            title=intake.cohort.name,
            told=ngettext("%(n)d officer is nominated.", "%(n)d officers are nominated.", n) % {"n": n},
            address=reverse("cohort", args=[intake.public_id]),
            button=pgettext("act", "Decide"),
            due_at=clock.end_of(intake.closes_on),
            code=intake.programme.code,
        )
        for intake, n in _counted(person, runs & Q(status=Status.NOMINATED))
    ]


def _to_let_in(person: Person) -> list[Need]:
    """Whom the own unit's order named and the command approved: a focal point vouches for them."""
    if not person.has_role(Post.Role.FOCAL_POINT):
        return []
    own = Q(seats__organisation=person.organisation, status=Status.APPROVED)
    return [
        Need(
            what=_("Let approved officers in"),
            title=intake.cohort.name,
            told=ngettext("%(n)d officer is approved.", "%(n)d officers are approved.", n) % {"n": n},
            address=reverse("cohort", args=[intake.public_id]),
            button=pgettext("act", "Open"),
            due_at=clock.end_of(intake.cohort.since),
            code=intake.programme.code,
        )
        for intake, n in _counted(person, own & Q(intake__cohort__until__gte=clock.today()))
    ]


def _counted(person: Person, those: Q) -> list[tuple[Any, int]]:
    """Cohorts with how many of such there are in each: one query where there are none, else two."""
    rows = Nominee.visible_to(person).filter(those).order_by().values_list("intake")
    counts = dict(rows.annotate(n=Count("pk", distinct=True))[:MOST])
    if not counts:
        return []
    return [(each, counts[each.pk]) for each in intakes(person).filter(pk__in=list(counts)).order_by("pk")]


def _to_teach(person: Person) -> list[Need]:
    return [
        Need(
            what=_("Attendance is missing") if each.is_over else _("You teach today"),
            title=each.session.title,
            told=each.session.place,
            address=reverse("attendance", args=[each.session.public_id, each.day.public_id]),
            button=_("Attendance"),
            due_at=each.day.starts_at,
        )
        for each in days_to_teach(person)
    ]


def _to_learn(person: Person) -> list[Need]:
    courses = courses_of(person)
    steps = steps_of(person, courses)
    return [
        Need(
            what=_("Your course"),
            title=course.intake.cohort.name,
            told=step.words,
            address=step.address,
            button=step.button,
            due_at=step.due_at,
            code=course.intake.programme.code,
        )
        for course in courses
        for step in steps.get(course.nominee.pk, [])
        if step.presses and course.intake is not None
    ]


def _to_evaluate(person: Person) -> list[Need]:
    """What one is asked oneself about a training."""
    return [
        Need(
            what=_("How was the training?")
            if each.evaluation.level == Level.REACTION
            else _("Do you use what you learnt?"),
            title=each.title,
            told=_("A few questions, three minutes. Your answer has no name on it."),
            address=each.address,
            button=pgettext("evaluation", "Answer"),
            due_at=clock.end_of(each.evaluation.closes_on),
            code=each.code,
        )
        for each in mine_of(person)
        if each.is_open
    ]


def _to_answer_for(person: Person) -> list[Need]:
    """What focal points and deputies are asked about the officers and the work of their unit."""
    return [
        Need(
            what=_("Answer for your unit"),
            title=each.evaluation.intake.cohort.name,
            told=_about(each.officers),
            address=reverse("evaluations", args=[each.evaluation.intake.public_id]),
            button=pgettext("evaluation", "Answer"),
            due_at=clock.end_of(each.evaluation.closes_on),
            code=each.evaluation.intake.programme.code,
        )
        for each in wanted_of_units(person)
    ]


def _about(officers: int) -> str:
    if not officers:
        return _("What changed in your unit since the training, as far as you count it.")
    return ngettext(
        "%(n)d officer: do they use what they learnt?",
        "%(n)d officers: do they use what they learnt?",
        officers,
    ) % {"n": officers}
