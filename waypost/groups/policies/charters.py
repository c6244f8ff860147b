"""Who founds a group, and who gives its seats. Pure questions."""

from waypost.access.keys import Audience, Viewer, key, keys_of, reading_keys_of
from waypost.core import clock
from waypost.groups.models import Charter, Message, Space, Thread
from waypost.people.models import Group, Network, Person, Seat
from waypost.people.models.posts import current

STEERING = (Seat.Role.CHAIR, Seat.Role.SECRETARY)


def may_found(by: Viewer, network: Network) -> bool:
    """The secretariat of the network."""
    return key(Audience.SECRETARIAT, 0, network.pk) in keys_of(by)


def may_charter(by: Viewer, group: Group) -> bool:
    """The secretariat of the network of a group that has no charter yet."""
    return key(Audience.SECRETARIAT, 0, group.network_id) in keys_of(by)


def founds(by: Viewer) -> list[int]:
    """The networks in which somebody may found a group."""
    return [each for each in by.networks() if key(Audience.SECRETARIAT, 0, each) in keys_of(by)]


def may_seat(by: Viewer, charter: Charter) -> bool:
    """The secretariat of the network, and whoever holds the chair's or the secretary's seat now."""
    return may_charter(by, charter.group) or steers(by, charter.group)


def steers(by: Viewer, group: Group) -> bool:
    """Does ``by`` hold the chair's or the secretary's seat of the group, at the post they act for?"""
    if not sits(by, group) or not isinstance(by, Person) or by.tenure is None:
        return False
    seats = Seat.objects.filter(current(clock.today()), group=group.pk, post=by.tenure.post_id)
    return seats.filter(role__in=STEERING).exists()


def sits(by: Viewer, group: Group) -> bool:
    """Does ``by`` have a seat in the group? Whoever is provisional only reads elsewhere, and not here."""
    return key(Audience.GROUP, group.pk, group.network_id) in reading_keys_of(by)


def may_share(by: Viewer, space: Space) -> bool:
    """Whoever sits in the group writes in its space."""
    return sits(by, space.group)


def may_speak(by: Viewer, thread: Thread) -> bool:
    """Whoever sits in the group of a thread."""
    return may_share(by, Space.of_id(thread.space_id))


def may_take_back(by: Viewer, message: Message) -> bool:
    """Whoever said it, while they sit there."""
    return message.by_id == by.pk and Message.visible_to(by).filter(pk=message.pk).exists()


def may_keep(by: Viewer, space: Space) -> bool:
    """What is a group's own record is kept by its chair and its secretary."""
    return steers(by, space.group)
