"""The first page: what needs you, then what is new, then what helps in the post you hold."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from waypost.alerts import needs as of_alerts
from waypost.desk.lists import home as lists
from waypost.desk.lists import medians
from waypost.desk.lists.log import seals
from waypost.desk.lists.running import running
from waypost.desk.policies import may_read_log
from waypost.groups import needs as of_groups
from waypost.network.needs import tasks_of
from waypost.people.models import Person
from waypost.publications.needs import in_order, needs_of
from waypost.publications.policies import may_start
from waypost.publications.search.following import kept_of
from waypost.requests import needs as of_requests
from waypost.training import needs as of_training


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """A member's desk; visitors meet the newest edition where there is one, else the way in."""
    person = request.person  # type: ignore[attr-defined]
    if not isinstance(person, Person):
        return _for_visitors()
    if not person.is_active_member():
        return render(request, "desk/home_outside.html", {"newest": lists.newest_rows(person)})
    return render(request, "desk/home.html", _desk(person))


def _desk(person: Person) -> dict[str, Any]:
    needs = in_order([*needs_of(person), *of_alerts.needs_of(person)])
    silences, tasks = lists.silences(person), tasks_of(person)
    questions, trainings = of_requests.needs_of(person), of_training.needs_of(person)
    meetings = of_groups.needs_of(person)
    return {
        "waiting": len(needs) + len(silences) + len(tasks) + len(questions) + len(trainings) + len(meetings),
        "trainings": trainings,
        "meetings": meetings,
        "tasks": tasks,
        **running(person, needs),
        "questions": questions,
        "silences": silences,
        "asked": lists.asked_by(person),
        "newest": lists.newest_rows(person),
        "covered": lists.covered(person),
        **medians.beside(person, lists.own_numbers(person)),
        "figures": lists.figures(person),
        "followed": lists.followed(person),
        "kept": kept_of(person, most=lists.KEPT),
        "may_share": may_start(person, person.organisation),
        "drafts": lists.drafts(person),
        "seals": seals() if may_read_log(person) else None,
    }


def _for_visitors() -> HttpResponse:
    for name in ("edition", "account_login"):
        try:
            return HttpResponseRedirect(reverse(name))
        except NoReverseMatch:
            continue
    raise AssertionError("There is no way in.")
