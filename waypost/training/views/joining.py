"""Joining instructions of a cohort: sending, cancelling, and the entry for one's calendar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.notices.calendar import together
from waypost.publications.views.shared import member, overtaken
from waypost.training.actions import joining as actions
from waypost.training.calendar import days_of, meetings_of
from waypost.training.forms.joining import CancelForm, JoiningForm
from waypost.training.lists.joining import instructions_of
from waypost.training.lists.practicals import sessions_of, theirs
from waypost.training.models import Intake, Joining
from waypost.training.policies import may_run
from waypost.training.views.enrolment import intake_or_404, to
from waypost.training.views.programmes import either


@either
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two forms: the instructions, and that it does not take place. What somebody else sent meanwhile is shown too."""
    person, found = member(request), intake_or_404(request, public_id)
    if not may_run(person, found):
        raise Denied("training.joining_sent", thing=found)
    stands = instructions_of(person, found)
    number = stands.number if stands else 0
    cancels = request.method == "POST" and request.POST.get("do") == "cancel"
    sends = request.method == "POST" and not cancels
    form = JoiningForm(request.POST if sends else None, initial=_as_sent(found, stands))
    end = CancelForm(request.POST if cancels else None, initial={"stood": number})
    typed, theirs = (form if sends else end if cancels else None), None
    if typed is not None and typed.is_valid():
        try:
            _done(request, found, typed)
        except Overtaken as said:
            theirs = stands
            overtaken(typed, said, **{"revision" if sends else "stood": number})
        except Refused as refused:
            refuse(typed, refused)
        else:
            messages.info(request, _("Everybody who has a seat is told, and so are the units."))
            return to("cohort", found)
    context = {"found": found, "programme": found.programme, "form": form, "end": end, "typed": typed}
    context |= {"stands": stands, "theirs": theirs}
    return render(request, "training/join.html", context, status=422 if typed is not None else 200)


@require_GET
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The instructions and the days of practical sessions, as entries that a calendar takes in."""
    person, found = member(request), intake_or_404(request, public_id)
    stands = instructions_of(person, found)
    if stands is None:
        raise Http404
    days = [
        day
        for each in theirs(person, sessions_of(person, found))
        for day in days_of(each.session, each.days, each.off)
    ]
    made = together([*meetings_of(found, stands), *days])
    answer = HttpResponse(made.text, content_type=f"text/calendar; method={made.method}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="waypost.ics"'
    return answer


def _done(request: HttpRequest, found: Intake, typed: JoiningForm | CancelForm) -> None:
    person, said = member(request), dict(typed.cleaned_data)
    if isinstance(typed, JoiningForm):
        number, instructions = said["revision"], typed.instructions()
        actions.send_joining(by=person, intake=found, number=number, instructions=instructions)
    else:
        actions.cancel_joining(by=person, intake=found, number=said.pop("stood"), **said)


def _as_sent(found: Intake, stands: Joining | None) -> dict[str, Any]:
    """What the form begins with: what stands, else the days of the cohort."""
    if stands is None:
        return {"first_day": found.cohort.since, "last_day": found.cohort.until, "revision": 0}
    begins, ends = (timezone.localtime(each) for each in (stands.starts_at, stands.ends_at))
    names = ("venue_en", "venue_th", "bring_en", "bring_th", "call_en", "call_th")
    return {
        **{name: getattr(stands, name) for name in names},
        "first_day": begins.date(),
        "from_hour": begins.time(),
        "last_day": ends.date(),
        "until_hour": ends.time(),
        "revision": stands.number,
    }
