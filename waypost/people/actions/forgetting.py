"""What is forgotten because time has passed: invitations that were not used, whom they were for, and of whoever left
all but the name on what they did. How long, and why so long: docs/protection.md.

The audit log says which thing was forgotten, by the random id that older rows have too, and nothing else of it.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.core import clock
from waypost.core.doors import Clockwork, action, note
from waypost.core.exposure import Exposure
from waypost.core.policies import only_the_clock
from waypost.people.actions.persons import sign_out_everywhere
from waypost.people.models import Invitation, Person, Tenure

M = TypeVar("M", bound=models.Model)

UNUSED_KEPT = timedelta(
    days=30
)  # an invitation after its end: whoever made it sees meanwhile what became of it
LEFT_KEPT = timedelta(
    days=180
)  # what one signs in with, after the last post: whoever comes back keeps it till then
AT_ONCE = 50  # rows of one sort that one act takes
_LEFT_AT = "@left.invalid"


def anything_past() -> bool:
    """Is there anything to forget? Asked before the door is opened: a row a day that says nothing is no record."""
    return any(rows.exists() for rows in (_unused(), _known_by_nothing(), _long_gone()))


@action("people.past_forgotten", allowed=only_the_clock)
def forget(*, by: Clockwork) -> bool:
    """Forget what is past its term. Returns whether there may be more."""
    invitations = _deleted(_unused())
    newcomers = _deleted(_known_by_nothing())  # once their invitations are gone
    left = [
        _emptied(person) for person in _long_gone().order_by("pk").select_for_update(of=("self",))[:AT_ONCE]
    ]
    note(invitations=invitations, newcomers=newcomers, left=left)
    return AT_ONCE in map(len, (invitations, newcomers, left))


def _unused() -> QuerySet[Invitation]:
    """Invitations nobody came in by, a month after they ended."""
    before = clock.now() - UNUSED_KEPT
    return _named_by_nothing(
        Invitation.objects.filter(Q(expires_at__lt=before) | Q(withdrawn_at__lt=before), used_at=None)
    )


def _known_by_nothing() -> QuerySet[Person]:
    """Whom an invitation made and who never came in, once no invitation is left and nothing else names them."""
    return _named_by_nothing(
        Person.objects.filter(second_factor=False, last_login=None, rules_signed_at=None)
    )


def _long_gone() -> QuerySet[Person]:
    """Who holds no post for half a year, and whom nobody invited anew."""
    held = Tenure.objects.filter(person=OuterRef("pk"))
    stays = held.filter(Q(until=None) | Q(until__gt=clock.today() - LEFT_KEPT))
    invited = Invitation.objects.filter(person=OuterRef("pk"), used_at=None)
    found = Person.objects.filter(Exists(held), ~Exists(stays), ~Exists(invited))
    return found.exclude(email__endswith=_LEFT_AT)


def _named_by_nothing(rows: QuerySet[M]) -> QuerySet[M]:
    """Those that no row of any room holds on to: a nomination, say, names its invitation until it is forgotten too."""
    for link in _links_to(rows.model):
        if link.on_delete is models.PROTECT:
            named = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})
            rows = rows.filter(~Exists(named))
    return rows


def _links_to(model: type[models.Model]) -> Iterator[Any]:
    """Everything that points at a model, whatever room it stands in and whether there is a way back or not."""
    hidden = model._meta.get_fields(include_hidden=True)
    return (each for each in hidden if isinstance(each, models.ManyToOneRel))


def _deleted(rows: QuerySet[Any]) -> list[str]:
    """Delete some of them. Returns the ids of those that are gone."""
    gone = list(rows.order_by("pk").values_list("pk", "public_id")[:AT_ONCE])
    rows.filter(pk__in=[pk for pk, _ident in gone]).delete()
    return [ident for _pk, ident in gone]


def _emptied(person: Person) -> str:
    """Nobody can sign in any more, nobody is written to; the name stays on what they did for their organisation."""
    sign_out_everywhere(person)
    for rows in _hanging_on(person):
        rows.delete()
    person.email = f"{person.public_id}{_LEFT_AT}"
    person.set_unusable_password()
    person.second_factor = False
    person.mail_phrase = person.address_as = person.suspended_because = ""
    person.rules_signed_at = person.last_login = person.here_at = person.visit_before_at = None
    person.save()
    return str(person.public_id)


def _hanging_on(person: Person) -> Iterator[QuerySet[Any]]:
    """What is personal and goes with a person: factors, follows, notices. Not what they leave on marked things."""
    for link in _links_to(Person):
        model = link.related_model
        personal = (
            getattr(model, "exposure", Exposure.PERSONAL) is Exposure.PERSONAL
        )  # other people's apps: all
        if personal and link.on_delete is models.CASCADE:
            yield model._base_manager.filter(**{link.field.name: person.pk})
