"""What is searched: the words of every text and of every page of a file that readers may read. Words and ids, no marks.

Derived, never edited: ``rewrite`` is called by the actions that change what readers read, and nothing else writes here.
``waypost search check`` compares every row with a fresh one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
from waypost.publications.models.versions import Text
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


class Indexed(MarkedThrough):
    """The words of one text, or of one page of a file; after withdrawal, one row that knows the reference alone.

    ``head`` repeats a text's words of title and summary (a BORDER between, a space around each) for ranking.
    """

    marked_by = "publication"

    publication = MarkedLink(Publication, models.CASCADE)
    text = MarkedLink(Text, models.CASCADE, null=True)
    attachment = MarkedLink(Attachment, models.CASCADE, null=True)
    page = models.PositiveSmallIntegerField(null=True)
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

    def __str__(self) -> str:
        return f"words of {self.publication_id}"

    @classmethod
    def of_outer(cls, *conditions: Any, link: str = "publication", **more: Any) -> QuerySet[Self]:
        """The rows of the outer query's publication or text, which has to be the viewer's to see."""
        return cls.unfiltered.filter(*conditions, **{link: OuterRef("pk")}, **more)

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
        texts = Text.unfiltered.filter(version__in=list(by_live), approved_at__isnull=False).order_by("pk")
        rows = [cls._of_text(by_live[text.version_id], text) for text in texts]
        rows += [cls._of_page(by_live[page.version_id], page) for page in attached_pages(by_live)]
        return rows + [cls._of_reference(p) for p in publications if p.stage == Stage.WITHDRAWN]

    def compared(self) -> tuple[int | None, int | None, int | None, str, frozenset[str]]:
        """What has to be the same in a stored row and a fresh one."""
        found = frozenset({self.words})
        if connection.vendor == "postgresql":
            found = frozenset((_tsvector(self.words) if self.pk is None else self.words).split())
        return self.text_id, self.attachment_id, self.page, self.head, found

    @classmethod
    def languages_of(cls, publication: Publication) -> set[str]:
        """The languages its indexed texts are in."""
        return set(cls.tally_of_languages([publication.pk]))

    @classmethod
    def tally_of_languages(cls, publications: list[int]) -> Counter[str]:
        """How many of these publications, which the viewer was shown, have a text in each language. One query."""
        return Counter(dict(_LANGUAGES(publications=publications)))

    @classmethod
    def _of_text(cls, publication: Publication, text: Text) -> Self:
        fields = [text.title, text.summary, plain(text.body)]
        sought = _sought(fields, publication.reference)
        return cls(publication_id=publication.pk, text_id=text.pk, head=_head(fields[:2]), words=sought)

    @classmethod
    def _of_page(cls, publication: Publication, page: AttachedPage) -> Self:
        sought = _sought([page.text])
        return cls(
            publication_id=publication.pk, attachment_id=page.attachment_id, page=page.number, words=sought
        )

    @classmethod
    def _of_reference(cls, publication: Publication) -> Self:
        return cls(publication_id=publication.pk, words=_sought([], publication.reference))


class Head(Protocol):
    """A publication as far as its words have to know it: whole, or as a list has it."""

    @property
    def pk(self) -> int: ...
    @property
    def live_id(self) -> int | None: ...
    @property
    def stage(self) -> str: ...
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
_LANGUAGES = Compiled(
    lambda publications: (
        Indexed.unfiltered.filter(Among("publication", publications), text__isnull=False)
        .values_list("text__language")
        .annotate(texts=Count("pk"))
    )
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


def _sought(fields: list[str], reference: str = "") -> str:
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

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.searches} searches, {self.in_vain} in vain"

    @classmethod
    def count(cls, day: date, *, in_vain: bool) -> None:
        """One more search on this day."""
        rows, more = cls.objects.filter(day=day), {"searches": F("searches") + 1}
        if in_vain:
            more["in_vain"] = F("in_vain") + 1
        if not rows.update(**more):
            SearchDay.objects.bulk_create([SearchDay(day=day)], ignore_conflicts=True)
            rows.update(**more)
