"""Fills an empty data base with the demo world.

Bodies and persons are written as they are; whatever is published, answered, opened or withdrawn goes through the
rooms' own actions, with the clock standing at the moment of the story. The same world comes out each time, but for
random ids.
"""

from django.db import connection, transaction

from waypost.core.models import AuditRow
from waypost.demo import stamp
from waypost.demo.seed.bodies import write_bodies
from waypost.demo.seed.persons import write_persons
from waypost.demo.seed.story import tell_story
from waypost.people.models import Person
from waypost.places.models import Member


class NotEmpty(Exception):
    """The data base holds something that is not the demo's."""


def is_demo() -> bool:
    return stamp.stamp() is not None


def is_empty() -> bool:
    return not (Person.objects.exists() or Member.objects.exists() or AuditRow.objects.exists())


def fill() -> bool:
    """Write the demo world and stamp the data base. Does nothing where the stamp is already; returns whether it wrote.

    Raises NotEmpty for a data base that holds anything else.
    """
    if is_demo():
        return False
    if not is_empty():
        raise NotEmpty
    with transaction.atomic(), _quicker():
        stamp.put(stamp.OPENING)
        bodies = write_bodies()
        cast = write_persons(bodies)
        tell_story(bodies, cast)
    return True


class _quicker:  # noqa: N801  reads as a word where it is used
    """SQLite keeps the whole story in one transaction; a larger page cache saves a third of its time."""

    def __enter__(self) -> None:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA cache_size = -65536")

    def __exit__(self, *_: object) -> None:
        return None
