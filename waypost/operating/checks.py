"""The portal doesn't start on a data base that was half put back."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from waypost.operating.restoring import begun


@register
def check_restored(**_: Any) -> list[CheckMessage]:
    if not begun().exists():
        return []
    hint = f"Empty the data base and the stored files, remove '{begun()}', and restore again."
    return [Error("A restore was begun here and didn't come to its end.", hint=hint, id="waypost.E014")]
