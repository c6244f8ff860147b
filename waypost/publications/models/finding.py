"""What is searched: the words of every text and of every page of a file that readers may read. Words and ids, no marks.

Derived, never edited: ``rewrite`` is called by the actions that change what readers read, and nothing else writes here.
``waypost search check`` compares every row with a fresh one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, Self

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.core.compiled import Among, Compiled, Given
from waypost.core.exposure import Exposure
from waypost.core.words import codes, words
from waypost.publications.models.answers import Addressee, Opening, acting_for
from waypost.publications.models.attachments import AttachedPage, Attachment, attached_pages
from waypost.publications.models.heads import Publication
from waypost.publications.models.versions import Text, Version
from waypost.publications.states import Stage

# Neither can stand in a word: between two fields, so that no phrase goes from one into the other; before a code.
BORDER, CODE = "\ue000", "\ue001"

# What a tsvector holds at most. SQLite could hold more: the same limits give the same results on both.
_MOST_WORDS, _MOST_OF_ONE = 16_000, 255


class WordsField(models.TextField):  # type: ignore[type-arg]  # the class takes none when it runs
    """Forms, with spaces between. On PostgreSQL a tsvector; on SQLite a text beside an FTS5 table (migration 0002)."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To migrations this is a plain text: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_placeholder(self, _value: Any, _compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return _tsvector(value) if connection.vendor == "postgresql" and value is not None else value


@dataclass(frozen=True)
class Said:
    """One line of what a kind adds, as readers find it: what it is called, in which language it stands, the line."""

    label: Any
    language: str
    text: str


@dataclass(frozen=True)
class Adds:
    """How the words of what a kind adds are read. ``lines`` takes parts by version (id), and ``numbers`` versions
    (ids): the codes that stand in a version beside its part, too many to read again for every row of a list.
    ``waiting`` names what was changed in words and the worker has still to write into what is searched.
    """

    lines: Callable[[Mapping[int, dict[str, Any]]], Mapping[int, list[Said]]]
    numbers: Callable[[Iterable[int]], Mapping[int, list[str]]]
    waiting: Callable[[], Iterable[str]]


_adds: dict[str, Adds] = {}


def search_too(kind: str, adds: Adds) -> None:
    """From now on the words of what this kind adds are searched: ``publications.kinds`` says so once for each."""
    _adds[kind] = adds


def adds_lines(kind: str) -> bool:
    """Does this kind add something to what readers find?"""
    return kind in _adds


class Indexed(MarkedThrough):
    """The words of one text and of what its kind adds, or of one page of a file; after withdrawal, one row that knows
    the reference alone. What a kind adds stands in the row of every text: whoever asks for a word of the title and one
    of a finding finds both.

    ``head`` repeats a text's words of title and summary (a BORDER between, a space around each) for ranking,
    ``published_at`` when its publication was published, so that newest hits are found without looking at older ones.
    """

    marked_by = "publication"

    publication = MarkedLink(Publication, models.CASCADE)
    text = MarkedLink(Text, models.CASCADE, null=True)
    attachment = MarkedLink(Attachment, models.CASCADE, null=True)
    page = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    head = models.TextField()
    words = WordsField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "text"], name="one_index_row_a_text"),
            models.UniqueConstraint(
                fields=["attachment", "page"],
                condition=Q(attachment__isnull=False),
                name="one_index_row_a_page",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["published_at"], name="indexed_by_time")]

    def __str__(self) -> str:
        return f"words of {self.publication_id}"

    @classmethod
    def of_outer(cls, *conditions: Any, link: str = "publication", **more: Any) -> QuerySet[Self]:
        """The rows of the outer query's publication or text, which has to be the viewer's to see."""
        return cls.unfiltered.filter(*conditions, **{link: OuterRef("pk")}, **more)

    @classmethod
    def expected(cls, words: str, since: datetime) -> tuple[int, int, int]:
        """How many rows there are, how many of them since then, and how many hold these words (in PostgreSQL's
        language): by the statistics that PostgreSQL plans with, without a look at any row.
        """
        every = f"SELECT FROM {cls._meta.db_table}"
        parts = every, f"{every} WHERE published_at >= %s", f"{every} WHERE words @@ %s::tsquery"
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join(parts)}", [since, words])
            [(found,)] = cursor.fetchall()
        all_of_them, newest, holding = (each["Plan Rows"] for each in found[0]["Plan"]["Plans"])
        return all_of_them, newest, holding

    @classmethod
    def rewrite(cls, publications: Iterable[Publication]) -> int:
        """Write the words of these publications as they stand now, inside an action. Returns how many rows."""
        found = list(publications)
        cls.unfiltered.filter(publication__in=found).delete()
        return len(cls.unfiltered.bulk_create(cls.fresh(found)))  # type: ignore[arg-type]  # Self is Indexed

    @classmethod
    def fresh(cls, publications: list[Publication]) -> list[Self]:
        """The rows these publications should have: approved texts and files of the live version, nothing of a draft."""
        by_live = {p.live_id: p for p in publications if p.live_id and p.stage == Stage.PUBLISHED}
        added = _added(by_live)
        texts = Text.unfiltered.filter(version__in=list(by_live), approved_at__isnull=False).order_by("pk")
        rows = [cls._of_text(by_live[text.version_id], text, added[text.version_id]) for text in texts]
        rows += [cls._of_page(by_live[page.version_id], page) for page in attached_pages(by_live)]
        return rows + [cls._of_reference(p) for p in publications if p.stage == Stage.WITHDRAWN]

    def compared(self) -> tuple[Any, ...]:
        """What has to be the same in a stored row and a fresh one."""
        found = frozenset({self.words})
        if connection.vendor == "postgresql":
            found = frozenset((_tsvector(self.words) if self.pk is None else self.words).split())
        return self.text_id, self.attachment_id, self.page, self.published_at, self.head, found

    @classmethod
    def _of_text(cls, publication: Publication, text: Text, added: list[str]) -> Self:
        fields = [text.title, text.summary, *added, plain(text.body)]
        sought = words_sought(fields, publication.reference)
        return cls._of(publication, sought, text_id=text.pk, head=_head(fields[:2]))

    @classmethod
    def _of_page(cls, publication: Publication, page: AttachedPage) -> Self:
        sought = words_sought([page.text])
        return cls._of(publication, sought, attachment_id=page.attachment_id, page=page.number)

    @classmethod
    def _of_reference(cls, publication: Publication) -> Self:
        return cls._of(publication, words_sought([], publication.reference))

    @classmethod
    def _of(cls, publication: Publication, sought: str, **more: Any) -> Self:
        return cls(publication_id=publication.pk, published_at=publication.published_at, words=sought, **more)


