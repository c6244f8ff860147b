"""How long until, how long since, in words: one unit, rounded so that nobody is promised more time than there is."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext_lazy

from waypost.core import clock

_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
_PRESSING = timedelta(days=2)

_Words = dict[timedelta, Any]

LATE: _Words = {
    _MINUTE: ngettext_lazy("Late by %(n)d minute", "Late by %(n)d minutes", "n"),
    _HOUR: ngettext_lazy("Late by %(n)d hour", "Late by %(n)d hours", "n"),
    _DAY: ngettext_lazy("Late by %(n)d day", "Late by %(n)d days", "n"),
    _WEEK: ngettext_lazy("Late by %(n)d week", "Late by %(n)d weeks", "n"),
}
DUE: _Words = {
    _MINUTE: ngettext_lazy("Due in %(n)d minute", "Due in %(n)d minutes", "n"),
    _HOUR: ngettext_lazy("Due in %(n)d hour", "Due in %(n)d hours", "n"),
    _DAY: ngettext_lazy("Due in %(n)d day", "Due in %(n)d days", "n"),
    _WEEK: ngettext_lazy("Due in %(n)d week", "Due in %(n)d weeks", "n"),
}
WAITING: _Words = {
    _MINUTE: ngettext_lazy("Waiting %(n)d minute", "Waiting %(n)d minutes", "n"),
    _HOUR: ngettext_lazy("Waiting %(n)d hour", "Waiting %(n)d hours", "n"),
    _DAY: ngettext_lazy("Waiting %(n)d day", "Waiting %(n)d days", "n"),
    _WEEK: ngettext_lazy("Waiting %(n)d week", "Waiting %(n)d weeks", "n"),
}

LASTING: _Words = {
    _MINUTE: ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    _HOUR: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    _DAY: ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    _WEEK: ngettext_lazy("%(n)d week", "%(n)d weeks", "n"),
}


def state(due_at: datetime) -> str:
    """``late``, ``due`` (within two days) or nothing: the class that colours the words, never instead of them."""
    left = due_at - clock.now()
    if left <= timedelta():
        return "late"
    return "due" if left < _PRESSING else ""


def until(due_at: datetime) -> str:
    """Due in 4 hours · Late by 3 hours"""
    left = due_at - clock.now()
    if left > timedelta():
        return _said(DUE, left) or gettext("Due now")
    return _said(LATE, -left) or gettext("Due now")


def since(at: datetime) -> str:
    """Waiting 1 day"""
    return _said(WAITING, clock.now() - at) or gettext("Waiting since just now")


def lasting(span: timedelta) -> str:
    """3 hours"""
    return _said(LASTING, span) or gettext("less than a minute")


def _said(words: _Words, span: timedelta) -> str:
    """The span in whole units of the largest unit that counts at least one; days up to two weeks."""
    if span < _MINUTE:
        return ""
    for unit, enough in ((_WEEK, 2 * _WEEK), (_DAY, _DAY), (_HOUR, _HOUR), (_MINUTE, _MINUTE)):
        if span >= enough:
            return str(words[unit] % {"n": span // unit})
    raise AssertionError("a span of a minute or more has a unit")
