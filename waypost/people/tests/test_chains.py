"""No access without a live chain of words up to a root: one by one, and by any sequence of acts (a state machine)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.cast import TODAY, Cast
from waypost.access.keys import reading_keys_of
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.network import actions as network
from waypost.network.actions import Proposal
from waypost.network.models import Nomination
from waypost.network.tests.nominations import call, come_in, letter
from waypost.people.actions import invitations, persons, posts
from waypost.people.actions.chains import settle, settle_all
from waypost.people.actions.invitations import Invited
from waypost.people.lists import orphans
from waypost.people.models import Endorsement, Invitation, Person, Post, Tenure
from waypost.people.policies import may_take_over
from waypost.people.ticks import settle_chains

Enter = Callable[[Person], Client]


def hang(holder: Person, giver: Person) -> Endorsement:
    """Let the holder's word be one the giver gave, for a year."""
    assert holder.acting_as is not None
    word = holder.acting_as.endorsements.get()
    word.vouched_by, word.vouching = giver, giver.acting_as
    word.given_until = word.until = TODAY + timedelta(days=300)
    word.save()
    return word


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def end(cast: Cast, who: str, because: str = "No successor yet.") -> None:
    posts.end(by=cast.secretariat, tenure=Tenure.objects.get(person=getattr(cast, who)), because=because)


def test_a_leaving_focal_point_orphans_the_words_they_gave(cast: Cast, hands: Any) -> None:
    hang(cast.officer, cast.focal_point)
    end(cast, "focal_point")
    assert [row.person for row in orphans(cast.secretariat)] == [cast.officer]
    hands.forward(days=29)
    assert again(cast.officer).is_active_member()
    hands.forward(days=1)
    assert not again(cast.officer).is_active_member()
    assert not Person.objects.active().filter(pk=cast.officer.pk).exists()
    assert not orphans(cast.secretariat).exists()


def test_suspension_orphans_and_restoring_in_time_heals(cast: Cast, hands: Any) -> None:
    word = hang(cast.officer, cast.focal_point)
    persons.suspend(by=cast.secretariat, person=cast.focal_point, because="Looked into.")
    assert Endorsement.objects.get(pk=word.pk).until == TODAY + timedelta(days=30)
    hands.forward(days=10)
    persons.restore(by=cast.secretariat, person=cast.focal_point)
    assert Endorsement.objects.get(pk=word.pk).until == word.given_until


def test_what_ended_meanwhile_does_not_come_back(cast: Cast, hands: Any) -> None:
    hang(cast.officer, cast.focal_point)
    persons.suspend(by=cast.secretariat, person=cast.focal_point, because="Looked into.")
    hands.forward(days=31)
    persons.restore(by=cast.secretariat, person=cast.focal_point)
    assert again(cast.focal_point).is_active_member()
    assert not again(cast.officer).is_active_member()


def test_a_chain_breaks_step_by_step(cast: Cast, hands: Any) -> None:
    """The mission leaves: after 30 days the focal point is out, after another 30 whom they vouched for."""
    hang(cast.focal_point, cast.mission_focal_point)
    hang(cast.officer, cast.focal_point)
    end(cast, "mission_focal_point")
    hands.forward(days=30)
    assert (again(cast.focal_point).is_active_member(), again(cast.officer).is_active_member()) == (
        False,
        True,
    )
    assert cast.officer in [row.person for row in orphans(again(cast.secretariat))]
    hands.forward(days=30)
    assert not again(cast.officer).is_active_member()


def test_a_year_that_ends_orphans_without_any_act(cast: Cast, hands: Any) -> None:
    """Nobody came by: the worker may stand still, and the clock be ahead of it."""
    hang(cast.officer, cast.focal_point)
    word = cast.focal_point.acting_as.endorsements.get()
    word.given_until = word.until = TODAY + timedelta(days=10)
    word.save()
    settle({cast.focal_point.acting_as.pk})
    hands.forward(days=39)
    assert again(cast.officer).is_active_member()
    hands.forward(days=1)
    assert not again(cast.officer).is_active_member()


def test_the_worker_mends_what_was_changed_past_the_actions(cast: Cast, hands: Any) -> None:
    word = hang(cast.officer, cast.focal_point)
    Tenure.objects.filter(person=cast.focal_point).update(until=TODAY)
    settle_chains()
    assert Endorsement.objects.get(pk=word.pk).until == TODAY + timedelta(days=30)


