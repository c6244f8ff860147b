"""What finding tells: followers of what was published, each as they chose; nobody of the index.

Whoever is told of an item at once anyway, because it asks for an answer or is urgent, isn't told a second time for
following it. Of what can wait, a follower hears as they chose instead of in everybody's daily mail.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.notices.models import DIRECT, Follow
from waypost.notices.telling import Pace, tell
from waypost.people.models import Person
from waypost.publications import reaching
from waypost.publications.actions import indexing  # noqa: F401  registers its doors
from waypost.publications.models import Publication
from waypost.publications.notices import Recipients, lines_to, pace_of, recipients_by
from waypost.publications.search.following import followers_of
from waypost.publications.search.translated import followers_of_translation

When = Follow.When
PUBLISHED = "publications.published"
ALONE = ("publications.published_alone",)
TRANSLATED = "publications.translation_approved"


def declare_all() -> None:
    """Called once, before the room's own tellings: the one declared first wins, and so does the soonest."""
    for when in (When.AT_ONCE, When.DAILY, When.WEEKLY, When.PORTAL):
        tell(
            PUBLISHED,
            kind=f"{PUBLISHED}_followed_{when.name.lower()}",
            also=ALONE,
            what=_("New in what you follow"),
            who=f"those who follow it and see it, as they chose: {when.name.lower().replace('_', ' ')}",
            subject=Publication,
            recipients=recipients_by(_followers(when)),
            words=lines_to("item"),
            pace=Pace(when.value),
            mailboxes=False,
            followed=True,
        )
        tell(
            TRANSLATED,
            kind=f"{TRANSLATED}_followed_{when.name.lower()}",
            what=_("New translation in what you follow"),
            who=f"followers it answers only now, or whose language it is: {when.name.lower().replace('_', ' ')}",
            subject=Publication,
            recipients=recipients_by(_of_translation(when)),
            words=lines_to("item"),
            pace=Pace(when.value),
            mailboxes=False,
            followed=True,
        )
    for name in ("publications.index_rebuilt", "publications.look_up_rebuilt"):
        declare(name, Silent("words are derived: nobody may read more or less than before"))


def _followers(when: Follow.When) -> Callable[[Publication, Event], Recipients]:
    def find(publication: Publication, event: Event) -> Recipients:
        found = followers_of(publication, when)
        if pace_of(event) not in DIRECT:
            return found
        return found.exclude(pk__in=reaching.told(publication).values("pk"))

    return find


def _of_translation(when: Follow.When) -> Callable[[Publication, Event], Recipients]:
    """Once for a language of a version: a correction that is approved later is no news."""

    def find(publication: Publication, event: Event) -> Recipients:
        if not event.facts.get("first"):
            return Person.objects.none()
        return followers_of_translation(publication, event.facts["language"], when)

    return find
