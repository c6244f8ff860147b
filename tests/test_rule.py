"""The rule in its three shapes, against the table of the design written a second time, naively.

``visible_to`` (a row filter), ``is_visible_to`` (one thing) and ``people_who_can_see`` (the other way round)
must agree with each other and with the table, for every person, in small random worlds; and every mark ×
stage × audience is tried once by itself.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOON, Cast
from waypost.access.keys import ANYBODY, NOBODY, Audience, key, viewer_given
from waypost.access.marks import TERMS, Mark
from waypost.access.models import Reach
from waypost.core.compiled import Compiled
from waypost.core.doors import outside_actions
from waypost.people.models import Person, Post, Seat, Tenure
from waypost.publications.models import Publication, Release, Version
from waypost.publications.states import Stage

VIEWERS = [
    "officer",
    "colleague",
    "focal_point",
    "deputy",
    "immigration_officer",
    "immigration_focal_point",
    "ministry_officer",
    "learner",
    "coast_officer",
    "coast_focal_point",
    "suspended",
    "dormant",
    "former",
    "invited",
    "customs_officer",
    "lone_officer",
    "mission_focal_point",
    "secretariat",
    "trainer",
    "donor",
    "auditor",
    "outsider",
]
WITH_POST = [name for name in VIEWERS if name != "outsider"]
NAMES: dict[Audience, list[str]] = {
    Audience.MEMBER: ["th", "id", "vn"],
    Audience.ORGANISATION: ["police", "immigration", "coast", "customs", "lone"],
    Audience.GROUP: ["maritime"],
    Audience.PERSON: ["officer", "coast_officer", "immigration_officer", "secretariat", "suspended"],
}


# The row filter as most pages ask it: put together once, and given its viewer.
PUT_TOGETHER = Compiled(lambda: Publication.visible_to(ANYBODY).values_list("pk", flat=True))


@dataclass(frozen=True)
class Named:
    """One audience of a release, by the cast's own names."""

    kind: Audience
    name: str
    barred: bool = False


@dataclass(frozen=True)
class Thing:
    """One publication of a small world."""

    mark: Mark
    stage: Stage
    releases: tuple[Named, ...] = ()
    author: str = "officer"
    network: str = "regional"
    public: bool = False


def _body(cast: Cast, named: Named) -> int:
    if named.kind == Audience.MEMBER:
        return next(o.member_id for o in (cast.police, cast.coast, cast.lone) if o.member.key == named.name)
    return int(getattr(cast, named.name).pk)


def publish(cast: Cast, thing: Thing) -> Publication:
    """The thing as rows, its reach compiled. Under RED the deputy is the named approver."""
    author = getattr(cast, thing.author)
    network = getattr(cast, thing.network)
    live = thing.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)
    with outside_actions(because="a test's world"):
        publication = Publication(
            kind="bulletin",
            reference=f"T-{Publication.unfiltered.count() + 1}",
            network=network,
            originator=author.organisation,
            author=author,
            mark=thing.mark,
            stage=Stage.DRAFT,
            approver=cast.deputy,
            started_at=NOON,
        )
        publication.save()
        version = Version(publication_id=publication.pk, author=author)
        version.save()
        rows = [
            Release(
                publication_id=publication.pk,
                barred=named.barred,
                key=key(named.kind, _body(cast, named), 0 if named.kind == Audience.PERSON else network.pk),
            )
            for named in sorted(set(thing.releases), key=repr)
        ]
        Release.unfiltered.bulk_create(rows)
        publication.stage = thing.stage
        if live:
            version.stage, version.published_at, version.approved_by = Stage.PUBLISHED, NOON, cast.deputy
            version.save()
            publication.live_id, publication.published_at = version.pk, NOON
            publication.withdrawn_at = NOON if thing.stage == Stage.WITHDRAWN else None
            publication.public_at = NOON if thing.public and thing.mark == Mark.CLEAR else None
        publication.save()
        publication.recompile()
    return publication


def expected(cast: Cast, thing: Thing, viewer: Any) -> bool:
    """The table of the design, written naively from its words."""
    live = thing.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)
    if viewer is NOBODY:
        return live and thing.mark == Mark.CLEAR and thing.public
    name = viewer.email.split("@")[0].replace("-", "_")
    if name in ("suspended", "dormant", "former", "invited", "learner", "donor", "auditor", "outsider"):
        return live and thing.mark == Mark.CLEAR and thing.public
    networks = {
        "immigration_officer": {"regional", "programme"},
        "immigration_focal_point": {"regional", "programme"},
        "ministry_officer": {"programme"},
        "secretariat": {"regional", "programme"},
        "trainer": {"regional", "programme"},
    }.get(name, {"regional"})
    author = getattr(cast, thing.author)
    is_author = viewer.pk == author.pk
    inside = thing.network in networks
    own = viewer.organisation == author.organisation and inside
    if not live:
        if thing.mark == Mark.RED:
            return is_author or name == "deputy"
        approves = own and viewer.role in (Post.Role.FOCAL_POINT, Post.Role.DEPUTY)
        return is_author or approves
    if thing.mark == Mark.CLEAR:
        return True

    def is_named(named: Named) -> bool:
        if named.kind == Audience.PERSON:
            return name == named.name
        if not inside:
            return False
        if named.kind == Audience.MEMBER:
            return bool(viewer.organisation.member.key == named.name)
        if named.kind == Audience.ORGANISATION:
            return bool(viewer.organisation == getattr(cast, named.name))
        return Seat.objects.filter(group=cast.maritime, post=viewer.acting_as.post).exists()

    # Whoever is provisional is reached by name and by network, never through a body; a body's bar holds for them.
    reaching = [n for n in thing.releases if n.kind == Audience.PERSON or not viewer.is_provisional]
    own = own and not viewer.is_provisional
    to = any(is_named(n) for n in reaching if not n.barred)
    not_to = any(is_named(n) for n in thing.releases if n.barred)
    if thing.mark == Mark.RED:
        return to or is_author or name == "deputy"
    if thing.mark == Mark.STRICT:
        return to or own
    barred = not_to and viewer.organisation != author.organisation
    return (inside if thing.mark == Mark.GREEN else to or own) and not barred


