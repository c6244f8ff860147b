"""What the pages of a group begin with."""

from django.http import Http404, HttpRequest
from django.views.decorators.http import require_http_methods

from waypost.core.errors import Denied
from waypost.groups.lists import charters
from waypost.groups.models import Charter
from waypost.groups.policies import may_seat
from waypost.people.models import Person
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "POST"])


def seen_or_404(request: HttpRequest, public_id: str) -> tuple[Person, Charter]:
    """Who reads, and the group: whoever neither sits there nor runs its network does not learn that it has a page."""
    person = reader(request)
    found = charters.charters(person).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return person, found


def steered(request: HttpRequest, public_id: str, act: str) -> tuple[Person, Charter]:
    """The same for whoever gives its seats: else 404 or 403."""
    person, found = seen_or_404(request, public_id)
    if not may_seat(person, found):
        raise Denied(act, thing=found)
    return person, found
