"""The one seam: each room that shares a kind of item registers it here. Nothing else is pluggable.

A kind brings a child model (its columns, for filters), a form for its part (what it adds to the common
fields), and a template that shows the part. The part itself is versioned: a version keeps it as plain values,
and at publication ``settle`` copies them into the child's columns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from waypost.core.errors import DoorMisused
from waypost.publications.models import Publication


@dataclass(frozen=True)
class Kind:
    """How one kind of item renders, validates and settles its part.

    ``form`` is a plain form over the part's values; ``shown`` turns the values into (label, text) rows in
    the reader's language.
    """

    key: str
    label: Any
    plural: Any
    explained: Any
    model: type[Publication]
    form: type[forms.Form]
    shown: Callable[[dict[str, Any]], list[tuple[Any, Any]]]
    always_reviewed: bool = False  # a review date is demanded


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.key in _kinds:
        raise DoorMisused(f"Two rooms register the kind {kind.key}. Rename one.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    return _kinds[key]


def kinds() -> list[Kind]:
    return list(_kinds.values())
