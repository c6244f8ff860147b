"""The consultation of the demo: asked, commented on, released and answered by the room's own actions."""

from collections import defaultdict
from datetime import timedelta

from waypost.core.writing import spoken_in
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.actions import dispositions
from waypost.curriculum.actions.consultation import Asked, CommentWords
from waypost.curriculum.actions.dispositions import Answered
from waypost.curriculum.lists.consultation import Open, lines_of, open_one
from waypost.curriculum.models import (
    Comment,
    Consultation,
    Curriculum,
    CurriculumVersion,
    Outcome,
    State,
    Status,
)
from waypost.demo.seed.groups import working_group
from waypost.demo.seed.story import Story
from waypost.demo.world import consultation as world
from waypost.people.models import Person

ASIDE = {"left-out", "merged"}


def schedule_consultation(story: Story) -> None:
    made: dict[tuple[str, int], str] = {}  # public ids of the comments, by department and place among its own
    story.at(world.OPENED_AT, lambda: _open(story))
    by_department = defaultdict(list)
    for row in world.ROWS:
        by_department[row.department].append(row)
    for nth, (code, rows) in enumerate(sorted(by_department.items())):
        for at, row in enumerate(rows):
            moment = world.WRITTEN_FROM + timedelta(hours=2 * nth, minutes=17 * at)
            story.at(moment, lambda row=row, at=at: _comment(story, row, at, made))  # type: ignore[misc]
        moment = world.RELEASED_FROM + timedelta(hours=3 * nth)
        story.at(moment, lambda code=code, rows=rows: _release(story, code, rows, made))  # type: ignore[misc]
    story.at(world.RELEASED_FROM, lambda: _no_comment(story))
    story.at(world.ANSWERED_FROM, lambda: _answer(story, by_department, made))


def _open(story: Story) -> None:
    """The newest version that is still written on."""
    by = story.cast[world.BY]
    open_ = CurriculumVersion.visible_to(by).filter(status__in=(Status.DRAFT, Status.CONSULTATION))
    version = open_.order_by("-at", "-pk")[0]
    curriculum = Curriculum.visible_to(by).get(pk=version.curriculum_id)
    asked = Asked(world.DEADLINE, world.ASKED_EN, world.ASKED_TH)
    group = working_group(by).group
    actions.open_consultation(by=by, curriculum=curriculum, number=version.number, group=group, asked=asked)


def _comment(story: Story, row: world.Row, at: int, made: dict[tuple[str, int], str]) -> None:
    by = _people(story, row.department)[at % len(_people(story, row.department))]
    found = _open_to(by)
    place = found.places[row.where * len(found.places) // 100]
    words = CommentWords(row.kind, row.said, spoken_in(row.said) or "en", row.proposed)
    comment = actions.comment(by=by, consultation=found.consultation, place=place, words=words)
    made[row.department, at] = comment.public_id


def _release(story: Story, code: str, rows: list[world.Row], made: dict[tuple[str, int], str]) -> None:
    if code == world.NOT_RELEASED:
        return
    by = _people(story, code)[0]
    consultation = _open_to(by).consultation
    for at, row in enumerate(rows):
        public_id = made[code, at]
        if row.fate == "left-out":
            actions.leave_out(by=by, consultation=consultation, public_id=public_id, because=row.reason)
        elif row.fate == "merged":
            actions.merge(by=by, consultation=consultation, public_id=public_id, into=made[code, at - 1])
    own = Comment.visible_to(by).filter(consultation=consultation.pk, organisation__code=code)
    seen = actions.set_print(own.filter(state=State.WRITTEN))
    actions.release(by=by, consultation=consultation, seen=seen)


def _no_comment(story: Story) -> None:
    by = _people(story, world.NO_COMMENT)[0]
    actions.say_no_comment(by=by, consultation=_open_to(by).consultation)


def _answer(story: Story, rows: dict[str, list[world.Row]], made: dict[tuple[str, int], str]) -> None:
    """What whoever keeps it has answered so far: duplicates last, for they name another comment."""
    by = story.cast[world.BY]
    found = _open_to(by)
    said = [
        (made[code, at], row)
        for code, own in rows.items()
        for at, row in enumerate(own)
        if row.fate in Outcome.values
    ]
    for public_id, row in sorted(said, key=lambda each: each[1].fate == Outcome.DUPLICATE):
        repeats = _repeated(by, found, public_id) if row.fate == Outcome.DUPLICATE else ""
        answered = Answered(row.fate, row.reason, repeats)
        dispositions.dispose(by=by, consultation=found.consultation, public_id=public_id, answered=answered)


def _repeated(by: Person, found: Open, public_id: str) -> str:
    """Another department's comment on the same paragraph."""
    lines = {each.comment.public_id: each.comment for each in lines_of(by, found)}
    mine = lines.pop(public_id)
    return next(
        str(each.public_id)
        for each in lines.values()
        if each.stable == mine.stable and each.state == State.RELEASED
    )


def _open_to(by: Person) -> Open:
    found = open_one(by, Consultation.visible_to(by).get().public_id)
    assert found is not None  # noqa: S101  it was opened
    return found


def _people(story: Story, code: str) -> list[Person]:
    """Who acts for a department, the focal point first."""
    found = Person.objects.active().filter(
        acting_as__post__organisation__code=code, pk__in=[each.pk for each in story.cast.values()]
    )
    rows = found.select_related("acting_as__post__organisation").order_by("pk")
    inside = [each for each in rows if Consultation.visible_to(each).exists()]
    return sorted(inside, key=lambda each: not each.has_role("focal-point"))
