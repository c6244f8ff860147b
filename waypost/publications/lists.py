"""Rows for lists: always from ``visible_to``, a constant number of queries whatever the size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import DateTimeField, QuerySet, TextField, Value
from django.utils import translation

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.publications.kinds import Kind, kind_of
from waypost.publications.models import Addressee, Opening, Publication, Text, Urgency, Use
from waypost.publications.models.finding import shown_words
from waypost.publications.states import Stage


class Originator(NamedTuple):
    """An organisation as a list names it."""

    code: str
    name_en: str
    name_th: str

    @property
    def name(self) -> str:
        return self.name_th if translation.get_language() == "th" else self.name_en


class Listed(NamedTuple):
    """A publication as far as a list needs it: much less to fetch, and to make, than a whole one. ``listed`` alone
    makes them, so the viewer sees what is here: what is published, and of one's own work also what is not yet.
    """

    pk: int
    public_id: str
    reference: str
    published_at: datetime | None
    kind: str
    mark: int
    urgency: str
    stage: str
    expires_on: date | None
    live_id: int
    withdrawn_because: str
    originator_id: int
    network_id: int
    asks_answer: bool
    code: str
    name_en: str
    name_th: str
    member: str  # its key
    head: str  # with words asked: the words of title and summary
    due_at: datetime | None  # in the order of deadlines

    @property
    def is_seen(self) -> bool:
        return True

    @property
    def originator(self) -> Originator:
        return Originator(self.code, self.name_en, self.name_th)

    def get_urgency_display(self) -> str:
        return str(Urgency(self.urgency).label)

    def is_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


_JOINED = {
    "code": "originator__code",
    "name_en": "originator__name_en",
    "name_th": "originator__name_th",
    "member": "originator__member__key",
}
_COLUMNS = [_JOINED.get(name, name) for name in Listed._fields[:-2]]


def everything(viewer: Viewer) -> SeenQuerySet[Publication]:
    """The published (and withdrawn) items this viewer may see."""
    return Publication.visible_to(viewer).filter(published_at__isnull=False)


def columns(
    found: SeenQuerySet[Any], *, head: Any = None, due_at: Any = None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Items that came through ``visible_to``, ready to become ``Listed``."""
    more = head or Value("", TextField()), due_at or Value(None, DateTimeField())
    return found.values_list(*_COLUMNS, *more)


def listed(rows: Iterable[tuple[Any, ...]]) -> list[Listed]:
    """Rows of ``columns``."""
    return [Listed(*row) for row in rows]


@dataclass(frozen=True)
class Answers:
    """How many of those addressed at publication have answered."""

    answered: int
    all: int


@dataclass
class Row:
    """One publication as one viewer meets it in a list: its words (none after withdrawal) and what it asks of them."""

    publication: Publication | Listed
    text: Text | None
    unread: bool = False
    addressee: Addressee | None = None  # the viewer's organisation (or the viewer), when an answer was asked
    answers: Answers | None = None  # of all who were asked, for those who read the board

    @property
    def kind(self) -> Kind:
        return kind_of(self.publication.kind)

    @property
    def withdrawn(self) -> bool:
        return self.publication.stage == Stage.WITHDRAWN

    @property
    def expired(self) -> bool:
        return self.publication.is_expired(clock.today())


def best_texts(viewer: Viewer, versions: Iterable[int]) -> dict[int, Text]:
    """By version id, the text in the reader's language, else the authoritative one. One query."""
    return best_of(Text.visible_to(viewer).filter(version__in=list(versions)))


def best_of(texts: Iterable[Text]) -> dict[int, Text]:
    """By version id, the one in the reader's language, else the authoritative one."""
    language = translation.get_language() or "en"
    best: dict[int, Text] = {}
    for text in texts:
        held = best.get(text.version_id)
        if held is None or text.language == language or (text.authoritative and held.language != language):
            best[text.version_id] = text
    return best


class Reading(NamedTuple):
    """What of some versions a viewer hasn't read, and which of them ask the viewer's organisation for an answer."""

    unread: frozenset[int]
    asked: dict[int, Addressee]


def reading_of(viewer: Viewer, versions: list[int]) -> Reading:
    """Two queries. To a visitor nothing is new."""
    unread = frozenset(Opening.unseen_by(viewer, versions)) if viewer.pk else frozenset()
    return Reading(unread, Addressee.of_viewer(viewer, versions))


def rows_for(
    viewer: Viewer,
    publications: Iterable[Publication | Listed],
    texts: Iterable[Text] | None = None,
    reading: Reading | None = None,
) -> list[Row]:
    """Publications that came through ``visible_to`` as rows, with words, read mark and deadline: three queries.

    ``texts`` and ``reading`` are theirs, where the caller has fetched them already; otherwise the bodies stay in the
    data base.
    """
    found = list(publications)
    if not found:
        return []
    best = best_of(shown_words(found) if texts is None else texts)
    unread, asked = reading or reading_of(viewer, [p.live_id for p in found if p.live_id])
    answers = _answers(viewer, [p for p in found if p.live_id not in asked])
    return [
        Row(
            p,
            best.get(p.live_id or 0),
            unread=p.live_id in unread,
            addressee=asked.get(p.live_id or 0),
            answers=answers.get(p.live_id or 0),
        )
        for p in found
    ]


def uses_of(viewer: Viewer, publication: Publication) -> list[Use]:
    """For what it was used, as far as the viewer may know, the newest first. One query; a visitor asks none."""
    if viewer.pk is None:
        return []
    rows = Use.visible_to(viewer).filter(publication=publication.pk).select_related("organisation__member")
    return list(rows.order_by("-month", "-pk"))


def _answers(viewer: Viewer, publications: Iterable[Publication | Listed]) -> dict[int, Answers]:
    """By version id, the answers to what others were asked, where this viewer reads the board. Two queries, and none
    where nothing of theirs was asked.
    """
    mine = viewer.organisation.pk if viewer.organisation else 0
    held = keys_of(viewer)
    own, run = [], []
    for p in publications:
        if not p.asks_answer or not p.live_id:
            continue
        if p.originator_id == mine:
            own.append(p.live_id)
        elif p.mark <= Mark.AMBER and key(Audience.SECRETARIAT, 0, p.network_id) in held:
            run.append(p.live_id)
    return {version: Answers(*each) for version, each in Addressee.tallies(viewer, own, run).items()}
