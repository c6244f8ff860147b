"""The groups of the demo: founded, seated and paid for by the room's own actions."""

from waypost.demo.seed.story import Story
from waypost.demo.world import groups as world
from waypost.groups.actions import charters, letters, seats, threads
from waypost.groups.actions.charters import Purpose
from waypost.groups.actions.letters import Entry
from waypost.groups.models import Charter, Kind, Letter, Space, Thread, Wants, Way
from waypost.people.models import Person, Post, Seat
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts
from waypost.projects.models import Project


def schedule_groups(story: Story) -> None:
    story.at(world.PROJECTS_AT, lambda: _begin_projects(story))
    story.at(world.FOUNDED_AT, lambda: _found(story))
    for row in world.SEATS:
        story.at(row.at, lambda row=row: _seat(story, row))  # type: ignore[misc]
    for letter in world.LETTERS:
        story.at(letter.at, lambda letter=letter: _enter(story, letter))  # type: ignore[misc]
    for title, said in world.THREADS:
        for each in said:
            story.at(each.at, lambda title=title, each=each: _say(story, title, each))  # type: ignore[misc]


def working_group(person: Person) -> Charter:
    """The technical working group, as somebody who sits in it reads it."""
    return Charter.visible_to(person).select_related("group__network").get(group__name_en=world.NAME_EN)


def _begin_projects(story: Story) -> None:
    by = story.cast[world.BY]
    assert by.organisation is not None  # noqa: S101  they hold a post
    for donor, facts in world.PROJECTS:
        network = story.bodies.networks[world.NETWORK]
        made = projects.start(by=by, organisation=by.organisation, network=network, facts=Facts(**facts))
        projects.fund(
            by=by,
            project=made,
            donor=story.bodies.organisations[donor],
            reference="",
            purpose_en=world.PAYS_EN,
            purpose_th=world.PAYS_TH,
        )


def _found(story: Story) -> None:
    by, day = story.cast[world.BY], world.FOUNDED_AT.date()
    for key, english, thai in world.CIRCLES:
        purpose = Purpose(Kind.CIRCLE, english, thai, day)
        charters.charter(by=by, group=story.bodies.groups[key], purpose=purpose)
    made = charters.found(
        by=by,
        network=story.bodies.networks[world.NETWORK],
        name_en=world.NAME_EN,
        name_th=world.NAME_TH,
        purpose=Purpose(Kind.WORKING, world.PURPOSE_EN, world.PURPOSE_TH, day, world.DECISION),
    )
    codes = [facts["code"] for _donor, facts in world.PROJECTS]
    for project in Project.visible_to(by).filter(code__in=codes).order_by("pk"):
        charters.fund(by=by, charter=made, project=project, since=world.FUNDED_SINCE)


def _seat(story: Story, row: world.SeatRow) -> None:
    by = story.cast[world.BY]
    post = Post.objects.get(tenures__person=story.cast[row.who])
    seats.seat(by=by, charter=working_group(by), post=post, role=Seat.Role(row.role), since=row.at.date())


def _say(story: Story, title: str, row: world.SaidRow) -> None:
    by = story.cast[row.who]
    space = _space(by)
    thread = Thread.visible_to(by).filter(space=space.pk, title=title).first()
    if thread is None:
        threads.begin(by=by, space=space, title=title, text=row.text)
    else:
        threads.say(by=by, thread=thread, text=row.text, answers=row.answers)


def _space(by: Person) -> Space:
    return Space.visible_to(by).select_related("group__network").get(group=working_group(by).group_id)


def _enter(story: Story, row: world.LetterRow) -> None:
    by, body = story.cast[world.BY], story.bodies.organisations[row.organisation]
    entry = Entry(
        way=Way(row.way),
        number=row.number,
        dated=row.at.date(),
        other=body.name_th,
        organisation=body,
        subject=row.subject,
        wants=Wants(row.wants),
        due_on=row.due_on,
    )
    answered = Letter.visible_to(by).filter(number=row.answers).first() if row.answers else None
    letters.enter(by=by, space=_space(by), entry=entry, answers=answered)
