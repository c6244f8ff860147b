"""One page for everything about a topic, a route or a member: its items, its contacts, where it lies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.keys import Viewer
from waypost.desk.excerpt import excerpt
from waypost.desk.lists.places import Shelf, most, posts_of_missions, posts_of_writers, posts_to_call
from waypost.people.lists import entries_visible_to
from waypost.people.models import Post
from waypost.people.views.directory import read
from waypost.people.views.reader import reader
from waypost.places.lists import by_name
from waypost.places.models import Member, Route, Section, Topic


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """The vocabulary of what items are about, under the five sections."""
    found = by_name(Topic.objects.all())
    under = {topic.pk: [finer for finer in found if finer.parent_id == topic.pk] for topic in found}
    sections = [
        (
            section,
            [(each, under[each.pk]) for each in found if each.section == section and not each.parent_id],
        )
        for section in Section
    ]
    return render(request, "desk/topics.html", {"topics": found, "sections": sections})


@require_GET
def topic(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.select_related("parent"), key=key)
    shelf = Shelf(_viewer(request), "topic", key)
    context = {
        "topic": found,
        "shelf": shelf,
        "finer": shelf.topics(by_name(found.finer.all())),
        "routes": most(shelf.routes(Route.objects.all())),
        "posts": posts_of_writers(shelf.viewer, shelf.rows),
    }
    return render(request, "desk/topic.html", context)


@require_GET
def routes(request: HttpRequest) -> HttpResponse:
    """The corridors by sea, land and air, with the members each touches."""
    found = by_name(Route.objects.prefetch_related("members"))
    ways = [(label, [each for each in found if each.way == way]) for way, label in Route.Way.choices]
    return render(request, "desk/routes.html", {"routes": found, "ways": ways})


@require_GET
def route(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Route, key=key)
    touched = by_name(found.members.all())
    shelf = Shelf(_viewer(request), "route", key)
    members = shelf.members(touched)
    context = {
        "route": found,
        "members": members,
        "shelf": shelf,
        "topics": most(shelf.topics(Topic.objects.all())),
        "posts": posts_to_call(shelf.viewer, touched),
        "map": excerpt((member, tally.count) for member, tally in zip(touched, members, strict=True)),
    }
    return render(request, "desk/route.html", context)


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """The members: states, then organisations."""
    found = by_name(Member.objects.prefetch_related("routes"))
    kinds = [
        (_("Member states"), [each for each in found if each.kind == Member.Kind.STATE]),
        (_("Member organisations"), [each for each in found if each.kind == Member.Kind.ORGANISATION]),
    ]
    return render(request, "desk/members.html", {"members": found, "kinds": kinds})


@require_GET
def member(request: HttpRequest, key: str) -> HttpResponse:
    """A member. Its focal points are persons: they are shown, counted and recorded as in the directory."""
    found = get_object_or_404(Member, key=key)
    person = reader(request)
    focal_points = entries_visible_to(person).filter(
        post__organisation__member=found, post__role=Post.Role.FOCAL_POINT
    )
    shelf = Shelf(person, "member", key)
    context: dict[str, Any] = {
        "member": found,
        "organisations": found.organisations.all(),
        "shelf": shelf,
        "routes": shelf.routes(by_name(found.routes.all())),
        "posts": posts_to_call(person, [found]),
        "missions": posts_of_missions(person, found),
        "page": read(request, focal_points, "member"),
        "map": excerpt([(found, 0)]),
    }
    return render(request, "desk/member.html", context)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.person  # type: ignore[attr-defined]
    return viewer
