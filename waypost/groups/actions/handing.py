"""Telling whoever took over the post of a seat that they sit in the group now, and where what is open stands."""

from waypost.core import clock, doors
from waypost.core.doors import Clockwork, action
from waypost.core.policies import only_the_clock
from waypost.groups.models import Charter, HandOver
from waypost.people.models import Seat, Tenure
from waypost.people.models.posts import current


@action("groups.handed_over", allowed=only_the_clock)
def hand_over(*, by: Clockwork, seat: Seat, tenure: Tenure) -> HandOver:
    """This seat is theirs now: noted once, and told."""
    charter = Charter.of_group(seat.group_id)
    made = HandOver(charter_id=charter.pk, seat=seat, tenure=tenure, at=clock.now())
    made.save()
    doors.about(charter)
    doors.note(person=tenure.person.public_id, post=tenure.post.public_id)
    return made


def taken_over() -> list[tuple[Seat, Tenure]]:
    """Each open seat with its new holder, who was not told yet."""
    found = HandOver.waiting().select_related("person", "post")[:100]
    return [
        (seat, tenure)
        for tenure in found
        for seat in Seat.objects.filter(current(clock.today()), post=tenure.post, since__lt=tenure.since)
        if Charter.unfiltered.filter(group=seat.group_id).exists()
    ]
