"""Five exercises a week. One stands on the page at a time; the answer and why follow at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.alerts.actions import drilling
from waypost.alerts.drill import Turn, week_of
from waypost.alerts.policies import may_drill
from waypost.alerts.views.writing import either
from waypost.core.errors import Denied, Refused
from waypost.people.models import Person
from waypost.publications.actions import answering
from waypost.publications.views.shared import member


@either
def drill(request: HttpRequest) -> HttpResponse:
    """The exercise asked for, else the first that is open."""
    person = member(request)
    if not may_drill(person):
        raise Denied("alerts.drill_answered")
    turns = week_of(person)
    problem = None
    if request.method == "POST":
        done = _answered(request, person, turns)
        if isinstance(done, HttpResponse):
            return done
        problem = done
    turn = _asked_for(request, turns)
    alert = turn.exercise.alert
    if alert is not None:
        answering.opened(by=person, publication=alert)  # what it says is read here
    context = {
        "turns": turns,
        "turn": turn,
        "exercise": turn.exercise,
        "next": next((each for each in turns if each.answer is None and each != turn), None),
        "right": sum(each.state == "right" for each in turns),
        "answered": sum(each.answer is not None for each in turns),
        "problem": problem,
    }
    return render(request, "alerts/drill.html", context, status=422 if problem else 200)


def _asked_for(request: HttpRequest, turns: list[Turn]) -> Turn:
    wanted = request.POST.get("exercise") or request.GET.get("exercise", "")
    named = next((each for each in turns if each.exercise.key == wanted), None)
    return named or next((each for each in turns if each.answer is None), turns[-1])


def _answered(request: HttpRequest, person: Person, turns: list[Turn]) -> HttpResponse | Refused:
    key = request.POST.get("exercise", "")
    turn = next((each for each in turns if each.exercise.key == key), None)
    if turn is None:
        messages.warning(
            request, _("This exercise is gone: its alert was changed or withdrawn. Here is the next.")
        )
        return HttpResponseRedirect(reverse("drill"))
    try:
        drilling.answer(
            by=person,
            exercise=turn.exercise,
            choice=request.POST.get("choice", ""),
            by_what=request.POST.get("by_what", ""),
        )
    except Refused as refused:
        return refused
    return HttpResponseRedirect(f"{reverse('drill')}?exercise={key}#a")
