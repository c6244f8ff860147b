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

ONE_TARGET = 60  # seconds
MOST_FIELDS = 3  # of one form; the others of its kind are in other forms
FOUND = re.compile(r"Parameter: (\S+).*?Type: ([^\n]+)", re.DOTALL)
# By what the answer says, by what it leaves out, and by joining another query; no waiting, which tells nothing on a
# machine that is busy, and no second statement, which SQLite's driver doesn't take.
OPTIONS = (
    "--batch", "--level", "2", "--risk", "1", "--technique", "BEU", "--dbms", "SQLite", "--flush-session",
    "--tamper", "xforwardedfor", "--skip-waf", "--disable-coloring", "--timeout", "10", "--retries", "1",
    "--ignore-code", "*", "--union-cols", "1-4", "--threads", "1",
)  # fmt: skip


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
    """Each address and set of parameters once, by the first who meets it; signed in first."""
    found: dict[tuple[str, ...], Target] = {}
    for who in SIGNED_IN:
        for page in grounds.pages[who]:
            _ask(found, who, page.name, page.path)
        for form in grounds.forms[who]:
            target = _form(who, form)
            if target.parameters and not form.route.startswith(CHANGES_WHO_ONE_IS):
                found.setdefault((form.method, form.route, *sorted(target.parameters)), target)
    return list(found.values())


def _ask(found: dict[tuple[str, ...], Target], who: str, name: str, path: str) -> None:
    names = tuple(dict(parse_qsl(urlsplit(path).query, keep_blank_values=True)))
    if names:
        found.setdefault(("get", name, *sorted(names)), Target(who, path, names))


def _form(who: str, form: Form) -> Target:
    pairs = [(name, str(value)) for name, values in form.untouched().items() for value in values]
    texts = [each.name for each in form.fields.values() if each.is_text]
    chosen = [
        each.name for each in form.fields.values() if not each.is_text and each.kind != "file" and each.values
    ]
    names = tuple((texts + chosen)[:MOST_FIELDS])
    if form.method == "get":
        return Target(who, f"{form.path.partition('?')[0]}?{urlencode(pairs)}", names)
    return Target(who, form.path, names, urlencode(pairs))


def sqlmap(grounds: Grounds, seconds: float) -> Part:
    end = time.monotonic() + seconds
    every = targets(grounds)
    sessions = {who: session(grounds.visitor(who)) for who in SIGNED_IN}
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda target: _try(grounds, target, sessions[target.who], end), every))
    part = Part("sqlmap", found=[finding for _state, found in done for finding in found])
    states = [state for state, _found in done]
    fields = sum(len(target.parameters) for target in every)
    part.tried = f"{fields} parameters of {len(every)} addresses and forms; " + ", ".join(
        f"{states.count(state)} {state}" for state in dict.fromkeys(states)
    )
    part.enough = states.count("done") > 0.9 * len(states)
    return part


def _try(
    grounds: Grounds, target: Target, signed_in: tuple[str, str], end: float
) -> tuple[str, Sequence[Finding]]:
    left = min(ONE_TARGET, end - time.monotonic())
    if left < 5:
        return "left out for time", ()
    return attempt(grounds.portal.url, target, signed_in, left, grounds.folder)


def attempt(
    url: str, target: Target, signed_in: tuple[str, str], seconds: float, folder: Path
) -> tuple[str, list[Finding]]:
    """How it ended ("done", or why not) and what can be injected."""
    cookies, token = signed_in
    home = folder / f"sqlmap-{abs(hash(target))}"
    home.mkdir()
    words = ["-u", f"{url}{target.path}", "-p", ",".join(target.parameters), "--output-dir", str(home)]
    words += ["--cookie", cookies] if cookies else []
    words += ["--data", f"{target.data}&csrfmiddlewaretoken={token}"] if target.data else []
    said, ended = run(["sqlmap", *words, *OPTIONS], seconds, home)
    found = [Finding(str(target), f"{name}: {kind}") for name, kind in FOUND.findall(said)]
    if found or (ended and "all tested parameters do not appear to be injectable" in said):
        return "done", found
    return ("not to be tried" if ended else "stopped for time"), found
