"""The one seam: each room that shares a kind of item registers it here. Nothing else is pluggable.

A kind brings a child model (its columns, for filters), a form for its part (what it adds to the common
fields), and a way to show the part. The part itself is versioned: a version keeps it as plain values,
and at publication ``settle`` copies them into the child's columns.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from waypost.access.keys import Viewer
from waypost.core.errors import DoorMisused
from waypost.people.models import Person
from waypost.publications.models import Publication, Version
from waypost.publications.models.finding import Adds, search_too


@dataclass(frozen=True)
class Page:
    """One more page of writing, between the words and who sees it. ``name`` is that of its address, which takes the
    item's public id.
    """

    name: str
    label: Any


@dataclass(frozen=True)
class Looked:
    """What a search among some publications found: their condition, and what the reader is to know of it."""

    condition: Any
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """How a value is written, where it is not chosen.

    ``read`` turns what was typed into the value in an address, or into nothing, and then ``why`` says what is wrong.
    ``holds`` asks whether a new publication (by id) has it: there is no list of all values that it has.
    """

    read: Callable[[str], str]
    why: Callable[[str], str]
    holds: Callable[[int, str], bool]
    hint: Any = ""


@dataclass(frozen=True)
class Narrowing:
    """One more thing by which lists of a kind are narrowed. ``name`` is that in an address, unlike all others there.

    ``names`` says what its values are called, in the order to show them; ``condition`` is that of publications with one
    of the values; ``pairs`` gives (publication, value) of some that the viewer was shown. Where ``typed``, a value is
    written, one alone, and has no pairs. ``within`` stands for ``condition`` where it takes a search, among what the
    viewer may see and everything else has left.
    """

    name: str
    label: Any
    names: Callable[[], Mapping[str, Any]] = dict
    condition: Callable[[tuple[str, ...]], Any] = lambda _values: Q()
    pairs: Callable[[list[int]], Iterable[tuple[int, str]]] = lambda _publications: []
    typed: Typed | None = None
    within: Callable[[QuerySet[Publication], str], Looked] | None = None


# Those whom a version not yet out will reach, or some of them; none at all are visitors, who are not signed in.
Readers = QuerySet[Person] | None


def _nothing(*_given: Any) -> None:
    """For a kind that has nothing to add."""


@dataclass(frozen=True)
class Kind:
    """How one kind of item renders, validates and settles its part.

    ``form`` is a plain form over the part's values, those that the first page of writing asks for; ``pages`` ask for
    the rest. ``shown`` turns the values into (label, text) rows in the reader's language. What is more than rows stands
    in the template ``reading``, over what ``read`` gives it for one viewer and one version they see. ``always`` is a
    template that ``reading`` includes, and that stands alone where there is no content to read. ``read_as`` gives a
    viewer who works on a version what ``read`` will give its readers, and says in sentences what is not in it because
    they, or some of them, don't see it.

    ``more_lines`` says what else of a version can differ from the one before, line by line, to one viewer who sees it.

    ``adds`` says which words of the part are searched, beside those of the texts.

    ``alike`` gives the rows of other items that the author may see and should look at before this one goes out.

    ``check`` raises Refused while a version can't go out; it is asked when it is sent and when it is published.
    ``settle`` writes what is derived from the published version. ``carry_over`` brings what hangs on a version to the
    next one. ``ticks`` are the sentences that the second person answers for, by name.

    ``alone_for``: an urgent one may be published by whoever wrote it and approves for the originator; another person
    checks it within this time. ``beside`` gives what the item's page shows of what follows (None for nothing): the
    template ``notices`` over it stands before the text, ``panels`` beside it. ``offers`` are the pages on which a
    viewer may do something more now, on the item's page and on that of sending. ``none_found`` says what it does not
    mean that a list of the kind is empty.
    """

    key: str
    label: Any
    plural: Any
    explained: Any
    model: type[Publication]
    form: type[forms.Form]
    shown: Callable[[dict[str, Any]], list[tuple[Any, Any]]]
    always_reviewed: bool = False  # a review date is demanded
    pages: tuple[Page, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    reading: str = ""
    always: str = ""
    read: Callable[[Viewer, Publication, Version], Any] = _nothing
    read_as: Callable[[Viewer, Publication, Version, Readers], tuple[Any, list[str]]] = (
        lambda _viewer, _publication, _version, _readers: (None, [])
    )
    more_lines: Callable[[Viewer, Version], list[str]] = lambda _viewer, _version: []
    adds: Adds | None = None
    alike: Callable[[Viewer, Publication, Version], list[Any]] = lambda _viewer, _publication, _version: []
    check: Callable[[Publication, Version], None] = _nothing
    settle: Callable[[Publication, Version], None] = _nothing
    carry_over: Callable[[Version, Version], None] = _nothing
    ticks: Callable[[Publication, Version], dict[str, Any]] = lambda _publication, _version: {}
    alone_for: timedelta | None = None
    beside: Callable[[Viewer, Publication], Any] = _nothing
    notices: str = ""
    panels: str = ""
    offers: Callable[[Viewer, Publication], list[Page]] = lambda _viewer, _publication: []
    none_found: Any = ""

    def lines(self, viewer: Viewer, version: Version) -> list[str]:
        """The part of a version in the reader's words, line by line: what two versions are compared by."""
        return [f"{label}: {value}" for label, value in self.shown(version.part)] + self.more_lines(
            viewer, version
        )


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.key in _kinds:
        raise DoorMisused(f"Two rooms register the kind {kind.key}. Rename one.")
    _kinds[kind.key] = kind
    if kind.adds:
        search_too(kind.key, kind.adds)


def kind_of(key: str) -> Kind:
    return _kinds[key]


def kinds() -> list[Kind]:
    return list(_kinds.values())


def narrowings() -> dict[str, Narrowing]:
    """By their names, those of every kind; kinds may share one."""
    return {each.name: each for kind in _kinds.values() for each in kind.narrowings}
