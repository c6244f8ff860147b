"""What a unit does on pages: nominate by order, withdraw, replace, and let in who is approved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_POST

from waypost.core.errors import Denied, Refused
from waypost.face import dates
from waypost.face.forms import refuse
from waypost.people.actions import rosters
from waypost.people.actions.rosters import Participant, Roster
from waypost.people.models import Person, Post
from waypost.people.policies import may_invite_roster
from waypost.people.signin import demand_fresh
from waypost.people.views.invitations import hand_over_later
from waypost.publications.views.shared import member
from waypost.training.actions import enrolment, nomination
from waypost.training.forms.enrolment import BecauseForm, NominateForm, ReplaceForm
from waypost.training.lists import enrolment as lists
from waypost.training.models import Intake, Nominee, spoken
from waypost.training.policies import may_change, may_nominate
from waypost.training.views.enrolment import intake_or_404, shown, to
from waypost.training.views.programmes import either


@either
def nominate(request: HttpRequest, public_id: str) -> HttpResponse:
    """One officer, by an order."""
    person, found = member(request), for_unit(request, public_id)
    form = NominateForm(request.POST or None, units=lists.own_seats(person, found))
    if request.method == "POST" and form.is_valid():
        officers = [(form.chosen(), form.officer())]
        try:
            nomination.nominate(by=person, intake=found, order=form.order(), officers=officers)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The nomination waits for the organisation that runs the programme."))
            return to("cohort", found)
    context = {"found": found, "programme": found.programme, "form": form}
    return render(request, "training/nominate.html", context, status=422 if form.errors else 200)


@either
def nominee(request: HttpRequest, public_id: str, nominee_id: str) -> HttpResponse:
    """Somebody nominated: the order, the history, and the form to take them off the list."""
    person, found = member(request), intake_or_404(request, public_id)
    row = _nominee_or_404(request, found, nominee_id)
    form = BecauseForm(request.POST or None)
    if request.method == "POST":
        if not may_change(person, found):
            raise Denied("training.withdrawn", thing=found)
        if form.is_valid() and _withdrawn(request, found, row, form):
            return to("cohort", found)
    context = {
        "found": found,
        "programme": found.programme,
        "row": row,
        "order": lists.order_of(person, row),
        "history": lists.history_of(person, row),
        "may_withdraw": may_change(person, found) and not row.is_over,
        "may_replace": may_nominate(person, found) and not row.is_over and _is_own(person, row),
        "form": form,
    }
    return render(request, "training/nominee.html", context, status=422 if form.errors else 200)


@either
def replace(request: HttpRequest, public_id: str, nominee_id: str) -> HttpResponse:
    """Another officer of the same unit in the place of one."""
    person, found = member(request), for_unit(request, public_id)
    row = _nominee_or_404(request, found, nominee_id)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            nomination.replace(
                by=person, intake=found, nominee=row, order=form.order(), officer=form.officer()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The other officer waits for the organisation that runs the programme."))
            return to("cohort", found)
    context = {"found": found, "programme": found.programme, "row": row, "form": form}
    return render(request, "training/nominate.html", context, status=422 if form.errors else 200)


@require_POST
def let_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """The approved of the own organisation who have no account in the programme yet come in as a roster does: who has
    one here joins at once, the others get a link. Whoever is in by then is enrolled.
    """
    person, found = member(request), for_unit(request, public_id)
    body = person.organisation
    if body is None or not may_invite_roster(person, body):
        raise Denied("people.roster_invited", "In charge of no learners there.", body)
    demand_fresh(request)
    enrolment.enrol(by=person, intake=found)
    board = lists.board_of(person, found)
    rows = [row for row in (board.to_let_in if board else []) if _is_own(person, row.nominee)]
    if not rows:
        messages.info(request, _("Everybody who is approved is enrolled."))
        return to("cohort", found)
    try:
        enlisted = rosters.invite_roster(by=person, organisation=body, roster=_roster(person, found, rows))
    except Refused as refused:
        return shown(request, found, None, refused)
    taken = enrolment.enrol(by=person, intake=found)
    if taken:
        n = len(taken)
        messages.info(
            request, ngettext("%(n)d person is enrolled.", "%(n)d persons are enrolled.", n) % {"n": n}
        )
    return hand_over_later(request, *enlisted.invited) if enlisted.invited else to("cohort", found)


def for_unit(request: HttpRequest, public_id: str) -> Intake:
    """The cohort, for whoever nominates for it: else 404 or 403."""
    found = intake_or_404(request, public_id)
    if not may_nominate(member(request), found):
        raise Denied("training.nominated", thing=found)
    return found


def _nominee_or_404(request: HttpRequest, found: Intake, public_id: str) -> Nominee:
    row = lists.nominee_seen(member(request), found, public_id)
    if row is None:
        raise Http404
    return row


def _withdrawn(request: HttpRequest, found: Intake, row: Nominee, form: BecauseForm) -> bool:
    try:
        nomination.withdraw(by=member(request), intake=found, nominee=row, **form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        return False
    messages.info(request, _("%(name)s is off the list.") % {"name": row.name})
    return True


def _is_own(person: Person, row: Nominee) -> bool:
    return person.organisation is not None and row.seats.organisation_id == person.organisation.pk


def _roster(person: Person, found: Intake, rows: list[lists.Row]) -> Roster:
    orders = {f"{row.order.number}, {dates.day(row.order.dated)}" for row in rows if row.order}
    return Roster(
        network=found.programme.network,
        evidence=f"{found.programme.code}: {'; '.join(sorted(orders))}"[:300],
        participants=tuple(_participant(row.nominee) for row in rows),
        language=person.language,
    )


def _participant(row: Nominee) -> Participant:
    titles: dict[str, Any] = {}
    for language in ("en", "th"):
        with override(language):
            unit = spoken(row.seats, "unit")
            role = str(Post.Role.LEARNER.label)
            titles[f"title_{language}"] = f"{role}, {unit}"[:160] if unit else role
    return Participant(name_latin=row.name_latin, name_native=row.name_native, email=row.email, **titles)
