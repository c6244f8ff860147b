"""Who opens the pages, and what they ask for."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.world import World
from waypost.people import signin
from waypost.people.models import Person
from waypost.publications.models import Publication, Text
from waypost.publications.models.finding import BORDER, CODE
from waypost.publications.states import Stage


@dataclass(frozen=True)
class Viewer:
    """Somebody who is signed in. ``sees`` counts the published items that reach them."""

    called: str
    person: Person
    session: str
    sees: int

    def queries(self, path: str) -> int:
        """How many queries a page takes, when it isn't the first of its process."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}."
        return len(captured)


@dataclass(frozen=True)
class Page:
    """A page to measure; several addresses are opened in turn. ``bound`` is the most it may cost, in floors."""

    name: str
    paths: tuple[str, ...]
    bound: float | None = 2.0


def viewer(called: str, person: Person) -> Viewer:
    client = Client()
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    signin.enter(request, person)
    request.session.save()
    sees = Publication.visible_to(person).filter(published_at__isnull=False).count()
    return Viewer(called, person, str(request.session.session_key), sees)


def viewers(world: World) -> list[Viewer]:
    return [viewer("nearly all", world.bodies.sees_most), viewer("few", world.bodies.sees_little)]


@dataclass(frozen=True)
class Vocabulary:
    """Words by how many of the texts hold them."""

    by_share: dict[str, str]

    @classmethod
    def of_the_world(cls) -> "Vocabulary":
        shares = {"rare": 0.0, "of middle frequency": 0.02, "often": 0.1, "frequent": 0.5}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM publications_indexed WHERE id %% 10 = 0", [])
            sampled = cursor.fetchone()[0]
            cursor.execute(
                "SELECT word, ndoc FROM ts_stat('SELECT words FROM publications_indexed WHERE id % 10 = 0')"
            )
            counted = [(word, ndoc) for word, ndoc in cursor if word.isascii() and word.isalpha()]
        assert not any(mark in word for word, _n in counted for mark in (BORDER, CODE))
        return cls(
            {
                name: min(counted, key=lambda each: abs(each[1] / sampled - share))[0]
                for name, share in shares.items()
            }
        )


def pages(world: World, who: Viewer, vocabulary: Vocabulary) -> list[Page]:
    """Every page that is measured, as this viewer asks for it."""
    seen = Publication.visible_to(who.person).filter(stage=Stage.PUBLISHED).order_by("-published_at")
    newest = [reverse("item", args=[ident]) for ident in seen.values_list("public_id", flat=True)[:400]]
    items = reverse("items")
    texts = Text.visible_to(who.person).filter(approved_at__isnull=False)
    number = _number(texts)
    thai = world.language.thai.pieces
    return [
        Page("home", (reverse("home"),)),
        Page("list", (items,)),
        Page("list, one kind and topic", (f"{items}?kind=bulletin&topic=maritime",)),
        Page("list, not read", (f"{items}?state=unread",)),
        Page("detail", (newest[0],)),
        Page("detail, opened first", tuple(newest[1:]), bound=None),
        *(Page(f"search, word {name}", (f"{items}?q={word}",)) for name, word in vocabulary.by_share.items()),
        Page("search, number", (f"{items}?q={number}",)),
        Page("search, Thai word", (f"{items}?q={quote_plus(thai[len(thai) // 10].written)}",)),
        Page("inbox", (reverse("inbox"),), bound=None),
    ]


def _number(texts: Any) -> str:
    """A number that stands in something this viewer may read."""
    body = texts.filter(body__regex=r"K[0-9]{7}").order_by("-pk").values_list("body", flat=True).first()
    found = re.search(r"K[0-9]{7}", body or "")
    assert found is not None, "No text of the world has a number in it."
    return found.group()
