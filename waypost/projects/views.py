"""The page of a project."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waypost.projects.lists import lines_of
from waypost.projects.models import Project


@require_safe
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer: Any = request.person  # type: ignore[attr-defined]
    rows = Project.visible_to(viewer).select_related("organisation__member", "network")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return render(request, "projects/project.html", {"found": found, "lines": lines_of(viewer, found)})
