"""What of the items can be followed: a topic, a route, a member, a kind, or a search of one's own.

A search is kept as its filters: a list of pairs in JSON, always the same for the same filters. New items are matched
with what lasts of them. Whether somebody may see what they are told of is asked when it is told, and when it is read.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.http import QueryDict

from waypost.access.keys import Viewer
from waypost.access.marks import Mark
from waypost.notices import follows
from waypost.notices.models import Follow
from waypost.people.models import Person
from waypost.publications.kinds import kind_of
from waypost.publications.models import Indexed, Publication
from waypost.publications.models.finding import languages_of
from waypost.publications.search.filters import Filters, chosen_in
from waypost.publications.search.holding import holds
from waypost.publications.search.vocabulary import Vocabulary

SEARCH = "search"
SIMPLE = ("kind", "topic", "section", "route", "member")  # followed by their value alone
LONGEST = 500  # what a Follow holds


def register_all() -> None:
    """Called once, when the room starts."""
    for name in SIMPLE:
        follows.register(name, name_of=_namer(name), keys_of=_valuer(name))
    follows.register(SEARCH, name_of=_namer(SEARCH), keys_of=searches_that_find)


def followed_as(filters: Filters) -> tuple[str, str] | None:
    """Kind and key under which this list is followed; None where there is nothing to follow."""
    pairs = filters.pairs()
    if len(pairs) == 1 and pairs[0][0] in SIMPLE:
        return pairs[0]
    key = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
    return (SEARCH, key) if filters.narrows and len(key) <= LONGEST else None


def can_tell(filters: Filters) -> bool:
    """Can a new item match these filters? Not those that are about one reader or one day alone."""
    return filters.lasting().narrows


@lru_cache(maxsize=20_000)  # a worker meets the same searches with every item
def filters_of(kind: str, key: str) -> Filters:
    """The list behind something followed; no filters where the key says nothing."""
    query = QueryDict(mutable=True)
    for name, value in _pairs(key) if kind == SEARCH else [(kind, key)]:
        query.appendlist(name, value)
    return chosen_in(query)


def name_of(kind: str, key: str, names: Vocabulary) -> str | None:
    """What is followed, in words: “hologram” · Bulletin · Andaman Sea. None where the key says nothing."""
    if kind != SEARCH:
        found = names.names(kind).get(key)
        return str(found) if found is not None else None
    filters = filters_of(SEARCH, key)
    if followed_as(filters) != (SEARCH, key):
        return None
    said = [names.said(name, value) for name, value in filters.pairs() if name != "q"]
    return " · ".join([*([f"“{filters.asked.text}”"] if filters.asked.text else []), *said])


@dataclass(frozen=True)
class Kept:
    """Something a reader keeps or follows: its name, and the filters of its list."""

    follow: Follow
    name: str
    filters: Filters

    @property
    def can_tell(self) -> bool:
        return can_tell(self.filters)


def kept_of(person: Viewer, names: Vocabulary | None = None, most: int = Follow.MOST) -> list[Kept]:
    """What this reader keeps, newest first, each under the reader's own name for it. One query and the vocabulary's."""
    names = names or Vocabulary()
    return [
        Kept(
            each,
            each.name or name_of(each.kind, each.key, names) or each.key,
            filters_of(each.kind, each.key),
        )
        for each in follows.kept_by(person)[:most]
    ]


def followers_of(publication: Publication, when: Follow.When) -> QuerySet[Person]:
    """Whoever follows what this publication is or holds, wants to hear of it so, and may see it now."""
    following = follows.followers(publication, when).filter(pk__in=Person.objects.active())
    return publication.people_who_can_see().filter(pk__in=following.values("pk"))


def searches_that_find(publication: Publication, when: Follow.When) -> list[str]:
    """The searches in use that find this publication, whoever's they are."""
    keys = follows.keys_in_use(SEARCH, when)
    if not keys:
        return []
    texts = [f" {row.words} " for row in Indexed.fresh([publication])]
    values = values_of(publication)
    values |= _typed_values(publication, [filters_of(SEARCH, key) for key in keys])
    return [key for key in keys if finds(filters_of(SEARCH, key), values, texts)]


def values_of(publication: Publication) -> dict[str, set[str]]:
    """What the publication has under each name of an address."""
    topics = publication.topics.select_related("parent")
    own = {each.name: each for each in kind_of(publication.kind).narrowings}
    return {
        "kind": {publication.kind},
        "urgency": {publication.urgency},
        "topic": {key for t in topics for key in (t.key, t.parent.key if t.parent else t.key)},
        "section": {t.section for t in topics},
        "route": set(publication.routes.values_list("key", flat=True)),
        "member": {publication.originator.member.key},
        "from": {publication.originator.code},
        "mark": {Mark(publication.mark).name.lower()},
        "language": languages_of(publication),
        **{name: {value for _pk, value in each.pairs([publication.pk])} for name, each in own.items()},
    }


def _typed_values(publication: Publication, searches: Iterable[Filters]) -> dict[str, set[str]]:
    """Of what is typed into these searches, what this publication has. One query for each different value."""
    own = {each.name: each.typed for each in kind_of(publication.kind).narrowings if each.typed}
    return {
        name: {
            value
            for value in {value for filters in searches for value in filters.of(name)}
            if typed.holds(publication.pk, value)
        }
        for name, typed in own.items()
    }


def finds(filters: Filters, values: dict[str, set[str]], texts: Iterable[str]) -> bool:
    """Would the lasting part of these filters find something with these values and texts?"""
    filters = filters.lasting()
    part = filters.asked.part
    chosen = all(values.get(name, set()).intersection(wanted) for name, wanted in filters.chosen)
    return filters.narrows and chosen and (part is None or any(holds(part, text) for text in texts))


def _pairs(key: str) -> list[tuple[str, str]]:
    try:
        return [(str(name), str(value)) for name, value in json.loads(key)]
    except (ValueError, TypeError):
        return []


def _namer(kind: str) -> Callable[[str], str | None]:
    return lambda key: name_of(kind, key, Vocabulary())


def _valuer(name: str) -> follows.KeysOf:
    return lambda publication, _when: values_of(publication)[name]
