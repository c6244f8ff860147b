"""What every page about one publication begins with, and what becomes of a form that comes too late."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.core.compiled import Compiled
from waypost.core.errors import Denied
from waypost.face.forms import overtaken as overtaken
from waypost.face.navigation import stand_in
from waypost.people.models import Person
from waypost.places.lists import in_order
from waypost.publications.kinds import Kind, kind_of
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication, Release, Text
from waypost.publications.policies import acts_now, could
from waypost.publications.reaching import audience_name

View = Callable[..., HttpResponse]

# What people type into the room's forms, by the names of the fields.
TYPED = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "body": gettext_lazy("Text"),
    "changes": gettext_lazy("What changed since the version before"),
    "because": gettext_lazy("Why"),
    "remark": gettext_lazy("Note to the originator"),
    "audience": gettext_lazy("Member, organisation, group or person"),
    "reason": gettext_lazy("What it is needed for"),
    "answer": gettext_lazy("Your answer"),
    "add_to": gettext_lazy("Released to"),
    "add_not_to": gettext_lazy("Not to"),
    "national_marking": gettext_lazy("National marking"),
    "review_by": gettext_lazy("Review by"),
    "expires_on": gettext_lazy("Expires after"),
}


def viewer(request: HttpRequest) -> Viewer:
    return cast(Viewer, request.person)  # type: ignore[attr-defined]


def member(request: HttpRequest) -> Person:
    """The signed-in person; strangers get the page of what cannot be known."""
    person = viewer(request)
    if not isinstance(person, Person):
        raise Http404
    return person


def seen_or_404(request: HttpRequest, public_id: str) -> Publication:
    """The publication, if this viewer may know of it."""
    found = _ITEM.first(public_id=public_id, **viewer_given(viewer(request)))
    if found is None:
        raise Http404
    stand_in(request, kind=found.kind)
    return found


_ITEM = Compiled(
    lambda public_id: (
        Publication.visible_to(ANYBODY)
        .filter(public_id=public_id)
        .select_related("network", "originator__member")
    )
)


def released(person: Viewer, publication: Publication, *, barred: bool = False) -> list[tuple[int, str]]:
    """Whom an item is released to, or who is shut out, as (key, name) in the order of the names."""
    keys = (
        Release.visible_to(person)
        .filter(publication=publication.pk, barred=barred)
        .values_list("key", flat=True)
    )
    return sorted(((value, audience_name(value)) for value in keys), key=lambda row: in_order(row[1]))


def about(person: Viewer, publication: Publication) -> dict[str, Text | None]:
    """What the page of an act says it is about: the item's words in the reader's language. One query."""
    return {"about": best_texts(person, [publication.live_id or 0]).get(publication.live_id or 0)}


def for_act(request: HttpRequest, public_id: str, act: str) -> Publication:
    """The publication, if the viewer may do ``act`` now: else 404 or 403."""
    publication = seen_or_404(request, public_id)
    if act not in acts_now(viewer(request), publication):
        raise Denied(f"publications.{act}", thing=publication)
    return publication


def kind(publication: Publication) -> Kind:
    return kind_of(publication.kind)


def writing_pages(publication: Publication) -> list[tuple[str, Any]]:
    """(name of the address, label) of the pages on which an item is written, in their order."""
    own = [(page.name, page.label) for page in kind(publication).pages]
    whom = [] if publication.live_id else [("audience", _("Who sees it"))]
    return [("write", _("What")), *own, *whom, ("send", _("Check and send"))]


def after(name: str, publication: Publication) -> str:
    """The page that follows one of writing."""
    names = [each for each, _label in writing_pages(publication)]
    return names[names.index(name) + 1]


def to(name: str, publication: Publication, fragment: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[publication.public_id]) + fragment)


def keeping(act: str) -> Callable[[View], View]:
    """A view with a form for ``act``: when the time for it has gone by while somebody typed (the item was sent,
    published, withdrawn by somebody else), a page says so and gives back every word.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def inner(request: HttpRequest, public_id: str, **rest: Any) -> HttpResponse:
            try:
                return view(request, public_id, **rest)
            except Denied:
                found = Publication.visible_to(viewer(request)).filter(public_id=public_id).first()
                late = found is not None and could(act, viewer(request), found)
                if request.method != "POST" or found is None or not late:
                    raise
                return _too_late(request, found)

        return inner

    return wrap


def quietly(request: HttpRequest) -> bool:
    """Does the page save by itself, while one types? It is answered in JSON, and nothing on it is taken off."""
    return request.headers.get("X-Autosave") == "1"


def not_saved(sentence: Any, status: int) -> JsonResponse:
    """The answer to a page that saves by itself, and why it was not taken."""
    return JsonResponse({"trouble": str(sentence)}, status=status)


UNFIT = gettext_lazy("Not saved yet: look at the marked fields.")
OVERTAKEN = gettext_lazy(
    "Somebody saved other words since you opened this page. Press “Save draft” to see both; nothing is lost."
)


def _too_late(request: HttpRequest, publication: Publication) -> HttpResponse:
    if quietly(request):
        sentence = _("This can no longer be changed here. Copy your words before you leave the page.")
        return not_saved(sentence, 409)
    typed = [(label, request.POST[name]) for name, label in TYPED.items() if request.POST.get(name)]
    in_work = publication.in_work()
    stage = (in_work or publication).get_stage_display()
    context = {"publication": publication, "typed": typed, "stage": stage}
    return render(request, "publications/too_late.html", context, status=409)


def opened_on(request: HttpRequest) -> int:
    """The revision a button's little form was opened on; 0, which nothing has, where it says none."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
