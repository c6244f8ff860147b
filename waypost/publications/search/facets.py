"""What a list can be narrowed by, each value with how many of the items listed now have it.

Numbers are those of the newest items that were looked at (see ``results``): with a "+" where there are more. In a group
where something is chosen, the other values would widen the list, so they have no number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.compiled import Among, Compiled, Given
from waypost.publications.kinds import Narrowing, kind_of, kinds, narrowings
from waypost.publications.models import Publication
from waypost.publications.models.finding import languages_shown
from waypost.publications.search.filters import (
    ANSWERED,
    EXPIRED,
    NAMES,
    PERIODS,
    UNREAD,
    VISIT,
    WAITING,
    WITHDRAWN,
    began,
)
from waypost.publications.search.results import BOUND, Results, said
from waypost.publications.search.vocabulary import Vocabulary, group_names
from waypost.publications.states import Stage

_SHOWN = 6  # values of a long group that stand open; the others are one click away
# Groups behind a click, unless something is chosen there.
ASIDE = ("period", "section", "member", "from", "language")


@dataclass(slots=True)
class Choice:
    value: str
    label: Any
    chosen: bool
    count: str = ""
    language: str = ""  # of the label, where it is never translated


@dataclass(frozen=True)
class Facet:
    """One group of check boxes. ``more`` are those behind a summary; all of it is, where it stands ``aside``."""

    name: str
    legend: Any
    choices: list[Choice]
    more: list[Choice]
    aside: bool
    typed: str | None = None  # what was written, where a value is written and not chosen
    hint: Any = ""  # how to write it


def facets_of(results: Results, vocabulary: Vocabulary) -> list[Facet]:
    """The groups that have something to choose, in the order of the page. Four queries and the vocabulary's."""
    links = _links(results)
    tallies = {
        "kind": results.tally("kind"),
        "urgency": results.tally("urgency"),
        "topic": _tally(links["topic"], vocabulary.topic_lines()),
        "section": _tally(links["topic"], {topic.pk: {topic.under} for topic in vocabulary.topics}),
        "route": _tally(links["route"], {route.pk: {route.key} for route in vocabulary.routes}),
        "mark": Counter({Mark(mark).name.lower(): n for mark, n in results.tally("mark").items()}),
        "state": _states(results),
        "period": _periods(results),
        "member": results.tally("member"),
        "from": results.tally("code"),
        "language": languages_shown(results.candidates[:BOUND]),
    }
    own = _own(results)
    tallies |= {name: _tally_own(results, each) for name, each in own.items()}
    facets = [_facet(results, vocabulary, name, tallies[name]) for name in (*own, *NAMES)]
    return [facet for facet in facets if facet.choices or facet.typed is not None]


def _own(results: Results) -> dict[str, Narrowing]:
    """What only the chosen kinds are narrowed by, and what is chosen of others."""
    chosen = [kind_of(key) for key in results.filters.of("kind") if key in {kind.key for kind in kinds()}]
    shown = {each.name: each for kind in chosen for each in kind.narrowings}
    return shown | {name: each for name, each in narrowings().items() if results.filters.of(name)}


def _tally_own(results: Results, narrowing: Narrowing) -> Counter[str]:
    return Counter(value for _pk, value in set(narrowing.pairs(results.counted())))


def _facet(results: Results, vocabulary: Vocabulary, name: str, tally: Counter[str]) -> Facet:
    chosen = results.filters.of(name)
    own = narrowings().get(name)
    if own is not None and own.typed:
        typed = " ".join(chosen) or dict(results.filters.unread).get(name, "")
        return Facet(name, own.label, [], [], aside=False, typed=typed, hint=own.typed.hint)
    names = _offered(results, name, vocabulary.names(name))
    # A second state narrows the list. Elsewhere a second value widens it: its number would not be this list's.
    widens = chosen and name != "state"
    choices = [
        Choice(
            value,
            label,
            value in chosen,
            "" if widens else _count(results, tally[value]),
            _language(name, value),
        )
        for value, label in names.items()
        if value in chosen or tally[value] or results.is_bounded or widens
    ]
    aside = name in ASIDE and not chosen
    legend = group_names()[name]
    if len(choices) <= _SHOWN + 2:
        return Facet(name, legend, choices, [], aside)
    found = [value for value in names if tally[value]]
    often = sorted(found, key=lambda value: -tally[value])[:_SHOWN]  # those found as often: in their order
    open_ones = {*chosen, *often}
    first = [each for each in choices if each.value in open_ones]
    return Facet(name, legend, first, [each for each in choices if each.value not in open_ones], aside)


def _offered(results: Results, name: str, names: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without the time since a visit that the portal does not know of: it would narrow nothing."""
    if name != "period" or VISIT in results.filters.of(name) or began(results.viewer, VISIT):
        return names
    return {value: label for value, label in names.items() if value != VISIT}


def _language(name: str, value: str) -> str:
    """The language of a label that is never translated: a mark's, or a language's own name."""
    return {"mark": "en", "language": value}.get(name, "")


def _count(results: Results, number: int) -> str:
    return said(number, more=results.is_bounded) if number else ""


def _states(results: Results) -> Counter[str]:
    if results.viewer.organisation is None:
        return Counter()
    today, (unread, asked) = clock.today(), results.reading
    tally: Counter[str] = Counter()
    for each in results.candidates[:BOUND]:
        live = each.stage == Stage.PUBLISHED
        answered = asked[each.live_id].answered if each.live_id in asked else None
        tally[UNREAD] += each.live_id in unread
        tally[WAITING] += answered is False
        tally[ANSWERED] += answered is True and live
        tally[WITHDRAWN] += not live
        tally[EXPIRED] += live and each.expires_on is not None and each.expires_on < today
    return tally


def _periods(results: Results) -> Counter[str]:
    times = [each.published_at for each in results.candidates[:BOUND] if each.published_at]
    since = {each: began(results.viewer, each) for each in PERIODS}
    return Counter({each: sum(not at or time >= at for time in times) for each, at in since.items()})


def _links(results: Results) -> dict[str, list[tuple[int, int]]]:
    """Pairs of the ids of a listed publication and of what it is linked to, by the name in an address. One query."""
    links: dict[str, list[tuple[int, int]]] = {"topic": [], "route": []}
    for name, publication, target in _LINKS(publications=results.counted()):
        links[name].append((publication, target))
    return links


def _linked(publications: Given) -> QuerySet[Any, tuple[str, int, int]]:
    topics, routes = (
        link.through._default_manager.filter(Among("publication", publications)).values_list(
            Value(name), "publication", name
        )
        for name, link in (("topic", Publication.topics), ("route", Publication.routes))
    )
    return topics.union(routes, all=True)


_LINKS = Compiled(_linked)


def _tally(pairs: Iterable[tuple[int, int]], keys: Mapping[int, set[str]]) -> Counter[str]:
    """How many of the publications have each key: what one is linked to may stand for several."""
    return Counter(key for _pk, key in {(pk, key) for pk, value in pairs for key in keys.get(value, ())})
