"""What the room tells, to whom, in which words."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.groups.models import Charter
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person
from waypost.people.models.posts import current

_SILENT = {
    "groups.founded": "a group without seats is nobody's yet",
    "groups.chartered": "those who sit there find its page among their groups",
    "groups.charter_written": "the page shows what stands now",
    "groups.funded": "whoever pays, and whom, agreed on it before it is written here",
    "groups.funding_ended": "whoever pays, and whom, agreed on it before it is written here",
    "groups.seat_ended": "whoever sat there sees the group no longer",
    "groups.main_changed": "the department decided it",
}
for _name, _reason in _SILENT.items():
    declare(_name, Silent(_reason))


def _seated(event: Event) -> QuerySet[Person]:
    """Whoever holds the post now, and acts for it."""
    return Person.objects.filter(
        current(event.at.date(), "acting_as__"), acting_as__post__public_id=event.facts["post"]
    )


def _words(found: QuerySet[Charter], person: Person) -> dict[str, Lines]:  # noqa: ARG001  the same for everybody
    return {
        row.public_id: Lines(
            title=row.group.name, path=reverse("group", args=[row.public_id]), mark=Mark.GREEN
        )
        for row in found.select_related("group")
    }


tell(
    "groups.seated",
    kind="groups.seated",
    what=_("Your post has a seat in a group"),
    who="whoever holds the post that was given a seat",
    subject=Charter,
    recipients=_seated,
    words=_words,
    pace=Pace.ACTION,
)
