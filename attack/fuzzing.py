"""Our own fuzzing: every address and every form, with values, methods, bodies and headers that Hypothesis makes.

The rule: never a 5xx, never no answer, never a word of what this attacker may not see, and never more than a few
seconds. Whether the demo's log stayed quiet is asked afterwards, of all parts together.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from zlib import crc32

from hypothesis import HealthCheck, Phase, given, seed, settings

from attack.findings import Finding, Part
from attack.grounds import CHANGES_WHO_ONE_IS, EVERYBODY, Grounds, machine, session
from attack.knocking import broken, request, send, told
from attack.programs import STOPPED
from attack.strategies import Sent, to_address, to_form
from tests.addresses import addresses

SHARES = (0.2, 0.55, 1.0)  # of the time, when each of them has to be done
EXAMPLES_OF_A_FORM = 8
EXAMPLES_OF_AN_ADDRESS = 6


@dataclass
class Fuzz:
    """What one attacker sends to one portal. ``secrets`` are words that must not come back; ``end`` is when to stop."""

    port: int
    who: str
    secrets: Sequence[str] = ()
    end: float = float("inf")
    answers: Counter[int] = field(default_factory=Counter)
    skipped: int = 0
    found: list[Finding] = field(default_factory=list)
    leaks: set[tuple[str, str]] = field(default_factory=set)
    _lock: Any = field(default_factory=Lock)

    def try_all(self, what: str, made: Any, examples: int, cookies: str) -> None:
        """Send ``examples`` of what the strategy ``made`` makes. The same each time: seeded by ``what``."""

        @seed(crc32(f"{self.who} {what}".encode()))
        @settings(
            max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(made)
        def one(sent: Sent) -> None:
            self.send(what, sent, cookies)

        one()

    def send(self, what: str, sent: Sent, cookies: str) -> None:
        if time.monotonic() > self.end or STOPPED.is_set():
            with self._lock:
                self.skipped += 1
            return
        headers = {"X-Forwarded-For": machine(), "Cookie": cookies, **sent.headers}
        if sent.content_type:
            headers.setdefault("Content-Type", sent.content_type)
        answer = send(self.port, request(sent.method, sent.path, headers, sent.body), sent.method)
        with self._lock:
            self.answers[answer.status] += 1
            if wrong := broken(answer):
                self.found.append(Finding(f"{sent.method} {what} as {self.who}", f"{wrong} to {sent}"))
            self.leaks |= {(what, words) for words in told(answer, self.secrets)}


def fuzz(grounds: Grounds, seconds: float) -> Part:
    """Every attacker in turn; what the last of them changes is not in the way of the others."""
    tries = [Fuzz(grounds.portal.port, who) for who in EVERYBODY]
    begun = time.monotonic()
    for each, share in zip(tries, SHARES, strict=True):
        each.end = begun + share * seconds
        _try_all(grounds, each)
    part = Part("fuzzing", _said(grounds, tries), [finding for each in tries for finding in each.found])
    sent = sum(each.answers.total() for each in tries)
    part.enough = sent > 9 * sum(each.skipped for each in tries) and all(each.answers[200] for each in tries)
    return part


def _try_all(grounds: Grounds, tries: Fuzz) -> None:
    """One attacker's turn, with the titles that were there before anybody attacked. What was shown to them meanwhile,
    before it or in it, by whoever may is no leak.
    """
    hidden = grounds.hidden()[tries.who]
    tries.secrets = [words for words in grounds.secrets[tries.who] if words in hidden]
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(task) for task in _tasks(grounds, tries)]:
            done.result()
    hidden = grounds.hidden()[tries.who]
    tries.found += [
        Finding(f"{what} as {tries.who}", f"shows “{words}”")
        for what, words in tries.leaks
        if words in hidden
    ]


def _said(grounds: Grounds, tries: Sequence[Fuzz]) -> str:
    answers = sum((each.answers for each in tries), Counter[int]())
    kinds = ", ".join(f"{count} x {status}" for status, count in sorted(answers.items()))
    forms = sum(len(each) for each in grounds.forms.values())
    skipped = sum(each.skipped for each in tries)
    asked = f"{len(addresses())} addresses, {forms} forms, {answers.total()} requests ({kinds})"
    return f"{asked}, {skipped} left out for time"


def _tasks(grounds: Grounds, tries: Fuzz) -> Iterator[Callable[[], None]]:
    """One for each address and each form. A few share a session; what ends it has one of its own."""

    def fresh() -> tuple[str, str]:
        return session(grounds.visitor(tries.who))

    shared = fresh()
    for route, path in _paths(grounds, tries.who):
        cookies, _token = fresh() if route.startswith(CHANGES_WHO_ONE_IS) else shared
        yield _task(tries, route, to_address(path), EXAMPLES_OF_AN_ADDRESS, cookies)
    for nth, form in enumerate(grounds.forms[tries.who]):
        if nth % 10 == 0:
            shared = fresh()
        cookies, token = fresh() if form.route.startswith(CHANGES_WHO_ONE_IS) else shared
        yield _task(tries, str(form), to_form(form, token), EXAMPLES_OF_A_FORM, cookies)


def _task(tries: Fuzz, what: str, made: Any, examples: int, cookies: str) -> Callable[[], None]:
    return lambda: tries.try_all(what, made, examples, cookies)


def _paths(grounds: Grounds, who: str) -> Iterator[tuple[str, str]]:
    """Each address of the URL map with a path: one that was met by this attacker or another, or a made-up one."""
    met: dict[str, str] = {}
    for viewer in (who, *EVERYBODY):
        for page in grounds.pages[viewer]:
            met.setdefault(page.name, page.path)
    forms = {form.route: form.path for viewer in EVERYBODY for form in grounds.forms[viewer]}
    for each in addresses():
        made_up = "/" + re.sub(r"<[^<>]*>", "1", each.route)
        yield each.route, met.get(each.name) or forms.get(each.route) or made_up
