"""Whoever's way of signing in was changed hears of it by mail, though it be they who seem to have changed it."""

from datetime import time
from typing import Any

import pytest

from tests.cast import Cast
from waypost.core.models import Event
from waypost.notices import worker
from waypost.notices.models import Preference
from waypost.people.actions import factors, persons

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
    factors.renew_codes(by=cast.officer, person=cast.officer)
    tell_all()
    post()
    [mail] = smtp.to(cast.officer.email)
    assert said in str(mail.get_body(("plain",)).get_content())
    assert "code" not in str(mail["Subject"]).lower()


def test_a_new_address_is_told_to_nobody_else(cast: Cast, post: Any, smtp: Any) -> None:
    persons.change_address(by=cast.focal_point, person=cast.officer, email="new@police.invalid")
    tell_all()
    post()
    [mail] = smtp.to("new@police.invalid")
    assert cast.focal_point.name not in str(mail.get_body(("plain",)).get_content())
    assert smtp.to(cast.focal_point.email) == []
