"""Identifiers that say nothing."""

import secrets
import string
from typing import Any

from django.db import models

_SIGNS = string.ascii_lowercase + string.digits


def random_id() -> str:
    """A public id for a URL: 128 random bits in 22 characters. It is a name, never a permission. It does not begin with
    a hyphen: a command would take it for an option.
    """
    while (drawn := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return drawn


def short_id() -> str:
    """A name of 62 random bits in 12 small letters and digits: short enough for a table that people send around."""
    return "".join(secrets.choice(_SIGNS) for _nth in range(12))


def secret() -> str:
    """A bearer secret (invitation, signed link): 256 random bits in 43 characters."""
    return secrets.token_urlsafe(32)


def unordered_key() -> int:
    """A primary key from which no order follows: for rows of which nobody is to learn which came first."""
    return secrets.randbits(62) + 1


class PublicId(models.CharField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """The column of a public id. To migrations it is a plain CharField: they import nothing of ours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"max_length": 22, "unique": True, "editable": False, "default": random_id, **kwargs}
        )

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.CharField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        """An address may be typed with a NUL, which PostgreSQL takes in no text: such an id is nobody's."""
        prepared = super().get_prep_value(value)
        return "" if isinstance(prepared, str) and "\0" in prepared else prepared
