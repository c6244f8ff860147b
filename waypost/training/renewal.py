"""When an accreditation renews by itself, and when its end is told of. Days are given; nothing is asked of a data
base.
"""

from collections.abc import Iterable
from datetime import date, timedelta

YEAR = timedelta(days=365)
TOLD_BEFORE = timedelta(days=60)  # the end of an accreditation
AFTER_NEW_VERSION = timedelta(days=90)  # a trainer of the version before is accredited no longer


def taught_each_year(days: Iterable[date], until: date) -> bool:
    """Did somebody teach on at least one of these days in each of the two years that end on ``until``?"""
    ago = [(until - each) // YEAR for each in days if each <= until]
    return {0, 1} <= set(ago)


def ends_after_new_version(today: date, until: date) -> date:
    """When an accreditation ends that stood until a day, because of a new major version."""
    return min(until, today + AFTER_NEW_VERSION)


def is_to_be_told(today: date, until: date) -> bool:
    return today >= until - TOLD_BEFORE
