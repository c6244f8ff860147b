"""The world of the leak matrix: one item of every mark in every state, each text of it carrying a random canary.

A canary is a word that exists nowhere else. Who may meet it is worked out from the design's tables, naively; any
response to anybody else that holds it is a leak. The world is made through the portal's own actions, and what hangs on
an item has a canary too. ``uncovered_models`` and ``texts_without_canary`` say what the matrix doesn't know yet: a
model or a text without a canary fails the build.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from tests.cast import TODAY, Cast
from tests.test_rule import Named, Thing, _body, expected
from tests.words import any_word
from waypost.access.keys import NOBODY, Audience, key
from waypost.access.marked import Seen
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.doors import CLOCK, outside_actions
from waypost.core.ids import PublicId
from waypost.files.actions import keep_text
from waypost.files.intake import Clean
from waypost.files.kinds import PDF, TEXT
from waypost.files.tests import corpus
from waypost.people.models import Person
from waypost.places.models import Route, Topic
from waypost.publications.actions import afterwards, answering, approving, attaching, drafting, gating, using
from waypost.publications.models import Publication, Release, Version, WiderRequest
from waypost.publications.models.gating import found_in
from waypost.publications.states import Stage

READERS = {
    # Under each mark, to whom the world releases: the coast guard, or under RED its officer.
    Mark.CLEAR: (),
    Mark.GREEN: (Named(Audience.ORGANISATION, "customs", barred=True),),
    Mark.AMBER: (Named(Audience.ORGANISATION, "coast"),),
    Mark.STRICT: (Named(Audience.ORGANISATION, "coast"),),
    Mark.RED: (Named(Audience.PERSON, "coast_officer"),),
}
KINDS = ("bulletin", "resource")
OUT = Stage.PUBLISHED


def _to(kind: Audience, name: str) -> Named:
    return Named(kind, name)


def _not_to(kind: Audience, name: str) -> Named:
    return Named(kind, name, barred=True)


# Every other way an item is released: to each kind of audience, to nobody, not to somebody.
PATTERNS = (
    Thing(Mark.GREEN, OUT),
    Thing(Mark.GREEN, OUT, (_not_to(Audience.MEMBER, "id"),)),
    Thing(Mark.GREEN, OUT, (_not_to(Audience.GROUP, "maritime"),)),
    Thing(Mark.GREEN, OUT, (_not_to(Audience.PERSON, "coast_officer"),)),
    Thing(Mark.AMBER, OUT),
    Thing(Mark.AMBER, OUT, (_to(Audience.MEMBER, "id"),)),
    Thing(Mark.AMBER, OUT, (_to(Audience.MEMBER, "id"), _not_to(Audience.ORGANISATION, "coast"))),
    Thing(Mark.AMBER, OUT, (_to(Audience.GROUP, "maritime"),)),
    Thing(Mark.AMBER, OUT, (_to(Audience.ORGANISATION, "coast"), _not_to(Audience.PERSON, "coast_officer"))),
    Thing(Mark.STRICT, OUT),
    Thing(Mark.STRICT, OUT, (_to(Audience.ORGANISATION, "customs"),)),
    Thing(Mark.RED, OUT),
    Thing(Mark.RED, OUT, (_to(Audience.PERSON, "customs_officer"),)),
)
# In capitals it stands in a document number.
CANARY = re.compile("zq[bcdfghjkmnpqrstvwxz]{14}|ZQ[BCDFGHJKMNPQRSTVWXZ]{14}")

# Texts of marked models that are no words of anybody's, and why.
NO_CANARY = {
    "Publication.kind": "the name of a registered kind",
    "Publication.reference": "given by the portal from a series",
    "Release.because": "nothing writes it yet",
    "Text.language": "a code",
    "Card.token": "random",
    "ModuleVersion.standard": "a code",
    "ModuleVersion.edition": "a code",
    "ModuleVersion.sha256": "a hash",
    "ModuleVersion.findings": "the package doctor's own sentences; what a package is called stands in its parts",
    "Justification.place": "a code: where something stands",
    "Justification.kind": "a code",
    "Justification.digest": "of a sentence",
    "Request.reference": "given by the portal from a series",
    "Indexed.head": "derived from the texts' words",
    "Indexed.words": "derived from the words of texts and parts",
    "Question.words": "derived from its title and text",
    "Answer.words": "derived from its text",
    "Alert.issuer": "a code",
    "Alert.document": "a code",
    "Alert.fraud": "a code",
    "Alert.seen_in": "a code",
    "Alert.point": "a code",
    "Specimen.issuer": "a code",
    "Specimen.document": "a code",
    "Trait.vocabulary": "the name of a vocabulary",
    "Trait.code": "a code",
    "Picture.light": "a code",
    "Picture.side": "a code",
    "Sighting.point": "a code",
    "Series.issuer": "a code",
    "Series.document": "a code",
    "Meeting.zone": "the name of a time zone",
    "Meeting.digest": "a hash",
    "Facilitation.email": "the address of a person, by which the row is theirs",
    "SessionDay.entry": "random",
    "Demonstration.scores": "numbers of points",
    "Key.right": "numbers of options",
    "PageKey.right": "numbers of options",
    "Paper.letter": "A or B",
    "Sitting.answers": "numbers of options",
    "Assessment.scores": "points",
    "Certificate.code": "random",
    "Certificate.issuer_en": "the name of an organisation: open reference",
    "Certificate.issuer_th": "the name of an organisation: open reference",
    "Certificate.curriculum_number": "three numbers",
    "Certificate.curriculum_digest": "of a version's modules",
    **{
        f"Teaching.{name}": "the name of a person, who has canaries of their own (tests/personal.py)"
        for name in ("rank_title", "rank_native", "name_latin", "name_native")
    },
    "CurriculumVersion.number": "three numbers",
    "CurriculumVersion.digest": "of its words",
    "Paragraph.stable": "random",
    "Comment.stable": "random",
    "Comment.number": "a number counted in a version",
    "Disposition.applied_to": "random",
    "TopicAnswer.stable": "the id of a paragraph: random",
    "SignOff.digest": "of a version's words",
    "Overlap.signals": "codes",
    "Overlap.facts": "derived from what the two activities say",
    "Overlap.judged_facts": "derived from what the two activities say",
    "Judgement.facts": "derived from what the two activities say",
    "Series.mask": "where letters and digits stand: its prefix has the canary",
}


@dataclass
class Item:
    """One publication, and its canaries by who may meet them."""

    thing: Thing
    publication: Publication
    heads: list[str] = field(default_factory=list)  # whoever sees that it is there, after withdrawal too
    content: list[str] = field(default_factory=list)  # whoever sees the content
    part: list[str] = field(default_factory=list)  # of the content, what the kind adds and the search finds
    numbers: list[str] = field(default_factory=list)  # begin document numbers: whoever sees the content
    work: list[str] = field(default_factory=list)  # whoever works on the item
    coming: list[str] = field(default_factory=list)  # begin those of the version in work: the same
    answers: list[str] = field(default_factory=list)  # the answering organisation, originator, secretariat
    requests: list[str] = field(default_factory=list)  # the asking organisation and the originator
    uses: list[str] = field(
        default_factory=list
    )  # whoever tells of a use for their organisation, and the originator

    @property
    def public_id(self) -> str:
        return self.publication.public_id

    @property
    def shows_pictures(self) -> bool:
        return self.publication.kind in ("alert", "specimen")

    @property
    def live(self) -> bool:
        return self.thing.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)

    @property
    def canaries(self) -> set[str]:
        read, kept = [*self.heads, *self.content, *self.numbers], [*self.work, *self.coming]
        return {*read, *kept, *self.answers, *self.requests, *self.uses}

    @property
    def head(self) -> Publication:
        return self.publication

    def __str__(self) -> str:
        return f"{self.thing.mark.label} {self.thing.stage}"


def _nothing(_cast: Cast, _item: Item) -> None:
    """For a kind that has nothing more."""


@dataclass(frozen=True)
class More:
    """What items of a kind have beside what all have: written into the draft, and gathered once it is out."""

    write: Callable[[Cast, Item], None] = _nothing
    gather: Callable[[Cast, Item], None] = _nothing


def canary() -> str:
    return any_word("zq")


def new(into: list[str]) -> str:
    """A canary that is among ``into`` from now on."""
    into.append(canary())
    return into[-1]


def words(into: list[str]) -> dict[str, str]:
    return {name: f"Item {new(into)}" for name in ("title", "summary", "body")}


def make_world(cast: Cast) -> list[Item]:
    """Every mark in every stage; one that visitors see; one of two versions and two languages."""
    items = [make_item(cast, mark, stage, KINDS[n % 2]) for mark in Mark for n, stage in enumerate(Stage)]
    return [*items, _made_public(cast), _of_two_versions(cast)]


def make_patterns(cast: Cast) -> list[Item]:
    """Items that differ in whom they reach; one that has expired; one that visitors saw until it was withdrawn."""
    items = [_pattern(cast, thing) for thing in PATTERNS]
    expired = _pattern(cast, Thing(Mark.AMBER, OUT, READERS[Mark.AMBER]))
    with outside_actions(because="a day that has passed"):
        Publication.unfiltered.filter(pk=expired.publication.pk).update(expires_on=TODAY - timedelta(days=1))
    gone = _made_public(cast)
    afterwards.withdraw(by=cast.officer, publication=gone.publication, because=new(gone.heads))
    gone.thing = Thing(Mark.CLEAR, Stage.WITHDRAWN, public=True)
    return [*items, expired, gone]


def _pattern(cast: Cast, thing: Thing) -> Item:
    """Published through the doors, then released as the thing says: to nobody too, which no author would do."""
    item = _draft(cast, thing.mark, "bulletin")
    drafting.submit(by=cast.officer, publication=item.publication)
    _approve(cast, item.publication, 1)
    item.thing, item.publication = thing, Publication.unfiltered.get(pk=item.publication.pk)
    with outside_actions(because="a test's world"):
        Release.unfiltered.filter(publication=item.publication.pk).delete()
        for named in thing.releases:
            scope = 0 if named.kind == Audience.PERSON else cast.regional.pk
            value = key(named.kind, _body(cast, named), scope)
            Release(publication_id=item.publication.pk, key=value, barred=named.barred).save()
        item.publication.recompile()
    return item


def make_item(cast: Cast, mark: Mark, stage: Stage, kind: str, more: More = More()) -> Item:
    item = _draft(cast, mark, kind, more)
    item.thing = Thing(mark, stage, READERS[mark])
    publication = item.publication
    if stage != Stage.DRAFT:
        drafting.submit(by=cast.officer, publication=publication)
    if item.live:
        _approve(cast, publication, 1)
        _gather(cast, item)
        more.gather(cast, item)
    if stage == Stage.WITHDRAWN:
        afterwards.withdraw(by=cast.officer, publication=publication, because=new(item.heads))
    item.publication = Publication.unfiltered.get(pk=publication.pk)
    return item


def _draft(cast: Cast, mark: Mark, kind: str, more: More = More()) -> Item:
    """A draft with everything in it that was sent back once."""
    publication = drafting.start(
        by=cast.officer, organisation=cast.police, kind=kind, network=cast.regional, language="en"
    )
    publication = Publication.unfiltered.get(pk=publication.pk)
    item = Item(Thing(mark, Stage.DRAFT, READERS[mark]), publication)
    written = words(item.content)
    written["body"] += ". Call +66 81 000 4567."
    _write(cast, publication, 1, **written)
    _justify(cast, item)
    if kind == "resource":
        part = {"use": "guidance", "source": new(item.content)}
        drafting.save_part(by=cast.officer, publication=publication, part=part)
    more.write(cast, item)
    drafting.address(by=cast.officer, publication=publication, revision=1, terms=_terms(cast, item))
    _attach(cast, item, item.content)
    drafting.submit(by=cast.officer, publication=publication)
    approving.send_back(by=cast.deputy, publication=publication, because=new(item.work))
    return item


def _justify(cast: Cast, item: Item) -> None:
    """Why the number in the text may stay, for those who work on the item."""
    version = item.publication.in_work()
    assert version is not None
    [found] = found_in(item.publication, version)
    gating.justify(
        by=cast.officer,
        publication=item.publication,
        version=version.number,
        reasons={found.digest: new(item.work)},
    )


def _attach(cast: Cast, item: Item, into: list[str]) -> None:
    """A file with canaries in its name, its description and its content, of a kind that its mark carries."""
    told, stamped = f"Item {new(into)}", item.thing.mark >= Mark.AMBER
    kind, content = (PDF, corpus.pdf(told)) if stamped else (TEXT, told.encode())
    preview = corpus.picture() if stamped else None
    clean = Clean(f"{new(into)}{kind.extension}", kind, content, preview, 1 if stamped else None, None, None)
    attachment = attaching.attach(by=cast.officer, publication=item.publication, clean=clean)
    described = {attachment.public_id: f"Item {new(into)}"}
    attaching.describe(by=cast.officer, publication=item.publication, descriptions=described)
    keep_text(by=CLOCK, file=attachment.file, pages=[told], trouble="")


def _write(cast: Cast, publication: Publication, revision: int, **texts: str) -> None:
    drafting.save_text(by=cast.officer, publication=publication, language="en", revision=revision, **texts)


def _approve(cast: Cast, publication: Publication, version: int) -> None:
    approving.approve(
        by=cast.deputy,
        publication=publication,
        version=version,
        languages=frozenset({"en"}),
        ticked=frozenset({"redaction", "without_issuer"}),
    )


def _gather(cast: Cast, item: Item) -> None:
    """What gathers on a published item: readings, answers, requests, a translation and a second version in work."""
    publication, mark = Publication.unfiltered.get(pk=item.publication.pk), item.thing.mark
    reader = cast.coast_officer if mark == Mark.RED else cast.coast_focal_point
    answering.opened(by=reader, publication=publication)
    answering.acknowledge(
        by=reader, publication=publication, version=1, answer="acting", remark=new(item.answers)
    )
    using.report_use(
        by=reader,
        publication=publication,
        purpose="training",
        month=clock.today(),
        times="few",
        note=new(item.uses),
    )
    if mark >= Mark.AMBER:
        _ask_wider(cast, item)
    afterwards.save_translation(by=cast.officer, publication=publication, language="th", **words(item.work))
    afterwards.start_version(by=cast.officer, publication=publication)
    _write(cast, publication, 1, **words(item.work))
    part = Version.unfiltered.get(publication=publication.pk, number=2).part
    drafting.save_part(by=cast.officer, publication=publication, part=part, changes=new(item.work))
    _attach(cast, item, item.work)


def _ask_wider(cast: Cast, item: Item) -> None:
    """Two audiences are asked for; one request is declined, the other waits."""
    publication, red = item.publication, item.thing.mark == Mark.RED
    people, bodies = (cast.customs_officer, cast.lone_officer), (cast.customs, cast.lone)
    for nth in (0, 1):
        wanted = (
            key(Audience.PERSON, people[nth].pk)
            if red
            else key(Audience.ORGANISATION, bodies[nth].pk, cast.regional.pk)
        )
        afterwards.ask_wider(
            by=cast.coast_officer, publication=publication, key=wanted, reason=new(item.requests)
        )
    declined = WiderRequest.unfiltered.filter(publication=publication.pk).order_by("pk")[0]
    afterwards.answer_wider(
        by=cast.officer,
        publication=publication,
        request=declined.public_id,
        grant=False,
        answer=new(item.requests),
    )


def _made_public(cast: Cast) -> Item:
    item = make_item(cast, Mark.CLEAR, Stage.PUBLISHED, "bulletin")
    afterwards.make_public(by=cast.deputy, publication=item.publication)
    item.thing = Thing(Mark.CLEAR, Stage.PUBLISHED, public=True)
    item.publication.refresh_from_db()
    return item


def _of_two_versions(cast: Cast) -> Item:
    """The second version is out: its words in both languages, the first one's and what changed are the readers'."""
    item = _draft(cast, Mark.AMBER, "resource")
    publication = item.publication
    drafting.submit(by=cast.officer, publication=publication)
    _approve(cast, publication, 1)
    afterwards.start_version(by=cast.officer, publication=publication)
    _write(cast, publication, 1, **words(item.content))
    part = Version.unfiltered.get(publication=publication.pk, number=2).part
    drafting.save_part(by=cast.officer, publication=publication, part=part, changes=new(item.content))
    _attach(cast, item, item.content)
    drafting.submit(by=cast.officer, publication=publication)
    _approve(cast, publication, 2)
    afterwards.save_translation(
        by=cast.officer, publication=publication, language="th", **words(item.content)
    )
    afterwards.approve_translation(by=cast.deputy, publication=publication, language="th")
    item.thing = Thing(Mark.AMBER, Stage.PUBLISHED, READERS[Mark.AMBER])
    item.publication = Publication.unfiltered.get(pk=publication.pk)
    return item


def _terms(cast: Cast, item: Item) -> drafting.Terms:
    mark = item.thing.mark
    to, not_to = set(), set()
    for named in READERS[mark]:
        body = getattr(cast, named.name).pk
        value = key(named.kind, body, 0 if named.kind == Audience.PERSON else cast.regional.pk)
        (not_to if named.barred else to).add(value)
    red = mark == Mark.RED
    return drafting.Terms(
        mark=mark,
        to=frozenset(to),
        not_to=frozenset(not_to),
        national_marking=new(item.heads),
        topics=tuple(Topic.objects.all()[:2]),
        routes=tuple(Route.objects.all()[:1]),
        asks_answer=True,
        answer_within=24,
        review_by=date(2020, 12, 1),
        approved_by="named" if red else "own",
        approver=cast.deputy if red else None,
    )


def may_meet(cast: Cast, item: Item, viewer: Any) -> set[str]:
    """The canaries of one item this viewer may meet, from the design's tables."""
    if not expected(cast, item.thing, viewer):
        return set()
    told = _told_of_use(cast, item, viewer)
    if works(cast, item, viewer):
        return (item.canaries - set(item.uses)) | told
    met = set(item.heads) | told
    if item.thing.stage != Stage.WITHDRAWN:
        met |= {*item.content, *item.numbers}
    if not item.live or viewer is NOBODY:
        return met
    if viewer.organisation == cast.coast:
        met |= set(item.requests)
        if item.thing.mark != Mark.RED or viewer.pk == cast.coast_officer.pk:
            met |= set(item.answers)
    if viewer.role == "secretariat" and item.thing.mark <= Mark.AMBER:
        met |= set(item.answers)
    return met


