"""What whoever takes over a seat finds: who sat there before, and what is open in the group for that seat."""

from dataclasses import dataclass, field

from waypost.core import clock
from waypost.groups.lists.letters import waiting
from waypost.groups.lists.threads import newest
from waypost.groups.models import Charter, Letter, Message, Thread
from waypost.people.models import Person, Seat, Tenure
from waypost.people.models.posts import current

SHOWN = 20


@dataclass
class Taken:
    """The reader's own seat in a group, its post's holders (the newest first), the threads in which the post's
    organisation spoke, the other threads, and letters that wait for an answer.
    """

    seat: Seat
    holders: list[Tenure] = field(default_factory=list)
    spoken_in: list[tuple[Thread, int]] = field(default_factory=list)
    others: list[tuple[Thread, int]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)


def taken(person: Person, charter: Charter) -> Taken | None:
    """None where the reader holds no seat there. Seven queries at most."""
    if person.tenure is None:
        return None
    rows = Seat.objects.filter(current(clock.today()), group=charter.group_id, post=person.tenure.post_id)
    seat = rows.select_related("post__organisation").first()
    if seat is None:
        return None
    found = Taken(seat)
    tenures = Tenure.objects.filter(post=seat.post_id).select_related("person")
    found.holders = list(tenures.order_by("-since", "-pk")[:SHOWN])
    found.letters = waiting(person, charter)[:SHOWN]
    threads = newest(person, charter, SHOWN)
    of_body = Message.visible_to(person).filter(
        thread__in=[row.pk for row, _n in threads], organisation=seat.post.organisation_id
    )
    spoken = set(of_body.values_list("thread", flat=True))
    found.spoken_in = [each for each in threads if each[0].pk in spoken]
    found.others = [each for each in threads if each[0].pk not in spoken]
    return found