@pytest.mark.parametrize("by", ["deputy", "secretariat"])
def test_somebody_takes_them_over(cast: Cast, enter: Enter, hands: Any, by: str) -> None:
    hang(cast.officer, cast.focal_point)
    hang(cast.colleague, cast.focal_point)
    end(cast, "focal_point")
    browser = enter(getattr(cast, by))
    page = browser.get(reverse("orphans"))
    assert len(page.context["page"].entries) == 2
    everybody = [row.public_id for row in page.context["page"].entries]
    assert browser.post(reverse("orphans"), {"tenure": everybody, "evidence": " "}).status_code == 422
    assert browser.post(reverse("orphans"), {"evidence": "called"}).status_code == 422
    browser.post(reverse("orphans"), {"tenure": everybody, "evidence": "Called the office."})
    hands.forward(days=60)
    assert again(cast.officer).is_active_member()
    assert again(cast.colleague).is_active_member()


def test_two_successors_claim_the_same(cast: Cast, enter: Enter) -> None:
    """The second reads a sentence; the word of the first stands."""
    hang(cast.officer, cast.focal_point)
    end(cast, "focal_point")
    tenure = Tenure.objects.get(person=cast.officer)
    posts.take_over(by=cast.deputy, tenure=tenure, evidence="First.")
    with pytest.raises(Refused, match="already"):
        posts.take_over(by=cast.secretariat, tenure=tenure, evidence="Second.")
    answer = enter(cast.secretariat).post(
        reverse("orphans"), {"tenure": tenure.public_id, "evidence": "Second."}
    )
    assert "quicker" in answer.content.decode()
    assert [word.vouched_by for word in tenure.endorsements.order_by("pk")] == [cast.focal_point, cast.deputy]


def test_the_list_of_orphans_is_the_policy(cast: Cast) -> None:
    for name in ("officer", "colleague", "deputy"):
        hang(getattr(cast, name), cast.focal_point)
    hang(cast.coast_focal_point, cast.mission_focal_point)
    end(cast, "focal_point")
    end(cast, "mission_focal_point")
    orphaned = [cast.officer, cast.colleague, cast.deputy, cast.coast_focal_point]
    for name, person in cast.people().items():
        by = again(person)
        asked = {
            row.pk for row in orphaned if row != by and may_take_over(by, Tenure.objects.get(person=row))
        }
        assert {row.person_id for row in orphans(by)} == asked, name


def test_the_last_focal_point_stays_until_somebody_decides(cast: Cast, enter: Enter) -> None:
    tenure = Tenure.objects.get(person=cast.coast_focal_point)
    with pytest.raises(Refused, match="only focal point"):
        posts.end(by=cast.mission_focal_point, tenure=tenure)
    with pytest.raises(Refused, match="only focal point"):
        posts.end(by=cast.secretariat, tenure=tenure)
    browser, page = enter(cast.secretariat), reverse("end_post", args=[tenure.public_id])
    assert browser.post(page, {"because": ""}).status_code == 409
    assert browser.post(page, {"because": "The unit is dissolved."}).status_code == 302
    assert not Tenure.objects.get(pk=tenure.pk).is_current(TODAY)


def test_who_is_provisional_reads_green_and_does_nothing_more(cast: Cast, hands: Any) -> None:
    before = reading_keys_of(again(cast.coast_focal_point))
    Tenure.objects.filter(person=cast.coast_focal_point).update(provisional_until=TODAY + timedelta(days=30))
    provisional = again(cast.coast_focal_point)
    assert provisional.is_active_member()
    assert reading_keys_of(provisional) < before
    for act in (
        lambda: posts.vouch_again(
            by=provisional, tenure=Tenure.objects.get(person=cast.coast_officer), evidence="x"
        ),
        lambda: persons.suspend(by=provisional, person=cast.coast_officer, because="x"),
    ):
        with pytest.raises(Denied):
            act()
    hands.forward(days=30)
    assert reading_keys_of(again(provisional)) == before


# By any sequence of acts.


def live(tenure: Tenure, net: int, day: date) -> bool:
    """The rule written naively: a word that holds on this day, of a root or of who stood in the last 30 days."""
    words = [
        word
        for word in tenure.endorsements.filter(network=net)
        if word.since <= day < (word.given_until or word.until)
    ]
    return any(_is_root(word) or _stood_lately(word.vouching, net, day) for word in words)  # type: ignore[arg-type]


def _is_root(word: Endorsement) -> bool:
    return word.vouching is None or word.vouching.post.role == Post.Role.SECRETARIAT


def _stood_lately(giver: Tenure, net: int, day: date) -> bool:
    suspended = giver.person.suspended_at
    gone = timezone.localdate(suspended, timezone.get_default_timezone()) if suspended else None
    for back in range(31):
        then = day - timedelta(days=back)
        if gone is not None and then >= gone:
            continue
        if giver.is_current(then) and live(giver, net, then):
            return True
    return False


