"""Browsers that are remembered for the second factor (docs/decisions/0012): by role, for 14 days, never for step-up."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from waypost.core import clock
from waypost.core.ids import secret
from waypost.people.models import Person, Post, RememberedDevice
from waypost.people.models.factors import REMEMBERED_FOR
from waypost.people.models.posts import current

COOKIE = "__Host-device" if settings.BEHIND_TLS else "device"

# Posts that change nobody else's rights and approve nothing.
REMEMBERED_ROLES = frozenset(
    {Post.Role.OFFICER, Post.Role.TRAINER, Post.Role.LEARNER, Post.Role.LOGISTICS, Post.Role.DONOR}
)


def may_be_remembered(person: Person) -> bool:
    """Only somebody all of whose posts are low-risk ones: a stolen browser must not lead to others' rights."""
    roles = set(person.tenures.filter(current(clock.today())).values_list("post__role", flat=True))
    return bool(roles) and roles <= REMEMBERED_ROLES


def remember(request: HttpRequest, person: Person, response: HttpResponse) -> None:
    """Remember this browser, if the person's posts allow it."""
    if not may_be_remembered(person):
        return
    token, now = secret(), timezone.now()
    browser = request.headers.get("User-Agent", "")[:200]
    RememberedDevice.objects.create(
        person=person, secret_hash=_hash(token), browser=browser, since=now, used_at=now
    )
    response.set_cookie(
        COOKIE, token, max_age=REMEMBERED_FOR, secure=settings.BEHIND_TLS, httponly=True, samesite="Strict"
    )


def recognised(request: HttpRequest, person: Person) -> RememberedDevice | None:
    """The device whose good token this browser carries, if it is this person's, whose posts still allow it."""
    token = request.COOKIES.get(COOKIE)
    device = (
        RememberedDevice.objects.filter(person=person, secret_hash=_hash(token)).first() if token else None
    )
    now = timezone.now()
    if device is None or not device.is_good(now) or not may_be_remembered(person):
        return None
    RememberedDevice.objects.filter(pk=device.pk).update(used_at=now)
    return device


def forget(device: int) -> None:
    """From that browser came too many wrong codes: somebody else may have it."""
    RememberedDevice.objects.filter(pk=device).delete()


def forget_all(person: Person) -> None:
    """The factors or the password changed, or access ended: every browser is asked again."""
    RememberedDevice.objects.filter(person=person).delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
