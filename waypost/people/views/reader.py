"""Who reads the page."""

from typing import cast

from django.http import HttpRequest

from waypost.people.backend import with_post
from waypost.people.models import Person


def reader(request: HttpRequest) -> Person:
    """The signed-in person. Pages that are not ``login_not_required`` have one."""
    return cast(Person, request.user)


def browser_name(user_agent: str) -> str:
    """What a person calls their browser: Firefox on Windows. Empty when it doesn't say."""
    browsers = {
        "Edg": "Edge",
        "OPR": "Opera",
        "SamsungBrowser": "Samsung Internet",
        "Firefox": "Firefox",
        "Chrome": "Chrome",
        "Safari": "Safari",
    }
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    browser = next((name for sign, name in browsers.items() if f"{sign}/" in user_agent), "")
    system = next((name for sign, name in systems.items() if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


def by_id(person_id: int) -> Person:
    """The person as the data base knows them now, with the post."""
    return with_post().get(pk=person_id)
