"""Requests among what the portal's search finds: the newest few, under the rule of requests."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.people.models import Person
from waypost.publications.search.asked import Asked
from waypost.publications.search.beside import Beside
from waypost.requests.lists import found_by

SHOWN = 5


def found(person: Person, asked: Asked) -> Beside | None:
    rows = found_by(person, asked, SHOWN + 1)
    if not rows:
        return None
    address = f"{reverse('requests')}?{urlencode({'side': 'all', 'q': asked.text})}"
    said = _("These words stand in requests, too")
    return Beside("requests/_found.html", rows[:SHOWN], address, more=len(rows) > SHOWN, said=said)
