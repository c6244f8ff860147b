"""Taking attendance on a day of a practical session: who came, walk-ins, and the safety briefing before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.nomination import Officer
from waypost.training.actions.standing import begin, move
from waypost.training.models import (
    EXPECTED,
    NEXT,
    OVER,
    THERE,
    Attendance,
    Facilitation,
    Intake,
    Nominee,
    PracticalSession,
    Presence,
    SafetyBriefing,
    Seats,
    SessionDay,
    Status,
    in_force,
    on_roster,
)
from waypost.training.policies import may_teach

BEFORE = timedelta(hours=1)  # so early may somebody be there


@dataclass(frozen=True)
class Entry:
    """What is said of somebody. ``opened`` is the number of the entry that was shown, 0 where there was none.
    ``minutes`` count for who came late (else all of them) and who came for a part.
    """

    nominee: Nominee
    presence: str
    minutes: int = 0
    opened: int = 0


@action("training.attendance_taken", allowed=may_teach)
def take_attendance(
    *, by: Person, day: SessionDay, entries: Sequence[Entry], because: str = ""
) -> list[Attendance]:
    """Keep what is new in ``entries``; what stands as it was shown is left. A correction needs a reason. Where somebody
    else wrote meanwhile, that is shown first.
    """
    session = _session(day)
    _check_held(day, session)
    check_words(because=because)
    stands, shown = _written(day)
    expected = set(_expected(session).values_list("pk", flat=True))
    new = [each for each in entries if each.nominee.pk in expected and _is_new(each, day, stands, shown)]
    late = [each.nominee.name for each in new if _number(stands, day, each) != each.opened]
    if late:
        raise Overtaken(
            _(
                "Somebody else wrote about %(names)s meanwhile. What stands now is shown; keep yours or leave it."
            )
            % {"names": ", ".join(late)},
            theirs=day,
        )
    if any(each.presence in THERE for each in new):
        _check_there(day, session)
    if not because and any(each.opened for each in new):
        raise Refused(_("You correct what is written. Say why."), because=_("One sentence."))
    made = [_write(by, day, each, because) for each in new]
    doors.note(day=day.public_id, entries=len(made))
    if not made:
        doors.unheard()
    return made


@action("training.walk_in", allowed=may_teach)
def walk_in(
    *, by: Person, day: SessionDay, nominee: Nominee | None = None, named: tuple[Seats, Officer] | None = None
) -> Nominee:
    """Somebody came whom the session does not expect: without a seat, of the roll or named anew for a unit of the
    cohort, which is told; or with one, in a unit for which another session is.
    """
    session = _session(day)
    _check_held(day, session)
    _check_there(day, session)
    had_a_seat = nominee is not None and nominee.status in EXPECTED
    row = _of_the_roll(by, session, nominee) if nominee is not None else _anew(by, session, named)
    doors.about(Intake.unfiltered.get(pk=session.intake_id))
    body = Seats.unfiltered.filter(pk=row.seats_id).values_list("organisation__public_id", flat=True)
    doors.note(day=day.public_id, organisations=[] if had_a_seat else list(body))
    _write(by, day, Entry(row, Presence.PRESENT), "")
    return row


@action("training.briefing_given", allowed=may_teach)
def brief(*, by: Person, day: SessionDay, trainer: Facilitation) -> SafetyBriefing:
    """Tick that the safety briefing was given, by one of those who teach."""
    session = _session(day)
    if trainer.session_id != session.pk:
        raise Refused(_("Choose one of those who teach in this session."))
    if SafetyBriefing.unfiltered.filter(day=day.pk).exists():
        raise Refused(_("The safety briefing of this day is ticked already."))
    _check_begun(day)
    row = SafetyBriefing(day_id=day.pk, by=by, at=clock.now(), **trainer.names())
    row.save()
    doors.note(day=day.public_id)
    return row


def _session(day: SessionDay) -> PracticalSession:
    return PracticalSession.unfiltered.get(pk=day.session_id)


def _expected(session: PracticalSession) -> QuerySet[Nominee]:
    return Nominee.unfiltered.filter(on_roster(session))


def _check_held(day: SessionDay, session: PracticalSession) -> None:
    if day.off_id is not None or session.is_cancelled:
        raise Refused(_("This day is not held: it was moved or cancelled. Go back to the session."))


def _check_begun(day: SessionDay) -> None:
    if day.starts_at - BEFORE > clock.now():
        raise Refused(_("This day has not begun. Until an hour before, only apologies are taken."))


def _check_there(day: SessionDay, session: PracticalSession) -> None:
    """May somebody be there yet?"""
    _check_begun(day)
    if session.vessel_name and not SafetyBriefing.unfiltered.filter(day=day.pk).exists():
        raise Refused(_("It is held on a vessel. Tick the safety briefing first."))


Written = dict[tuple[int, int], Attendance]


def _written(day: SessionDay) -> tuple[Written, dict[tuple[int, int], Attendance]]:
    """What holds, and every entry by its nominee and number."""
    rows = list(Attendance.unfiltered.filter(day=day.pk).order_by("number"))
    return in_force(rows), {(each.nominee_id, each.number): each for each in rows}


def _number(stands: Written, day: SessionDay, entry: Entry) -> int:
    row = stands.get((day.pk, entry.nominee.pk))
    return row.number if row else 0


def _is_new(entry: Entry, day: SessionDay, stands: Written, shown: Written) -> bool:
    """Does it say something other than what was shown, and than what stands?"""
    said = (entry.presence, _minutes(entry, day))
    rows = (shown.get((entry.nominee.pk, entry.opened)), stands.get((day.pk, entry.nominee.pk)))
    return all(row is None or (row.presence, row.minutes) != said for row in rows)


def _minutes(entry: Entry, day: SessionDay) -> int:
    if entry.presence not in THERE:
        return 0
    if entry.presence == Presence.PRESENT or (entry.presence == Presence.LATE and not entry.minutes):
        return day.minutes
    if not 0 < entry.minutes <= day.minutes:
        raise Refused(
            _("%(name)s: give minutes from 1 to %(most)s.")
            % {"name": entry.nominee.name, "most": day.minutes}
        )
    return entry.minutes


def _write(by: Person, day: SessionDay, entry: Entry, because: str) -> Attendance:
    row = Attendance(
        nominee_id=entry.nominee.pk,
        day_id=day.pk,
        number=entry.opened + 1,
        presence=entry.presence,
        minutes=_minutes(entry, day),
        because=because,
        by=by,
        at=clock.now(),
    )
    row.save()
    return row


def _of_the_roll(by: Person, session: PracticalSession, nominee: Nominee) -> Nominee:
    row = Nominee.unfiltered.filter(intake=session.intake_id, pk=nominee.pk).first()
    if row is not None and Status.WALK_IN in NEXT.get(Status(row.status), ()):
        move(row, Status.WALK_IN, by=by)
        return row
    is_here = row is not None and _expected(session).filter(pk=row.pk).exists()
    if row is None or is_here or row.status not in EXPECTED:
        raise Refused(_("This officer is in the list already, or not on the roll any more."))
    return row


def _anew(by: Person, session: PracticalSession, named: tuple[Seats, Officer] | None) -> Nominee:
    if named is None or named[0].intake_id != session.intake_id:
        raise Refused(_("Choose an officer of the roll, or name somebody with their unit."))
    seats, officer = named
    if (
        Nominee.unfiltered.filter(intake=session.intake_id, email=officer.email)
        .exclude(status__in=OVER)
        .exists()
    ):
        sentence = _("%(email)s is on the roll already. Choose the officer there.") % {"email": officer.email}
        raise Refused(sentence, email=sentence)
    made = Nominee(intake_id=session.intake_id, seats_id=seats.pk, **asdict(officer))
    begin(made, by, Status.WALK_IN)
    return made
