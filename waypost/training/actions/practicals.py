"""Planning the practical sessions of a cohort: where and when, who teaches, and what becomes of their days."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import pairwise, zip_longest

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.models import (
    Facilitation,
    ForUnit,
    Intake,
    Nominee,
    PracticalSession,
    Seats,
    SessionChange,
    SessionDay,
    Status,
    expected_in,
    to_move,
)
from waypost.training.policies import may_hold, may_run

MOST_DAYS = 20  # of one session
MOST_TRAINERS = 20
WHERE = ("province", "place_en", "place_th", "vessel_name")  # whoever takes part has to know
LONGEST_DAY = timedelta(hours=16)


@dataclass(frozen=True)
class PracticalWords:
    """What a session is and where it is held. Without a vessel both its columns are empty."""

    title_en: str
    title_th: str
    province: str
    place_en: str
    place_th: str
    capacity: int
    vessel_name: str = ""
    vessel_kind: str = ""


@dataclass(frozen=True)
class Day:
    """From when to when, and how many minutes of it are taught."""

    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True)
class Trainer:
    """Who teaches or observes. Whoever has an account is known by the mail address (in small letters)."""

    role: str
    name_latin: str
    name_native: str = ""
    rank_title: str = ""
    rank_native: str = ""
    email: str = ""


@action("training.session_planned", allowed=may_run)
def plan_session(
    *,
    by: Person,
    intake: Intake,
    words: PracticalWords,
    days: Sequence[Day],
    trainers: Sequence[Trainer] = (),
    units: Sequence[Seats] = (),
) -> PracticalSession:
    """Plan a session of a cohort: for some of its units, or for all where none is named. Whoever is enrolled there is
    told, and whoever teaches.
    """
    _check_words(words)
    session = PracticalSession(intake_id=intake.pk, **asdict(words))
    session.save()
    _put_units(session, units)
    _put_days(session, days)
    _put_trainers(session, trainers)
    _tell(session, _concerned(session))
    return session


@action("training.session_written", allowed=may_hold)
def write_session(
    *,
    by: Person,
    session: PracticalSession,
    revision: int,
    words: PracticalWords,
    trainers: Sequence[Trainer],
) -> PracticalSession:
    """Say anew what it is, where it is held and who teaches. Who is newly named is told, and of another place
    everybody.
    """
    check_revision(session, revision)
    _check_words(words)
    moved = any(getattr(session, name) != getattr(words, name) for name in WHERE)
    rows = Facilitation.unfiltered.filter(session=session.pk)
    before = set(rows.values_list("person__public_id", flat=True))
    for name, value in asdict(words).items():
        setattr(session, name, value)
    session.revision += 1
    session.save()
    rows.delete()
    _put_trainers(session, trainers)
    new = set(rows.values_list("person__public_id", flat=True)) - before - {None}
    _tell(session, sorted(new))
    doors.note(moved=_concerned(session) if moved else [])
    if not new and not moved:
        doors.unheard()
    return session


@action("training.session_postponed", allowed=may_hold)
def postpone_session(
    *,
    by: Person,
    session: PracticalSession,
    revision: int,
    days: Sequence[Day],
    because: str,
    weather: bool = False,
) -> PracticalSession:
    """Give other days in place of those that were not held, with the reason. What was planned stays beside them."""
    check_revision(session, revision)
    if session.is_cancelled:
        raise Refused(_("This session is cancelled. Plan another one."))
    kind = SessionChange.Kind.WEATHER if weather else SessionChange.Kind.OTHER
    _put_days(session, days, off=_take_off(session, kind, because, by))
    _tell(session, _concerned(session))
    return session


@action("training.session_cancelled", allowed=may_hold)
def cancel_session(*, by: Person, session: PracticalSession, revision: int, because: str) -> PracticalSession:
    """It is not held any more, with the reason. Days on which somebody was there stay as they are."""
    check_revision(session, revision)
    session.is_cancelled = True
    _take_off(session, SessionChange.Kind.CANCELLED, because, by)
    _tell(session, _concerned(session))
    return session


def standing_days(session: PracticalSession) -> list[SessionDay]:
    """The days on which it is held, as they are planned now."""
    return list(SessionDay.unfiltered.filter(session=session.pk, off=None).order_by("starts_at"))


def check_revision(session: PracticalSession, revision: int) -> None:
    """Refuse where the session changed since a page was opened."""
    if revision != session.revision:
        raise Overtaken(
            _("Somebody changed this session since you opened the page. What stands now is shown below."),
            theirs=session,
        )


def _take_off(
    session: PracticalSession, kind: SessionChange.Kind, because: str, by: Person
) -> list[SessionDay]:
    """Take off the days still to come, and those on which nobody was there. Returns them."""
    if not because:
        raise Refused(_("Say why. Whoever takes part reads it."), because=_("One sentence."))
    check_words(because=because)
    stands = SessionDay.unfiltered.filter(to_move(clock.now()), session=session.pk, off=None)
    coming = list(stands.order_by("starts_at"))
    if not coming:
        raise Refused(_("On every day of it somebody was there. What was held stays as it is."))
    change = SessionChange(
        session_id=session.pk,
        number=SessionChange.unfiltered.filter(session=session.pk).count() + 1,
        kind=kind,
        because=because,
        by=by,
        at=clock.now(),
    )
    change.save()
    for each in coming:
        each.off_id = change.pk
        each.save()
    session.revision += 1
    session.save()
    return coming


def _put_days(session: PracticalSession, days: Sequence[Day], off: Sequence[SessionDay] = ()) -> None:
    """Add days to those that stand; together they may not overlap. The first takes the place of the first that is off,
    and so on: whoever has that in their calendar sees it move.
    """
    if not days:
        raise Refused(_("Give at least one day."))
    stands = standing_days(session)
    if len(days) + len(stands) > MOST_DAYS:
        raise Refused(_("A session has 20 days at most. Plan another one for the rest."))
    for each in days:
        span = each.ends_at - each.starts_at
        if not timedelta() < span <= LONGEST_DAY:
            raise Refused(_("A day ends after it begins, and within 16 hours. Correct the times."))
        if not 0 < each.minutes <= span / timedelta(minutes=1):
            raise Refused(_("The minutes of teaching do not fit between the two times. Correct them."))
    spans = [(each.starts_at, each.ends_at) for each in stands]
    spans = sorted([*spans, *((each.starts_at, each.ends_at) for each in days)])
    if any(after[0] < before[1] for before, after in pairwise(spans)):
        raise Refused(_("Two days overlap. Correct one of them."))
    in_order = sorted(days, key=lambda each: each.starts_at)
    SessionDay.unfiltered.bulk_create(
        SessionDay(session_id=session.pk, entry=before.ident if before else "", **asdict(each))
        for each, before in zip_longest(in_order, off[: len(days)])
    )
    doors.note(days=len(days))


def _put_units(session: PracticalSession, units: Sequence[Seats]) -> None:
    """For good: who is expected decides who is told, attended and is certified."""
    if any(each.intake_id != session.intake_id for each in units):
        raise Refused(_("Choose units of this cohort."))
    ForUnit.unfiltered.bulk_create(ForUnit(session_id=session.pk, seats_id=each.pk) for each in units)


def _put_trainers(session: PracticalSession, trainers: Sequence[Trainer]) -> None:
    if len(trainers) > MOST_TRAINERS:
        raise Refused(_("Name 20 trainers and observers at most."))
    if sum(each.role == Facilitation.Role.LEAD for each in trainers) > 1:
        raise Refused(_("A session has one lead trainer. Make the others co-trainers."))
    emails = [each.email for each in trainers if each.email]
    if len(set(emails)) < len(emails):
        raise Refused(_("One mail address stands there twice. Leave one of the rows empty."))
    persons = {each.email: each for each in Person.objects.with_access().filter(email__in=emails)}
    for each in trainers:
        person = persons.get(each.email)
        Facilitation(session_id=session.pk, person=person, **asdict(each)).save()


def _concerned(session: PracticalSession) -> list[str]:
    """The public ids of those who take part and those who teach."""
    learn = Nominee.unfiltered.filter(expected_in(session), status=Status.ENROLLED)
    teach = Facilitation.unfiltered.filter(session=session.pk, person__isnull=False)
    return [
        *learn.values_list("person__public_id", flat=True),
        *teach.values_list("person__public_id", flat=True),
    ]


def _tell(session: PracticalSession, persons: Sequence[str]) -> None:
    doors.about(session)
    doors.note(persons=sorted(set(persons)))


def _check_words(words: PracticalWords) -> None:
    if bool(words.vessel_name) != bool(words.vessel_kind):
        raise Refused(
            _("A vessel has a name and a kind. Give both, or neither."),
            vessel_name=_("Give both, or neither."),
        )
    check_words(
        title_en=words.title_en,
        title_th=words.title_th,
        province=words.province,
        place_en=words.place_en,
        place_th=words.place_th,
        vessel_name=words.vessel_name,
    )
