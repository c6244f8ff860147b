"""Whom a question is asked of: who may be named, and the rows of those who are."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waypost.access.keys import Audience, opened
from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.requests.models import Asked, Request
from waypost.requests.reaching import unable

MOST_ASKED = 20  # who wants to know from more has something to share: that is a bulletin


def check_whom(request: Request, mark: int, keys: Iterable[int]) -> None:
    """What may be named under which mark: organisations, under RED persons, all of them others."""
    named = [opened(value) for value in keys]
    wanted = Audience.PERSON if mark == Mark.RED else Audience.ORGANISATION
    if any(audience != wanted for audience, _id, _network in named):
        raise Refused(
            _("Under TLP:RED you ask persons. Remove the organisations, or choose another mark.")
            if wanted == Audience.PERSON
            else _("Under this mark you ask organisations. Remove the persons, or choose TLP:RED."),
            add=_("Not possible under this mark."),
        )
    if len(named) > MOST_ASKED:
        raise Refused(
            _("You ask more than 20. Share a bulletin instead, or ask fewer."), add=_("Not more than 20.")
        )
    if {ident for _audience, ident, _network in named} & _own(request, wanted):
        raise Refused(
            _("You cannot ask your own organisation here."), add=_("This is your own organisation.")
        )


def demand_answerers(request: Request, rows: list[Asked]) -> None:
    """Nobody is asked for whom nobody could answer as things stand."""
    mute = unable(request, rows)
    if mute:
        raise Refused(
            _("Nobody could answer for %(names)s. Take it off the list, or ask the secretariat whom to ask.")
            % {"names": ", ".join(row.name for row in mute)}
        )


def _own(request: Request, wanted: Audience) -> set[int]:
    if wanted == Audience.ORGANISATION:
        return {request.originator_id}
    people = Person.objects.filter(acting_as__post__organisation=request.originator_id)
    return set(people.values_list("pk", flat=True))


def replace_asked(request: Request, keys: frozenset[int]) -> None:
    """Those asked, as they are named now; who was named before keeps the same row."""
    rows = {row.person_id or row.organisation_id: row for row in Asked.whom(request)}
    persons = request.mark == Mark.RED
    held = {ident: row for ident, row in rows.items() if (row.person_id is not None) == persons}
    wanted = {opened(value)[1] for value in keys}
    kept = [held[ident].pk for ident in wanted & held.keys()]
    Asked.unfiltered.filter(request=request.pk).exclude(pk__in=kept).delete()
    Asked.unfiltered.bulk_create(rows_for(request, wanted - held.keys()))


def rows_for(request: Request, idents: Iterable[int]) -> list[Asked]:
    """New rows for organisations, under RED for persons, not yet written."""
    new = sorted(idents)
    if request.mark != Mark.RED:
        return [Asked(request_id=request.pk, organisation_id=ident) for ident in new]
    bodies = dict(Person.objects.filter(pk__in=new).values_list("pk", "acting_as__post__organisation"))
    return [
        Asked(request_id=request.pk, person_id=ident, organisation_id=bodies[ident])
        for ident in new
        if bodies.get(ident)
    ]
