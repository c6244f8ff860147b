"""When an accreditation renews by itself, and when its end is told of. Days are given; nothing is asked of a data
base.
"""

from collections.abc import Iterable
from datetime import date, timedelta

TOLD_BEFORE = timedelta(days=60)  # the end of an accreditation
AFTER_NEW_VERSION = timedelta(days=90)  # a trainer of the version before is accredited no longer


def taught_each_year(days: Iterable[date], until: date) -> bool:
    """Did somebody teach on at least one of these days in each of the two years that end on ``until``? They are years
    of the calendar, as long as an accreditation holds: the day it was given on is the first of them.
    """
    begins, half = years_after(until, -2), years_after(until, -1)
    taught = list(days)
    return any(begins <= each <= half for each in taught) and any(half < each <= until for each in taught)


def years_after(day: date, years: int) -> date:
    """The same day of another year; the 28th of February where it has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def ends_after_new_version(today: date, until: date) -> date:
    """When an accreditation ends that stood until a day, because of a new major version."""
    return min(until, today + AFTER_NEW_VERSION)


def is_to_be_told(today: date, until: date) -> bool:
    return today >= until - TOLD_BEFORE
