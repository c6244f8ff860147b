"""How a trainer stands: named, recognised on prior training, lapsed by the clock, withdrawn for a reason."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.core.errors import Denied, Refused
from waypost.core.models import Event
from waypost.curriculum.models import Curriculum
from waypost.notices.fanout import fan_out
from waypost.notices.models import Notice
from waypost.people.models import Person
from waypost.training.actions import trainers
from waypost.training.lists.certificates import own_certificates
from waypost.training.models import Trainer, TrainerEntry
from waypost.training.tests.teaching import taught
from waypost.training.tests.test_certificates import certified

Enter = Callable[[Person], Client]
PRIOR = {"recognised_by": "Immigration Bureau", "recognised_on": "Training of trainers, 2018, 80 hours"}
WHY = "Moved to another department."


def named(cast: Cast) -> Trainer:
    curriculum = Curriculum.unfiltered.get(pk=taught(cast).curriculum_id)
    return trainers.name(by=cast.deputy, curriculum=curriculum, person=cast.trainer)


def states() -> list[str]:
    rows = TrainerEntry.unfiltered.order_by("number")
    assert [each.number for each in rows] == list(range(1, len(rows) + 1))
    return [each.state for each in rows]


def told() -> set[tuple[str, str]]:
    """What was told of trainers, to whom."""
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        fan_out(event)
    rows = Notice.objects.filter(kind__startswith="training.trainer_")
    return {
        (kind.removeprefix("training.trainer_"), email)
        for kind, email in rows.values_list("kind", "person__email")
    }


@pytest.mark.django_db
def test_recognised_for_two_years_then_lapsed_and_certificates_hold(cast: Cast, hands: Hands) -> None:
    made = certified(cast, hands)
    trainer = named(cast)
    trainers.recognise(by=cast.deputy, trainer=trainer, **PRIOR)
    hands.forward(days=669)
    assert trainers.see_to_the_due() == 0
    hands.forward(days=1)  # 60 days before its end: told of, once
    assert [trainers.see_to_the_due() for _each in range(2)] == [1, 0]
    hands.forward(days=60)
    assert trainers.see_to_the_due() == 0
    hands.forward(days=1)
    assert [trainers.see_to_the_due() for _each in range(2)] == [1, 0]
    assert told() == {
        ("standing", cast.trainer.email),
        ("ends", cast.trainer.email),
        ("over", cast.trainer.email),
        *(
            (kind, each.email)
            for kind in ("ends_to_command", "over_to_command")
            for each in (cast.focal_point, cast.deputy)
        ),
    }
    assert states() == ["candidate", "accredited", "lapsed"]
    [held] = own_certificates(cast.immigration_officer)
    assert (held.certificate.pk, held.validity) == (made.pk, "valid")


@pytest.mark.django_db
def test_withdrawn_for_a_reason_and_named_anew(cast: Cast) -> None:
    trainer = named(cast)
    with pytest.raises(Refused, match="named already"):
        trainers.name(by=cast.deputy, curriculum=Curriculum.unfiltered.get(), person=cast.trainer)
    trainers.withdraw(by=cast.deputy, trainer=trainer, because=WHY)
    with pytest.raises(Refused, match="withdrawn"):
        trainers.recognise(by=cast.deputy, trainer=trainer, **PRIOR)
    trainers.name(by=cast.deputy, curriculum=Curriculum.unfiltered.get(), person=cast.trainer)
    assert states() == ["candidate", "withdrawn", "candidate"]


@pytest.mark.django_db
def test_by_the_command_of_who_keeps_the_curriculum_and_nobody_themselves(cast: Cast) -> None:
    trainer = named(cast)
    for person in (cast.trainer, cast.officer, cast.coast_focal_point, cast.secretariat):
        with pytest.raises(Denied):
            trainers.recognise(by=person, trainer=trainer, **PRIOR)
    with pytest.raises(Refused, match="post of a trainer"):
        trainers.name(by=cast.deputy, curriculum=Curriculum.unfiltered.get(), person=cast.officer)
    seen = {person.email for person in cast.people().values() if Trainer.visible_to(person).exists()}
    assert seen == {cast.trainer.email, cast.focal_point.email, cast.deputy.email}


@pytest.mark.django_db
def test_pages(cast: Cast, enter: Enter) -> None:
    trainer = named(cast)
    command, page = enter(cast.deputy), f"/training/trainers/{trainer.public_id}/"
    assert (
        command.post(page, {"do": "recognise", "recognised_by": "", "recognised_on": ""}).status_code == 422
    )
    assert command.post(page, {"do": "recognise", **PRIOR}).status_code == 302
    assert PRIOR["recognised_on"] in enter(cast.trainer).get(page).content.decode()
    assert enter(cast.trainer).post(page, {"do": "recognise", **PRIOR}).status_code == 403
    assert enter(cast.coast_focal_point).get(page).status_code == 404
    listed = "/training/trainers/"
    assert trainer.public_id in command.get(listed).content.decode()
    assert trainer.public_id not in enter(cast.coast_focal_point).get(listed).content.decode()
    assert command.post(page, {"do": "withdraw", "because": WHY}).status_code == 302
    typed = {"curriculum": Curriculum.unfiltered.get().public_id, "person": cast.trainer.public_id}
    assert command.post("/training/trainers/", typed).status_code == 302
    assert command.post("/training/trainers/", typed).status_code == 422
