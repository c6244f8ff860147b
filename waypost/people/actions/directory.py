"""Reading persons' names. A member list is the first prize of an intruder, so every page of it is counted."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waypost.core.doors import action, note
from waypost.core.errors import TooMuch
from waypost.people.models import DirectoryReading, Person
from waypost.people.policies import may_read_directory

ROWS_AN_HOUR = 200


@action("people.directory_read", allowed=may_read_directory)
def read(*, by: Person, person: Person, rows: int, where: str) -> int:
    """Note that ``rows`` persons are shown, before they are. Returns what is left of the hourly budget; over it the
    reading is refused, and recorded.

    ``where``: "search", "organisation", "person", "review", "member", "evidence" or "group". Wall time: on the demo's
    clock, which stands still, the budget would never come back.
    """
    now = timezone.now()
    hour = DirectoryReading.objects.filter(reader=person, at__gt=now - timedelta(hours=1))
    used = hour.aggregate(rows=Sum("rows"))["rows"] or 0
    if used + rows > ROWS_AN_HOUR:
        raise TooMuch(
            _(
                "You have read many entries of the directory within an hour. Wait a while, or call the duty post."
            )
        )
    DirectoryReading.objects.create(reader=person, at=now, rows=rows)
    note(rows=rows, where=where)
    return ROWS_AN_HOUR - used - rows
