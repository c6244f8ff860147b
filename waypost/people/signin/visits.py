"""When somebody was here, for what is new since then (docs/decisions/0050).

A visit is what lies between two pauses of four hours: longer than a meal, shorter than a night. It is no session: that
ends after half an hour without a request, and whoever comes back from the counter has not been away.
"""

from datetime import timedelta

from waypost.core import clock
from waypost.people.models import Person

PAUSE = timedelta(hours=4)
_NOTED_EVERY = timedelta(minutes=10)


def note(person: Person) -> None:
    """They open a page. Most often nothing is asked or written; one statement every ten minutes.

    So a visit may be noted to have ended up to ten minutes early: what was published then is shown once too often, and
    nothing is left out.
    """
    now, last = clock.now(), person.here_at
    if last is not None and timedelta(0) <= now - last < _NOTED_EVERY:
        return
    before = last if last is not None and now - last >= PAUSE else person.visit_before_at
    # Two pages opened at once begin one visit: the second would take the first for one before it.
    found = Person.objects.filter(pk=person.pk, here_at=last)
    if found.update(here_at=now, visit_before_at=before):
        person.here_at, person.visit_before_at = now, before
    else:
        person.refresh_from_db(fields=["here_at", "visit_before_at"])
