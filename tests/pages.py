"""Every page of the demo, found by following links as each of its viewers, for the sweeps (fixture ``pages``).

Nothing is listed by hand. A viewer begins at home and follows every link, and tries what no page links to (addresses
without parameters). What came back is measured against the URL map: an address that nobody met must say why.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import Resolver404, resolve

from tests.addresses import addresses
from tests.demo_portal import Once, Portal, Visitor, World

# Whom the sweeps look at closely; the other personas are followed for what only they meet.
CLOSELY = ("officer", "focal-point", "secretariat", "auditor", "outsider")
OTHERS = ("mission-focal-point", "trainer", "learner", "logistics", "donor")
ENDS_THE_SESSION = {"account_logout"}
# How many pages of one address (and the same parameters of a query) are opened as one viewer. Of items and files: all.
_MOST = {"item": 99, "attachment": 99, "": 4}
_MOST_FOR_OTHERS = {"item": 8, "nomination": 4, "": 1}
_ROWS = """
from waypost.core.models import AuditRow
answer = list(AuditRow.objects.values_list("token", flat=True))
"""


@dataclass(frozen=True)
class Page:
    """One page as one viewer met it. ``features`` are the kinds of elements its content is made of."""

    viewer: str
    path: str
    name: str
    body: str = field(repr=False, compare=False)

    @cached_property
    def features(self) -> frozenset[str]:
        main = BeautifulSoup(self.body, "lxml").find("main")
        return frozenset(map(_kind, main.find_all(True))) if isinstance(main, Tag) else frozenset()


def _kind(element: Tag) -> str:
    return ".".join([element.name, str(element.get("type", "")), *sorted(element.get("class") or [])])


@dataclass
class Pages:
    """All pages by viewer, and the address names nobody met although they can be asked for by GET."""

    met: list[Page]
    unmet: set[str]

    def chosen(self) -> list[Page]:
        """Of each address: one page as each close viewer meets it, and every page with elements not seen on those."""
        by_name: dict[str, list[Page]] = defaultdict(list)
        for page in self.met:
            by_name[page.name].append(page)
        return [page for _name, pages in sorted(by_name.items()) for page in _choice(pages)]


def _choice(pages: list[Page]) -> Iterator[Page]:
    richest = sorted(pages, key=lambda page: -len(page.features))
    seen: set[str] = set()
    shown: set[str] = set()
    for page in richest:
        new_to_viewer = page.viewer in CLOSELY and page.viewer not in shown
        if page.features - seen or new_to_viewer:
            seen |= page.features
            shown.add(page.viewer)
            yield page


@pytest.fixture(scope="session")
def pages(once: Once, demo: Portal, demo_world: World) -> Pages:
    """Found once a run: half a minute of asking."""
    found: Pages = once("demo-pages", lambda _folder: _find(demo, set(demo_world.ask(_ROWS))))
    return found


def _find(demo: Portal, seeded: set[str]) -> Pages:
    """The pages of the seeded world: a row of the log that the visits wrote is in no other copy of it."""
    answered: set[str] = set()

    def followed_by(viewer: str) -> list[Page]:
        return follow(demo.visitor(viewer), viewer, answered, seeded)

    with ThreadPoolExecutor(2) as both:  # the demo has two web processes
        met = [page for found in both.map(followed_by, (*CLOSELY, *OTHERS)) for page in found]
    return Pages(met, _unmet(answered, demo.visitor("secretariat")))


def follow(visitor: Visitor, viewer: str, answered: set[str], seeded: set[str]) -> list[Page]:
    """The pages met. The names of all addresses that answered, files and pictures too, go into ``answered``."""
    most = _MOST if viewer in CLOSELY else _MOST_FOR_OTHERS
    waiting = ["/", *("/" + each.route for each in addresses() if not each.converters)]
    known, count = set(waiting), Counter[tuple[str, ...]]()
    met: dict[str, Page] = {}
    while waiting:
        path = waiting.pop(0)
        name = _name_of(path)
        kind = (name or "", *sorted(parse_qs(urlsplit(path).query)))
        if name is None or name in ENDS_THE_SESSION or count[kind] >= most.get(name, most[""]):
            continue
        if name.startswith("audit_r") and path.split("/")[2] not in seeded:
            continue
        count[kind] += 1
        answer = visitor.get(path)
        landed = answer.path.partition("#")[0]
        if answer.status != 200:
            continue
        answered.add(_name_of(landed) or name)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        met.setdefault(landed, Page(viewer, landed, _name_of(landed) or name, answer.body))
        fresh = [link for link in dict.fromkeys(_links(answer.body, landed)) if link not in known]
        known.update(fresh)
        waiting += fresh
    return list(met.values())


def _links(body: str, base: str) -> Iterator[str]:
    for href in re.findall(r'(?:href|src)="([^"#]+)', body):
        parts = urlsplit(urljoin(base, href.replace("&amp;", "&")))
        if not parts.scheme and not parts.netloc and not parts.path.startswith("/static/"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def _unmet(met: set[str], visitor: Visitor) -> set[str]:
    """The addresses that nobody met and that are not for POST alone."""
    left = [each for each in addresses() if each.name not in met]
    dummies = {each.name: "/" + re.sub(r"<[^<>]*>", "1", each.route) for each in left}
    return {name for name, path in dummies.items() if visitor.get(path).status != 405}
