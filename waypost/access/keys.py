"""Keys: one integer for one audience. A thing's reach is a set of keys, and so is a person.

A key of a body is scoped by network: "organisation 7 in network 2" and "in network 3" are two keys, so that
what belongs to one network never reaches the same organisation's people in another.
"""

from enum import IntEnum
from types import SimpleNamespace
from typing import Any

from django.db.models import Q

from waypost.core import clock
from waypost.core.compiled import Compiled, Given
from waypost.core.remembering import forget as forget
from waypost.core.remembering import remembered
from waypost.core.remembering import remembering as remembering
from waypost.people.models import Endorsement, Person, Post, Seat
from waypost.people.models.posts import current


class Audience(IntEnum):
    EVERYONE = 1  # signed out visitors too
    MEMBERS = 2  # every active member of any network
    NETWORK = 3
    MEMBER = 4
    ORGANISATION = 5
    GROUP = 6
    PERSON = 7
    APPROVERS = 8  # focal points and deputies of an organisation
    SECRETARIAT = 9  # of a network
    ASKERS = 10  # who else asks for an organisation: its mission focal points, and the secretariat at it
    DONORS = 11  # donor officers of an organisation, in whichever network: a project is read by those who pay for it


BODIES = frozenset({Audience.MEMBER, Audience.ORGANISATION, Audience.GROUP})

_KIND, _NETWORK, _ID = 48, 32, (1 << 32) - 1


def key(kind: Audience, ident: int = 0, network: int = 0) -> int:
    """The key of an audience. ``network`` scopes bodies and posts; persons and the open kinds are not scoped."""
    return (int(kind) << _KIND) | (network << _NETWORK) | ident


def opened(value: int) -> tuple[Audience, int, int]:
    """(kind, id, network) of a key."""
    return Audience(value >> _KIND), value & _ID, (value >> _NETWORK) & 0xFFFF


EVERYONE = key(Audience.EVERYONE)
MEMBERS = key(Audience.MEMBERS)


class Nobody:
    """A signed-out visitor, in the place of a person."""

    public_id = "nobody"
    pk = None
    is_provisional = False
    visit_before_at = None
    organisation = None
    role = ""
    language = "en"

    def has_role(self, *roles: str) -> bool:  # noqa: ARG002
        return False

    def networks(self) -> list[int]:
        return []

    def is_active_member(self) -> bool:
        return False


NOBODY = Nobody()
Viewer = Person | Nobody


class Anybody:
    """In the place of the viewer, in a query that is ``Compiled``: who it is comes with ``viewer_given``.

    For rules and conditions of keys, organisation and person alone. What looks closer, at a role say, finds nothing
    here and fails.
    """

    pk = Given("person")
    keys = Given("keys")
    barring = Given("barring")
    organisation = SimpleNamespace(pk=Given("organisation"))


ANYBODY: Any = Anybody()


class AnyMember(Anybody):
    """As ``Anybody``, for rules that ask what somebody acts as: an active member who has one of these roles."""

    def __init__(self, *roles: str) -> None:
        self.roles = roles

    def is_active_member(self) -> bool:
        return True

    def has_role(self, *roles: str) -> bool:
        return not {*roles}.isdisjoint(self.roles)


def viewer_given(viewer: Viewer) -> dict[str, Any]:
    """What a compiled query has to be given of its viewer."""
    organisation = viewer.organisation
    return {
        "keys": reading_keys_of(viewer),
        "barring": keys_of(viewer),
        "person": viewer.pk or 0,
        "organisation": organisation.pk if organisation else 0,
    }


def keys_of(viewer: Viewer) -> frozenset[int]:
    """All the keys of a viewer, judged now. Two queries for a member, none for a visitor; once a request."""
    if isinstance(viewer, Nobody) or viewer.pk is None:
        return frozenset({EVERYONE})
    return remembered(("keys", viewer.pk), lambda: _find_keys(viewer))


def reading_keys_of(viewer: Viewer) -> frozenset[int]:
    """Those of the keys by which something is read. What is released to a body does not reach its people while they are
    provisional; what a body is shut out from shuts them out all the same.
    """
    keys = keys_of(viewer)
    if not viewer.is_provisional:
        return keys
    return frozenset(each for each in keys if opened(each)[0] not in BODIES)


