"""Writing the words that are searched anew, and counting searches. Neither changes what anybody may read."""

from datetime import timedelta

from waypost.core import clock, doors
from waypost.core.doors import Actor, action, quiet_action
from waypost.core.policies import only_the_operator, only_the_portal
from waypost.core.ticks import tick
from waypost.core.words import words
from waypost.gate.scan import findings
from waypost.people.models import Person
from waypost.publications.models import Indexed, Publication, SearchDay, VainAsk, VainWords
from waypost.publications.models.drift import make_look_up_anew
from waypost.publications.models.vain import LONGEST
from waypost.publications.policies import may_search

KEPT_FOR = timedelta(days=366)


@action("publications.index_rebuilt", allowed=only_the_operator)
def rebuild(*, by: Actor, publications: list[int]) -> int:
    """Write the words of these publications (ids) anew. Returns how many rows they have now."""
    locked = Publication.unfiltered.select_for_update().filter(pk__in=publications)
    rows = Indexed.rewrite(locked)
    doors.note(publications=len(publications), rows=rows)
    return rows


@action("publications.look_up_rebuilt", allowed=only_the_operator)
def rebuild_look_up(*, by: Actor) -> None:
    """Let SQLite make its look-up table anew from the rows; PostgreSQL keeps its own."""
    make_look_up_anew()


@quiet_action(
    "publications.search_counted",
    allowed=only_the_portal,
    because="a number a day: who searched for what is nobody's affair",
)
def count_search(*, by: Actor) -> None:
    """Count a search that found something. The page knows that a member asked: judging them anew would take longer than
    what it is about.
    """
    SearchDay.count(clock.today(), in_vain=False)


@quiet_action(
    "publications.searched_in_vain",
    allowed=may_search,
    because="a number a day: who searched for what is nobody's affair",
)
def searched_in_vain(*, by: Person, text: str = "") -> None:
    """Count a search that found nothing; ``text`` is what a search of the whole list was for.

    Of that nothing is kept that could be read before several members have asked for the same.
    """
    SearchDay.count(clock.today(), in_vain=True)
    if missed := words_to_keep(text):
        VainWords.note(clock.today().replace(day=1), missed, by.public_id)


@quiet_action(
    "publications.found",
    allowed=may_search,
    because="a number a day: who found what is nobody's affair",
)
def found(*, by: Person) -> None:
    """Count that a search led to an item that was opened; not which search, and not which item."""
    SearchDay.count_opened(clock.today())


def words_to_keep(text: str) -> str:
    """The words somebody missed, as they are searched; nothing where there is a number in them, or personal data."""
    missed = " ".join(word.form for word in words(text))
    if not missed or max(len(text), len(missed)) > LONGEST or any(sign.isdigit() for sign in text):
        return ""
    return "" if findings(text) else missed


@tick(name="publications.words_in_vain", every=86_400)
def forget_askers() -> None:
    """A month that is over is counted: its digests go. Words go after a year."""
    month = clock.today().replace(day=1)
    VainAsk.objects.filter(month__lt=month).delete()
    VainWords.objects.filter(month__lt=month - KEPT_FOR).delete()
