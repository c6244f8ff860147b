"""Telling the originator that an item was used."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.actions.gating import check_words
from waypost.publications.models import Publication, Use
from waypost.publications.policies import may_report_use


@action("publications.use_reported", allowed=may_report_use)
def report_use(
    *, by: Person, publication: Publication, purpose: str, month: date, times: str, note: str = ""
) -> Use:
    """Tell the originator for what it was used, in which month and how often, in a band."""
    month = month.replace(day=1)
    _check_month(publication, month)
    wrong = {
        name: _("Choose one.")
        for name, value, known in (
            ("purpose", purpose, Use.Purpose.values),
            ("times", times, Use.Times.values),
        )
        if value not in known
    }
    if wrong:
        raise Refused(_("Choose for what it was used, and how often."), **wrong)
    check_words(note=note)
    said = Use.unfiltered.filter(
        publication=publication.pk, organisation=by.organisation, purpose=purpose, month=month
    )
    if publication.mark == Mark.RED:
        said = said.filter(by=by)
    if said.exists():
        raise Refused(
            _("This was told for that month already. Choose another month or another purpose."),
            month=_("Told already."),
        )
    made = Use(
        publication_id=publication.pk,
        organisation=by.organisation,
        by=by,
        purpose=purpose,
        month=month,
        times=times,
        note=note.strip(),
        at=clock.now(),
    )
    made.save()
    doors.note(use=made.public_id, purpose=purpose, month=month.isoformat(), times=times)
    return made


def _check_month(publication: Publication, month: date) -> None:
    """Not before it was shared, and not to come."""
    assert publication.published_at is not None  # noqa: S101  the policy asked
    live = timezone.localdate(publication.published_at, timezone.get_default_timezone())
    first = publication.started_at.date()
    if month > clock.today() or month < min(live, first).replace(day=1):
        raise Refused(
            _("Give a month between the first sharing of the item and now."), month=_("Not this month.")
        )
