"""What every page's frame needs: who reads, where they may go, what waits for them, whom they may call."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from waypost.access.keys import NOBODY
from waypost.core.compiled import Compiled
from waypost.face import navigation
from waypost.notices.lists import unread_badge, unread_count
from waypost.people.models import Post

# What a search field takes: nine bytes an address for each Thai letter, and web servers read lines of 8190 bytes.
MOST_TYPED = 800


def frame(request: HttpRequest) -> dict[str, Any]:
    """Everything is found when the template asks for it: a fragment of a page costs nothing here."""
    person = getattr(request, "person", NOBODY)
    return {
        "person": person,
        # Whether a deadline presses this reader: only some posts answer for their organisation.
        "answers_for_own": SimpleLazyObject(
            lambda: person is not NOBODY and person.has_role(*Post.APPROVING)
        ),
        "unread": SimpleLazyObject(lambda: unread_badge(unread_count(person))),
        "navigation": SimpleLazyObject(lambda: navigation.links_on(person, request)),
        "other_languages": other_languages,
        "duty_posts": duty_posts,
        "most_typed": MOST_TYPED,
    }


def other_languages() -> list[tuple[str, str]]:
    """(code, own name) of each language the page could be read in instead."""
    return [
        (code, get_language_info(code)["name_local"].removeprefix("ภาษา"))
        for code, _ in settings.LANGUAGES
        if code != get_language()
    ]


def duty_posts() -> list[Post]:
    """The secretariat's duty posts: the one help that stands on every page (WCAG 3.2.6)."""
    return _DUTY()


_DUTY = Compiled(lambda: Post.objects.filter(role=Post.Role.SECRETARIAT, on_duty=True).exclude(phone="")[:2])
