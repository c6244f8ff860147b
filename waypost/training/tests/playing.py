"""E-modules in tests: a package of a few pages, put into a programme, launched for somebody."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from tests.browser import PATIENCE
from tests.cast import Cast
from tests.fixtures import sign_in
from waypost.people.models import Person
from waypost.training.actions import learning
from waypost.training.actions import modules as actions
from waypost.training.actions.importing import prepare
from waypost.training.actions.modules import ModuleWords
from waypost.training.models import EModule, Programme
from waypost.training.packages.tests.builder import scorm

WORDS: dict[str, Any] = {"title_en": "Passports", "title_th": "หนังสือเดินทาง", "language": "en"}


def two_parts() -> BytesIO:
    items = "".join(
        f'<item identifier="i{n}" identifierref="r{n}"{more}><title>Part {n}</title></item>'
        for n, more in ((1, ""), (2, ' parameters="?n=2"'), (3, ""))
    )
    resources = "".join(
        f'<resource identifier="r{n}" type="webcontent" adlcp:scormtype="{kind}" href="index.html"/>'
        for n, kind in ((1, "sco"), (2, "sco"), (3, "asset"))
    )
    return scorm(items=items, resources=resources)


def added(
    cast: Cast,
    programme: Programme,
    package: BytesIO | None = None,
    *,
    by: Person | None = None,
    **words: Any,
) -> EModule:
    return actions.add_module(
        by=by or cast.focal_point,
        programme=programme,
        words=ModuleWords(**{**WORDS, **words}),
        package=prepare(package or scorm(), "x.zip"),
    )


class Content:
    """A browser on the content's origin, with the secret of one launch and nothing else."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.browser = Client(headers={"host": urlsplit(settings.CONTENT_ADDRESS).netloc})

    def get(self, path: str = "", **more: Any) -> Any:
        return self.browser.get(f"/c/{self.token}/{path}", **more)

    def open(self, part: int = 0) -> dict[str, Any]:
        answer = self.browser.post(f"/c/{self.token}/-/open/{part}")
        return {"code": answer.status_code, **json.loads(answer.content)}

    def keep(self, sequence: int, part: int = 0, *, opening: int = 1, **said: Any) -> Any:
        cmi = said.pop("cmi", {})
        body = json.dumps({"opening": opening, "sequence": sequence, "cmi": cmi, **said})
        return self.browser.post(
            f"/c/{self.token}/-/keep/{part}", body, content_type="text/plain;charset=UTF-8"
        )


def launched(browser: Client, person: Person, module: EModule) -> Content:
    """Launched in the session of this browser."""
    key = browser.session.session_key or ""
    return Content(learning.launch(by=person, module=module, session_key=key, language="en"))


def at_its_names(settings: Any, live_server: Any) -> None:
    """The portal and its content, each by its own name, both this machine."""
    port = live_server.url.rpartition(":")[2]
    settings.PORTAL_ADDRESS = f"http://waypost.localhost:{port}"
    settings.CONTENT_ADDRESS = f"http://content.waypost.localhost:{port}"


def browsing(browser: Any, person: Person) -> Any:
    """A browser of its own in which this person is signed in to the portal by its name."""
    context = browser.new_context(base_url=settings.PORTAL_ADDRESS, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    key = sign_in(Client(), person).session.session_key or ""
    named = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": settings.PORTAL_ADDRESS}
    context.add_cookies([named])
    return context


def page_of(module: EModule) -> str:
    programme = Programme.unfiltered.get(pk=module.programme_id)
    return f"/training/{programme.public_id}/modules/{module.public_id}/"
