"""After which parts a part of SCORM 1.2 opens: ``A1 & (A2=passed | ~A3)``, ``2*{A1,A2,A3}``.

    opens("A1 & ~A2", {"A1": "completed", "A2": "not attempted"}.get)   # True

The words of a status are the standard's. What can't be read, or names a part that is not there, closes nothing: else
whoever plays it would wait for ever. The grammar is AICC's (CMI 001, 6.4.3), which SCORM 1.2 took over.
"""

import re
from collections.abc import Callable

MOST_DEEP = 20
_STATUSES = {
    "p": "passed", "c": "completed", "f": "failed", "i": "incomplete", "b": "browsed", "n": "not attempted",
}  # fmt: skip
_TOKEN = re.compile(
    r'\s*(?:(?P<sets>\d+)\s*\*\s*(?=\{)|(?P<quoted>"[^"]*")|(?P<sign><>|[=&|~(){},])|(?P<word>[^\s&|~(){},="<>]+))'
)

StatusOf = Callable[[str], str | None]


class _Unreadable(Exception):
    pass


def opens(written: str, status_of: StatusOf) -> bool:
    """May a part be opened, as its learner stands in the others? ``status_of`` knows each by its identifier."""
    if not written.strip():
        return True
    try:
        return _Reader(written, status_of).whole()
    except _Unreadable:
        return True


class _Reader:
    def __init__(self, written: str, status_of: StatusOf) -> None:
        self._tokens = _tokens(written)
        self._status_of = status_of
        self._at = 0

    def whole(self) -> bool:
        found = self._any_of(0)
        if self._at < len(self._tokens):
            raise _Unreadable
        return found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _took(self, sign: str) -> bool:
        if self._next() != ("sign", sign):
            return False
        self._at += 1
        return True

    def _demand(self, sign: str) -> None:
        if not self._took(sign):
            raise _Unreadable

    def _any_of(self, deep: int) -> bool:
        found = self._all_of(deep)
        while self._took("|"):
            found = self._all_of(deep) or found
        return found

    def _all_of(self, deep: int) -> bool:
        found = self._one(deep)
        while self._took("&"):
            found = self._one(deep) and found
        return found

    def _one(self, deep: int) -> bool:
        if deep > MOST_DEEP:
            raise _Unreadable
        if self._took("~"):
            return not self._one(deep + 1)
        if self._took("("):
            found = self._any_of(deep + 1)
            self._demand(")")
            return found
        kind, word = self._next()
        self._at += 1
        if kind == "sets":
            return self._so_many(int(word), deep)
        if kind != "word":
            raise _Unreadable
        return self._compared(word)

    def _so_many(self, least: int, deep: int) -> bool:
        self._demand("{")
        met = int(self._any_of(deep + 1))
        while self._took(","):
            met += self._any_of(deep + 1)
        self._demand("}")
        return met >= least

    def _compared(self, name: str) -> bool:
        status = self._status_of(name)
        if status is None:
            raise _Unreadable
        for sign in ("=", "<>"):
            if self._took(sign):
                kind, word = self._next()
                self._at += 1
                if kind not in ("word", "quoted"):
                    raise _Unreadable
                plain = word.strip('"').strip().lower()
                return (status == _STATUSES.get(plain[:1], plain)) == (sign == "=")
        return status in ("passed", "completed")


def _tokens(written: str) -> list[tuple[str, str]]:
    found, at, whole = [], 0, written.rstrip()
    while at < len(whole):
        read = _TOKEN.match(whole, at)
        if read is None or read.lastgroup is None:
            raise _Unreadable
        found.append((read.lastgroup, read[read.lastgroup]))
        at = read.end()
    return found
