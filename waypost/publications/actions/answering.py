"""Reading and acknowledging."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.compiled import Compiled
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Overtaken, Refused, TooMuch
from waypost.people.models import Person
from waypost.publications.actions.gating import check_words
from waypost.publications.models import Acknowledgement, Addressee, Opening, Publication
from waypost.publications.policies import may, may_read

ITEMS_AN_HOUR = 300  # opened for the first time, by one person


@action("publications.acknowledged", allowed=may("acknowledge"))
def acknowledge(
    *, by: Person, publication: Publication, version: int, answer: str, remark: str = ""
) -> Acknowledgement:
    """Answer for the organisation (under RED: for oneself), bound to the version that was read.

    An organisation that came to see the item after publication is counted apart, as late.
    """
    live = publication.live_version()
    assert live is not None  # noqa: S101  published has a version
    if not live.asks_answer or live.due_at is None:
        raise Refused(_("No answer is asked for this item."))
    if live.number != version:
        raise Overtaken(
            _("A new version was published since you opened this page. Read what changed, then answer."),
            theirs=live,
        )
    if answer not in Acknowledgement.Answer.values:
        raise Refused(_("Choose one of the answers."), answer=_("Choose one."))
    check_words(contacts=True, remark=remark)
    addressee = _addressee(by, publication, live.pk) or _late(by, live.pk)
    Addressee.unfiltered.filter(pk=addressee.pk).update(answered=True)
    given = Acknowledgement(
        addressee_id=addressee.pk, answer=answer, remark=remark.strip(), by=by, at=clock.now()
    )
    given.save()
    doors.note(
        version=version, answer=answer, organisation=addressee.organisation.public_id, late=addressee.late
    )
    return given


@quiet_action(
    "publications.read",
    allowed=may_read,
    because="a read mark; the opening of AMBER and above is its own action",
)
def mark_read(*, by: Person, publication: Publication, version: int | None = None) -> None:
    _note_opening(by, version or publication.live_id)


@action("publications.content_opened", allowed=may_read)
def open_content(*, by: Person, publication: Publication, version: int | None = None) -> None:
    """Record that the content of an item at AMBER or above was opened."""
    _note_opening(by, version or publication.live_id)
    doors.note(mark=Mark(publication.mark).label)


def opened(*, by: Person, publication: Publication, version: int | None = None) -> None:
    """Called by the page that shows content: the live version's, or a published ``version``'s (its id). At AMBER and
    above it is recorded once per person, version and hour; below it is a read mark, written once.
    """
    last = _LAST.first(version=version or publication.live_id, person=by.pk)
    if publication.mark >= Mark.AMBER:
        if last is None or clock.now() - last >= timedelta(hours=1):
            open_content(by=by, publication=publication, version=version)
    elif last is None:
        mark_read(by=by, publication=publication, version=version)


_LAST = Compiled(
    lambda version, person: Opening.unfiltered.filter(version=version, person=person).values_list(
        "last_at", flat=True
    )
)


def _note_opening(by: Person, version: int | None) -> None:
    if version is None or by.organisation is None:
        return
    at = clock.now()
    row = Opening.unfiltered.filter(version=version, person=by.pk).first()
    if row is None:
        _check_not_too_many(by, at)
        row = Opening(version_id=version, person=by, organisation=by.organisation, first_at=at)
    row.last_at = at
    row.save()


def _check_not_too_many(by: Person, at: datetime) -> None:
    """A program that carries off everything its person may read opens one item after the other; a person doesn't."""
    hour = Opening.unfiltered.filter(person=by.pk, first_at__gt=at - timedelta(hours=1))
    if hour[:ITEMS_AN_HOUR].count() == ITEMS_AN_HOUR:
        raise TooMuch(
            _(
                "You have opened %(n)d items for the first time within an hour, which is more than a person reads. "
                "What you opened stays open to you; wait a while for others. "
                "If it was not you, call the secretariat now."
            )
            % {"n": ITEMS_AN_HOUR}
        )


def _addressee(by: Person, publication: Publication, version: int) -> Addressee | None:
    rows = Addressee.unfiltered.filter(version=version)
    if publication.mark == Mark.RED:
        return rows.filter(person=by.pk).first()
    return rows.filter(organisation=by.organisation, person__isnull=True).first()


def _late(by: Person, version: int) -> Addressee:
    at = clock.now()
    row = Addressee(version_id=version, organisation=by.organisation, at=at, due_at=at, late=True)
    row.save()
    return row
