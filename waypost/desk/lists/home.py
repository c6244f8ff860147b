"""What stands on a member's first page beside what needs them: each part for those it helps, at a constant cost."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.access.keys import ANYBODY, viewer_given
from waypost.core import clock
from waypost.core.compiled import Compiled, Given
from waypost.notices.follows import kept_by
from waypost.people.models import Endorsement, Organisation, Person, Post, Tenure
from waypost.people.models.posts import current
from waypost.places.models import Member
from waypost.publications.lists import Row, columns, everything, listed, rows_for
from waypost.publications.models import Addressee, Publication
from waypost.publications.needs import own_work
from waypost.publications.search.filters import Filters, narrowed
from waypost.publications.search.following import SIMPLE
from waypost.publications.search.results import BOUND, said
from waypost.publications.states import Stage
from waypost.reporting.lists.editions import ShownFigure, newest, passages_of

NEWEST = 10
FOLLOWED = 4
KEPT = 6  # lists, by their names
ASKED = 5  # own items that wait for answers, the newest
ASKED_WITHIN = timedelta(days=60)
SILENT = 30  # addressed organisations that are looked at, the longest silent first
ANSWERED_WITHIN = timedelta(days=30)
ENDING_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Followed:
    """How much is followed, and what is newest in it."""

    count: int
    rows: list[Row]


@dataclass(frozen=True)
class Silence:
    """An item, and the organisations to call because they have not answered it."""

    row: Row
    silent: list[Addressee]
    address: str


@dataclass(frozen=True)
class Number:
    """One of the own organisation's numbers. ``of`` is what it is counted out of, where there is such.

    ``median`` and ``alike`` (value and of, counted as the median is) come from ``medians``.
    """

    key: str
    label: str
    value: int
    of: int | None = None
    address: str = ""
    bounded: bool = False
    median: str = ""
    alike: tuple[int, int | None] | None = None

    @property
    def said(self) -> str:
        """The value, with a "+" where it is more than a list counts."""
        return said(min(self.value, BOUND), more=self.value > BOUND) if self.bounded else str(self.value)


def newest_rows(person: Person) -> list[Row]:
    return rows_for(person, listed(_NEWEST(on=clock.today(), **viewer_given(person))))


_NEWEST = Compiled(
    lambda on: columns(
        everything(ANYBODY).filter(Publication.still_valid(on)).order_by("-published_at", "-pk")[:NEWEST]
    )
)


def followed(person: Person) -> Followed:
    """The newest items in the topics, routes, members and kinds this person follows; a search is a page of its own."""
    held: dict[str, list[str]] = defaultdict(list)
    for each in kept_by(person):
        held[each.kind].append(each.key)
    found: set[tuple[Any, int]] = set()
    for name in SIMPLE:
        if held[name]:
            filters = Filters(chosen=((name, tuple(sorted(held[name]))),))
            rows = narrowed(person, filters).order_by("-published_at", "-pk")
            found.update(rows.values_list("published_at", "pk")[:FOLLOWED])
    pks = [pk for _at, pk in sorted(found, reverse=True)[:FOLLOWED]]
    count = sum(len(keys) for keys in held.values())
    items = columns(everything(person).filter(pk__in=pks).order_by("-published_at", "-pk"))
    return Followed(count, rows_for(person, listed(items)) if pks else [])


def drafts(person: Person) -> int:
    """How many versions this person is writing, or has sent to approval."""
    return len(own_work(person))


def silences(person: Person) -> list[Silence]:
    """What a mission focal point was asked to follow up, and what is late for those who run a network."""
    if not person.has_role(Post.Role.MISSION_FOCAL_POINT, Post.Role.SECRETARIAT):
        return []
    waiting = Addressee.visible_to(person).filter(answered=False, person__isnull=True)
    if person.has_role(Post.Role.SECRETARIAT):
        waiting = waiting.filter(Q(due_at__lt=clock.now()) | Q(nobody_since__isnull=False))
    rows = waiting.exclude(organisation=person.organisation).select_related("organisation__member")
    silent: dict[int, list[Addressee]] = defaultdict(list)
    for row in rows.order_by("due_at", "pk")[:SILENT]:
        silent[row.version_id].append(row)
    publications = Publication.visible_to(person).filter(
        Publication.still_valid(clock.today()), live__in=silent, stage=Stage.PUBLISHED
    )
    shown = rows_for(person, publications.select_related("originator"))
    shown.sort(key=lambda row: silent[row.publication.live_id or 0][0].due_at)
    # The board is for those who run the network; a mission focal point reads the item, and calls.
    page = "board" if person.has_role(Post.Role.SECRETARIAT) else "item"
    return [
        Silence(row, silent[row.publication.live_id or 0], reverse(page, args=[row.publication.public_id]))
        for row in shown
    ]


def asked_by(person: Person) -> list[Row]:
    """The newest items of one's own, for a focal point or deputy of the organisation's, for which answers are owed."""
    asked = _OURS_ASKED if person.has_role(*Post.APPROVING) else _MINE_ASKED
    found = asked(on=clock.today(), since=clock.now() - ASKED_WITHIN, **viewer_given(person))
    return [row for row in rows_for(person, listed(found)) if row.answers]


def _asked(own: Q, on: Given, since: Given) -> QuerySet[Publication, tuple[Any, ...]]:
    """Whoever does not work on an item reads no board, and finds none here."""
    found = Publication.visible_among_few(ANYBODY).filter(
        own,
        Publication.still_valid(on),
        Addressee.owed(),
        stage=Stage.PUBLISHED,
        asks_answer=True,
        published_at__gte=since,
    )
    return columns(found.order_by("-published_at", "-pk")[:ASKED])


_OURS_ASKED = Compiled(lambda on, since: _asked(Q(originator=ANYBODY.organisation.pk), on, since))
_MINE_ASKED = Compiled(lambda on, since: _asked(Q(author=ANYBODY.pk), on, since))


def covered(person: Person) -> list[tuple[Member, int]]:
    """The members a mission focal point covers, and how many focal points each has now."""
    tenure = person.tenure
    if tenure is None or tenure.post.role != Post.Role.MISSION_FOCAL_POINT:
        return []
    held = Q(organisations__posts__role=Post.Role.FOCAL_POINT) & current(
        clock.today(), "organisations__posts__tenures__"
    )
    counted = Count("organisations__posts__tenures__person", filter=held, distinct=True)
    found = tenure.post.covers.annotate(focal_points=counted).order_by("name_en")
    return [(member, member.focal_points) for member in found]


def own_numbers(person: Person) -> list[Number]:
    """How the own organisation stands, for those who answer for it."""
    organisation = person.organisation
    if organisation is None or not person.has_role(*Post.APPROVING):
        return []
    own = reverse("organisation", args=[organisation.public_id])
    now, today = clock.now(), clock.today()
    answered, asked = Addressee.answered_in_time(organisation, now - ANSWERED_WITHIN, now)
    [(active, ending)] = _MEMBERSHIPS(organisation=organisation.pk, on=today, soon=today + ENDING_WITHIN)
    return [
        Number("active", _("Active members"), active, address=own),
        Number("ending", _("Memberships that end within 30 days"), ending, address=own),
        Number("in-time", _("Acknowledged in time, last 30 days"), answered, asked),
        Number(
            "published",
            _("Items published this year"),
            _published(person, today),
            address=_items_of(organisation),
            bounded=True,
        ),
    ]


def _memberships(organisation: Given, on: Given, soon: Given) -> QuerySet[Tenure, tuple[int, int]]:
    """How many tenures of an organisation are acted for by active members, and how many end soon: those whose every
    endorsement does. A word that has been renewed for one network has been given.
    """
    given = Endorsement.objects.filter(tenure=OuterRef("pk"))
    held = Tenure.objects.filter(
        current(on), Exists(given.filter(current(on))), post__organisation=organisation
    )
    return (
        held.order_by()
        .values(nothing=Value(0))
        .annotate(
            active=Count("pk", filter=Exists(Person.objects.with_access().filter(acting_as=OuterRef("pk")))),
            ending=Count("pk", filter=~Exists(given.filter(until__gt=soon))),
        )
        .values_list("active", "ending")
    )


_MEMBERSHIPS = Compiled(_memberships)


def _published(person: Person, today: date) -> int:
    """How many items of the own organisation, of those this person sees, were published in the year of this day: as
    the list of them, counted no further than ``BOUND`` and one.
    """
    begins = datetime(today.year, 1, 1, tzinfo=timezone.get_default_timezone())
    ends = begins.replace(year=today.year + 1)
    return len(_PUBLISHED(begins=begins, ends=ends, **viewer_given(person)))


_PUBLISHED = Compiled(
    lambda begins, ends: (
        Publication.visible_among_few(ANYBODY)
        .filter(originator=ANYBODY.organisation.pk, published_at__gte=begins, published_at__lt=ends)
        .values_list("pk")[: BOUND + 1]
    )
)


def _items_of(organisation: Organisation) -> str:
    return reverse("items") + Filters().plus("from", organisation.code).address()


def figures(person: Person) -> list[ShownFigure]:
    """The newest edition's figures, for those who fund and those who check: each opens its records."""
    edition = newest() if person.has_role(Post.Role.DONOR, Post.Role.AUDITOR) else None
    return [figure for passage in passages_of(edition) for figure in passage.figures] if edition else []
