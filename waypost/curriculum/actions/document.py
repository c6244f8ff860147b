"""Keeping a document: the only writer of paragraphs, and of the modules that are compiled from them.

``revision`` is the curriculum's when the form was opened; without one, nobody can have been first.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.curriculum.document import (
    MOST_PARAGRAPHS,
    Document,
    Words,
    modules_of,
    numbers,
    words_of,
)
from waypost.curriculum.models import Curriculum, CurriculumVersion, Module, Paragraph, Status, digest_of
from waypost.gate.refusing import check_words
from waypost.people.models import Person

MOST_MODULES = 60
LONGEST, LONGEST_HEADING = 4000, 160
_FIELDS = ("place", "kind", "module", "text_en", "text_th")


@action("curriculum.document_written", allowed=may_write)
def write_document(
    *, by: Person, curriculum: Curriculum, number: str, document: Document, revision: int | None = None
) -> CurriculumVersion:
    """Keep the document of a draft as it is given. A paragraph is known by its id, and what hangs on it stays."""
    demand_current(curriculum, revision)
    version = draft_of(curriculum, number)
    before = stored(version)
    keep(version, document)
    changed(curriculum)
    ids, held = {each.stable for each in document}, {each.stable: each for each in before}
    doors.note(
        version=number,
        paragraphs=len(document),
        added=len(ids - held.keys()),
        taken_out=len(held.keys() - ids),
        changed=sum(each != held.get(each.stable, each) for each in document),
    )
    return version


def draft_of(curriculum: Curriculum, number: str) -> CurriculumVersion:
    """The version with this number, if it may be written."""
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or version.status != Status.DRAFT:
        raise Refused(
            _("Only a draft is written anew. Write the next version, or take this one back to a draft.")
        )
    return version


def demand_current(curriculum: Curriculum, revision: int | None) -> None:
    if revision is not None and revision != curriculum.revision:
        raise Overtaken(
            _(
                "Somebody changed this curriculum since you opened the page. What stands now is shown beside yours."
            ),
            theirs=curriculum,
        )


def changed(curriculum: Curriculum) -> None:
    curriculum.revision += 1
    curriculum.save()


def stored(version: CurriculumVersion) -> Document:
    """The document of a version as it is kept."""
    rows = Paragraph.unfiltered.filter(version=version.pk).select_related("module").order_by("place")
    return tuple(words_of(each) for each in rows)


def keep(version: CurriculumVersion, document: Document) -> None:
    """Write the paragraphs of a draft, its modules and its digest."""
    _check(document)
    held = {each.stable: each for each in Paragraph.unfiltered.filter(version=version.pk)}
    _check_texts(document, held)
    modules = _keep_modules(version, document, held)
    rows, ids = Paragraph.unfiltered.filter(version=version.pk), [each.stable for each in document]
    rows.exclude(stable__in=ids).delete()
    # Out of the way: a place, and a module, is given once.
    rows.update(place=F("place") + MOST_PARAGRAPHS, kind=Paragraph.Kind.TEXT, module=None)
    new: list[Paragraph] = []
    old: list[Paragraph] = []
    for place, words in enumerate(document, 1):
        row = held.get(words.stable) or Paragraph(version_id=version.pk, stable=words.stable)
        row.place, row.kind, row.module_id = place, words.kind, modules.get(words.stable)
        row.text_en, row.text_th = words.text_en, words.text_th
        (new if row.pk is None else old).append(row)
    rows.bulk_update(old, _FIELDS)
    rows.bulk_create(new)
    version.digest, version.digested = digest(document), CurriculumVersion.Digested.DOCUMENT
    version.at = clock.now()
    version.save()


def digest(document: Document) -> str:
    """Of the words and what modules say, not of the ids: two versions that say the same have the same."""
    return digest_of([_said(each) for each in document])


def _said(words: Words) -> dict[str, object]:
    said: dict[str, object] = {
        "kind": str(words.kind),
        "text_en": words.text_en,
        "text_th": words.text_th,
    }
    return {**said, **asdict(words.module)} if words.module else said


def _keep_modules(
    version: CurriculumVersion, document: Document, held: dict[str, Paragraph]
) -> dict[str, int]:
    """Write the modules that the document says; the id of each by that of its heading, with which it stays."""
    headings = [each.stable for each in document if each.module]
    rows = Module.unfiltered.filter(version=version.pk)
    known = {stable: held[stable].module_id for stable in headings if stable in held}
    kept = rows.in_bulk([each for each in known.values() if each])
    rows.exclude(pk__in=kept).delete()
    # Out of the way: a place and a code are given once.
    rows.update(place=F("place") + MOST_MODULES, code=Concat(Value("~"), Cast("pk", CharField())))
    found = {}
    for place, (stable, words) in enumerate(zip(headings, modules_of(document), strict=True), 1):
        module = kept.get(known.get(stable) or 0) or Module(version_id=version.pk)
        for name, value in {**asdict(words), "place": place}.items():
            setattr(module, name, value)
        module.save()
        found[stable] = module.pk
    return found


def _check(document: Document) -> None:
    if len(document) > MOST_PARAGRAPHS:
        raise Refused(_("A version has 600 paragraphs at most. Put some of them together."))
    if document and not document[0].is_heading:
        raise Refused(_("A document begins with the heading of a part or module. Put one above first."))
    facts = [each.module for each in document if each.module]
    if not facts:
        raise Refused(_("A version has at least one module."))
    if len(facts) > MOST_MODULES:
        raise Refused(_("You name more than 60 modules. Put some of them together."))
    if len({each.code.casefold() for each in facts}) < len(facts):
        raise Refused(_("Two modules have the same code. Give each its own."))
    if len({each.stable for each in document}) < len(document):
        raise Refused(_("A paragraph stands twice in what was sent. Open the page again and write it anew."))
    nth = numbers(document)
    for words in document:
        _check_one(words, nth[words.stable])


def _check_one(words: Words, nth: str) -> None:
    if (words.kind == Paragraph.Kind.MODULE) != (words.module is not None):
        raise Refused(_("The heading of a module says its code, its minutes and how it is taught."))
    if not words.text_en.strip() and not words.text_th.strip():
        raise Refused(
            _("Paragraph %(nth)s says nothing. Write it in one language at least, or take it out.")
            % {"nth": nth},
        )
    most = LONGEST_HEADING if words.is_heading else LONGEST
    if max(len(words.text_en), len(words.text_th)) > most:
        raise Refused(
            _("Paragraph %(nth)s is longer than %(most)s characters. Shorten it, or split it.")
            % {"nth": nth, "most": most}
        )


def _check_texts(document: Document, held: dict[str, Paragraph]) -> None:
    """No personal data in what is said anew."""
    texts: dict[str, Any] = {}
    for words in _new(document, held):
        texts |= {f"{words.stable}_en": words.text_en, f"{words.stable}_th": words.text_th}
    for words in document:
        texts |= {f"{words.stable}_code": words.module.code} if words.module else {}
    check_words(**texts)


def _new(document: Document, held: dict[str, Paragraph]) -> Iterable[Words]:
    for words in document:
        row = held.get(words.stable)
        if row is None or (row.text_en, row.text_th) != (words.text_en, words.text_th):
            yield words


def missing_words(document: Document) -> list[str]:
    """The numbers of the paragraphs that are not written in both languages yet."""
    nth = numbers(document)
    return [nth[each.stable] for each in document if not (each.text_en.strip() and each.text_th.strip())]
