"""Every form the portal shows, as a browser meets it: found by opening pages, never listed by hand."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.http import Http404
from django.urls import resolve

from tests.knocking import Guest
from tests.matrix import Matrix

TOKEN = "csrfmiddlewaretoken"
# Who between them meet every form.
FORMS_OF = [
    "visitor",
    "officer",
    "deputy",
    "coast_officer",
    "coast_focal_point",
    "secretariat",
    "customs_officer",
]


@dataclass
class Field:
    """One name of a form: what kind of control, and the values it stands on or offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)  # what a browser would send untouched
    offered: list[str] = field(default_factory=list)
    required: bool = False
    longest: int = 0  # 0: says nothing

    @property
    def is_text(self) -> bool:
        return self.kind in (
            "text",
            "textarea",
            "search",
            "email",
            "tel",
            "password",
            "url",
            "date",
            "number",
        )


@dataclass
class Form:
    """A form on a page: where it was met, where it goes, what it asks."""

    page: str
    path: str
    route: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.route} ({', '.join(self.fields)})"

    def untouched(self) -> dict[str, Any]:
        """What a browser sends at the first button: choices are made, texts have something in them."""
        typed: dict[str, Any] = {}
        for each in self.fields.values():
            if each.is_text and not any(each.values):
                typed[each.name] = ["2020-12-24"] if each.kind == "date" else ["Something plausible."]
            elif each.kind == "file":
                continue
            else:
                typed[each.name] = each.values or each.offered[:1]
        return typed

    def filled_with(self, text: str) -> dict[str, Any]:
        """The same, with ``text`` in every field where one can type."""
        return {
            name: [text] if self.fields[name].is_text else values for name, values in self.untouched().items()
        }


class _Reader(HTMLParser):
    """Reads the forms of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, list[Form]()
        self._form: Form | None = None
        self._in: Field | None = None  # the text area or the selection that is open

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        if tag == "form":
            path = urlsplit(urljoin(self.page, given.get("action") or self.page))
            whole = path.path + (f"?{path.query}" if path.query else "")
            self._form = Form(self.page, whole, _route(path.path), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and given.get("name", TOKEN) != TOKEN and "disabled" not in given:
            self._control(tag, given)
        if tag == "option" and self._in is not None:
            self._in.offered.append(given.get("value", ""))
            if "selected" in given:
                self._in.values.append(given.get("value", ""))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind = given.get("type", "text") if tag == "input" else tag
        if tag not in ("input", "textarea", "select", "button"):
            return
        found = self._form.fields.setdefault(given["name"], Field(given["name"], kind))
        found.required |= "required" in given
        found.longest = int(given.get("maxlength", 0) or 0)
        value = given.get("value", "on" if kind == "checkbox" else "")
        if kind in ("radio", "checkbox", "button"):
            found.offered.append(value)
            if "checked" in given or (kind == "button" and not found.values):
                found.values.append(value)
        elif tag == "input":
            found.values.append(value)
        else:
            self._in = found

    def handle_data(self, data: str) -> None:
        if self._in is not None and self._in.kind == "textarea":
            self._in.values.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in ("textarea", "select"):
            self._in = None


def _route(path: str) -> str:
    try:
        return str(resolve(path).route)
    except Http404:
        return ""


def forms_in(page: str, body: str) -> list[Form]:
    reader = _Reader(page)
    reader.feed(body)
    return reader.forms


def forms_met(guest: Guest, paths: list[str]) -> list[Form]:
    """The forms on the pages behind these paths that this guest can open."""
    met: list[Form] = []
    for path in paths:
        answer = guest.get(path)
        if answer.status == 200 and b"<form" in answer.body:
            met += forms_in(path, answer.body.decode())
    return met


def forms_of(matrix: Matrix, name: str) -> list[Form]:
    """The forms this viewer meets in the world, found once."""
    if ("forms", name) not in matrix.found:
        with transaction.atomic():
            matrix.found["forms", name] = forms_met(matrix.guest(name), paths_open_to(matrix, name))
            transaction.set_rollback(True)
    met: list[Form] = matrix.found["forms", name]
    return met


def paths_open_to(matrix: Matrix, name: str) -> list[str]:
    """Paths this viewer may open, one for each address and state of what it is about."""
    mine, seen = [], set[object]()
    for cell in matrix.cells(name):
        about = (cell.address.route, cell.item and cell.item.thing.stage, cell.inquiry and cell.inquiry.stage)
        if about not in seen and not (cell.item and matrix.sight(name, cell.item) == "hidden"):
            seen.add(about)
            mine.append(cell.text)
    return mine
