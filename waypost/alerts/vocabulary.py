"""The words of the vocabularies, as pages read them.

They are some four hundred, the same for everybody, and change a few times a year; every page about a document needs
many. So they are fetched whole, in one query a request, and what is made of them (things with names, lists to choose
from, the markup of those lists) is made once, and made again when what was fetched is not what it was.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.utils import translation

from waypost.alerts.models import Term, Vocabulary
from waypost.core.compiled import Compiled
from waypost.core.remembering import remembered
from waypost.face.markup import markup
from waypost.places.lists import in_order

Terms = dict[tuple[str, str], Term]
Choices = list[Any]
Made = TypeVar("Made")

_NAMES = [field.attname for field in Term._meta.concrete_fields]
_ROWS = Compiled(lambda: Term.objects.values_list(*_NAMES))


class _Words:
    """What was fetched, and what was made of it. The terms are shared: nobody changes one of them."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows
        self.terms = {(term.vocabulary, term.code): term for term in (Term(*row) for row in rows)}
        self._made: dict[Hashable, Any] = {}

    def made(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """In the reader's language, from these words."""
        key = (translation.get_language(), what)
        if key not in self._made:
            self._made[key] = make()
        return cast(Made, self._made[key])


_kept = _Words([])


def _words() -> _Words:
    return remembered("words of the vocabularies", _fetched)


def _fetched() -> _Words:
    global _kept  # noqa: PLW0603  one of them, for all requests of the process
    rows = _ROWS()
    if rows != _kept.rows:
        _kept = _Words(rows)
    return _kept


def terms() -> Terms:
    """Every word by (vocabulary, code). One query."""
    return _words().terms


def offered(vocabulary: Vocabulary) -> list[Term]:
    """The words of one vocabulary that can be chosen now."""
    return [each for (its, _code), each in terms().items() if its == vocabulary and each.ended_at is None]


def choices(vocabulary: Vocabulary, *, blank: bool = True) -> Choices:
    """The words of a vocabulary as a form offers them: (code, label), or (group, [(code, label), …])."""
    return _words().made((vocabulary, blank), lambda: _choices(vocabulary, blank=blank))


def options(vocabulary: Vocabulary) -> str:
    """The same as markup, none of them chosen, an empty one before them."""
    return _words().made((vocabulary, "options"), lambda: _options(choices(vocabulary)))


def _choices(vocabulary: Vocabulary, *, blank: bool) -> Choices:
    grouped: dict[str, list[tuple[str, str]]] = {}
    found = offered(vocabulary)
    if vocabulary == Vocabulary.ISSUER:
        found.sort(key=lambda term: in_order(term.label))
    for term in found:
        label = f"{term.label} ({term.code})" if vocabulary == Vocabulary.ISSUER else term.label
        grouped.setdefault(term.under, []).append((term.code, label))
    rows: Choices = [("", "—")] if blank else []
    for group, under in grouped.items():
        rows += [(group, under)] if group else under
    return rows


def _options(rows: Choices) -> str:
    pieces = (
        markup('<optgroup label="{}">', value) + _options(label) + markup("</optgroup>")
        if isinstance(label, list)
        else markup('<option value="{}">{}</option>', value, label)
        for value, label in rows
    )
    return "".join(pieces)
