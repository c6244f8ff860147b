"""Where the hits of some words are to be looked for, so that PostgreSQL need not look through everything.

What holds words is found by the words, whatever its age; what is newest by its time, whatever it holds. A word in
one of fifty texts is in too many for the one and in too few for the other: with a time to begin at, both are looked up
at once. It comes from PostgreSQL's own statistics and from how much this reader has seen of late. Where it is wrong,
or PostgreSQL finds as much by itself, everything is looked through as ever: no hit and no order hangs on it.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection

from waypost.core import clock
from waypost.publications.models import Indexed

SEEN = 100  # of the reader's newest items: how long ago they begin says how many there are of late
MOST = 600  # rows of words to look up; more cost more than they spare
LATELY = timedelta(days=30)
_FREQUENT = 1 / 6  # of the rows: looking through the newest ones finds enough of these soon
_MARGIN = 1.3  # several texts of one publication hold the words, and statistics are no counts
EVER = datetime.min.replace(tzinfo=UTC)


def begins(words: str, wanted: int, nth_seen: Callable[[], datetime | None]) -> Iterator[datetime]:
    """Since when to look for that many hits: EVER where there may be few; nothing where they are found as well without.
    ``nth_seen`` gives when the last of the reader's SEEN newest items was published, if there are so many.
    """
    if connection.vendor != "postgresql":
        return
    now = clock.now()
    every, lately, holding = Indexed.expected(words, now - LATELY)
    if holding <= 4 * MOST:  # of a word that is none of the thousand most frequent, no more is known
        yield EVER
    last = nth_seen() if holding < _FREQUENT * every else None
    if last is not None and last < now:
        share = min(1.0, SEEN * (LATELY / (now - last)) / lately)
        rows = _MARGIN * wanted / share
        if rows < min(MOST, holding):
            yield now - LATELY * (rows * every / holding / lately)
