"""Whoever's way of signing in was changed hears of it by mail, though it be they who seem to have changed it."""

from datetime import time
from typing import Any

import pytest

from tests.cast import Cast
from waypost.core.models import Event
from waypost.notices import actions, worker
from waypost.notices.models import Preference
from waypost.people.actions import factors, persons
from waypost.people.models import Person
from waypost.people.signin import recovery

pytestmark = pytest.mark.django_db


def tell_all() -> None:
    for event in Event.objects.filter(told_at=None):
        worker.tell(event)


@pytest.mark.parametrize(("language", "said"), [("en", "What you sign in with"), ("th", "วิธีเข้าสู่ระบบของท่าน")])
def test_they_are_told_whatever_they_chose_and_at_any_hour(
    cast: Cast, post: Any, smtp: Any, language: str, said: str
) -> None:
    cast.officer.language = language
    cast.officer.save()
    Preference.objects.create(person=cast.officer, mail=False, quiet_from=time(11), quiet_until=time(13))
    factors.renew_codes(by=cast.officer, person=cast.officer, codes=recovery.new())
    tell_all()
    post()
    [mail] = smtp.to(cast.officer.email)
    assert said in str(mail.get_body(("plain",)).get_content())
    assert "code" not in str(mail["Subject"]).lower()


def test_a_new_address_is_told_to_nobody_else(cast: Cast, post: Any, smtp: Any) -> None:
    actions.change_address(by=cast.focal_point, person=cast.officer, email="new@police.invalid")
    tell_all()
    post()
    [mail] = smtp.to("new@police.invalid")
    assert cast.focal_point.name not in str(mail.get_body(("plain",)).get_content())
    assert smtp.to(cast.focal_point.email) == []


@pytest.mark.parametrize(("language", "said"), [("en", "has another mail address"), ("th", "ที่อยู่อีเมลอื่น")])
def test_the_address_that_was_left_hears_of_it_whatever_the_hour(
    cast: Cast, post: Any, smtp: Any, language: str, said: str
) -> None:
    """Whoever was in charge, or came in as them, changed it: its owner may read only the old one."""
    left = cast.officer.email
    cast.officer.language, cast.officer.mail_phrase = language, "quiet harbour 33"
    cast.officer.save()
    Preference.objects.create(person=cast.officer, mail=False, quiet_from=time(11), quiet_until=time(13))
    actions.change_address(by=cast.focal_point, person=cast.officer, email="new@police.invalid")
    post()
    [mail] = smtp.to(left)
    text = str(mail.get_body(("plain",)).get_content())
    assert said in text
    assert "quiet harbour 33" in text
    for secret in ("new@police.invalid", cast.focal_point.name, cast.police.name):
        assert secret not in text
    post()
    assert len(smtp.to(left)) == 1


def test_it_is_told_although_the_person_is_suspended_since(cast: Cast, post: Any, smtp: Any) -> None:
    left = cast.officer.email
    actions.change_address(by=cast.focal_point, person=cast.officer, email="new@police.invalid")
    persons.suspend(
        by=cast.focal_point, person=Person.objects.get(pk=cast.officer.pk), because="Looked into."
    )
    post()
    assert len(smtp.to(left)) == 1


def test_the_same_address_again_tells_nothing(cast: Cast, post: Any, smtp: Any) -> None:
    actions.change_address(by=cast.focal_point, person=cast.officer, email=cast.officer.email.upper())
    post()
    assert smtp.to(cast.officer.email) == []
