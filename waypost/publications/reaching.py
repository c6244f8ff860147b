"""Whom a release reaches, in words: before sending, and when somebody asks why they see a thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.keys import Audience, Viewer, key, opened, people_with, reading_keys_of
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core import clock
from waypost.people.models import Endorsement, Group, Organisation, Person, Post, Seat
from waypost.people.models.posts import current
from waypost.places.lists import in_order
from waypost.places.models import Member
from waypost.publications.models import Addressee, Publication, Release

_NAMED = 12  # organisations that get nothing are named up to this many; of the rest the page says how many


@dataclass
class Reached:
    """The answer to "whom does this reach?": counts, and every exclusion with its reason."""

    organisations: int = 0
    members: int = 0
    people: int = 0
    by_member: list[tuple[str, int, int]] = field(default_factory=list)  # name, organisations, people
    not_reached: list[tuple[str, str]] = field(default_factory=list)  # whom, because
    more: int = 0  # organisations that get nothing beyond those named in not_reached
    cannot_answer: list[tuple[str, str]] = field(default_factory=list)  # organisation, because


def audience_name(value: int) -> str:
    """The name of the audience behind a key, in the reader's language."""
    kind, ident, _network = opened(value)
    source: dict[Audience, type[Any]] = {
        Audience.MEMBER: Member,
        Audience.ORGANISATION: Organisation,
        Audience.GROUP: Group,
        Audience.PERSON: Person,
    }
    return str(source[kind].objects.filter(pk=ident).first() or "?") if kind in source else kind.name.title()


def told(publication: Publication) -> QuerySet[Person]:
    """The active persons an item is for: those who can see it and belong to its network (under RED: the named)."""
    persons = readers(publication)
    if publication.public_at:  # everybody sees it, whoever has no access to the portal too
        persons = persons.filter(pk__in=Person.objects.active())
    if publication.mark in (Mark.GREEN, Mark.RED):  # the network's own, and the named
        return persons
    inside = Endorsement.objects.filter(current(clock.today()), network=publication.network_id)
    return persons.filter(acting_as__in=inside.values("tenure"))


def answerers(publication: Publication) -> QuerySet[Person]:
    """Who could acknowledge the item as things stand: under RED whom it is for; else the focal points and deputies
    among them. An addressed organisation none of whose people is here cannot answer.
    """
    persons = told(publication)
    if publication.mark == Mark.RED:
        return persons
    able = persons.filter(acting_as__post__role__in=Post.APPROVING)
    return able.exclude(acting_as__provisional_until__gt=clock.today())


def asked(publication: Publication) -> list[tuple[int, int | None]]:
    """Who is asked to answer, as (organisation, None), under RED (organisation, person): all it is for but the
    originator's own.
    """
    others = told(publication).exclude(acting_as__post__organisation=publication.originator_id)
    if publication.mark == Mark.RED:
        named = others.exclude(pk__in=[publication.author_id, publication.approver_id or 0])
        pairs = named.order_by("pk").values_list("acting_as__post__organisation", "pk")
        return [(organisation, person) for organisation, person in pairs]
    bodies = set(others.values_list("acting_as__post__organisation", flat=True))
    return [(organisation, None) for organisation in sorted(bodies)]


def able_to_answer(publication: Publication, rows: Iterable[Addressee]) -> list[Addressee]:
    """Those of the addressees for whom somebody can answer now. One query."""
    pairs = list(answerers(publication).values_list("pk", "acting_as__post__organisation"))
    persons, bodies = {person for person, _body in pairs}, {body for _person, body in pairs}
    return [
        row
        for row in rows
        if (row.organisation_id in bodies if row.person_id is None else row.person_id in persons)
    ]


def readers(publication: Publication) -> QuerySet[Person]:
    """Whom the item is for by mark and release, published or not yet; not those who see it only to approve."""
    return publication.as_published().people_who_can_see()


def reached(by: Viewer, publication: Publication) -> Reached:
    """Counts by member and organisation, who is left out, and who cannot answer though asked, and why."""
    bodies_told = (
        told(publication)
        .order_by()
        .values_list("acting_as__post__organisation__member", "acting_as__post__organisation")
    )
    people: Counter[int] = Counter()
    bodies: dict[int, set[int]] = {}
    able: set[int] = set()
    approving = Count("pk", filter=Q(acting_as__post__role__in=Post.APPROVING))
    for member, organisation, persons, approvers in bodies_told.annotate(
        persons=Count("pk"), approvers=approving
    ):
        people[member] += persons
        bodies.setdefault(member, set()).add(organisation)
        able |= {organisation} if approvers else set()
    names = {member.pk: member.name for member in Member.objects.filter(pk__in=bodies)}
    lines = sorted(
        ((names[m], len(bodies[m]), people[m]) for m in bodies), key=lambda line: in_order(line[0])
    )
    everybody = {organisation for each in bodies.values() for organisation in each}
    missed = _missed(by, publication, everybody)
    return Reached(
        organisations=sum(len(each) for each in bodies.values()),
        members=len(bodies),
        people=sum(people.values()),
        by_member=lines,
        not_reached=[*_left_out(by, publication, everybody), *missed[:_NAMED]],
        more=len(missed[_NAMED:]),
        cannot_answer=_without_answerer(publication, everybody - able) if publication.asks_answer else [],
    )


def _left_out(by: Viewer, publication: Publication, reached_bodies: set[int]) -> list[tuple[str, str]]:
    """Named audiences that get nothing, each with its because."""
    releases = Release.visible_to(by).filter(publication=publication.pk).order_by("barred", "key")
    out = []
    for value, barred in releases.values_list("key", "barred"):
        because = _("you shut it out") if barred else _why_nobody(value, publication, reached_bodies)
        if because:
            out.append((audience_name(value), because))
    return out


