"""Who hears that a new way into an account was confirmed: its owner too when nobody's word for them holds any more."""

import pytest
from django.core.mail import EmailMultiAlternatives

from tests.cast import NOON, Cast
from waypost.notices.judging import judge
from waypost.notices.models import Mail, Notice
from waypost.people.actions import renewals
from waypost.people.models import Person
from waypost.publications.tests.sharing import tell_all

pytestmark = pytest.mark.django_db


def told_of_renewing(cast: Cast, whom: Person) -> set[str]:
    renewal = renewals.ask(by=cast.secretariat, person=whom, evidence="called back")
    renewals.confirm(by=cast.second_secretariat, invitation=renewal)
    tell_all()
    return set(
        Notice.objects.filter(kind="network.renewal_confirmed").values_list("person__email", flat=True)
    )


def test_an_active_one_and_whoever_approves_there(cast: Cast) -> None:
    told = told_of_renewing(cast, cast.officer)
    assert told == {each.email for each in (cast.officer, cast.focal_point, cast.deputy)}


def test_one_who_is_no_longer_active_gets_the_letter(cast: Cast) -> None:
    assert not Person.objects.active().filter(pk=cast.dormant.pk).exists()
    assert cast.dormant.email in told_of_renewing(cast, cast.dormant)
    mail = Mail.objects.get(notice__person=cast.dormant, post__isnull=True)
    letter = judge(mail)
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == [cast.dormant.email]


def test_of_nothing_else(cast: Cast) -> None:
    from waypost.notices import tidings

    others = [each for each in tidings._kinds.values() if each.on_the_rolls]
    assert {each.kind for each in others} == {"network.renewal_confirmed", "network.taking_part"}
    assert not [each for each in others if each.subject.by_keys]


def test_no_colleague_who_is_out_and_nobody_suspended(cast: Cast) -> None:
    Person.objects.filter(pk=cast.deputy.pk).update(suspended_at=NOON)
    assert cast.deputy.email not in told_of_renewing(cast, cast.officer)
    Person.objects.filter(pk=cast.dormant.pk).update(suspended_at=NOON)
    assert not Person.objects.on_the_rolls().filter(pk__in=[cast.dormant.pk, cast.former.pk]).exists()
