"""What partners do, and what overlaps of it, written by the rooms' own actions."""

from datetime import timedelta

from waypost.demo.seed.story import Story
from waypost.demo.world import activities as world
from waypost.demo.world.training import PROJECT
from waypost.places.models import Member, Topic
from waypost.projects.actions import activities as actions
from waypost.projects.actions.activities import Facts
from waypost.projects.models import Project
from waypost.reporting.actions import overlaps
from waypost.reporting.actions.overlaps import Decided
from waypost.reporting.models import Overlap


def schedule_activities(story: Story) -> None:
    story.at(world.AT, lambda: _write(story))
    story.at(world.SETTLED_AT, lambda: _settle(story))


def _write(story: Story) -> None:
    """As one table, by the portal's secretariat; then the clock looks."""
    by, network = story.cast[world.BY], story.bodies.networks[world.NETWORK]
    assert by.organisation is not None  # noqa: S101  they hold a post
    topics, member = {each.key: each for each in Topic.objects.all()}, Member.objects.get(key="th")
    project = Project.visible_to(by).get(code=PROJECT["code"])
    bodies = story.bodies.organisations
    rows = [
        Facts(
            title=row.title,
            done_by=bodies.get(row.done_by, row.done_by),
            audience=bodies[row.to],
            unit=row.unit,
            topics=tuple(topics[key] for key in row.topics.split()),
            level=row.level,
            member=member,
            province=row.province,
            since=row.since,
            until=row.since + timedelta(days=row.days - 1),
            funder=bodies.get(row.funder, row.funder),
            project=project if row.funder else None,
            status=row.status,
            source_id=f"3W-{number:03}",
        )
        for number, row in enumerate(world.ACTIVITIES, start=1)
    ]
    actions.take_over(by=by, organisation=by.organisation, network=network, rows=rows)
    overlaps.look()


def _settle(story: Story) -> None:
    by = story.cast[world.BY]
    found = Overlap.visible_to(by).get(one__title=world.SETTLED[0], other__title=world.SETTLED[1])
    decided = Decided(world.RELATION, world.NOTE, world.ENGAGED, world.ENGAGED_ON, world.OUTCOME)
    overlaps.judge(by=by, overlap=found, revision=found.revision, decided=decided)