class Chains(RuleBasedStateMachine):
    """Proposing, registering, inviting, accepting, vouching, renewing, ending, suspending, restoring, taking over."""

    cast: Cast
    hands: Any

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.began = self.hands.now
        self.number = 0
        for holder, giver in (
            ("focal_point", "mission_focal_point"),
            ("coast_focal_point", "mission_focal_point"),
            ("officer", "focal_point"),
            ("deputy", "focal_point"),
            ("coast_officer", "coast_focal_point"),
        ):
            hang(getattr(self.cast, holder), getattr(self.cast, giver))

    def teardown(self) -> None:
        self.hands.now = self.began
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except (Denied, Refused):
            pass

    def _named(self, name: str) -> Person:
        """Somebody of the cast, or the newest who came in by an invitation."""
        newest = Person.objects.exclude(tenures=None).order_by("-pk").first()
        assert newest is not None
        return again(getattr(self.cast, name)) if name != "newest" else newest

    def _tenure(self, name: str) -> Tenure:
        tenure = self._named(name).tenures.order_by("-pk").first()
        assert tenure is not None
        return tenure

    by = st.sampled_from(
        ["secretariat", "second_secretariat", "mission_focal_point", "focal_point", "deputy", "newest"]
    )
    whom = st.sampled_from(
        ["mission_focal_point", "focal_point", "coast_focal_point", "officer", "deputy", "newest"]
    )

    @rule(days=st.sampled_from([1, 29, 31, 200]))
    def time_passes(self, days: int) -> None:
        """Across the end of a grace, of a provisional month, of a year."""
        self.hands.forward(days=days)

    @rule()
    def propose(self) -> None:
        self.number += 1
        email, customs = f"candidate-{self.number}@customs.invalid", self.cast.customs
        proposal = Proposal(email, f"Candidate {'x' * self.number}", "FP", "FP", "1", TODAY, "DG")
        self._try(
            lambda: network.propose(
                by=again(self.cast.mission_focal_point),
                organisation=customs,
                network=self.cast.regional,
                proposal=proposal,
                letter=letter(),
            )
        )

    @rule(second=st.booleans())
    def register(self, second: bool) -> None:
        by = self.cast.second_secretariat if second else self.cast.secretariat
        row = Nomination.objects.filter(stage__in=["proposed", "second"]).first()
        if row is not None:
            self._try(lambda: network.register(by=again(by), nomination=row))

    @rule(by=st.sampled_from(["mission_focal_point", "secretariat"]))
    def invite_candidate(self, by: str) -> None:
        row = Nomination.objects.filter(stage="registered").first()
        if row is not None:
            self._try(lambda: network.invite(by=again(getattr(self.cast, by)), nomination=row, call=call()))

    @rule()
    def accept(self) -> None:
        for row in Invitation.objects.filter(used_at=None, purpose="post"):
            self._try(lambda row=row: come_in(row))  # type: ignore[misc]

    @rule(who=by)
    def vouch(self, who: str) -> None:
        by = self._named(who)
        if by.organisation is None:
            return
        self.number += 1
        word = Invited(
            f"o-{self.number}@x.invalid", "Officer", "officer", "T", "T", "e", (self.cast.regional,)
        )
        self._try(lambda: invitations.invite(by=by, organisation=by.organisation, invited=word))

    @rule(by=by, whom=whom)
    def renew(self, by: str, whom: str) -> None:
        self._try(lambda: posts.vouch_again(by=self._named(by), tenure=self._tenure(whom), evidence="e"))

    @rule(by=by, whom=whom)
    def end(self, by: str, whom: str) -> None:
        self._try(lambda: posts.end(by=self._named(by), tenure=self._tenure(whom), because="e"))

    @rule(by=by, whom=whom)
    def suspend(self, by: str, whom: str) -> None:
        self._try(lambda: persons.suspend(by=self._named(by), person=self._named(whom), because="e"))

    @rule(by=by, whom=whom)
    def restore(self, by: str, whom: str) -> None:
        self._try(lambda: persons.restore(by=self._named(by), person=self._named(whom)))

    @rule(by=by)
    def take_over(self, by: str) -> None:
        person = self._named(by)
        for tenure in orphans(person):
            self._try(lambda tenure=tenure: posts.take_over(by=person, tenure=tenure, evidence="e"))  # type: ignore[misc]

    @rule()
    def the_worker_comes_by(self) -> None:
        settle_all()

    @invariant()
    def nobody_is_in_without_a_chain(self) -> None:
        today = clock.today()
        for person in Person.objects.active().select_related("acting_as__post"):
            assert person.acting_as is not None
            for net in person.networks():
                assert live(person.acting_as, net, today), f"{person} is active without a chain"


@pytest.mark.matrix
def test_no_sequence_of_acts_reaches_access_without_a_chain(cast: Cast, hands: Any) -> None:
    Chains.cast, Chains.hands = cast, hands
    run_state_machine_as_test(
        Chains,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
