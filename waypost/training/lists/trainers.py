"""Trainers of curricula as somebody sees them."""

from dataclasses import dataclass
from datetime import date

from waypost.access.keys import Viewer
from waypost.curriculum.models import Curriculum
from waypost.people.models import Person
from waypost.training.lists.certificates import trainers_in
from waypost.training.models import Accreditation, Teaching, Trainer, TrainerEntry


@dataclass
class Row:
    """A trainer, and whom they taught as far as the viewer sees certificates."""

    trainer: Trainer
    curriculum: Curriculum | None
    taught: int
    last: date | None

    @property
    def is_accredited(self) -> bool:
        return self.trainer.state == Accreditation.ACCREDITED


def rows_of(viewer: Viewer) -> list[Row]:
    """By curriculum, then by name. Four queries, whatever their number."""
    trainers = list(
        Trainer.visible_to(viewer).select_related("person").order_by("curriculum", "person__sort_key", "pk")
    )
    curricula = {
        each.pk: each
        for each in Curriculum.visible_to(viewer).filter(pk__in=[one.curriculum_id for one in trainers])
    }
    learners: dict[int, set[int]] = {}
    last: dict[int, date] = {}
    taught = Teaching.visible_to(viewer).filter(person__in=[each.person_id for each in trainers])
    for person, learner, until in taught.values_list("person", "certificate__nominee", "certificate__until"):
        learners.setdefault(person, set()).add(learner)
        last[person] = max(until, last.get(person, until))
    return [
        Row(
            each,
            curricula.get(each.curriculum_id),
            len(learners.get(each.person_id, ())),
            last.get(each.person_id),
        )
        for each in trainers
    ]


def own(viewer: Viewer) -> list[tuple[Trainer, Curriculum | None]]:
    """How one stands oneself, by curriculum. Two queries."""
    rows = list(Trainer.visible_to(viewer).filter(person=viewer.pk or 0).order_by("curriculum"))
    found = Curriculum.visible_to(viewer).filter(pk__in=[each.curriculum_id for each in rows])
    curricula = {each.pk: each for each in found}
    return [(each, curricula.get(each.curriculum_id)) for each in rows]


def trainer_seen(viewer: Viewer, public_id: str) -> Trainer | None:
    return Trainer.visible_to(viewer).filter(public_id=public_id).select_related("person").first()


def curriculum_of(viewer: Viewer, trainer: Trainer) -> Curriculum | None:
    return Curriculum.visible_to(viewer).filter(pk=trainer.curriculum_id).first()


def history_of(viewer: Viewer, trainer: Trainer) -> list[TrainerEntry]:
    return list(TrainerEntry.visible_to(viewer).filter(trainer=trainer.pk).order_by("number"))


def curricula_to_staff(viewer: Viewer) -> list[Curriculum]:
    """Those the viewer's organisation keeps."""
    rows = Curriculum.visible_to(viewer).filter(
        organisation=viewer.organisation, network__in=viewer.networks()
    )
    return list(rows.order_by("code"))


def people_to_name(curricula: list[Curriculum]) -> list[Person]:
    """Whoever holds the post of a trainer in the network of one of them."""
    networks = {each.network_id for each in curricula}
    found = {each.pk: each for network in sorted(networks) for each in trainers_in(network)}
    return list(found.values())
