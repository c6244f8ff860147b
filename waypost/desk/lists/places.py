"""What stands together on the page of a topic, a route or a member: its newest items, and whom to call.

The items are those of the list at the same filter, so a page never shows, counts or names what the list would not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse

from waypost.access.keys import Viewer
from waypost.notices.models import Follow
from waypost.people.lists import duty_posts, missions_covering
from waypost.people.models import Post
from waypost.places.lists import in_order
from waypost.places.models import Member, Named, Route, Topic
from waypost.publications.lists import Row
from waypost.publications.models import Publication
from waypost.publications.search.filters import Filters
from waypost.publications.search.results import BOUND, NEWEST, Results, said

SHOWN = 6


@dataclass(frozen=True)
class Tally:
    """Something the items have in common, how many of them, and the list of these."""

    thing: Named
    count: int
    said: str
    address: str


class Shelf:
    """The items with one value of one filter, as far as the viewer sees them."""

    def __init__(self, viewer: Viewer, name: str, value: str) -> None:
        self.viewer, self.name, self.value = viewer, name, value
        self.results = Results(viewer, Filters().plus(name, value), NEWEST)

    @cached_property
    def rows(self) -> list[Row]:
        """The newest."""
        return [hit.row for hit in self.results.page().hits[:SHOWN]]

    @property
    def count(self) -> str:
        return self.results.shown_count

    @property
    def has_more(self) -> bool:
        return self.results.count > len(self.rows)

    @property
    def address(self) -> str:
        """The list of all of them."""
        return reverse("items") + self.results.filters.address()

    @cached_property
    def followed(self) -> bool | None:
        """Does the viewer follow this? None where nobody would be told."""
        if not self.viewer.is_active_member():
            return None
        return Follow.objects.filter(person=self.viewer.pk or 0, kind=self.name, key=self.value).exists()

    def topics(self, among: Iterable[Topic]) -> list[Tally]:
        """How many of the items are about each of these topics themselves. One query."""
        return self._tallied("topic", Publication.topics, among)

    def routes(self, among: Iterable[Route]) -> list[Tally]:
        """How many of the items concern each of these routes. One query."""
        return self._tallied("route", Publication.routes, among)

    def members(self, among: Iterable[Member]) -> list[Tally]:
        """How many of the items come from each of these members. No query."""
        counts = self.results.tally("member")
        return [self._tally("member", member, counts[member.key]) for member in among]

    def _tallied(self, name: str, link: Any, among: Iterable[Named]) -> list[Tally]:
        target = link.field.m2m_reverse_name()
        found = [candidate.pk for candidate in self.results.candidates[:BOUND]]
        rows = link.through._default_manager.filter(publication__in=found).values_list(target)
        counts = dict(rows.annotate(n=Count("publication")))
        return [self._tally(name, thing, counts.get(thing.pk, 0)) for thing in among]

    def _tally(self, name: str, thing: Named, count: int) -> Tally:
        # Values of one name would widen each other: a finer topic is listed by itself.
        filters = (Filters() if name == self.name else self.results.filters).plus(name, thing.key)
        number = said(count, more=self.results.is_bounded) if count else ""
        return Tally(thing, count, number, reverse("items") + filters.address())


def most(tallies: Iterable[Tally]) -> list[Tally]:
    """Those that most of the items have in common, the most frequent first."""
    return sorted((each for each in tallies if each.count), key=lambda each: -each.count)[:SHOWN]


def posts_to_call(viewer: Viewer, members: Iterable[Member]) -> list[Post]:
    """The duty posts of these members, in the reader's order of names. One query."""
    found = duty_posts(viewer).filter(organisation__member__in=list(members))
    return sorted(found, key=_names)


def posts_of_writers(viewer: Viewer, rows: Iterable[Row]) -> list[Post]:
    """The duty posts of the organisations these items come from: who can say more. One query."""
    writers = {row.publication.originator_id for row in rows}
    return sorted(duty_posts(viewer).filter(organisation__in=writers), key=_names)


def posts_of_missions(viewer: Viewer, member: Member) -> list[Post]:
    """The duty posts of the missions that cover a member: the way to its mission focal points. One query."""
    return sorted(duty_posts(viewer).filter(organisation__in=missions_covering(member)), key=_names)


def _names(post: Post) -> tuple[str, str, str]:
    body = post.organisation
    return in_order(body.member.name), in_order(body.name), in_order(post.title)
