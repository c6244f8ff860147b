"""Writing the words that are searched anew, and counting searches. Neither changes what anybody may read."""

from waypost.access.policies import only_the_operator
from waypost.core import clock, doors
from waypost.core.doors import Actor, action, quiet_action
from waypost.people.models import Person
from waypost.publications.models import Indexed, Publication, SearchDay
from waypost.publications.models.drift import make_look_up_anew
from waypost.publications.policies import may_search


@action("publications.index_rebuilt", allowed=only_the_operator)
def rebuild(*, by: Actor, publications: list[int]) -> int:  # noqa: ARG001  the door asks who
    """Write the words of these publications (ids) anew. Returns how many rows they have now."""
    locked = Publication.unfiltered.select_for_update().filter(pk__in=publications)
    rows = Indexed.rewrite(locked)
    doors.note(publications=len(publications), rows=rows)
    return rows


@action("publications.look_up_rebuilt", allowed=only_the_operator)
def rebuild_look_up(*, by: Actor) -> None:  # noqa: ARG001  the door asks who
    """Let SQLite make its look-up table anew from the rows; PostgreSQL keeps its own."""
    make_look_up_anew()


@quiet_action(
    "publications.searched",
    allowed=may_search,
    because="a number a day: who searched for what is nobody's affair",
)
def searched(*, by: Person, in_vain: bool) -> None:  # noqa: ARG001  the door asks who
    """Count a search, and whether it found nothing."""
    SearchDay.count(clock.today(), in_vain=in_vain)
