"""What is past its term is forgotten, and nothing before it; the log goes on proving what it proved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.cast import NOON, SINCE, TODAY, Cast
from tests.fixtures import Hands
from waypost.core import clock
from waypost.core.doors import CLOCK
from waypost.core.errors import Denied
from waypost.core.models import AuditRow
from waypost.notices.models import Follow, Preference
from waypost.people.actions import forgetting, invitations
from waypost.people.actions.forgetting import LEFT_KEPT, UNUSED_KEPT
from waypost.people.actions.invitations import Invited
from waypost.people.models import Endorsement, Invitation, Network, Person, Tenure
from waypost.people.tests.factors import give_app
from waypost.people.ticks import forget

Enter = Callable[[Person], Client]
MAIL = "new.officer@police.invalid"


def invite(cast: Cast, **given: Any) -> Invitation:
    invited = {
        "email": MAIL, "name_latin": "Anong Rakthai", "role": "officer", "title_en": "Officer", "title_th": "Officer",
        "evidence": "Letter 12/2563", "networks": (cast.regional,), **given,
    }  # fmt: skip
    made, _secret = invitations.invite(
        by=cast.focal_point, organisation=cast.police, invited=Invited(**invited)
    )
    return made


def rows() -> list[AuditRow]:
    return list(AuditRow.objects.filter(action="people.past_forgotten"))


def test_an_invitation_nobody_used_goes_with_whom_it_was_for(cast: Cast, hands: Hands) -> None:
    made = invite(cast)
    hands.forward(hours=72, seconds=UNUSED_KEPT.total_seconds())
    forget()
    assert Invitation.objects.filter(pk=made.pk).exists()
    hands.forward(seconds=1)
    forget()
    assert not Invitation.objects.filter(pk=made.pk).exists()
    assert not Person.objects.filter(email=MAIL).exists()
    [row] = rows()
    said = bytes(row.canonical).decode()
    assert made.public_id in said
    assert made.person.public_id in said
    assert not [word for word in (MAIL, "Anong", "12/2563") if word in said]


def test_one_that_was_closed_early_goes_a_month_after_that(cast: Cast, hands: Hands) -> None:
    made = invite(cast)
    invitations.withdraw(by=cast.focal_point, invitation=made)
    hands.forward(seconds=UNUSED_KEPT.total_seconds() + 1)
    forget()
    assert not Invitation.objects.filter(pk=made.pk).exists()


def test_who_was_invited_again_stays_till_that_is_past_too(cast: Cast, hands: Hands) -> None:
    invite(cast)
    hands.forward(days=20)
    again = invite(cast)
    hands.forward(days=15)
    forget()
    assert list(Invitation.objects.filter(person__email=MAIL)) == [again]


def test_an_invitation_that_was_used_stays(cast: Cast, hands: Hands) -> None:
    made = invite(cast, email=cast.coast_officer.email)
    invitations.accept(by=cast.coast_officer, invitation=made, enrolment=None)
    hands.forward(days=300)
    forget()
    assert Invitation.objects.filter(pk=made.pk).exists()


def test_nobody_who_is_in_is_forgotten(cast: Cast) -> None:
    """Neither whoever has a post and no factor yet, nor an account without a post."""
    before = set(Person.objects.values_list("pk", "email"))
    forget()
    assert set(Person.objects.values_list("pk", "email")) == before
    assert rows() == []


def leave_long_ago(cast: Cast, days: int) -> Person:
    person = cast.coast_officer
    Tenure.objects.filter(person=person).update(until=TODAY - timedelta(days=days))
    give_app(person)
    Follow.objects.create(person=person, kind="kind", key="bulletin", since=NOON)
    Preference.objects.get_or_create(person=person)
    return person


def test_of_who_left_stays_the_name_on_what_they_did(cast: Cast, enter: Enter) -> None:
    person = leave_long_ago(cast, LEFT_KEPT.days)
    browser = enter(person)
    name, words = person.name_latin, Endorsement.objects.filter(tenure__person=person).count()
    forget()
    person = Person.objects.get(pk=person.pk)
    assert person.name_latin == name
    assert person.email == f"{person.public_id}@left.invalid".lower()
    assert (person.mail_phrase, person.last_login, person.rules_signed_at) == ("", None, None)
    assert not person.has_usable_password()
    assert not person.second_factor
    for model, field in ((Authenticator, "user"), (Follow, "person"), (Preference, "person")):
        assert not model.objects.filter(**{field: person}).exists(), model
    assert Tenure.objects.get(person=person).since == SINCE
    assert Endorsement.objects.filter(tenure__person=person).count() == words
    assert browser.get("/").status_code == 302
    forget()
    assert len(rows()) == 1
    assert person.public_id in bytes(rows()[0].canonical).decode()


@pytest.mark.parametrize("stays", ["sooner", "another post", "invited anew"])
def test_who_may_come_back_keeps_their_account(cast: Cast, stays: str) -> None:
    person = leave_long_ago(cast, LEFT_KEPT.days - (stays == "sooner"))
    if stays == "another post":
        Tenure.objects.create(person=person, post=cast.officer.tenure.post, since=TODAY)
    elif stays == "invited anew":
        invite(cast, email=person.email)
    forget()
    assert Person.objects.get(pk=person.pk).email == person.email
    assert rows() == []


def test_who_comes_back_later_comes_in_as_somebody_new(cast: Cast) -> None:
    person = leave_long_ago(cast, LEFT_KEPT.days)
    forget()
    made = invite(cast, email=person.email)
    assert made.person != person


def test_much_of_it_goes_by_and_by(cast: Cast, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for number in range(5):
        invite(cast, email=f"n{number}@police.invalid")
    hands.forward(days=34)
    steps = 0
    while forget() is not None:
        steps += 1
    assert steps >= 2
    assert not Invitation.objects.filter(person__email__endswith="@police.invalid").exists()
    assert not Person.objects.filter(email__startswith="n", email__endswith="@police.invalid").exists()


def test_the_clock_alone_forgets(cast: Cast) -> None:
    with pytest.raises(Denied):
        forgetting.forget(by=cast.secretariat)  # type: ignore[arg-type]
    assert forgetting.forget(by=CLOCK) is False
    assert Network.objects.exists()
    assert clock.today() == TODAY
