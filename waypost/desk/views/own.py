"""What the portal holds about oneself: see it, take it along as a file, leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waypost.core import clock
from waypost.core.errors import Refused
from waypost.desk.lists import own as lists
from waypost.people.actions import persons, posts
from waypost.people.signin import demand_fresh
from waypost.people.views.reader import reader


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/own.html", {"parts": lists.parts_of(reader(request))})


@never_cache
@require_safe
def own_data_file(request: HttpRequest) -> HttpResponse:
    """The same as JSON. Recorded; asks for a factor first: it is what somebody at an unlocked desk would take."""
    demand_fresh(request)
    person = reader(request)
    persons.export(by=person, person=person)
    found = {part.key: part.rows for part in lists.parts_of(person)}
    answer = JsonResponse(
        {"at": clock.now(), **found}, json_dumps_params={"ensure_ascii": False, "indent": 2, "default": str}
    )
    answer["Content-Disposition"] = 'attachment; filename="waypost-own-data.json"'
    return answer


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End one's own membership at the post one acts for."""
    demand_fresh(request)
    person, refused = reader(request), ""
    if request.method == "POST":
        try:
            posts.leave_own(by=person, person=person)
        except Refused as said:
            refused = str(said.sentence)
        else:
            messages.success(
                request, _("You no longer hold the post. What you wrote stays with your organisation.")
            )
            return redirect("home")
    return render(request, "desk/leave.html", {"refused": refused}, status=409 if refused else 200)
