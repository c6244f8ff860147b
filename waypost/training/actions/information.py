"""Writing down an information session, and correcting what was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.models import Publication
from waypost.publications.states import Stage
from waypost.training.models import Headcount, InformationSession, Material, SessionRecord
from waypost.training.models.information import LONGEST, SHORTEST

MOST_OF_A_BAND = 500


@dataclass(frozen=True)
class Told:
    """What is written of a session. ``counts`` are by (sex, rank band)."""

    unit: str
    place: str
    on: date
    shift: str
    minutes: int
    topic: Topic
    counts: Mapping[tuple[str, str], int]

    @property
    def attendances(self) -> int:
        return sum(self.counts.values())


@action("training.information_given", allowed=may_write)
def give(*, by: Person, material: Material, told: Told) -> InformationSession:
    """Write down a session held with this material, by the organisation that keeps it."""
    _check(told, material)
    if _the_same(told, material).exists():
        raise Refused(
            _(
                "A session of this unit stands there for this day and shift already. Correct that one if it is wrong."
            )
        )
    session = InformationSession(organisation_id=material.organisation_id, network_id=material.network_id)
    session.save()
    session.recompile()
    _write(session, material, told)
    doors.about(session)
    return session


@action("training.information_corrected", allowed=may_write)
def correct(
    *,
    by: Person,
    session: InformationSession,
    revision: int,
    material: Material,
    told: Told,
    because: str,
    took_place: bool = True,
) -> InformationSession:
    """Write the next record of it. What stood before stays, and readers see both."""
    if revision != session.revision:
        raise Overtaken(
            _(
                "Somebody corrected this session since you opened the page. What stands now is shown beside yours."
            ),
            theirs=session,
        )
    if (material.organisation_id, material.network_id) != (session.organisation_id, session.network_id):
        raise Refused(_("Another organisation keeps this material. Choose one of your own."))
    if not because:
        raise Refused(_("Say why it is corrected."), because=_("One sentence."))
    check_words(because=because)
    _check(told, material)
    session.revision += 1
    session.save()
    _write(session, material, told, because=because, took_place=took_place)
    return session


def _write(
    session: InformationSession, material: Material, told: Told, *, because: str = "", took_place: bool = True
) -> None:
    words = {name: value for name, value in vars(told).items() if name != "counts"}
    record = SessionRecord(
        session_id=session.pk,
        material_id=material.pk,
        number=session.revision,
        attendances=told.attendances,
        took_place=took_place,
        because=because,
        at=clock.now(),
        **words,
    )
    record.save()
    rows = [
        Headcount(record_id=record.pk, sex=sex, band=band, people=people)
        for (sex, band), people in told.counts.items()
        if people
    ]
    Headcount.unfiltered.bulk_create(rows)
    doors.note(number=record.number, attendances=record.attendances, took_place=took_place)


def _check(told: Told, material: Material) -> None:
    if told.on > clock.today():
        raise Refused(_("This day has not come. Give the day of the session."), on=_("Not yet."))
    if not SHORTEST <= told.minutes <= LONGEST:
        raise Refused(_("An information session takes 15 to 30 minutes."), minutes=_("15 to 30."))
    if any(not 0 <= people <= MOST_OF_A_BAND for people in told.counts.values()):
        raise Refused(_("A number is from 0 to 500. Correct it."))
    if told.attendances == 0:
        raise Refused(_("Nobody is counted. Give how many listened."))
    _check_material(told, material)
    check_words(unit=told.unit, place=told.place)


def _check_material(told: Told, material: Material) -> None:
    if material.cleared_on is None:
        raise Refused(
            _(
                "This material is not cleared for use. Have it cleared by the authority whose matter it is, write that "
                "down on its page, and come back."
            ),
            material=_("Not cleared."),
        )
    if told.on < material.cleared_on:
        raise Refused(
            _("This material was cleared after that day. Correct the day, or choose what was used then."),
            material=_("Cleared later."),
        )
    if material.put_away_at is not None and told.on > clock.day_of(material.put_away_at):
        raise Refused(
            _("This material was put away before that day. Choose another."), material=_("Put away.")
        )
    rows = Publication.unfiltered.filter(pk=material.resource_id, stage=Stage.WITHDRAWN)
    withdrawn_at = rows.values_list("withdrawn_at", flat=True).first()
    if withdrawn_at is not None and told.on > clock.day_of(withdrawn_at):
        raise Refused(
            _("The resource it was adapted from was withdrawn before that day. Choose another material."),
            material=_("Withdrawn."),
        )


def _the_same(told: Told, material: Material) -> QuerySet[SessionRecord]:
    own = {"session__organisation": material.organisation_id, "session__network": material.network_id}
    when = {"on": told.on, "shift": told.shift, "unit__iexact": told.unit, "topic": told.topic}
    return SessionRecord.unfiltered.filter(SessionRecord.in_force(), took_place=True, **own, **when)
