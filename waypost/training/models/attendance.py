"""Who came to a practical session, for how many minutes; and that a vessel's safety briefing was given."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.people.models import NamedThen, Person
from waypost.training.models.enrolment import EXPECTED, Nominee
from waypost.training.models.practicals import (
    ForUnit,
    PracticalSession,
    SessionDay,
    concerned,
    expected_in,
)
from waypost.training.models.programmes import Written

ENOUGH = 80  # per cent of a session's minutes: who was there so long attended it


def has_attended(minutes: int, of: int) -> bool:
    """Was somebody who was there for ``minutes`` at a session of so many? The one place where that is said."""
    return of > 0 and 100 * minutes >= ENOUGH * of


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    PARTIAL = "partial", _("For a part")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


THERE = (Presence.PRESENT, Presence.LATE, Presence.PARTIAL)


class Attendance(Written):
    """Whether somebody came on a day, and for how many minutes. A correction is the next ``number``, with its reason;
    the highest one holds. Personal, like the row of the roll it hangs on.
    """

    marked_by = "nominee"

    nominee = MarkedLink(Nominee, models.CASCADE)
    day = MarkedLink(SessionDay, models.PROTECT)
    number = models.PositiveSmallIntegerField()
    presence = models.CharField(max_length=8, choices=Presence)
    minutes = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=300, blank=True, help_text="Why it was corrected, or the apology")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "nominee", "number"], name="one_attendance_a_number"),
            models.CheckConstraint(
                condition=Q(presence__in=THERE, minutes__gt=0)
                | Q(presence__in=[Presence.EXCUSED, Presence.ABSENT], minutes=0),
                name="minutes_of_who_was_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.presence}"


def on_roster(session: PracticalSession) -> Q:
    """The condition that a session expects somebody, or that they came to it instead of to one for their own unit."""
    came = Attendance.unfiltered.filter(day__session=session.pk).values("nominee")
    return expected_in(session) | Q(pk__in=came, status__in=EXPECTED)


def to_move(now: datetime) -> Q:
    """The condition that a day is still to come, or that nobody was there: unlike one that was held, it can be moved
    or taken off.
    """
    newer = Attendance.unfiltered.filter(
        day=OuterRef("day"), nominee=OuterRef("nominee"), number__gt=OuterRef("number")
    )
    there = Attendance.unfiltered.filter(~Exists(newer), day=OuterRef("pk"), presence__in=THERE)
    return Q(starts_at__gt=now) | Q(~Exists(there))


def untaken(now: datetime) -> Q:
    """The condition that attendance is missing: a day that stands is over, the session expects somebody, and nobody's
    attendance is written.
    """
    units = ForUnit.unfiltered.filter(session=OuterRef(OuterRef("session")))
    expected = Nominee.unfiltered.filter(
        ~Exists(units) | Exists(units.filter(seats=OuterRef("seats"))),
        intake=OuterRef("session__intake"),
        status__in=EXPECTED,
    )
    written = Attendance.unfiltered.filter(day=OuterRef("pk"))
    return Q(Exists(expected), ~Exists(written), off=None, session__is_cancelled=False, ends_at__lte=now)


def in_force(rows: Iterable[Attendance]) -> dict[tuple[int, int], Attendance]:
    """Of entries in the order of their numbers, those that hold: by the keys of day and nominee."""
    return {(each.day_id, each.nominee_id): each for each in rows}


class SafetyBriefing(NamedThen, Written):
    """That those on board were told how to stay safe, on a day: by whom, and when. Named as on that day."""

    marked_by = "day"

    day = MarkedLink(SessionDay, models.PROTECT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["day"], name="one_briefing_a_day")]

    def __str__(self) -> str:
        return f"briefing of day {self.day_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """As the names of trainers are."""
        return Q(super().visibility_rule(viewer, at)) & concerned(viewer, f"{at}day__")
