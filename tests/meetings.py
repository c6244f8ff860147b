"""Meetings of the leak matrix, each text with a canary, and who may meet it, naively."""

from datetime import date, datetime

from tests.cast import Cast
from tests.trainings import Training, _of
from waypost.core import clock
from waypost.groups.actions import following, minutes
from waypost.groups.actions import meetings as actions
from waypost.groups.actions.following import Agreed, Said
from waypost.groups.actions.meetings import Called
from waypost.groups.models import AgendaItem, Meeting, MinutesParagraph
from waypost.groups.models.meetings import Says
from waypost.people.models import Group, Organisation, Person, Seat
from waypost.projects.models import Project
from waypost.publications.models import Publication
from waypost.publications.states import Stage


def make_meetings(cast: Cast) -> list[Training]:
    """One of the maritime group, read by its two seats; one of a project, by the two organisations that meet; and one
    that was cancelled.
    """
    seats = Seat.objects.filter(group=cast.maritime, post=cast.officer.acting_as.post)  # type: ignore[union-attr]
    seats.update(role=Seat.Role.CHAIR)
    of_group = _meeting(
        cast, Training({"officer", "coast_officer"}, "meetings/"), cast.officer, cast.maritime
    )
    project = Project.unfiltered.order_by("pk")[0]
    of_project = Training(_of("police", "coast"), "meetings/")
    _meeting(cast, of_project, cast.focal_point, project, counterpart=cast.coast)
    gone = Training({"officer", "coast_officer"}, "meetings/")
    found = actions.call(by=cast.officer, body=cast.maritime, called=_called(gone, "2020-12-01"))
    actions.invite(by=cast.officer, meeting=found)
    actions.answer(by=cast.coast_officer, meeting=_fresh(found), says=Says.COMES)
    actions.cancel(by=cast.officer, meeting=found, revision=1, because=gone.new())
    gone.public_id = found.public_id
    return [of_group, of_project, gone]


def _called(made: Training, day: str = "2020-08-31") -> Called:
    new = made.new
    begins, ends = (datetime.fromisoformat(f"{day}T{hour}:00+07:00") for hour in ("09", "12"))
    link = f"https://{new()}.invalid/"
    return Called(new(), begins, ends, "Asia/Bangkok", [(new(), ""), (new(), "")], new(), link)


def _meeting(
    cast: Cast,
    made: Training,
    by: Person,
    body: Group | Project,
    *,
    counterpart: Organisation | None = None,
) -> Training:
    found = actions.call(by=by, body=body, counterpart=counterpart, called=_called(made))
    item = AgendaItem.unfiltered.filter(meeting=found.pk).order_by("place")[0]
    actions.add_paper(by=by, meeting=found, publication=_all_see(found))
    there = {"seats": {seat.pk: "remote" for seat in actions.seats_at(found)}}
    if counterpart is not None:
        there = {"organisations": {cast.coast.pk: ("remote", 2)}}  # type: ignore[dict-item]
    actions.take_attendance(by=by, meeting=found, revision=1, **there)  # type: ignore[arg-type]
    minutes.note(
        by=by, meeting=found, item=item, revision=1, notes=made.new(), outcome="agreed", decision=made.new()
    )
    minutes.compile_minutes(by=by, meeting=_fresh(found), revision=2)
    minutes.circulate(by=by, meeting=_fresh(found), revision=3, comments_until=date(2020, 9, 9))
    paragraph = MinutesParagraph.unfiltered.filter(meeting=found.pk, kind="text").order_by("place")[0]
    said = minutes.comment(
        by=cast.coast_officer,
        meeting=_fresh(found),
        paragraph=paragraph,
        text_then=made.new(),
        words=made.new(),
    )
    minutes.settle(
        by=by, meeting=_fresh(found), comment=said, revision=1, settled="rejected", answer=made.new()
    )
    due = clock.today()
    agreed = Agreed(made.new(), due, organisation=cast.coast)
    task = following.agree(by=by, meeting=_fresh(found), agreed=agreed)
    following.done(by=by, action=task, revision=1, evidence=made.new(), link=f"https://{made.new()}.invalid/")
    fed = following.receive(
        by=by, meeting=_fresh(found), said=Said(cast.customs, made.new(), made.new(), due)
    )
    following.answer(by=by, feedback=fed, revision=1, answer=made.new())
    made.public_id = found.public_id
    made.items, made.paragraphs, made.comments = [item.public_id], [paragraph.public_id], [said.public_id]
    made.tasks, made.feedback = [task.public_id], [fed.public_id]
    return made


def _all_see(meeting: Meeting) -> Publication:
    """An item that everybody invited sees."""
    invited = {person.pk for person in meeting.people_who_can_see()}
    rows = Publication.unfiltered.filter(stage=Stage.PUBLISHED).order_by("pk")
    return next(each for each in rows if invited <= {*each.people_who_can_see().values_list("pk", flat=True)})


def _fresh(meeting: Meeting) -> Meeting:
    return Meeting.unfiltered.get(pk=meeting.pk)
