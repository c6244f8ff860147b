"""Information sessions: the list, the page of one, the form of a minute, and the sums a secretariat reads."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waypost.access.policies import may_begin, may_write
from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.publications.views.shared import member
from waypost.training.actions import information as actions
from waypost.training.forms.information import CorrectionForm, SessionForm, field_of
from waypost.training.lists import information as lists
from waypost.training.lists.information import Recorded
from waypost.training.models import InformationSession
from waypost.training.models.information import COUNTED
from waypost.training.policies import may_read_sums

either = require_http_methods(["GET", "POST"])


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Those of the own organisation, this month's sums, and what the next one may be begun from."""
    person = member(request)
    may_add = may_begin(person, person.organisation)
    month = _month(request)
    context = {
        "rows": lists.rows_of(person),
        "most": lists.SHOWN,
        "month": month,
        "sums": lists.own_sums(person, month),
        "sexes": [each.label for each in COUNTED],
        "may_add": may_add,
        "units": lists.units_of(person) if may_add else [],
        "may_read_sums": may_read_sums(person),
    }
    return render(request, "training/information/list.html", context)


@require_GET
def session(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = member(request), _seen_or_404(request, public_id)
    context = {
        "found": found,
        "page": lists.page_of(person, found),
        "sexes": [each.label for each in COUNTED],
        "may_write": may_write(person, found),
    }
    return render(request, "training/information/session.html", context)


@require_GET
def sums(request: HttpRequest) -> HttpResponse:
    """What a network's secretariat reads: attendances by organisation, no session."""
    person = member(request)
    if not may_read_sums(person):
        raise Denied("training.sums_read")
    found = lists.sums_of(person, _month(request), clock.today())
    return render(
        request,
        "training/information/sums.html",
        {"sums": found, "bands": [lists.said(band) for band in lists.BANDS]},
    )


@either
def give(request: HttpRequest) -> HttpResponse:
    """A session, begun from the last one of the same unit."""
    person = member(request)
    if not may_begin(person, person.organisation):
        raise Denied("training.information_given")
    form = SessionForm(request.POST or None, viewer=person, initial=_as_last(request, person))
    if not form.materials:
        return render(request, "training/information/no_material.html")
    if stepped := _stepped(request, form):
        form = SessionForm(viewer=person, initial=stepped)
    elif request.method == "POST" and form.is_valid():
        try:
            made = actions.give(by=person, material=form.chosen_material(), told=form.told())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The session is written down."))
            return redirect("information_session", made.public_id)
    context = {"form": form, "units": lists.units_of(person)}
    return render(request, "training/information/write.html", context, status=422 if form.errors else 200)


@either
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next record of a session, begun from the one that stands."""
    person, found = member(request), _seen_or_404(request, public_id)
    if not may_write(person, found):
        raise Denied("training.information_corrected", thing=found)
    page, theirs = lists.page_of(person, found), None
    given: dict[str, Any] = {"viewer": person, "used": page.now.material}
    form = CorrectionForm(request.POST or None, initial=_as_written(found, page.now), **given)
    if stepped := _stepped(request, form):
        form = CorrectionForm(initial=stepped, **given)
    elif request.method == "POST" and form.is_valid():
        try:
            _corrected(person, found, form)
        except Overtaken as said:
            found = _seen_or_404(request, public_id)
            theirs = lists.page_of(person, found).now
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The correction is kept. What stood before stays beside it."))
            return redirect("information_session", found.public_id)
    context = {"found": found, "form": form, "theirs": theirs, "sexes": [each.label for each in COUNTED]}
    return render(request, "training/information/write.html", context, status=422 if form.errors else 200)


def _seen_or_404(request: HttpRequest, public_id: str) -> InformationSession:
    found = lists.sessions(member(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _corrected(person: Person, found: InformationSession, form: CorrectionForm) -> None:
    typed = form.cleaned_data
    actions.correct(
        by=person,
        session=found,
        revision=typed["revision"],
        material=form.chosen_material(),
        told=form.told(),
        because=typed["because"],
        took_place=typed["held"] == "yes",
    )


def _stepped(request: HttpRequest, form: SessionForm) -> dict[str, str]:
    """Where a button beside a number was pressed and no script counted: the form as it is then."""
    step = request.POST.get("step", "")
    return form.stepped(step) if step else {}


def _as_last(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Words and choices of the last session of the unit one comes from, else of the own organisation's last. Who
    listens is counted anew each time.
    """
    own = lists.units_of(person)
    like = request.GET.get("like", "")
    last = next((each for each in own if each.session.public_id == like), own[0] if own else None)
    initial: dict[str, Any] = {"on": clock.today(), "shift": "morning", "minutes": 15}
    if last is not None:
        initial |= _written(lists.recorded(person, [last])[0])
        initial["on"] = clock.today()
    return initial


def _written(recorded: Recorded) -> dict[str, Any]:
    names = ("unit", "place", "on", "shift", "minutes")
    words = {name: getattr(recorded.record, name) for name in names}
    return {**words, "topic": recorded.record.topic.key, "material": recorded.material.public_id}


def _as_written(found: InformationSession, now: Recorded) -> dict[str, Any]:
    counts = {field_of(*band): people for band, people in now.counts.items()}
    held = "yes" if now.record.took_place else "no"
    return {**_written(now), **counts, "held": held, "revision": found.revision}


def _month(request: HttpRequest) -> date:
    """The first day of the month in the address, else of this one."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)