def check(cast: Cast, things: list[Thing], provisional: frozenset[str] = frozenset()) -> int:
    """Every shape against the table, for every viewer. Returns how many pairs were compared."""
    Tenure.objects.update(provisional_until=None)
    new = [getattr(cast, name).acting_as_id for name in provisional]
    Tenure.objects.filter(pk__in=new).update(provisional_until=NOON.date() + timedelta(days=1))
    made = [(thing, publish(cast, thing)) for thing in things]
    seen_by = {p.pk: set(p.people_who_can_see().values_list("pk", flat=True)) for _thing, p in made}
    viewers = [NOBODY, *(Person.objects.get(pk=getattr(cast, name).pk) for name in VIEWERS)]
    for viewer in viewers:
        rows = set(Publication.visible_to(viewer).values_list("pk", flat=True))
        assert set(PUT_TOGETHER(**viewer_given(viewer))) == rows, f"put together once, for {viewer}"
        for thing, publication in made:
            wanted = expected(cast, thing, viewer)
            who = f"{viewer} and {thing}"
            assert (publication.pk in rows) == wanted, f"visible_to: {who}"
            assert publication.is_visible_to(viewer) == wanted, f"is_visible_to: {who}"
            if viewer is not NOBODY:
                assert (viewer.pk in seen_by[publication.pk]) == wanted, f"people_who_can_see: {who}"
    for _thing, publication in made:
        stored = set(Reach.objects.filter(kind=1, thing=publication.pk).values_list("key", "side", "spares"))
        assert stored == {(r.key, r.side, r.spares) for r in publication.reach_rows()}
    return len(made) * len(viewers)


def _allowed(mark: Mark) -> list[Named]:
    """Every audience a mark allows, in and out."""
    return [
        Named(kind, name, barred)
        for barred, kinds in ((False, TERMS[mark].to), (True, TERMS[mark].not_to))
        for kind in sorted(kinds)
        for name in NAMES[kind]
    ]


@pytest.mark.parametrize("mark", list(Mark), ids=lambda mark: mark.name)
@pytest.mark.parametrize("provisional", [False, True], ids=["members", "provisional"])
def test_every_mark_stage_and_audience_by_itself(cast: Cast, mark: Mark, provisional: bool) -> None:
    things = [Thing(mark, stage) for stage in Stage]
    things += [Thing(mark, Stage.PUBLISHED, (named,)) for named in _allowed(mark)]
    things += [
        Thing(mark, Stage.PUBLISHED, (Named(Audience.MEMBER, "th"), named))
        for named in _allowed(mark)
        if named.barred and mark == Mark.AMBER
    ]
    things += [
        Thing(mark, Stage.PUBLISHED, author="immigration_officer", network="programme"),
        Thing(mark, Stage.PUBLISHED, public=True),
    ]
    assert check(cast, things, frozenset(WITH_POST if provisional else ())) > 100


@st.composite
def worlds(draw: Any) -> list[Thing]:
    things = []
    for _ in range(draw(st.integers(1, 4))):
        mark = draw(st.sampled_from(list(Mark)))
        allowed = _allowed(mark)
        releases = tuple(draw(st.lists(st.sampled_from(allowed), max_size=4, unique=True))) if allowed else ()
        author, network = draw(
            st.sampled_from(
                [
                    ("officer", "regional"),
                    ("coast_officer", "regional"),
                    ("immigration_officer", "regional"),
                    ("immigration_officer", "programme"),
                ]
            )
        )
        stage = draw(st.sampled_from(list(Stage)))
        things.append(Thing(mark, stage, releases, author, network, draw(st.booleans())))
    return things


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things=worlds(), provisional=st.frozensets(st.sampled_from(WITH_POST)))
def test_the_three_shapes_agree_in_any_small_world(
    cast: Cast, things: list[Thing], provisional: frozenset[str]
) -> None:
    check(cast, things, provisional)


def test_every_pair_of_mark_and_stage_is_in_the_data() -> None:
    from waypost.publications.states import SEES_CONTENT, SEES_HEAD

    assert set(SEES_HEAD) == set(SEES_CONTENT) == set(Stage)
    assert {mark for mark, _stage in product(TERMS, Stage)} == set(Mark)
