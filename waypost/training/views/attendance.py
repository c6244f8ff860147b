"""The trainer's side: one's sessions, the attendance of a day, and who came without a seat."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import attendance as actions
from waypost.training.forms.attendance import AttendanceForm, BriefingForm, FoundForm, WalkInForm
from waypost.training.lists import attendance as lists
from waypost.training.lists import trainers
from waypost.training.lists.practicals import Session, seats_of
from waypost.training.models import SessionDay
from waypost.training.policies import may_teach
from waypost.training.views.practicals import seen_or_404, shown
from waypost.training.views.programmes import either


@require_GET
def taught(request: HttpRequest) -> HttpResponse:
    """The trainer's home: the sessions one teaches in, those of today first, and how one is accredited."""
    person = member(request)
    context = {"taught": lists.taught(person), "trainer": trainers.own(person)}
    return render(request, "training/practicals/taught.html", context)


@either
def attendance(request: HttpRequest, public_id: str, day_id: str) -> HttpResponse:
    """Who came, one tap a person."""
    found, day = _to_teach(request, public_id, day_id)
    if request.POST.get("do") == "brief":
        return _briefed(request, found, day)
    roster = lists.roster_of(member(request), found)
    form = AttendanceForm(request.POST or None, roster=roster, day=day)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_attendance(
                by=member(request),
                day=day,
                entries=form.entries(everybody=request.POST.get("do") == "all"),
                because=form.cleaned_data["because"],
            )
        except Overtaken as said:
            form = _shown_anew(request, form, found, day, said)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Attendance is kept.") if made else _("Nothing was changed."))
            return redirect("attendance", public_id, day_id)
    return _page(request, found, day, form)


@either
def walk_in(request: HttpRequest, public_id: str, day_id: str) -> HttpResponse:
    """Somebody who came without a seat: chosen from the roll, or named."""
    person = member(request)
    found, day = _to_teach(request, public_id, day_id)
    do = request.POST.get("do") if request.method == "POST" else None
    on_roll = FoundForm(request.POST if do == "found" else None, nominees=lists.to_walk_in(person, found))
    named = WalkInForm(request.POST if do == "named" else None, units=seats_of(person, found.session.intake))
    form = {"found": on_roll, "named": named}.get(do or "")
    if form is not None and form.is_valid():
        try:
            if form is on_roll:
                row = actions.walk_in(by=person, day=day, nominee=on_roll.chosen())
            else:
                row = actions.walk_in(by=person, day=day, named=(named.chosen(), named.officer()))
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("%(name)s is in the list, and present.") % {"name": row.name})
            return redirect("attendance", public_id, day_id)
    context = {**shown(found), "day": day, "on_roll": on_roll, "named": named, "wrong": form}
    return render(
        request, "training/practicals/walk_in.html", context, status=422 if form and form.errors else 200
    )


def _to_teach(request: HttpRequest, public_id: str, day_id: str) -> tuple[Session, SessionDay]:
    found = seen_or_404(request, public_id)
    day = lists.day_of(found, day_id)
    if day is None:
        raise Http404
    if not may_teach(member(request), day):
        raise Denied("training.attendance_taken", thing=day)
    return found, day


def _briefed(request: HttpRequest, found: Session, day: SessionDay) -> HttpResponse:
    form = BriefingForm(request.POST, trainers=found.trainers)
    if form.is_valid():
        try:
            actions.brief(by=member(request), day=day, trainer=form.chosen())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The safety briefing is ticked. Attendance can be taken."))
            return redirect("attendance", found.session.public_id, day.public_id)
    roster = lists.roster_of(member(request), found)
    return _page(request, found, day, AttendanceForm(roster=roster, day=day), form)


def _shown_anew(
    request: HttpRequest, form: AttendanceForm, found: Session, day: SessionDay, said: Overtaken
) -> AttendanceForm:
    """What was tapped, on what stands now: sent again, it is kept."""
    roster = lists.roster_of(member(request), found)
    data = request.POST.copy()
    for line in roster.lines:
        entry = line.entries.get(day.pk)
        data[f"opened_{line.nominee.public_id}"] = str(entry.number if entry else 0)
    form = AttendanceForm(data, roster=roster, day=day)
    form.add_error(None, said.sentence)
    return form


def _page(
    request: HttpRequest,
    found: Session,
    day: SessionDay,
    form: AttendanceForm,
    briefing: BriefingForm | None = None,
) -> HttpResponse:
    given = form.roster.briefings.get(day.pk)
    wants = bool(found.session.vessel_name) and given is None
    context = {
        **shown(found),
        "day": day,
        "form": form,
        "given": given,
        "briefing": (briefing or BriefingForm(trainers=found.trainers)) if wants else None,
    }
    wrong = form.errors or (briefing is not None and briefing.errors)
    return render(request, "training/practicals/attendance.html", context, status=422 if wrong else 200)
