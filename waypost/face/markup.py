"""Small pieces of HTML, put together for every row of every list.

Django's ``format_html`` does the same for whatever it is given, lazy texts and all; half a list's time went into it.
"""

import html

from django.utils.safestring import SafeString


def markup(pattern: str, *values: object) -> SafeString:
    """``pattern`` (our own, with ``{}`` for each value) as HTML, the values escaped unless they are HTML themselves."""
    return SafeString(pattern.format(*map(escaped, values)))


def escaped(value: object) -> str:
    """A value as it may stand in HTML, between tags and in quoted attributes."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))
