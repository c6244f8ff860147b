"""Who sits in a group on a day, and how its seats changed hands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.core import clock
from waypost.people.lists import held_as_known_to
from waypost.people.models import Group, Organisation, Person, Post, Seat, Tenure
from waypost.people.models.posts import current
from waypost.places.lists import in_order

Role = Seat.Role


@dataclass
class Place:
    """A seat, and who holds its post on the day: nobody where it is vacant."""

    seat: Seat
    holders: list[Tenure] = field(default_factory=list)


@dataclass
class Line:
    """A department and the places by which it sits there."""

    body: Organisation
    mains: list[Place] = field(default_factory=list)
    alternates: list[Place] = field(default_factory=list)


@dataclass
class Table:
    """A group on a day. ``lines``: its departments, each once; ``others``: who sits beside them for no department."""

    on: date
    chair: Place | None = None
    secretary: Place | None = None
    lines: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)

    @property
    def police(self) -> int:
        return sum(line.body.kind == Organisation.Kind.POLICE for line in self.lines)

    @property
    def not_police(self) -> int:
        return len(self.lines) - self.police

    def places(self) -> list[Place]:
        steering = [each for each in (self.chair, self.secretary) if each is not None]
        lines = (*self.lines, *self.others)
        return steering + [place for line in lines for place in (*line.mains, *line.alternates)]


def seats(group: Group) -> QuerySet[Seat]:
    return Seat.objects.filter(group=group.pk).select_related("post__organisation__member")


def departments(group: Group, on: date) -> list[Organisation]:
    """The authorities that sit in a group on a day, each once, whatever seats it has: police first, then by name."""
    return [line.body for line in table_of(group, on).lines]


def table_of(group: Group, on: date) -> Table:
    """The whole group on a day. One query; ``with_holders`` asks who they are."""
    return tables_of([group], on)[group.pk]


def tables_of(groups: Iterable[Group], on: date) -> dict[int, Table]:
    """The same of several groups, by their ids. One query."""
    tables = {group.pk: Table(on) for group in groups}
    lines: dict[tuple[int, int], Line] = {}
    rows = Seat.objects.filter(current(on), group__in=list(tables)).order_by("pk")
    for seat in rows.select_related("post__organisation__member"):
        place, table = Place(seat), tables[seat.group_id]
        if seat.role == Role.CHAIR:
            table.chair = place
        elif seat.role == Role.SECRETARY:
            table.secretary = place
        else:
            body = seat.post.organisation
            line = lines.setdefault((seat.group_id, body.pk), Line(body))
            (line.mains if seat.role == Role.MAIN else line.alternates).append(place)
    for (group, _body), line in sorted(lines.items(), key=lambda row: _by_kind_and_name(row[1])):
        table = tables[group]
        (table.lines if line.body.kind in Organisation.DEPARTMENTS else table.others).append(line)
    return tables


def with_holders(places: Iterable[Place], on: date) -> list[Place]:
    """The same places with whoever held each post on the day. One query."""
    rows = list(places)
    found = Tenure.objects.filter(current(on), post__in=[place.seat.post_id for place in rows])
    for tenure in found.select_related("person").order_by("since", "pk"):
        for place in rows:
            if place.seat.post_id == tenure.post_id:
                place.holders.append(tenure)
    return rows


def history(group: Group) -> list[Seat]:
    """Every seat that was ever given, the newest first."""
    return list(seats(group).order_by("-since", "-pk"))


def taken_over(group: Group) -> list[Tenure]:
    """Whoever came to hold the post of a seat after it was given, the newest first. One query."""
    while_seated = Seat.objects.filter(
        Q(until__isnull=True) | Q(until__gt=OuterRef("since")),
        group=group.pk,
        post=OuterRef("post"),
        since__lt=OuterRef("since"),
    )
    found = Tenure.objects.filter(Exists(while_seated), since__lte=clock.today())
    return list(found.select_related("person", "post__organisation").order_by("-since", "-pk"))


def posts_of(by: Person, body: Organisation) -> list[Post]:
    """The posts of an organisation that ``by`` may know somebody holds, in the order of their titles."""
    held = held_as_known_to(by, body).values("post")
    return sorted(Post.objects.filter(pk__in=held), key=lambda post: in_order(post.title))


def _by_kind_and_name(line: Line) -> tuple[bool, str]:
    return line.body.kind != Organisation.Kind.POLICE, in_order(line.body.name)
