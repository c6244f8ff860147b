"""From an event to notices and mails."""

import pytest
from django.db import OperationalError

from tests.cast import Cast
from waypost.core import events
from waypost.core.errors import DoorMisused
from waypost.core.models import Event
from waypost.notices import fanout, lists, reconciling, worker
from waypost.notices.fanout import fan_out
from waypost.notices.leases import MOST_TRIES
from waypost.notices.models import Mail, Notice, Pace
from waypost.notices.tests import world
from waypost.people.models import Organisation, Person


def told_of(event: Event) -> set[str]:
    return set(Notice.objects.filter(event=event).values_list("person__email", flat=True))


def test_exactly_the_named_and_active_are_told(cast: Cast, told) -> None:
    event = told(
        cast.police, cast.officer, cast.deputy, cast.suspended, cast.former, cast.invited, cast.outsider
    )
    assert told_of(event) == {cast.officer.email, cast.deputy.email}


def test_who_acted_is_not_told_of_it(cast: Cast, told) -> None:
    event = told(cast.police, cast.officer, cast.deputy, by=cast.officer.public_id)
    assert told_of(event) == {cast.deputy.email}


def test_telling_again_adds_nothing(cast: Cast, told) -> None:
    event = told(cast.police, cast.officer, cast.deputy)
    before = list(Notice.objects.order_by("pk").values()), list(Mail.objects.order_by("pk").values())
    fan_out(event)
    assert (
        list(Notice.objects.order_by("pk").values()),
        list(Mail.objects.order_by("pk").values()),
    ) == before
    assert len(before[0]) == 2


def test_nobody_to_tell_is_no_mistake(cast: Cast, told) -> None:
    assert told_of(told(cast.police)) == set()


def test_the_telling_declared_first_wins(cast: Cast, told) -> None:
    event = told(cast.police, cast.officer, also=(cast.officer, cast.deputy))
    kinds = sorted(Notice.objects.filter(event=event).values_list("person__email", "kind"))
    assert kinds == [(cast.deputy.email, "tests.also"), (cast.officer.email, "tests.asked")]


def test_no_notice_holds_content(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    for row in [*Notice.objects.values(), *Mail.objects.values()]:
        assert "Canary" not in str(row)


@pytest.mark.parametrize(("pace", "mailed"), [("A", True), ("B", True), ("C", False), ("D", False)])
def test_only_what_is_direct_is_mailed_by_itself(cast: Cast, told, pace: str, mailed: bool) -> None:
    told(cast.police, cast.officer, pace=Pace(pace))
    assert Mail.objects.filter(post__isnull=True).exists() is mailed
    assert Mail.objects.filter(post=cast.officer.tenure.post).exists() is mailed


def test_a_shared_mailbox_gets_one_mail(cast: Cast, told) -> None:
    tenure = cast.colleague.tenure
    tenure.post = cast.officer.tenure.post
    tenure.save()
    told(cast.police, cast.officer, cast.colleague)
    assert Mail.objects.filter(post=tenure.post).count() == 1
    assert Mail.objects.filter(post__isnull=True).count() == 2


def test_public_ids_and_message_ids_are_random(cast: Cast, told) -> None:
    told(cast.police, everybody=True)
    ids = [*Notice.objects.values_list("public_id", flat=True), *Mail.objects.values_list("token", flat=True)]
    assert len(set(ids)) == len(ids) > 20
    assert {len(ident) for ident in ids} == {32}


def test_an_event_about_another_thing_is_kept_with_its_trouble(cast: Cast) -> None:
    event = world.happened(cast.police, cast.officer)
    Event.objects.filter(pk=event.pk).update(thing="person:x")
    event.refresh_from_db()
    worker.tell(event)
    event.refresh_from_db()
    assert event.told_at is None
    assert event.trouble == "DoorMisused"
    assert event.leased_until is not None


def test_an_act_can_not_be_both_silent_and_told() -> None:
    events.declare("tests.silent", events.Silent("nobody"))
    with pytest.raises(DoorMisused, match=r"tests\.silent"):
        world.tell(
            "tests.silent",
            kind="tests.silent",
            what="",
            who="",
            subject=world.Subject("organisation", world.visible_to),
            recipients=world.recipients,
            words=world.words,
            pace=Pace.ACTION,
        )


class TestReconciling:
    def test_all_is_well(self, cast: Cast, told) -> None:
        told(cast.police, everybody=True)
        found = reconciling.check(days=2)
        assert found.trouble == []
        assert (found.events, found.notices) == (1, Person.objects.active().count())

    def test_a_lost_notice_is_found(self, cast: Cast, told) -> None:
        event = told(cast.police, cast.officer, cast.deputy)
        Notice.objects.filter(person=cast.officer).delete()
        assert reconciling.check(days=2).trouble == [
            f"Event {event.pk} (tests.happened): 1 persons were not told."
        ]

    def test_who_joined_later_is_no_loss(self, cast: Cast, told, hands) -> None:
        newcomer = cast.customs_officer
        endorsement = newcomer.tenure.endorsements.get()
        Organisation.objects.filter(pk=cast.police.pk).update(kind="other")
        endorsement.since = hands.now.date().replace(day=2)
        endorsement.save()
        told(cast.police, everybody=True)
        hands.forward(days=1)
        assert newcomer.is_active_member()
        assert reconciling.check(days=2).trouble == []

    def test_who_heard_later_of_the_same_is_no_loss(self, cast: Cast, told) -> None:
        first = told(cast.police, cast.officer)
        told(cast.police, cast.deputy)
        Event.objects.filter(pk=first.pk).update(facts={**first.facts, "to": [cast.deputy.public_id]})
        assert reconciling.check(days=2).trouble == []

    def test_what_waits_too_long_is_said(self, cast: Cast, hands) -> None:
        world.happened(cast.police, cast.officer)
        assert reconciling.check(days=2).trouble == []
        hands.forward(minutes=6)
        assert "Is a worker running?" in reconciling.check(days=2).trouble[0]


def test_hidden_subjects_leave_the_inbox_and_the_count(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    told(cast.customs, cast.officer)
    assert lists.unread_count(cast.officer) == 2
    world.hide(cast.police)
    assert lists.unread_count(cast.officer) == 1
    assert [entry.lines.reference for entry in lists.entries(cast.officer, lists.inbox(cast.officer))] == [
        "CSX-2020-044"
    ]


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_no_events_fault(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the worker tries while nothing can be written: it is told once there is room."""
    event = world.happened(cast.police, cast.officer)
    patient = worker.Worker(poll=0, lease=0)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("could not extend file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(fanout, "_insert_from", full)
        for _ in range(MOST_TRIES + 2):
            patient._round_or_rest()
    assert not Notice.objects.exists()
    assert event in worker.untold()
    patient.run_once()
    assert told_of(event) == {cast.officer.email}
