"""Saying from which resources an e-module or a practical session is taught, and noticing their new versions."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock
from waypost.people.models import Person
from waypost.publications.models import Publication
from waypost.training.actions.resources import later_versions, version_to_use
from waypost.training.models import EModule, PracticalSession, Programme, State, TaughtFrom

MOST_RESOURCES = 20  # of one e-module or session, as whoever attaches one sees them
_MOST_AT_ALL = 200  # with those they don't see


@action("training.resource_attached", allowed=may_write)
def attach(
    *, by: Person, programme: Programme, thing: EModule | PracticalSession, resource: Publication
) -> TaughtFrom:
    """Say that it is taught from the resource's live version; again, that it is taught from the newer one.

    ``thing`` is of the programme, and ``resource`` was loaded through ``visible_to``.
    """
    version = version_to_use(resource)
    rows = _of(thing)
    found = rows.filter(resource=resource.pk).first()
    if found is None:
        _check_room(by, thing)
    found = found or TaughtFrom(programme_id=programme.pk, resource_id=resource.pk, **_where(thing))
    found.version, found.at = version, clock.now()
    found.save()
    doors.note(thing=thing.public_id, resource=resource.public_id, version=version)
    return found


@action("training.resource_taken_off", allowed=may_write)
def take_off(*, by: Person, programme: Programme, taught: TaughtFrom) -> None:
    """It is not taught from this resource any more. The log says that it was."""
    rows = TaughtFrom.unfiltered.filter(programme=programme.pk, pk=taught.pk)
    found = rows.first()
    if found is None:
        raise Refused(_("Somebody took this resource off already."))
    doors.note(resource=Publication.unfiltered.get(pk=found.resource_id).public_id, version=found.version)
    found.delete()


@action("training.resource_overtaken", allowed=only_the_clock)
def tell_of_version(*, by: Clockwork, taught: TaughtFrom, version: int) -> None:
    """The resource has this version now: those who teach from it hear of it, once."""
    taught.told = version
    taught.save()
    doors.note(version=version)


def tell_of_new_versions() -> int:
    """The clock's part, for what is taught from and has a version nobody was told of. Returns of how many."""
    rows = TaughtFrom.unfiltered.exclude(programme__state=State.CLOSED).filter(module__taken_off_at=None)
    numbers = later_versions(rows)
    for pk, version in numbers.items():
        tell_of_version(by=CLOCK, taught=TaughtFrom.unfiltered.get(pk=pk), version=version)
    return len(numbers)


def _check_room(by: Person, thing: EModule | PracticalSession) -> None:
    """A limit that counted what is hidden would tell how much of it there is."""
    if TaughtFrom.visible_to(by).filter(**_where(thing)).count() >= MOST_RESOURCES:
        raise Refused(_("There are 20 resources here already. Take one off first."))
    if _of(thing).count() >= _MOST_AT_ALL:
        raise Refused(_("No further resource fits here. Take one off first."))


def _where(thing: EModule | PracticalSession) -> dict[str, int | None]:
    return {
        "module_id": thing.pk if isinstance(thing, EModule) else None,
        "session_id": thing.pk if isinstance(thing, PracticalSession) else None,
    }


def _of(thing: EModule | PracticalSession) -> QuerySet[TaughtFrom]:
    return TaughtFrom.unfiltered.filter(**_where(thing))
