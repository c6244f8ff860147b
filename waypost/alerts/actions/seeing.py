"""Telling the originator that the same was seen here too."""

from datetime import date

from django.utils.translation import gettext as _

from waypost.alerts.models import Band, Sighting, Term, Vocabulary
from waypost.alerts.policies import may_tell_seen
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.actions.gating import check_words
from waypost.publications.models import Publication

LONGEST_AGO = 24  # months


@action("alerts.seen_too", allowed=may_tell_seen)
def tell_seen(
    *, by: Person, publication: Publication, month: date, point: str, band: str, note: str = ""
) -> Sighting:
    """Say in which month, at what kind of point and how many, in a band. A later word of the same organisation for the
    same month and point replaces the earlier: numbers grow while a month goes on.
    """
    month = month.replace(day=1)
    _check(month, point, band)
    check_words(note=note)
    assert by.organisation is not None  # noqa: S101  the policy asked
    same = {"alert": publication.pk, "organisation": by.organisation, "month": month, "point": point}
    said = Sighting.unfiltered.filter(**same).first()
    said = said or Sighting(alert_id=publication.pk, organisation=by.organisation, month=month, point=point)
    said.by, said.band, said.note, said.at = by, band, note.strip(), clock.now()
    said.save()
    doors.note(sighting=said.public_id, month=month.isoformat(), point=point, band=band)
    return said


def _check(month: date, point: str, band: str) -> None:
    today = clock.today()
    ago = (today.year - month.year) * 12 + today.month - month.month
    if not 0 <= ago < LONGEST_AGO:
        raise Refused(_("Give a month of the last two years."), month=_("Not this month."))
    known = Term.objects.filter(vocabulary=Vocabulary.POINT, code=point, ended_at__isnull=True)
    if not known.exists():
        raise Refused(_("Choose the kind of point where it was seen."), point=_("Choose one."))
    if band not in Band.values:
        raise Refused(_("Choose how many were seen."), band=_("Choose one."))