def newest_holding(since: Given, matches: Any) -> QuerySet[Indexed, int]:
    """For a compiled query: the publications in which these words stand, published since then, whoever may see them.
    What an older release wrote beside this one knows no time: it is always among them.
    """
    newest = Q(published_at__gte=since) | Q(published_at__isnull=True)
    return Indexed.unfiltered.filter(newest, matches).values_list("publication", flat=True)


def waiting() -> list[str]:
    """What the worker has still to write anew, each named once."""
    return list(dict.fromkeys(name for adds in _adds.values() for name in adds.waiting()))


def _added(by_live: Mapping[int, Publication]) -> dict[int, list[str]]:
    """By version, the texts of what its kind adds: its lines, then its numbers."""
    found: dict[int, list[str]] = defaultdict(list)
    versions: dict[str, list[int]] = defaultdict(list)
    for live, publication in by_live.items():
        if publication.kind in _adds:
            versions[publication.kind].append(live)
    for kind, lives in versions.items():
        parts = dict(Version.unfiltered.filter(pk__in=lives).values_list("pk", "part"))
        for version, lines in _adds[kind].lines(parts).items():
            found[version] += [line.text for line in lines]
        for version, numbers in _adds[kind].numbers(lives).items():
            found[version] += numbers
    return found


class Head(Protocol):
    """A publication as far as its words have to know it: whole, or as a list has it."""

    @property
    def pk(self) -> int: ...
    @property
    def live_id(self) -> int | None: ...
    @property
    def stage(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def is_seen(self) -> bool: ...


def shown_versions(publications: Iterable[Head]) -> list[int]:
    """The versions whose words go into a list with these publications, which came through ``visible_to``: the live
    ones, none after withdrawal. Whoever sees a published item sees them, so the rule isn't asked again for each.
    """
    return [p.live_id for p in publications if p.stage == Stage.PUBLISHED and p.is_seen and p.live_id]


def texts_of(versions: Given) -> QuerySet[Text]:
    """For a compiled query that is given what ``shown_versions`` gives: the approved texts, title and summary only."""
    shown = Text.unfiltered.filter(Among("version", versions), approved_at__isnull=False)
    return shown.only("version", "language", "authoritative", "title", "summary")


def shown_words(publications: Iterable[Head]) -> list[Text]:
    """The texts that go into a list with these publications, without their bodies. One query."""
    return _WORDS(versions=shown_versions(publications))


_WORDS = Compiled(texts_of)


def said_in(publications: Iterable[Head]) -> dict[int, list[Said]]:
    """By version, the lines of what its kind adds, of publications that came through ``visible_to``. One query, and
    what the kinds among them ask; none where no kind of theirs adds anything.
    """
    kinds = {live: p.kind for p in publications if p.kind in _adds for live in shown_versions([p])}
    parts = dict(_PARTS(versions=list(kinds))) if kinds else {}
    found: dict[int, list[Said]] = {}
    for kind in sorted(set(kinds.values())):
        found.update(_adds[kind].lines({pk: part for pk, part in parts.items() if kinds[pk] == kind}))
    return found


_PARTS = Compiled(lambda versions: Version.unfiltered.filter(Among("pk", versions)).values_list("pk", "part"))


def languages_shown(publications: Iterable[Head]) -> Counter[str]:
    """How many of these publications, which came through ``visible_to``, have a text in each language. One query."""
    return Counter(dict(_LANGUAGES(versions=shown_versions(publications))))


def languages_of(publication: Publication) -> set[str]:
    """For the worker: the languages in which readers find a publication."""
    live = publication.live_id if publication.stage == Stage.PUBLISHED else None
    return {language for language, _texts in _LANGUAGES(versions=[live] if live else [])}


_LANGUAGES = Compiled(
    lambda versions: texts_of(versions).order_by().values_list("language").annotate(texts=Count("pk"))
)


@dataclass(frozen=True)
class FoundPage:
    """A page of an attached file that matches: which, and what stands on it."""

    file: str
    number: int
    text: str


def first_pages(publications: Given, matches: Any) -> QuerySet[Indexed, int]:
    """For a compiled query, which is given publications that came through ``visible_to``, published: of each, the
    first page of its files that matches.
    """
    pages = Indexed.unfiltered.filter(Among("publication", publications), matches, attachment__isnull=False)
    return pages.order_by().values("publication").annotate(first=Min("pk")).values_list("first", flat=True)


def found_pages(firsts: list[int]) -> dict[int, FoundPage]:
    """By publication, what stands on pages that ``first_pages`` gave. One query."""
    return {
        pk: FoundPage(name, page, text[page - 1])
        for pk, page, name, text in _PAGES(pages=firsts)
        if page and text[page - 1 :]
    }


_PAGES = Compiled(
    lambda pages: Indexed.unfiltered.filter(Among("pk", pages)).values_list(
        "publication", "page", "attachment__file__name", "attachment__file__filetext__pages"
    )
)


def opened_by(viewer: Viewer) -> Exists:
    """The condition on a publication that this viewer has opened what stands there now."""
    return Exists(Opening.unfiltered.filter(person=viewer.pk or 0, version=OuterRef("live")))


def asked_of(viewer: Viewer, *, answered: bool = False) -> QuerySet[Addressee]:
    """The open question, or the answered one, to this viewer's organisation (under RED to the viewer) about the outer
    query's publication.
    """
    organisation = acting_for(viewer)
    mine = Q(person__isnull=True) | Q(person=viewer.pk or 0)
    asked = Addressee.unfiltered.filter(mine, answered=answered, version=OuterRef("live"))
    return asked.filter(organisation=organisation.pk if organisation else 0)


# Each in one pass, whatever is typed: bounded, and begun at the beginning of a run only. Approving waits for these, and
# so does every search that finds the text.
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^)\n]{0,500}\)")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+|^[ \t|:=-]{3,}$", re.MULTILINE)
_EMPHASIS = re.compile(r"[*`~]+|(?<!\w)_++|(?<!_)_++(?!\w)")