def _told_of_use(cast: Cast, item: Item, viewer: Any) -> set[str]:
    """The author, the focal points of the originator and of the coast guard; under RED the author and the reader."""
    wide = {cast.officer.pk, cast.focal_point.pk, cast.deputy.pk, cast.coast_focal_point.pk}
    red = {cast.officer.pk, cast.coast_officer.pk}
    return set(item.uses) if viewer.pk in (red if item.thing.mark == Mark.RED else wide) else set()


def works(cast: Cast, item: Item, viewer: Any) -> bool:
    """Does the viewer write, approve or answer for the item?"""
    if viewer is NOBODY:
        return False
    author = getattr(cast, item.thing.author)
    if item.thing.mark == Mark.RED:
        return viewer.pk in (author.pk, cast.deputy.pk)
    return viewer.pk in (author.pk, cast.deputy.pk, cast.focal_point.pk)


def uncovered_models() -> list[str]:
    """Marked models of which the world holds no row."""
    return [m.__name__ for m in _marked_models() if not m.unfiltered.exists()]


def texts_without_canary() -> list[str]:
    """Texts of marked models in which the world put no canary."""
    return [
        name
        for model in _marked_models()
        for text in _texts(model)
        if (name := f"{model.__name__}.{text}") not in NO_CANARY and not _has_canary(model, text)
    ]


def _marked_models() -> list[type[Seen]]:
    return [m for m in apps.get_models() if issubclass(m, Seen)]


def _texts(model: type[Seen]) -> list[str]:
    """The own columns a person's words can be in."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    fields = [f for f in model._meta.local_concrete_fields if isinstance(f, kinds)]
    return [f.attname for f in fields if not f.choices and not isinstance(f, PublicId)]


def _has_canary(model: type[Seen], text: str) -> bool:
    return any(CANARY.search(str(value)) for value in model.unfiltered.values_list(text, flat=True))


def viewer_named(cast: Cast, name: str) -> Any:
    return NOBODY if name == "visitor" else Person.objects.get(pk=getattr(cast, name).pk)
