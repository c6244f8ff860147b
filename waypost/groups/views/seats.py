"""Who sits in a group on a day, how seats changed hands, and the forms by which they are given and ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.core import clock
from waypost.core.errors import Refused
from waypost.face.forms import refuse
from waypost.groups.actions import seats as actions
from waypost.groups.forms.seats import BodyForm, EndForm, OnForm, SeatForm
from waypost.groups.lists import seats as lists
from waypost.groups.models import Charter
from waypost.groups.policies import may_seat
from waypost.groups.views.shared import either, seen_or_404, steered
from waypost.people.actions import directory
from waypost.people.models import Person, Seat


@require_GET
def seats(request: HttpRequest, public_id: str) -> HttpResponse:
    """The group on a day with whoever held its seats: names, so they are counted as the directory's are."""
    person, found = seen_or_404(request, public_id)
    form = OnForm(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    table = lists.table_of(found.group, on)
    places, refused = lists.with_holders(table.places(), on), ""
    taken_over = lists.taken_over(found.group)
    try:
        _count(person, sum(len(place.holders) for place in places) + len(taken_over))
    except Refused as said:
        refused, taken_over = str(said.sentence), []
        for place in places:
            place.holders = []
    context = {
        "found": found,
        "form": form if form.errors else OnForm(initial={"on": on}),
        "table": table,
        "refused": refused,
        "taken_over": taken_over,
        "history": lists.history(found.group),
        "may_seat": may_seat(person, found),
        "today": clock.today(),
    }
    status = 422 if form.errors else 429 if refused else 200
    return render(request, "groups/seats.html", context, status=status)


@either
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """First the organisation, then which of its posts."""
    person, found = steered(request, public_id, "groups.seated")
    asked = BodyForm(request.GET or None)
    body = asked.cleaned_data["organisation"] if asked.is_bound and asked.is_valid() else None
    form: Any = None
    if body is not None:
        initial = {"since": clock.today(), "role": Seat.Role.MAIN}
        form = SeatForm(request.POST or None, initial=initial, posts=lists.posts_of(person, body))
    if form is not None and request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.seat(
                by=person,
                charter=found,
                post=form.chosen(),
                role=Seat.Role(typed["role"]),
                since=typed["since"],
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The seat is given."))
            return redirect("group_seats", found.public_id)
    wrong = bool(asked.errors or (form and form.errors))
    context = {"found": found, "asked": asked, "body": body, "form": form}
    return render(request, "groups/give.html", context, status=422 if wrong else 200)


@either
def seat(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One open seat, by its number in the group's history: its end, or the change of main and alternate."""
    person, found = steered(request, public_id, "groups.seat_ended")
    kept = _numbered(found, number)
    posted = request.POST.get("do") if request.method == "POST" else ""
    form, refusal = EndForm(request.POST if posted == "end" else None), ""
    try:
        if posted == "change":
            actions.change(by=person, charter=found, seat=kept)
            messages.info(request, _("Main and alternate are changed from today."))
            return redirect("group_seats", found.public_id)
        if posted == "end" and form.is_valid():
            actions.end(by=person, charter=found, seat=kept, until=form.cleaned_data["until"])
            messages.info(request, _("The seat ends. Its history stays."))
            return redirect("group_seats", found.public_id)
    except Refused as refused:
        if posted == "end":
            refuse(form, refused)
        else:
            refusal = str(refused.sentence)
    sitting = kept.role in Seat.SITTING
    context = {"found": found, "seat": kept, "form": form, "refusal": refusal, "sitting": sitting}
    return render(request, "groups/seat.html", context, status=422 if form.errors or refusal else 200)


def _numbered(found: Charter, number: int) -> Seat:
    """The open seat with this number, counted from the first that was given."""
    rows = lists.history(found.group)[::-1]
    if not 1 <= number <= len(rows) or rows[number - 1].until is not None:
        raise Http404
    return rows[number - 1]


def _count(person: Person, rows: int) -> None:
    if rows:
        directory.read(by=person, person=person, rows=rows, where="group")
