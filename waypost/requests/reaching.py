"""Whom a request reaches, in words, before it is asked; and who could answer it."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.keys import Audience, Viewer, key, people_with
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.people.models import Person, Post
from waypost.places.lists import in_order
from waypost.requests.models import Asked, Request


@dataclass
class Reached:
    """The answer to "whom does this reach?"."""

    asked: list[Asked] = field(default_factory=list)
    people: int = 0  # who will read the question, the own organisation's left out
    organisations: int = 0
    silent: list[tuple[str, str]] = field(default_factory=list)  # who could not answer, and why


def answerers(request: Request, rows: list[Asked]) -> QuerySet[Person]:
    """The active persons who may answer for those asked, if they see the request once it is asked."""
    seeing = request.as_asked().people_who_can_see().filter(pk__in=Person.objects.active())
    if request.mark == Mark.RED:
        return seeing.filter(pk__in=[row.person_id for row in rows])
    bodies = [row.organisation_id for row in rows]
    able = seeing.filter(acting_as__post__organisation__in=bodies, acting_as__post__role__in=Post.ASKING)
    inside = people_with({key(Audience.NETWORK, request.network_id)})
    return able.filter(inside).exclude(acting_as__provisional_until__gt=clock.today())


def askers(request: Request) -> QuerySet[Person]:
    """Who asks for the organisation behind it: the author, and except under RED its other focal points."""
    own = Person.objects.active().filter(acting_as__post__organisation=request.originator_id)
    if request.mark == Mark.RED:
        return own.filter(pk=request.author_id)
    inside = people_with({key(Audience.ORGANISATION, request.originator_id, request.network_id)})
    return own.filter(inside).filter(Q(pk=request.author_id) | Q(acting_as__post__role__in=Post.ASKING))


def reached(by: Viewer, request: Request) -> Reached:
    """Counts and, of those asked, who could not answer. A constant number of queries."""
    rows = Asked.visible_to(by).filter(request=request.pk).select_related("organisation__member", "person")
    asked = sorted(rows, key=lambda row: in_order(row.name))
    seeing = request.as_asked().people_who_can_see()
    others = seeing.exclude(acting_as__post__organisation=request.originator_id).order_by()
    bodies = others.values_list("acting_as__post__organisation", flat=True)
    return Reached(
        asked=asked,
        people=len(bodies),
        organisations=len(set(bodies)),
        silent=[(row.name, _why(request)) for row in unable(request, asked)],
    )


def unable(request: Request, rows: list[Asked]) -> list[Asked]:
    """Those for whom nobody could answer as things stand. One query."""
    able = set(answerers(request, rows).values_list("pk", "acting_as__post__organisation"))
    persons, bodies = {person for person, _body in able}, {body for _person, body in able}
    return [
        row
        for row in rows
        if (row.person_id not in persons if row.person_id else row.organisation_id not in bodies)
    ]


def _why(request: Request) -> str:
    if request.mark == Mark.RED:
        return _("this person has no access to the portal now")
    return _("it has no active focal point or deputy in this network")
