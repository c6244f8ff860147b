"""sqlmap against every address with a query and every form that takes text, each bounded in time."""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from attack.findings import Finding, Part
from attack.grounds import CHANGES_WHO_ONE_IS, SIGNED_IN, Grounds, session
from attack.programs import run
from tests.forms_met import Form

ONE_TARGET = 60  # seconds, and more where all of them have more: SHARE of the whole time
SHARE = 1 / 4
MOST_FIELDS = (
    2  # of one form, texts first; a field that was tried in a form of the same kind is not tried again
)
FOUND = re.compile(r"Parameter: (\S+).*?Type: ([^\n]+)", re.DOTALL)
# No waiting, which tells nothing on a machine that is busy, and no second statement, which SQLite's driver doesn't
# take. SQLite's errors tell nothing either.
OPTIONS = (
    "--batch", "--risk", "1", "--dbms", "SQLite", "--flush-session", "--tamper", "xforwardedfor", "--skip-waf",
    "--disable-coloring", "--timeout", "10", "--retries", "1", "--ignore-code", "*",
)  # fmt: skip
OF_A_QUERY = ("--level", "2", "--technique", "B")
OF_A_FORM = ("--level", "1", "--technique", "B")


@dataclass(frozen=True)
class Target:
    """An address and the parameters to be tried; ``data`` is a form's body."""

    who: str
    path: str
    parameters: tuple[str, ...]
    data: str = ""

    def __str__(self) -> str:
        method, path = "POST" if self.data else "GET", self.path.partition("?")[0]
        return f"{method} {path} ({', '.join(self.parameters)}) as {self.who}"


def targets(grounds: Grounds) -> list[Target]:
    """Each parameter of each address once, by the first who meets it; then the forms."""
    asked: dict[tuple[str, str], Target] = {}
    for who in SIGNED_IN:
        for page in grounds.pages[who]:
            names = dict(parse_qsl(urlsplit(page.path).query, keep_blank_values=True))
            new = tuple(name for name in names if (page.name, name) not in asked)
            asked |= {(page.name, name): Target(who, page.path, new) for name in new}
    queries = dict.fromkeys(asked.values())
    known: set[tuple[str, ...]] = set()
    forms = [_form(who, form, known) for who in SIGNED_IN for form in grounds.forms[who]]
    return [*queries, *(form for form in forms if form.parameters)]


def _form(who: str, form: Form, known: set[tuple[str, ...]]) -> Target:
    """A form as a browser sends it untouched, and those of its fields that are not ``known`` to have been tried."""
    pairs = [(name, str(value)) for name, values in form.untouched().items() for value in values]
    fields = [each for each in form.fields.values() if each.is_text or (each.kind != "file" and each.values)]
    new = [
        each.name
        for each in sorted(fields, key=lambda field: not field.is_text)
        if (form.method, form.route.partition("/")[0], each.name) not in known
    ]
    names = () if form.route.startswith(CHANGES_WHO_ONE_IS) else tuple(new[:MOST_FIELDS])
    known |= {(form.method, form.route.partition("/")[0], name) for name in names}
    if form.method == "get":
        return Target(who, f"{form.path.partition('?')[0]}?{urlencode(pairs)}", names)
    return Target(who, form.path, names, urlencode(pairs))


def sqlmap(grounds: Grounds, seconds: float) -> Part:
    end, longest = time.monotonic() + seconds, max(ONE_TARGET, SHARE * seconds)
    every = targets(grounds)
    sessions = {who: session(grounds.visitor(who)) for who in SIGNED_IN}
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda target: _try(grounds, target, sessions[target.who], end, longest), every))
    part = Part("sqlmap", found=[finding for _state, found in done for finding in found])
    states = [state for state, _found in done]
    fields = sum(len(target.parameters) for target in every)
    part.tried = f"{fields} parameters of {len(every)} addresses and forms; " + ", ".join(
        f"{states.count(state)} {state}" for state in dict.fromkeys(states)
    )
    part.enough = states.count("done") > 0.9 * len(states)
    return part


def _try(
    grounds: Grounds, target: Target, signed_in: tuple[str, str], end: float, longest: float
) -> tuple[str, Sequence[Finding]]:
    left = min(longest, end - time.monotonic())
    if left < 5:
        return "left out for time", ()
    ended, found = attempt(grounds.portal.url, target, signed_in, left, grounds.folder)
    if (
        found
    ):  # the answer to a form also changes because an earlier try was taken: what is there is found again
        ended, found = attempt(grounds.portal.url, target, signed_in, longest, grounds.folder, again=True)
    return ended, found


def attempt(
    url: str,
    target: Target,
    signed_in: tuple[str, str],
    seconds: float,
    folder: Path,
    *,
    again: bool = False,
) -> tuple[str, list[Finding]]:
    """How it ended ("done", or why not) and what can be injected."""
    cookies, token = signed_in
    home = folder / f"sqlmap-{abs(hash((target, again)))}"
    home.mkdir()
    words = ["-u", f"{url}{target.path}", "-p", ",".join(target.parameters), "--output-dir", str(home)]
    words += ["--cookie", cookies] if cookies else []
    words += ["--data", f"{target.data}&csrfmiddlewaretoken={token}"] if target.data else []
    words += OF_A_FORM if target.data else OF_A_QUERY
    said, ended = run(["sqlmap", *words, *OPTIONS], seconds, home)
    found = [Finding(str(target), f"{name}: {kind}") for name, kind in FOUND.findall(said)]
    if found or (ended and "all tested parameters do not appear to be injectable" in said):
        return "done", found
    return ("not to be tried" if ended else "stopped for time"), found
