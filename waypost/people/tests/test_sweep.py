"""What ended by itself is swept; what still stands stays."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from waypost.people.models import DirectoryReading, Person, RememberedDevice
from waypost.people.models.factors import REMEMBERED_FOR
from waypost.people.tests.factors import is_in
from waypost.people.ticks import sweep


def test_it_sweeps_what_ended_and_nothing_else(cast: Cast, enter: Callable[[Person], Client]) -> None:
    now = timezone.now()
    ended, stays = enter(cast.colleague), enter(cast.officer)
    Session.objects.filter(session_key=ended.session.session_key).update(expire_date=now - timedelta(hours=1))
    for number, since in enumerate((now - REMEMBERED_FOR, now - REMEMBERED_FOR + timedelta(hours=1))):
        RememberedDevice.objects.create(
            person=cast.officer, secret_hash=str(number), browser="", since=since, used_at=since
        )
    for at in (now - timedelta(days=1, minutes=1), now - timedelta(minutes=59)):
        DirectoryReading.objects.create(reader=cast.officer, at=at, rows=7)
    cache.set("past", 1, -1)
    cache.set("present", 1, 60)

    sweep()
    assert is_in(stays, cast.officer)
    assert [row.user for row in UserSession.objects.all()] == [cast.officer]
    assert [row.secret_hash for row in RememberedDevice.objects.all()] == ["1"]
    assert DirectoryReading.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cache_key FROM cache WHERE cache_key LIKE '%past' OR cache_key LIKE '%present'"
        )
        assert [key.rpartition(":")[2] for (key,) in cursor.fetchall()] == ["present"]


def test_a_flood_does_not_make_the_portal_forget_who_guessed(cast: Cast) -> None:
    """Django's own limit is 300 entries; the first third in order goes when one more comes."""
    cache.set("a-victim", [1, 2, 3], 60)
    for number in range(400):
        cache.set(f"z-{number}", 1, 60)
    assert cache.get("a-victim") == [1, 2, 3]
