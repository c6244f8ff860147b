"""The groups of the demo: founded, seated and paid for by the room's own actions."""

from waypost.demo.seed.story import Story
from waypost.demo.world import groups as world
from waypost.groups.actions import charters, seats
from waypost.groups.actions.charters import Purpose
from waypost.groups.models import Charter, Kind
from waypost.people.models import Person, Post, Seat
from waypost.projects.actions import projects
from waypost.projects.actions.projects import Facts
from waypost.projects.models import Project


def schedule_groups(story: Story) -> None:
    story.at(world.PROJECTS_AT, lambda: _begin_projects(story))
    story.at(world.FOUNDED_AT, lambda: _found(story))
    for row in world.SEATS:
        story.at(row.at, lambda row=row: _seat(story, row))  # type: ignore[misc]


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
