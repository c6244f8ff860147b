"""Where the attack takes place: a demo of its own on a free port of this machine, and who attacks it.

The demo stands as behind one proxy, so that requests may come as from many machines: the limits on guessing would
otherwise keep the attack from the sign-in pages after ten tries. They stay as they are.
"""

import itertools
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.demo_portal import TOKEN, Portal, Visitor, World, seed
from tests.forms_met import Form, forms_in
from tests.pages import Page, follow

SIGNED_IN = ("officer", "secretariat")
EVERYBODY = ("outsider", *SIGNED_IN)
# Addresses that end or change who one is: sent by our own fuzzing, each in a session of its own, never by the tools.
CHANGES_WHO_ONE_IS = (
    "sign-out/",
    "demo/become/",
    "demo/story/",
    "demo/clock/",
    "profile/sessions/",
    "profile/leave/",
)
REFUSALS = (
    "django.core.exceptions.PermissionDenied",
    "django.core.exceptions.BadRequest",
    "django.http.multipartparser.MultiPartParserError",
    "django.contrib.sessions.exceptions.SessionInterrupted",  # ended meanwhile, as the attack itself does
)
_HIDDEN = """
from waypost.access.keys import NOBODY
from waypost.demo.personas import BY_KEY
from waypost.publications.models import Text
from waypost.requests.models import Question
answer = {}
for key in %r:
    viewer = BY_KEY[key].person or NOBODY
    seen = {title for model in (Text, Question) for title in model.visible_to(viewer).values_list("title", flat=True)}
    every = {title for model in (Text, Question) for title in model.unfiltered.values_list("title", flat=True)}
    answer[key] = sorted(title for title in every - seen if title and not any(title in other for other in seen))
"""
_machines = itertools.count(1)


class Behind(World):
    """A world whose portal trusts one proxy in front of it."""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "WAYPOST_PROXIES": "1"}


@dataclass
class Grounds:
    """The running demo, the pages each attacker met before it began, and the forms on them."""

    portal: Portal
    folder: Path
    pages: dict[str, list[Page]] = field(default_factory=dict)
    forms: dict[str, list[Form]] = field(default_factory=dict)
    secrets: dict[str, list[str]] = field(default_factory=dict)

    def look_around(self) -> None:
        """Follow every link as each attacker; nothing is listed by hand."""
        with ThreadPoolExecutor(2) as both:
            found = list(both.map(lambda who: follow(self.visitor(who), who, set(), set()), EVERYBODY))
        self.pages = dict(zip(EVERYBODY, found, strict=True))
        self.forms = {who: _forms(pages) for who, pages in self.pages.items()}
        self.secrets = self.hidden()

    def visitor(self, who: str) -> Visitor:
        return self.portal.visitor(who)

    def hidden(self) -> dict[str, list[str]]:
        """For each attacker the titles of what they may not see now, of items and of requests."""
        found: dict[str, list[str]] = self.portal.world.ask(_HIDDEN % (EVERYBODY,))
        return found

    def hour(self) -> None:
        """Let an hour pass, as any visitor of the demo may: the directory counts persons read by the hour."""
        self.visitor("outsider").post("/demo/clock/", hours="1")


def session(visitor: Visitor) -> tuple[str, str]:
    """The cookies of a session, as a header has them, and the token its forms are sent with."""
    token = TOKEN.search(visitor.get("/help/").body)
    return "; ".join(f"{each.name}={each.value}" for each in visitor.cookies), token[1] if token else ""


def machine() -> str:
    """The address of one more machine that never asked before."""
    number = next(_machines)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _forms(pages: list[Page]) -> list[Form]:
    """Each form once: by where it goes and what it asks."""
    met: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    for page in pages:
        for form in forms_in(page.path, page.body):
            met.setdefault((form.method, form.route, tuple(form.fields)), form)
    return list(met.values())


@contextmanager
def grounds(times: float) -> Iterator[Grounds]:
    """A seeded demo that runs. It and its folder are gone afterwards, whatever happened. Its commands may take so many
    times as long as elsewhere.
    """
    with TemporaryDirectory(prefix="waypost-attack-") as name:
        folder = Path(name)
        world = Behind(folder / "data", folder / "static", patience=times * World.patience)
        seed(world)
        portal = Portal(world)
        try:
            portal.start()
            yield Grounds(portal, folder)
        finally:
            if portal.process is not None and portal.process.poll() is None:
                portal.stop()


def complaints(said: str) -> set[str]:
    """Errors and exceptions among what the demo's processes wrote, each once.

    What Django answers with a 4xx is none: a refusal it logs with its traceback (as WARNING), and what its own
    guards refuse (``django.security``).
    """
    found = set()
    for record in re.split(r"^(?=\[?\d{4}-\d\d-\d\d )", said, flags=re.MULTILINE):
        head, _, rest = record.partition("\n")
        raised = re.findall(r"^(?:[a-z_]+\.)*[A-Z]\w+(?:: .*)?$", rest, re.MULTILINE)
        refused = "WARNING django.request" in head and raised and raised[-1].startswith(REFUSALS)
        if "ERROR django.security." in head or refused:
            continue
        if re.search(r"\b(?:ERROR|CRITICAL)\b", head) or "Traceback (most" in record:
            found.add(f"{head} {raised[-1] if raised else ''}".strip())
    return found
