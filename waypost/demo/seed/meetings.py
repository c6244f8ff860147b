"""The meetings of the demo, called, held and written down by the room's own actions."""

from waypost.core import clock
from waypost.demo.seed.groups import working_group
from waypost.demo.seed.story import Story
from waypost.demo.world import meetings as world
from waypost.groups.actions import following, minutes
from waypost.groups.actions import meetings as actions
from waypost.groups.actions.following import Agreed, Said
from waypost.groups.actions.meetings import Called
from waypost.groups.models import ActionItem, AgendaItem, Feedback, Meeting, MinutesComment, MinutesParagraph
from waypost.people.models import Group, Organisation, Person, Seat
from waypost.projects.models import Project


def schedule_meetings(story: Story) -> None:
    for row in world.MEETINGS:
        _schedule(story, row)


def _schedule(story: Story, row: world.MeetingRow) -> None:
    story.at(row.called_at, lambda: _call(story, row))
    if row.invited_at is not None:
        story.at(row.invited_at, lambda: _invite(story, row))
        story.at(row.invited_at.replace(hour=16), lambda: _answer(story, row))
    if row.written_at is not None:
        story.at(row.written_at, lambda: _write(story, row))
    if row.answered_at is not None:
        story.at(row.answered_at, lambda: _answer_feedback(story, row))
    for task in row.tasks:
        if task.done_at is not None:
            story.at(task.done_at, lambda task=task: _done(story, row, task))  # type: ignore[misc]
    if row.circulated_at is not None:
        story.at(row.circulated_at, lambda: _circulate(story, row))
        story.at(row.circulated_at.replace(hour=16), lambda: _comment(story, row))
    if row.adopted_at is not None:
        story.at(row.adopted_at, lambda: _adopt(story, row))


def _found(by: Person, row: world.MeetingRow) -> Meeting:
    return Meeting.visible_to(by).get(title=row.title)


def _body(by: Person, row: world.MeetingRow) -> Group | Project:
    if row.project:
        return Project.visible_to(by).get(code=row.project)
    group: Group = working_group(by).group
    return group


def _call(story: Story, row: world.MeetingRow) -> None:
    by = story.cast[world.BY]
    called = Called(
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=world.ZONE,
        place=row.place,
        link=row.link,
        agenda=[(item.title, "") for item in row.items],
    )
    counterpart = story.bodies.organisations[row.counterpart] if row.counterpart else None
    actions.call(by=by, body=_body(by, row), counterpart=counterpart, called=called)


def _invite(story: Story, row: world.MeetingRow) -> None:
    by = story.cast[world.BY]
    actions.invite(by=by, meeting=_found(by, row))


def _answer(story: Story, row: world.MeetingRow) -> None:
    for who, says in row.answers:
        by = story.cast[who]
        actions.answer(by=by, meeting=_found(by, row), says=says)


def _write(story: Story, row: world.MeetingRow) -> None:
    """Who was there, what was said and decided, what follows and what was fed back: the day after."""
    by = story.cast[world.BY]
    found = _found(by, row)
    actions.take_attendance(
        by=by,
        meeting=found,
        revision=found.revision,
        seats={_seat(story, who).pk: how for who, how in row.there},
        organisations={_body_of(story, code).pk: ("in-person", people) for code, people in row.people},
    )
    items = AgendaItem.visible_to(by).filter(meeting=found.pk).order_by("place")
    for item, said in zip(items, row.items, strict=True):
        if said.notes:
            words = {"notes": said.notes, "outcome": said.outcome, "decision": said.decision}
            minutes.note(by=by, meeting=found, item=item, revision=item.revision, **words)
    for task in row.tasks:
        own = None if task.owner.isupper() else _seat(story, task.owner)
        body = _body_of(story, task.owner) if own is None else None
        agreed = Agreed(task.words, task.due_on, seat=own, organisation=body)
        following.agree(by=by, meeting=found, agreed=agreed)
    for fed in row.feedback:
        on = min(clock.today(), row.starts_at.date())
        said_so = Said(_body_of(story, fed.organisation), fed.about, fed.words, on)
        following.receive(by=by, meeting=found, said=said_so)
    found = _found(by, row)
    minutes.compile_minutes(by=by, meeting=found, revision=found.revision)


def _answer_feedback(story: Story, row: world.MeetingRow) -> None:
    by = story.cast[world.BY]
    kept = Feedback.visible_to(by).filter(meeting=_found(by, row).pk).order_by("pk")
    for each, fed in zip(kept, row.feedback, strict=True):
        if fed.answer:
            following.answer(by=by, feedback=each, revision=each.revision, answer=fed.answer)


def _done(story: Story, row: world.MeetingRow, task: world.TaskRow) -> None:
    by = story.cast[task.done_by]
    found = ActionItem.visible_to(by).get(meeting=_found(by, row).pk, words=task.words)
    following.done(by=by, action=found, revision=found.revision, evidence=task.evidence)


def _circulate(story: Story, row: world.MeetingRow) -> None:
    by = story.cast[world.BY]
    found = _found(by, row)
    assert row.comments_until is not None  # noqa: S101  it is circulated until a day
    minutes.circulate(by=by, meeting=found, revision=found.revision, comments_until=row.comments_until)


def _comment(story: Story, row: world.MeetingRow) -> None:
    for said in row.comments:
        by = story.cast[said.by]
        found = _found(by, row)
        rows = MinutesParagraph.visible_to(by).filter(meeting=found.pk, text__startswith=said.begins)
        paragraph = rows.order_by("place")[0]
        minutes.comment(by=by, meeting=found, paragraph=paragraph, text_then=paragraph.text, words=said.words)


def _adopt(story: Story, row: world.MeetingRow) -> None:
    """What was said is settled first; where a comment was accepted, the paragraph follows it."""
    by = story.cast[world.BY]
    found = _found(by, row)
    comments = list(MinutesComment.visible_to(by).filter(meeting=found.pk).order_by("pk"))
    for each, said in zip(comments, row.comments, strict=True):
        into = comments[0] if said.settled == "merged" else None
        minutes.settle(
            by=by,
            meeting=found,
            comment=each,
            revision=1,
            settled=said.settled,
            answer=said.answer,
            into=into,
        )
        if said.settled == "accepted":
            kept = MinutesParagraph.visible_to(by).get(pk=each.paragraph_id)
            text = kept.text.replace("Nineteen", "Twenty").replace("Two departments", "Three departments")
            minutes.write_paragraph(by=by, meeting=found, paragraph=kept, revision=kept.revision, text=text)
    found = _found(by, row)
    minutes.adopt(by=by, meeting=found, revision=found.revision)


def _seat(story: Story, who: str) -> Seat:
    group = working_group(story.cast[world.BY]).group
    seats = Seat.objects.filter(group=group, post__tenures__person=story.cast[who])
    return seats.select_related("post__organisation").order_by("pk")[0]


def _body_of(story: Story, code: str) -> Organisation:
    return story.bodies.organisations[code]
