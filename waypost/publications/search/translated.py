"""Who hears that a translation was approved after its item was published (docs/decisions/0021 has the table).

Two sorts of followers: whom the item answers only now, because what they follow asks for the language or for words that
stand in the translation alone; and those whose own language it is, who heard of the item in another one.
"""

from django.db.models import Q, QuerySet

from waypost.notices import follows
from waypost.notices.models import Follow
from waypost.people.models import Person
from waypost.publications.models import Indexed, Publication
from waypost.publications.search.following import SEARCH, filters_of, finds, values_of


def followers_of_translation(publication: Publication, language: str, when: Follow.When) -> QuerySet[Person]:
    """Whoever follows it so, may see it now, and is of one of the two sorts."""
    only_now = Follow.objects.filter(
        kind=SEARCH, key__in=_found_by_it_alone(publication, language, when), when=when
    )
    in_own_language = follows.followers(publication, when).filter(language=language)
    following = Person.objects.active().filter(
        Q(pk__in=only_now.values("person")) | Q(pk__in=in_own_language.values("pk"))
    )
    return publication.people_who_can_see().filter(pk__in=following.values("pk"))


def _found_by_it_alone(publication: Publication, language: str, when: Follow.When) -> list[str]:
    """The searches in use that find the publication with this text and would not without it."""
    keys = follows.keys_in_use(SEARCH, when)
    if not keys:
        return []
    rows = Indexed.fresh([publication])
    own = publication.text_in(language)
    now, without = values_of(publication), values_of(publication)
    without["language"] = now["language"] - {language}
    texts = [f" {row.words} " for row in rows]
    others = [f" {row.words} " for row in rows if own is None or row.text_id != own]
    return [
        key
        for key in keys
        if finds(filters_of(SEARCH, key), now, texts) and not finds(filters_of(SEARCH, key), without, others)
    ]
