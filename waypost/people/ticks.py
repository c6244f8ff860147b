"""The room's clock-driven work. ``apps`` imports this."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from waypost.core.doors import CLOCK
from waypost.core.ticks import MORE, tick
from waypost.people.actions import forgetting, posts
from waypost.people.models import DirectoryReading, RememberedDevice
from waypost.people.models.factors import REMEMBERED_FOR


@tick(name="people.sweep", every=86_400, lease=3600)
def sweep() -> None:
    """Delete what ended by itself and is asked for no more. Wall time: so are its times."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    RememberedDevice.objects.filter(since__lte=now - REMEMBERED_FOR).delete()
    DirectoryReading.objects.filter(at__lt=now - timedelta(days=1)).delete()
    _sweep_cache()


@tick(name="people.chains", every=86_400, lease=3600)
def settle_chains() -> None:
    """Nothing hangs on it: whoever changes a standing writes what follows. It mends what was changed by another way."""
    posts.settle_chains(by=CLOCK)


@tick(name="people.forget", every=86_400, lease=3600)
def forget() -> object:
    """Invitations nobody used and whom they were for; of whoever left, what they signed in with. Portal time."""
    return MORE if forgetting.anything_past() and forgetting.forget(by=CLOCK) else None


def _sweep_cache() -> None:
    """Django's data base cache deletes what is past only when the table is full. Redis needs no sweeping."""
    if not settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        return
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    past = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [past])  # noqa: S608  our own name, quoted
