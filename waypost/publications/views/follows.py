"""What a reader keeps and follows: a topic, a route, a member, a kind, a search."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.notices import actions
from waypost.notices.models import Follow
from waypost.publications.forms import FollowForm
from waypost.publications.search.filters import chosen_in
from waypost.publications.search.following import can_tell, followed_as, kept_of, name_of
from waypost.publications.search.vocabulary import Vocabulary
from waypost.publications.views.shared import member


@require_GET
def followed(request: HttpRequest) -> HttpResponse:
    """Everything this reader keeps, each with its list, how they hear of it, and the way to end it."""
    return render(request, "publications/followed.html", {"rows": kept_of(member(request))})


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Keep the list whose filters stand in the address: under which name, and how to hear of what is new in it.

    Pages of a topic, a route or a member post kind and key instead, to begin with the daily mail or to end.
    """
    person = member(request)
    if not person.is_active_member():
        raise Denied("notices.follow_started")
    if request.method == "POST" and "kind" in request.POST:
        return _at_once(request)
    filters = chosen_in(request.GET)
    key = followed_as(filters)
    if key is None:
        return redirect("followed")
    held = Follow.objects.filter(person=person, kind=key[0], key=key[1]).first()
    form = FollowForm(request.POST or None, held=held, can_tell=can_tell(filters))
    if form.is_valid() and _kept(request, form, key):
        return redirect("followed")
    context = {
        "form": form,
        "held": held,
        "name": name_of(*key, Vocabulary()),
        "can_tell": can_tell(filters),
        "list": reverse("items") + filters.address(),
    }
    return render(request, "publications/follow.html", context, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, form: FollowForm, key: tuple[str, str]) -> bool:
    try:
        actions.follow(by=member(request), kind=key[0], key=key[1], **form.chosen())
    except Refused as refused:
        refuse(form, refused)
        return False
    messages.info(request, _("Kept. It stands here, on your first page and beside the list."))
    return True


def _at_once(request: HttpRequest) -> HttpResponse:
    """Begin or end following by one button, and back to the page it was pressed on."""
    what: dict[str, Any] = {"kind": request.POST["kind"], "key": request.POST.get("key", "")}
    if request.POST.get("do") == "end":
        actions.unfollow(by=member(request), **what)
        messages.info(request, _("You no longer follow this."))
        return HttpResponseRedirect(_back(request))
    try:
        actions.follow(by=member(request), **what)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.info(request, _("You follow this. What is new comes in your daily mail."))
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe else reverse("followed")
