"""What every page about one request begins with, and what becomes of a form that comes too late."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from waypost.core.errors import Denied
from waypost.publications.views.shared import member
from waypost.requests.lists import everything
from waypost.requests.models import Question, Request
from waypost.requests.policies import acts_now, could

View = Callable[..., HttpResponse]
BECAUSE = "because-"

# What people type into the room's forms, by the names of the fields.
TYPED = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "because": gettext_lazy("Why it is withdrawn"),
    "on": gettext_lazy("New deadline"),
    "add": gettext_lazy("Organisation (under TLP:RED: person)"),
    "national_marking": gettext_lazy("National marking, shown beside the mark"),
}


def seen_or_404(request: HttpRequest, public_id: str) -> Request:
    """The request for information, if this member may know of it."""
    person = member(request)
    found = everything(person).filter(public_id=public_id).first() if person.is_active_member() else None
    if found is None:
        raise Http404
    return found


def for_act(request: HttpRequest, public_id: str, *acts: str) -> Request:
    """The request for information, if the member may do one of ``acts`` now: else 404 or 403."""
    found = seen_or_404(request, public_id)
    if not acts_now(member(request), found) & set(acts):
        raise Denied(f"requests.{acts[0]}", thing=found)
    return found


def question_of(request: HttpRequest, found: Request) -> Question | None:
    return Question.visible_to(member(request)).filter(request=found.pk).first()


def to(name: str, found: Request) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[found.public_id]))


def reasons_in(request: HttpRequest) -> Mapping[str, str]:
    """Why something may stay, by the digest of what was found."""
    return {
        name.removeprefix(BECAUSE): value
        for name, value in request.POST.items()
        if name.startswith(BECAUSE) and isinstance(value, str)
    }


def keeping(*acts: str) -> Callable[[View], View]:
    """A view with a form: when the time for the act has gone by while somebody typed (the request was closed, say, or a
    colleague discarded the draft), a page says so and gives back every word.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def inner(request: HttpRequest, public_id: str) -> HttpResponse:
            try:
                return view(request, public_id)
            except Http404:
                if not _typed(request):
                    raise
                # The same for what one may not know of: what is gone is as if it had never been.
                return _too_late(request, None)
            except Denied:
                found = everything(member(request)).filter(public_id=public_id).first()
                late = found is not None and any(could(act, member(request), found) for act in acts)
                if request.method != "POST" or found is None or not late:
                    raise
                return _too_late(request, found)

        return inner

    return wrap


def _typed(request: HttpRequest) -> list[tuple[Any, str]]:
    return [(label, request.POST[name]) for name, label in TYPED.items() if request.POST.get(name)]


def _too_late(request: HttpRequest, found: Request | None) -> HttpResponse:
    context = {"found": found, "typed": _typed(request)}
    return render(request, "requests/too_late.html", context, status=409 if found else 404)
