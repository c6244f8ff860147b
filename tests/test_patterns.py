"""No pattern keeps the portal busy: whatever is typed, its time grows with the length and not with the square."""

import re
import sys
import time

import pytest
from django.urls import get_resolver

pytestmark = pytest.mark.plain

# What stands in a text of ours over and over, and does not end as a pattern hopes.
HOSTILE = [
    "[",
    "(",
    "![",
    "[a](",
    "*",
    "_",
    "`",
    " ",
    "\n",
    "\n ",
    "\t ",
    "-",
    "# ",
    "a",
    "A1-",
    "1",
    "1.",
    "&",
]
HOSTILE += [
    "<",
    '"',
    "“",
    "เก",
    "่",
    "\u200b",
    "=",
    "|",
    "a_",
    "- ",
    "a.b",
    "\n#",
    "DDE ",
    "M1 1l",
    "@",
    "://",
]
LONG = 20_000
SECONDS = 0.5  # of computing, not of waiting; a square takes two
# Matched as a whole against one line: of an operator's, a cell of a table, or a field of a form that has its limit.
WHOLE = {
    "waypost.alerts.table._SHORTENED",
    "waypost.core.notes._LINE",
    "waypost.environment.values._HOST",
    "waypost.face.dates._TYPED",
}


def _patterns() -> dict[str, re.Pattern[str]]:
    assert get_resolver().url_patterns  # every room's code is there
    modules = [(name, module) for name, module in sys.modules.items() if name.startswith("waypost.")]
    return {
        f"{name}.{word}": value
        for name, module in modules
        if ".tests" not in name
        for word, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


PATTERNS = _patterns()


def _takes(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    pattern.sub("", text)
    return time.process_time() - began


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 20
    assert PATTERNS.keys() >= WHOLE


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - WHOLE))
def test_no_text_takes_a_pattern_long(name: str) -> None:
    slow = [part for part in HOSTILE if _takes(PATTERNS[name], (part * LONG)[:LONG] + "\x01") > SECONDS]
    assert slow == []


def test_the_watch_barks() -> None:
    assert _takes(re.compile(r"!?\[([^\]\n]*)\]\("), "[" * LONG) > SECONDS
