"""Finding a person by mail address, with the post they act for in the same query."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from waypost.people.models import Person

WITH_POST = "acting_as__post__organisation__member"


def with_post() -> QuerySet[Person]:
    """Persons, each with tenure, post, organisation and member loaded in one query."""
    return Person.objects.select_related(WITH_POST)


class ByMailAddress(BaseBackend):
    """Password sign-in. Takes as long for an unknown address as for a wrong password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002
        email: str | None = None,
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Person | None:
        address = (email or username or "").strip().lower()
        person = Person.objects.filter(email=address).first()
        if person is None or password is None:
            Person().set_password(password or "")
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        person = with_post().filter(pk=user_id, is_active=True).first()
        return person if person and person.suspended_at is None else None
