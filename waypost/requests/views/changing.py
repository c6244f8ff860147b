"""What the asker changes once the question is asked: the deadline, and who is asked beside the others."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.access.marks import Mark
from waypost.core.errors import Overtaken, Refused
from waypost.face import dates
from waypost.face.forms import refuse
from waypost.people.signin import demand_fresh
from waypost.publications.audiences import bodies_of
from waypost.publications.views.shared import member, overtaken
from waypost.requests.actions import changing
from waypost.requests.forms import AddForm, MoveForm
from waypost.requests.models import Request
from waypost.requests.reaching import reached
from waypost.requests.views.asking import key_called
from waypost.requests.views.shared import for_act, keeping, question_of, seen_or_404, to


@require_http_methods(["GET", "POST"])
@keeping("move", "add")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two forms: another deadline, and one more who is asked."""
    found = for_act(request, public_id, "move", "add")
    adds = request.method == "POST" and request.POST.get("do") == "add"
    moves = request.method == "POST" and not adds
    move, add = _move_form(request, found, posted=moves), _add_form(request, found, posted=adds)
    form = add if adds else move
    if request.method == "POST" and form.is_valid():
        try:
            said = _added(request, found, add) if adds else _moved(request, found, move)
        except Overtaken as overtaken_by:
            found = seen_or_404(request, public_id)
            overtaken(form, overtaken_by, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, said)
            return to("request", found)
    context = {
        "found": found,
        "question": question_of(request, found),
        "move": move,
        "add": add,
        "wrong": form if form.errors else None,
        "bodies": bodies_of(found.network) if found.mark != Mark.RED else [],
        "reached": reached(member(request), found),
    }
    return render(request, "requests/change.html", context, status=422 if form.errors else 200)


def _move_form(request: HttpRequest, found: Request, *, posted: bool) -> MoveForm:
    assert found.due_at is not None  # noqa: S101  it is asked
    day = timezone.localtime(found.due_at).date()
    initial = {"on": day, "revision": found.revision}
    return MoveForm(request.POST if posted else None, initial=initial, hour=dates.time(found.due_at))


def _add_form(request: HttpRequest, found: Request, *, posted: bool) -> AddForm:
    initial = {"revision": found.revision}
    return AddForm(request.POST if posted else None, initial=initial, auto_id="more_%s")


def _moved(request: HttpRequest, found: Request, form: MoveForm) -> str:
    assert found.due_at is not None  # noqa: S101  it is asked
    due_at = _at_the_same_hour(found.due_at, form.cleaned_data["on"])
    revision = form.cleaned_data["revision"]
    changing.move_deadline(by=member(request), request=found, due_at=due_at, revision=revision)
    return _("The deadline is moved. Those who have not answered are told.")


def _added(request: HttpRequest, found: Request, form: AddForm) -> str:
    person, values = member(request), form.cleaned_data
    if found.mark >= Mark.STRICT:
        demand_fresh(request)
    whom = key_called(person, found, values["add"], Mark(found.mark))
    row = changing.ask_more(by=person, request=found, whom=whom, revision=values["revision"])
    return _("%(whom)s is asked now, and told.") % {"whom": row.name}


def _at_the_same_hour(due_at: datetime, day: date) -> datetime:
    """The hour at which it was due, in the zone of whoever moves it."""
    return timezone.make_aware(datetime.combine(day, timezone.localtime(due_at).time()))
