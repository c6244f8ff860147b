"""What an address carries as a secret stays out of the log: whoever reads ``/join/…`` in it could come in.

A route marks its secret by the converter: ``path("join/<secret:secret>/", …)``. Everything is written through
``Formatter``, which knows all such routes; there is no list to keep.
"""

import logging
import re
import time
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, register_converter
from django.urls.converters import StringConverter

_HIDDEN = "[secret]"
_PART = re.compile(r"<(?:(\w+):)?\w+>")
_HEAD = r"(?:[^/\s?#\"'<>]+)"


class SecretPart(StringConverter):
    """A part of an address that is as good as a password."""


register_converter(SecretPart, "secret")


class Formatter(logging.Formatter):
    """Any record, traceback and all, with the secret parts of addresses hidden. Its time is UTC and says so, as in the
    audit log and in the log for machines.
    """

    converter = time.gmtime  # type: ignore[assignment]  # a function in the class would become a method
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record))


def hide(text: str) -> str:
    """The text without what stands at the secret places of our own addresses."""
    for address in _addresses():
        text = address.sub(rf"\g<1>{_HIDDEN}", text)
    return text


@cache
def _addresses() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(before) for before in _before_secrets("", get_resolver().url_patterns))


def _before_secrets(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _before_secrets(route, each.url_patterns)
        elif "<secret:" in route:
            before = route[: route.index("<secret:")]
            yield f"(/{_PART.sub(lambda _found: _HEAD, before)}){_HEAD}"
