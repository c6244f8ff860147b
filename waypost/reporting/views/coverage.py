"""Units and topics, organisations and topics, and the timeline: three views of who does what."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waypost.people.views.reader import reader
from waypost.places.lists import by_name
from waypost.places.models import Member, Topic
from waypost.reporting.lists import coverage as lists


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Which units were reached on which topic, and which never."""
    person = reader(request)
    asked = lists.asked_of(request.GET, of_member=person)
    context = {"grid": lists.units_by_topic(person, asked), **_around(asked)}
    return render(request, "reporting/coverage/gaps.html", context)


@require_safe
def doers(request: HttpRequest) -> HttpResponse:
    """Which organisation works on which topic."""
    person = reader(request)
    asked = lists.asked_of(request.GET)
    context = {"grid": lists.doers_by_topic(person, asked), **_around(asked)}
    return render(request, "reporting/coverage/doers.html", context)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """What happens when, drawn and as a table."""
    person = reader(request)
    asked = lists.asked_of(request.GET)
    drawing, rows = lists.timeline(person, asked)
    context = {"drawing": drawing, "rows": rows, "most": lists.SHOWN, **_around(asked)}
    return render(request, "reporting/coverage/timeline.html", context)


def _around(asked: Any) -> dict[str, Any]:
    """What the view can be narrowed by."""
    return {"asked": asked, "topics": by_name(Topic.objects.all()), "members": by_name(Member.objects.all())}
