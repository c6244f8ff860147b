"""What cohorts and their practical sessions are in a calendar (``notices.calendar``)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waypost.core import clock
from waypost.notices.calendar import Meeting
from waypost.training.models import Intake, Joining, PracticalSession, SessionDay


def meetings_of(intake: Intake, joining: Joining) -> list[Meeting]:
    """What the instructions of a cohort call to. ``intake`` came with its cohort and programme."""
    return [
        Meeting(
            ident=intake.public_id,
            sequence=joining.number - 1,
            said_at=joining.at,
            starts_at=joining.starts_at,
            ends_at=joining.ends_at,
            title=f"{intake.programme.code}: {intake.cohort.name}",
            place=joining.venue,
            words=_words(joining),
            cancelled=joining.cancelled,
        )
    ]


def days_of(
    session: PracticalSession,
    days: Iterable[SessionDay],
    off: Iterable[SessionDay] = (),
    *,
    left: bool = False,
) -> list[Meeting]:
    """The days of a practical session that are not over: those that stand, and as cancelled those that were taken
    ``off`` with no other in their place. Each change of the session counts the sequence up. For who ``left``, none
    stands.
    """
    stands = {each.ident: each for each in days}
    gone = {each.ident: each for each in off if each.ident not in stands}
    return [
        Meeting(
            ident=each.ident,
            sequence=session.revision - 1 + left,
            said_at=clock.now(),
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            title=f"{session.programme.code}: {session.title}",
            place=", ".join(part for part in (session.place, session.vessel_name, session.province) if part),
            words="",
            cancelled=left or each.ident in gone,
        )
        for each in (*stands.values(), *gone.values())
        if not each.is_over(clock.now())
    ]


def _words(joining: Joining) -> str:
    """What to bring and whom to call; or why it is cancelled."""
    if joining.cancelled:
        return joining.because
    call = _("Whom to call: %(whom)s") % {"whom": joining.call}
    return "\n".join(each for each in (joining.bring, call) if each)
