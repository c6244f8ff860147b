"""How trainers stand, and what ends soon: to them and to the command."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.curriculum.models import Curriculum
from waypost.face import dates
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person
from waypost.training.models import (
    Trainer,
)

Recipients = QuerySet[Person]


def oneself_as_trainer(event: Event) -> Recipients:
    """Whose standing it is."""
    trainer = Trainer.by_public_id(event.thing.partition(":")[2])
    return Person.objects.filter(pk=trainer.person_id if trainer else None)


def who_accredits(event: Event) -> Recipients:
    """The command of the organisation that keeps the curriculum."""
    trainer = Trainer.by_public_id(event.thing.partition(":")[2])
    if trainer is None:
        return Person.objects.none()
    return Person.objects.filter(people_with({key(Audience.APPROVERS, *trainer.kept_by())}))


def standing_of(found: QuerySet[Trainer], person: Person) -> dict[str, Lines]:
    """In what, and until when; nobody is named. The own standing is told also of a curriculum one reads no longer."""
    rows = list(found)
    curricula = Curriculum.visible_to(person).in_bulk({row.curriculum_id for row in rows})
    said = {}
    for row in rows:
        taught = curricula.get(row.curriculum_id)
        until = row.valid_until
        said[row.public_id] = Lines(
            title=taught.title if taught else str(row.get_state_display()),
            path=reverse("trainer", args=[row.public_id]),
            mark=Mark(taught.mark) if taught else None,
            reference=taught.code if taught else "",
            summary=gettext("Ends on %(day)s") % {"day": dates.day(until)} if until else "",
        )
    return said


def _standing(names: tuple[str, ...], kind: str, what: Any, who: str, find: Any) -> None:
    first, *others = names
    tell(
        first,
        also=tuple(others),
        kind=kind,
        what=what,
        who=who,
        subject=Trainer,
        recipients=find,
        words=standing_of,
        pace=Pace.ACTION,
    )


_standing(
    (
        "training.trainer_named",
        "training.trainer_recognised",
        "training.trainer_pre_accredited",
        "training.trainer_accredited",
        "training.trainer_renewed",
        "training.trainer_kept_on",
        "training.trainer_withdrawn",
    ),
    "training.trainer_standing",
    _("How you stand as a trainer"),
    "the trainer",
    oneself_as_trainer,
)
for _names, _kind, _own, _theirs in (
    (
        ("training.trainer_warned", "training.trainer_outdated"),
        "training.trainer_ends",
        _("Your accreditation as a trainer ends soon"),
        _("A trainer’s accreditation ends soon"),
    ),
    (
        ("training.trainer_lapsed",),
        "training.trainer_over",
        _("Your accreditation as a trainer is over"),
        _("A trainer’s accreditation is over"),
    ),
):
    _standing(_names, _kind, _own, "the trainer", oneself_as_trainer)
    _standing(
        _names, f"{_kind}_to_command", _theirs, "who accredits trainers of the curriculum", who_accredits
    )