def plain(markdown: str) -> str:
    """The words a reader of this Markdown sees, in its lines: no addresses, no signs of layout."""
    return _EMPHASIS.sub("", _LINE_MARK.sub("", _LINK.sub(r"\1", markdown))).replace("|", " ")


def _head(fields: list[str]) -> str:
    return f" {' '.join(_bordered(_forms(fields)))} "


def words_sought(fields: list[str], reference: str = "") -> str:
    """What a row is found by: the words of the fields, in their order, and every code in them or in the reference."""
    known = dict.fromkeys(code for field in [reference, *fields] for code in codes(field))
    return " ".join(_bounded([*_bordered(_forms(fields)), BORDER, *(CODE + code for code in known)]))


def _forms(fields: list[str]) -> list[list[str]]:
    return [[word.form for word in words(field)] for field in fields]


def _bordered(fields: list[list[str]]) -> list[str]:
    between = [[BORDER, *field] for field in fields]
    return [form for field in between for form in field][1:]


def _bounded(forms: list[str]) -> list[str]:
    """As many as a tsvector can place; what is beyond leaves a border, so that no phrase closes over the gap."""
    seen: Counter[str] = Counter()
    kept = []
    for form in forms[:_MOST_WORDS]:
        seen[form] += 1
        kept.append(form if seen[form] <= _MOST_OF_ONE else BORDER)
    return kept


def _tsvector(forms: str) -> str:
    places: dict[str, list[str]] = {}
    for place, form in enumerate(forms.split(), start=1):
        if form != BORDER:
            places.setdefault(form, []).append(str(place))
    return " ".join(f"'{form}':{','.join(at)}" for form, at in places.items())


class SearchDay(models.Model):
    """How many searches members made on a day, and how many found nothing. Never by whom; for what: see ``vain``."""

    exposure = Exposure.INTERNAL

    day = models.DateField(unique=True)
    searches = models.PositiveIntegerField(default=0)
    in_vain = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Items opened from a list that words had found"
    )

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.searches} searches, {self.in_vain} in vain"

    @classmethod
    def count(cls, day: date, *, in_vain: bool) -> None:
        """One more search on this day."""
        cls._add(day, "searches", *(["in_vain"] if in_vain else []))

    @classmethod
    def count_opened(cls, day: date) -> None:
        """One more item opened from what a search found."""
        cls._add(day, "opened")

    @classmethod
    def _add(cls, day: date, *names: str) -> None:
        rows, more = cls.objects.filter(day=day), {name: F(name) + 1 for name in names}
        if not rows.update(**more):
            SearchDay.objects.bulk_create([SearchDay(day=day)], ignore_conflicts=True)
            rows.update(**more)
