"""That what somebody tells or teaches from has a later version."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.models import Event
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person, Post
from waypost.publications.models import Publication
from waypost.training.lists.taught_from import path_of, taught_things
from waypost.training.models import (
    Material,
    Programme,
    TaughtFrom,
)
from waypost.training.models.practicals import trainers_to_come

Recipients = QuerySet[Person]


def who_tell(event: Event) -> Recipients:
    """Those who tell from a material: trainers, focal points and deputies of its organisation, in its network."""
    material = Material.by_public_id(event.thing.partition(":")[2])
    if material is None:
        return Person.objects.none()
    own = people_with({key(Audience.ORGANISATION, material.organisation_id, material.network_id)})
    return Person.objects.filter(own, acting_as__post__role__in=Post.COORDINATING)


def of_new_version(found: QuerySet[Material], person: Person) -> dict[str, Lines]:
    """To whoever sees the resource too; it is the organisation's own affair, so a mail says no more than its number."""
    rows = list(found)
    seen = Publication.visible_to(person).in_bulk({row.resource_id for row in rows})
    return {
        row.public_id: Lines(
            title=row.title,
            path=reverse("material", args=[row.public_id]),
            mark=max(Mark.AMBER, Mark(seen[row.resource_id].mark)),
            reference=seen[row.resource_id].reference,
        )
        for row in rows
        if row.resource_id in seen
    }


tell(
    "training.material_overtaken",
    kind="training.material_overtaken",
    what=_("A later version of what you tell from"),
    who="those who tell from the material, as far as they see the resource",
    subject=Material,
    recipients=who_tell,
    words=of_new_version,
    pace=Pace.ACTION,
)


def who_teach(event: Event) -> Recipients:
    """Whoever writes the programme, and lead and co-trainers of the session while it is still to be held: of those who
    see the resource.
    """
    taught = TaughtFrom.by_public_id(event.thing.partition(":")[2])
    if taught is None:
        return Person.objects.none()
    programme = taught.whose()
    own = people_with({key(Audience.ORGANISATION, programme.organisation_id, programme.network_id)})
    runs = own & Q(acting_as__post__role__in=Post.COORDINATING)
    teaches = Q(pk__in=trainers_to_come(taught.session_id, clock.now()))
    return Person.objects.filter(runs | teaches, pk__in=taught.readers().values("pk"))


def of_resource(found: QuerySet[TaughtFrom], person: Person) -> dict[str, Lines]:
    """To whoever sees the resource too, under the stricter of both marks."""
    rows = list(found)
    seen = Publication.visible_to(person).in_bulk({row.resource_id for row in rows})
    programmes = Programme.visible_to(person).in_bulk({row.programme_id for row in rows})
    things = taught_things(person, rows)
    return {
        row.public_id: Lines(
            title=things[row.pk].title,
            path=path_of(things[row.pk], programmes[row.programme_id]),
            mark=max(Mark(programmes[row.programme_id].mark), Mark(seen[row.resource_id].mark)),
            reference=seen[row.resource_id].reference,
        )
        for row in rows
        if row.resource_id in seen and row.programme_id in programmes and row.pk in things
    }


tell(
    "training.resource_overtaken",
    kind="training.resource_overtaken",
    what=_("A new version of what you teach from"),
    who="those who run the programme and those who teach in the session, as far as they see the resource",
    subject=TaughtFrom,
    recipients=who_teach,
    words=of_resource,
    pace=Pace.ACTION,
)
