"""The floor: what Django itself costs. A bare view that renders 50 items for whoever is signed in by session.

A web server's way in: sessions and sign-in are its middleware, the view below its only page.
"""

from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import path

django.setup()

from waypost.publications.models import Publication, Text  # noqa: E402  Django is set up first

ROWS = 50


def newest(request: HttpRequest) -> HttpResponse:
    """The newest items with title, summary, mark and originator, whoever may see them: two queries beside the two of
    session and person.
    """
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    found = Publication.unfiltered.filter(published_at__isnull=False).select_related("originator")
    rows = list(found.order_by("-published_at", "-pk")[:ROWS])
    texts = Text.unfiltered.filter(version__in=[row.live_id for row in rows], authoritative=True)
    by_version = {text.version_id: text for text in texts.defer("body")}
    pairs = [(row, by_version[row.live_id]) for row in rows]
    return render(request, "floor.html", {"pairs": pairs})


urlpatterns = [path("", newest, name="newest"), path("items/<str:public_id>/", newest, name="item")]

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
settings.TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
application = WSGIHandler()
