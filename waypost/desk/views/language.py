"""Reading the portal in another language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from waypost.core.errors import Overtaken
from waypost.people.actions import persons
from waypost.people.models import Person
from waypost.people.signin import before_rules
from waypost.people.signin.adapters import speak


@before_rules
@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the page, change its language; a signed-in person's mail follows. An unknown language changes nothing."""
    answer = HttpResponseRedirect(_back(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _remember(request.person, chosen)  # type: ignore[attr-defined]
        speak(answer, chosen)
    return answer


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if own else "/"


def _remember(person: object, chosen: str) -> None:
    if not isinstance(person, Person) or person.language == chosen:
        return
    try:
        persons.change_details(
            by=person, person=person, details={"language": chosen}, revision=person.revision
        )
    except Overtaken:
        return  # changed in another window this very moment; the page still turns