def _why_nobody(value: int, publication: Publication, reached_bodies: set[int]) -> str:
    """Why a named audience reaches nobody; empty where it does reach somebody."""
    kind, ident, _network = opened(value)
    if kind == Audience.ORGANISATION and ident not in reached_bodies:
        return _("it has no active member in this network")
    if kind == Audience.MEMBER:
        there = Organisation.objects.filter(member=ident, pk__in=reached_bodies).exists()
        return "" if there else _("it has no active member in this network")
    if kind == Audience.GROUP and not told(publication).filter(people_with({value})).exists():
        return _("nobody who has a seat in it is active in this network")
    if kind == Audience.PERSON and not Person.objects.active().filter(pk=ident).exists():
        return _("this person has no access to the portal now")
    return ""


def _missed(by: Viewer, publication: Publication, reached_bodies: set[int]) -> list[tuple[str, str]]:
    """The organisations within the audience, none of them named by itself, that get nothing, each with its because:
    that one has nobody active is what an author needs to know. Constant queries.
    """
    if publication.mark == Mark.RED:
        return []
    releases = list(Release.visible_to(by).filter(publication=publication.pk).values_list("key", "barred"))
    to, barred = _by_audience(releases, barred=False), _by_audience(releases, barred=True)
    seats = Seat.objects.filter(current(clock.today()), group__in=to[Audience.GROUP]).values(
        "post__organisation"
    )
    seated = set(Organisation.objects.filter(pk__in=seats).values_list("pk", flat=True))
    wide = _of_the_network(publication) if publication.mark in (Mark.CLEAR, Mark.GREEN) else Q(pk__in=[])
    reached_members = Organisation.objects.filter(pk__in=reached_bodies).values("member")
    of_members = Q(member__in=to[Audience.MEMBER]) & Q(member__in=reached_members)  # else the member is named
    audience = wide | (of_members & (_of_the_network(publication) | ~Q(Exists(_endorsed_there()))))
    named = reached_bodies | to[Audience.ORGANISATION] | barred[Audience.ORGANISATION]
    missed = Organisation.objects.filter(audience | Q(pk__in=seated)).exclude(pk__in=named)
    bodies = sorted(missed.exclude(member__in=barred[Audience.MEMBER]), key=lambda each: in_order(each.name))
    inside = {key(Audience.ORGANISATION, each.pk, publication.network_id) for each in bodies}
    there = Person.objects.active().filter(people_with(inside))
    staffed = set(there.values_list("acting_as__post__organisation", flat=True)) if bodies else set()
    whole = to[Audience.MEMBER]
    return [
        (each.name, _why_missed(each.pk in staffed, each.pk in seated and each.member_id not in whole))
        for each in bodies
    ]


def _why_missed(staffed: bool, by_seat: bool) -> str:
    if not staffed:
        return _("it has no active member in this network")
    if by_seat:
        return _("nobody of it who has a seat in the group is active")
    return _("you shut out everybody active there")


def _by_audience(releases: Iterable[tuple[int, bool]], *, barred: bool) -> dict[Audience, set[int]]:
    """The ids behind the releases of one side, by sort of audience."""
    found: dict[Audience, set[int]] = {each: set() for each in Audience}
    for value, is_barred in releases:
        if is_barred == barred:
            kind, ident, _network = opened(value)
            found[kind].add(ident)
    return found


def _endorsed_there() -> QuerySet[Endorsement]:
    """Every word ever given for a holder of a post of the organisation asked about."""
    return Endorsement.objects.filter(tenure__post__organisation=OuterRef("pk"))


def _of_the_network(publication: Publication) -> Q:
    """The condition that an organisation is, or was, of the item's network."""
    return Q(Exists(_endorsed_there().filter(network=publication.network_id)))


def _without_answerer(publication: Publication, unable: set[int]) -> list[tuple[str, str]]:
    """Organisations that would be asked to answer and have nobody who may, each with its because."""
    if publication.mark == Mark.RED:
        return []
    organisation = "acting_as__post__organisation"
    mute = unable - {publication.originator_id}
    approving = {key(Audience.APPROVERS, each, publication.network_id) for each in mute}
    staffed = set(Person.objects.active().filter(people_with(approving)).values_list(organisation, flat=True))
    return [
        (
            body.name,
            _("its focal points are not among those who see this")
            if body.pk in staffed
            else _("it has no active focal point or deputy in this network"),
        )
        for body in Organisation.objects.filter(pk__in=mute)
    ]


def why_seen(viewer: Viewer, publication: Publication) -> list[str]:
    """ "Why can I see this?" in sentences."""
    if viewer.organisation is None:
        return [_("It was made public by its originator.")]
    mark = publication.marked.label
    mine = reading_keys_of(viewer)
    if publication.author_id == viewer.pk:
        lines = [_("You wrote it.")]
    elif viewer.organisation.pk == publication.originator_id:
        lines = [_("It is %(mark)s and comes from your own organisation.") % {"mark": mark}]
    elif publication.mark in (Mark.CLEAR, Mark.GREEN):
        lines = [_("It is %(mark)s: every active member of its network sees it.") % {"mark": mark}]
    else:
        rows = Reach.objects.filter(
            kind=Publication.reach_kind, thing=publication.pk, side=Reach.Side.READS, key__in=mine
        )
        to = rows.values_list("key", flat=True)
        lines = [
            _("It is %(mark)s and released to %(audience)s.")
            % {"mark": mark, "audience": audience_name(value)}
            for value in to
        ]
    lines.append(_("You act for %(organisation)s.") % {"organisation": viewer.organisation.name})
    if publication.mark >= Mark.AMBER:
        lines.append(_("That you open it is recorded."))
    return lines
