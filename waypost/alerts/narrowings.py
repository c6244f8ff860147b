"""What lists of alerts and references are narrowed by, beside what all lists are.

All of it is content: what was withdrawn is found by none of it, and counted under none.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.alerts.models import (
    MOST_LOOKED_AT,
    Alert,
    Specimen,
    Term,
    Trait,
    Vocabulary,
    has_number,
    has_part,
    having,
    series_holding,
    tally,
    versions_with_part,
)
from waypost.alerts.numbers import LONGEST, NO_NUMBER, is_number, normal
from waypost.core import clock
from waypost.publications.kinds import Looked, Narrowing, Typed
from waypost.publications.models import Publication
from waypost.publications.states import Stage

_OUT = Q(stage=Stage.PUBLISHED)
SHORTEST_PART = 3
_AT_LEAST = _("3 characters or more")


def _words(vocabulary: Vocabulary) -> Mapping[str, Any]:
    return {term.code: term.label for term in Term.objects.filter(vocabulary=vocabulary)}


def _column(name: str, label: Any, vocabulary: Vocabulary, *models: type[Alert | Specimen]) -> Narrowing:
    """By a column of the kind's own."""

    def condition(values: tuple[str, ...]) -> Any:
        found: Any = Q()
        for model in models:
            found |= Exists(having(model, name, values).filter(pk=OuterRef("pk")))
        return _OUT & found

    def pairs(publications: list[int]) -> list[tuple[int, str]]:
        return [pair for model in models for pair in tally(model, name, publications)]

    return Narrowing(name, label, lambda: _words(vocabulary), condition, pairs)


def _trait(name: str, label: Any, vocabulary: Vocabulary) -> Narrowing:
    """By one of several codes of an alert."""
    return Narrowing(
        name,
        label,
        lambda: _words(vocabulary),
        lambda values: _OUT & Exists(Trait.having(vocabulary, values).filter(alert=OuterRef("pk"))),
        lambda publications: Trait.tally(vocabulary, publications),
    )


def _valid_now(_values: tuple[str, ...]) -> Any:
    return Exists(Alert.valid_on(clock.today()).filter(pk=OuterRef("pk")))


def _which_are_valid(publications: list[int]) -> list[tuple[int, str]]:
    found = Alert.valid_on(clock.today()).filter(pk__in=publications)
    return [(pk, "now") for pk in found.values_list("pk", flat=True)]


def _number(values: tuple[str, ...]) -> Any:
    found: Any = Q()
    for each in values:
        found |= Exists(series_holding(normal(each)).filter(version=OuterRef("live")))
    return _OUT & found


def _a_number(typed: str) -> str:
    number = normal(typed)
    return number if is_number(number) else ""


def _no_number(typed: str) -> str:
    return NO_NUMBER % {"number": typed, "most": LONGEST}


def _with_part(found: QuerySet[Publication], part: str) -> Looked:
    """Those of them whose series have a number with this part, as far as it was looked for."""
    versions, more = versions_with_part(part, found.filter(_OUT).order_by().values("live"))
    said = [
        gettext("Looked for alerts on a number series in which a number contains “%(part)s”.")
        % {"part": part}
    ]
    if more:
        said.append(
            gettext(
                "These alerts have more than %(n)s number series. Those of the newest were looked through; choose an "
                "issuer, a document or a date as well to look through the others."
            )
            % {"n": f"{MOST_LOOKED_AT:,}"}
        )
    return Looked(Q(live__in=versions), tuple(said))


def _a_part(typed: str) -> str:
    part = _a_number(typed)
    return part if len(part) >= SHORTEST_PART else ""


def _no_part(typed: str) -> str:
    if not _a_number(typed):
        return _no_number(typed)
    return gettext(
        "“%(part)s” is too short to look for. Write %(n)d characters or more that stand side by side."
    ) % {
        "part": typed,
        "n": SHORTEST_PART,
    }


ISSUER = _column("issuer", _("Issuer"), Vocabulary.ISSUER, Alert, Specimen)
DOCUMENT = _column("document", _("Document"), Vocabulary.DOCUMENT, Alert, Specimen)
OF_ALERTS = (
    ISSUER,
    DOCUMENT,
    _trait("fraud", _("Kind of fraud"), Vocabulary.FRAUD),
    _trait("location", _("Place on the document"), Vocabulary.LOCATION),
    _trait("tool", _("Tool at hand"), Vocabulary.TOOL),
    _column("seen_in", _("Where it was seen"), Vocabulary.ISSUER, Alert),
    _column("point", _("Kind of point of entry"), Vocabulary.POINT, Alert),
    Narrowing("valid", _("Validity"), lambda: {"now": _("Valid now")}, _valid_now, _which_are_valid),
    Narrowing(
        "number",
        _("Number in a series"),
        condition=_number,
        typed=Typed(_a_number, _no_number, has_number),
    ),
    Narrowing(
        "part",
        _("Part of a number"),
        typed=Typed(_a_part, _no_part, has_part, hint=_AT_LEAST),
        within=_with_part,
    ),
)
OF_SPECIMENS = (ISSUER, DOCUMENT)
