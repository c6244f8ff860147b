"""When a day begins and ends, in the portal's zone: whoever asks."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begin_of(first: date) -> datetime:
    return datetime.combine(first, time.min, timezone.get_default_timezone())


def end_of(last: date) -> datetime:
    """The last minute of a day: it is still that day."""
    return begin_of(last + timedelta(days=1)) - timedelta(minutes=1)
