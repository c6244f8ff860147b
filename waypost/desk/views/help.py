"""Help, the handling rules and the accessibility statement: open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.access.marks import TERMS
from waypost.desk.actions import open_help
from waypost.people.models import Network, Person
from waypost.people.signin import before_rules


@before_rules
@login_not_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """That a member came is counted for the measures of use; who, is not."""
    person = request.person  # type: ignore[attr-defined]
    if isinstance(person, Person) and person.is_active_member():
        open_help(by=person)
    return render(request, "desk/help/overview.html")


@before_rules
@login_not_required
@require_GET
def handling(request: HttpRequest) -> HttpResponse:
    """What each mark allows, from the same data the rule is made of, and where the reader's networks end."""
    networks = Network.objects.filter(pk__in=request.person.networks())  # type: ignore[attr-defined]
    return render(request, "desk/help/handling.html", {"marks": list(TERMS.items()), "networks": networks})


@before_rules
@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/help/accessibility.html")
