"""Whom the room tells."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.core.writing import spoken_in
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person
from waypost.reporting.models import Overlap

declare("reporting.edition_published", Silent("an edition is the first page of visitors and members alike"))
declare("reporting.overlaps_found", Silent("found pairs wait on the page of overlaps until somebody decides"))


def who_keeps_them(event: Event) -> QuerySet[Person]:
    """Who approves for the organisations that keep the two and sees both: nobody hears of one they do not see."""
    overlap = Overlap.by_public_id(event.thing.partition(":")[2])
    if overlap is None:
        return Person.objects.none()
    found = Person.objects.filter(people_with({key(Audience.APPROVERS, *each) for each in overlap.kept_by()}))
    for thing in overlap.two():
        found = found.filter(pk__in=thing.people_who_can_see().values("pk"))
    return found


def lines_of(found: QuerySet[Overlap], _person: Person) -> dict[str, Lines]:
    """Which two, and what was decided; of what was withdrawn since nothing is said."""
    rows = found.filter(Overlap.standing()).select_related("one", "other", "programme")
    return {
        row.public_id: Lines(
            title=row.title,
            path=reverse("overlap", args=[row.public_id]),
            mark=row.mark,
            summary=str(row.get_relation_display()),
            language=spoken_in(row.one.title),
        )
        for row in rows
    }


tell(
    "reporting.overlap_judged",
    kind="reporting.overlap_judged",
    what=_("Overlap decided"),
    who="those who approve for the organisations that keep the two",
    subject=Overlap,
    recipients=who_keeps_them,
    words=lines_of,
    pace=Pace.FOLLOW,
)
