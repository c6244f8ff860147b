"""Dates that come and pass: the originator is warned of a review and of an expiry, once before and once after."""

from datetime import date, timedelta

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.policies import only_the_clock
from waypost.core.ticks import tick
from waypost.publications.models import Publication, Warned
from waypost.publications.states import Stage

AHEAD = timedelta(days=14)


def warning_due(day: date | None, today: date) -> Warned:
    """How far somebody has to be warned of ``day``, which is itself the last good one."""
    if day is None or today < day - AHEAD:
        return Warned.NOT
    return Warned.AFTER if today > day else Warned.BEFORE


@action("publications.review_warned", allowed=only_the_clock)
def warn_of_review(*, by: Clockwork, publication: Publication, warned: Warned) -> None:
    """The day of the review comes, or has passed."""
    _warn(publication, "review_warned", warned)


@action("publications.expiry_warned", allowed=only_the_clock)
def warn_of_expiry(*, by: Clockwork, publication: Publication, warned: Warned) -> None:
    """The last day comes, or has passed: the item is shown as expired from then on."""
    _warn(publication, "expiry_warned", warned)


def _warn(publication: Publication, what: str, warned: Warned) -> None:
    """Keep how far it was told. Two workers may come to the same item: the second finds nothing new."""
    if getattr(publication, what) >= warned:
        doors.unheard()
    else:
        setattr(publication, what, warned)
        publication.save(update_fields=[what])
    doors.note(warned=int(warned))


@tick(name="publications.dates", every=600)
def watch_dates() -> int:
    """Warn of every date that is due. An expired item is past being reviewed. Returns how many warnings were new."""
    today, warnings = clock.today(), 0
    for publication in _dated(today):
        expiry = warning_due(publication.expires_on, today)
        if expiry > publication.expiry_warned:
            warn_of_expiry(by=CLOCK, publication=publication, warned=expiry)
            warnings += 1
        review = warning_due(publication.review_by, today)
        if review > publication.review_warned and not publication.is_expired(today):
            warn_of_review(by=CLOCK, publication=publication, warned=review)
            warnings += 1
    return warnings


def _dated(today: date) -> list[Publication]:
    """What readers see and has a date that is near or past, of which not everything was told."""
    near = today + AHEAD
    reviewed = Publication.unfiltered.filter(
        stage=Stage.PUBLISHED, review_by__lte=near, review_warned__lt=Warned.AFTER
    )
    expiring = Publication.unfiltered.filter(
        stage=Stage.PUBLISHED, expires_on__lte=near, expiry_warned__lt=Warned.AFTER
    )
    return list((reviewed | expiring).order_by("pk"))
