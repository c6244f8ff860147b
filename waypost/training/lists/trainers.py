"""Trainers of curricula as somebody sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.curriculum.lists.versions import version_seen
from waypost.curriculum.models import Curriculum
from waypost.face import dates
from waypost.people.models import Person
from waypost.training.lists.certificates import trainers_in
from waypost.training.models import (
    Accreditation,
    Demonstration,
    Exercise,
    Programme,
    Teaching,
    Trainer,
    TrainerEntry,
)
from waypost.training.renewal import taught_each_year


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


@dataclass
class Step:
    """A step on the way to be accredited: what it is, whether it is done, and when and how in words."""

    title: str
    done: bool
    words: str = ""


@dataclass
class Way:
    """How far a trainer is: what was marked, the newest first, and whether what they taught renews by itself. The days
    are those the viewer sees; whether a step is done and what renews by itself is as the actions decide it.
    """

    is_trained: bool
    trained: date | None
    marked: list[Demonstration]
    taught: list[date]
    has_taught: bool
    renews: bool
    trainer: Trainer
    named_at: datetime

    @property
    def steps(self) -> list[Step]:
        trained = _("Certificate of %(day)s") % {"day": dates.day(self.trained)} if self.trained else ""
        return [
            Step(_("Training of trainers"), self.is_trained, trained),
            self._step(_("Teach-back"), Exercise.TEACH_BACK),
            self._step(_("Observed delivery"), Exercise.DELIVERY),
        ]

    @property
    def last(self) -> date | None:
        return self.taught[-1] if self.taught else None

    def _step(self, title: str, exercise: Exercise) -> Step:
        """The newest that was passed, else the newest; of those since they were named."""
        rows = [each for each in self.marked if each.exercise == exercise and each.at >= self.named_at]
        found = next((each for each in rows if each.passed), rows[0] if rows else None)
        if found is None:
            return Step(title, done=False)
        said = {"n": found.points, "of": found.out_of, "day": dates.day(found.on)}
        words = (
            _("Passed with %(n)s of %(of)s points, %(day)s")
            if found.passed
            else _("Not passed: %(n)s of %(of)s points, %(day)s")
        )
        return Step(title, found.passed, words % said)


def way_of(viewer: Viewer, trainer: Trainer) -> Way:
    """Of a trainer who came through ``visible_to``, with their person."""
    rows = (
        Demonstration.visible_to(viewer)
        .filter(trainer=trainer.pk)
        .select_related("by")
        .order_by("-on", "-pk")
    )
    today, now = clock.today(), clock.now()
    taught = trainer.taught_on(now)
    return Way(
        trainer.trained_on(today) is not None,
        trainer.trained_on(today, viewer),
        list(rows),
        trainer.taught_on(now, viewer),
        bool(taught),
        _renews(trainer, taught),
        trainer,
        trainer.entered(Accreditation.CANDIDATE),
    )


def _renews(trainer: Trainer, taught: list[date]) -> bool:
    """By itself, if nothing more happened until its end."""
    until = trainer.valid_until
    return until is not None and not trainer.is_outdated and taught_each_year(taught, until)


def curriculum_taught(viewer: Viewer, programme: Programme) -> Curriculum | None:
    """What a programme teaches, as far as the viewer reads it."""
    version = version_seen(viewer, programme.curriculum_id)
    return Curriculum.visible_to(viewer).filter(pk=version.curriculum_id).first() if version else None


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