def _find_keys(person: Person) -> frozenset[int]:
    networks = person.networks()
    tenure = person.tenure
    if not networks or tenure is None:
        return frozenset({EVERYONE})
    post, organisation = tenure.post, tenure.post.organisation
    groups = set(_GROUPS(post=post.pk, on=clock.today()))
    keys = {EVERYONE, MEMBERS, key(Audience.PERSON, person.pk)}
    if person.role == Post.Role.DONOR:
        keys.add(key(Audience.DONORS, organisation.pk))
    for network in networks:
        keys |= {
            key(Audience.NETWORK, network),
            key(Audience.MEMBER, organisation.member_id, network),
            key(Audience.ORGANISATION, organisation.pk, network),
        }
        keys |= {key(Audience.GROUP, group, network) for group in groups}
        if person.role in Post.APPROVING:
            keys.add(key(Audience.APPROVERS, organisation.pk, network))
        elif person.role in Post.ASKING:
            keys.add(key(Audience.ASKERS, organisation.pk, network))
        if person.role == Post.Role.SECRETARIAT:
            keys.add(key(Audience.SECRETARIAT, 0, network))
    return frozenset(keys)


_GROUPS = Compiled(
    lambda post, on: Seat.objects.filter(current(on), post=post).values_list("group_id", flat=True)
)


def people_reading_with(keys: set[int]) -> Q:
    """The condition that a person reads by one of these keys: the other direction of ``reading_keys_of``."""
    of_bodies = {each for each in keys if opened(each)[0] in BODIES}
    if not of_bodies:
        return people_with(keys)
    return people_with(keys - of_bodies) | (people_with(of_bodies) & ~_provisional())


def people_with(keys: set[int]) -> Q:
    """The condition that a person has one of these keys: the other direction of ``keys_of``, for active persons.

    EVERYONE is wider than persons and MEMBERS is every active one; both stand for "no further condition" here.
    """
    if keys & {EVERYONE, MEMBERS}:
        return Q(pk__isnull=False)
    condition = Q(pk__in=[])
    by_kind: dict[tuple[Audience, int], list[int]] = {}
    for kind, ident, network in map(opened, keys):
        by_kind.setdefault((kind, network), []).append(ident)
    for (kind, network), idents in by_kind.items():
        condition |= _persons(kind, network, idents)
    return condition


def _persons(kind: Audience, network: int, idents: list[int]) -> Q:
    on = clock.today()
    if kind == Audience.PERSON:
        return Q(pk__in=idents)
    if kind == Audience.NETWORK:
        return _endorsed(idents)
    if kind == Audience.DONORS:
        return _acting_as([Post.Role.DONOR], idents) & ~_provisional()
    inside = _endorsed([network])
    if kind == Audience.MEMBER:
        return inside & Q(acting_as__post__organisation__member__in=idents)
    if kind == Audience.ORGANISATION:
        return inside & Q(acting_as__post__organisation__in=idents)
    if kind == Audience.GROUP:
        seats = Seat.objects.filter(current(on), group__in=idents).values("post")
        return inside & Q(acting_as__post__in=seats)
    if kind == Audience.APPROVERS:
        return inside & _acting_as(Post.APPROVING, idents) & ~_provisional()
    if kind == Audience.ASKERS:
        return inside & _acting_as(_ASKERS, idents) & ~_provisional()
    if kind == Audience.SECRETARIAT:
        return inside & Q(acting_as__post__role=Post.Role.SECRETARIAT) & ~_provisional()
    raise ValueError(f"{kind} has no persons of its own.")


_ASKERS = [role for role in Post.ASKING if role not in Post.APPROVING]


def _acting_as(roles: list[Post.Role], organisations: list[int]) -> Q:
    return Q(acting_as__post__organisation__in=organisations, acting_as__post__role__in=roles)


def _provisional() -> Q:
    """The condition that somebody's post is too new to do more than read (``Person.is_provisional``)."""
    return Q(acting_as__provisional_until__isnull=False, acting_as__provisional_until__gt=clock.today())


def _endorsed(networks: list[int]) -> Q:
    """The condition that a person is endorsed in one of the networks at the post they act for."""
    given = Endorsement.objects.filter(current(clock.today()), network__in=networks)
    return Q(acting_as__in=given.values("tenure"))
