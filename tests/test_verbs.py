"""The other half of the matrix: every verb to every address, with empty, plausible and hostile bodies.

To a stranger a hidden thing and one that isn't there answer the same bytes, whatever is sent. A reader changes what
readers may, of the item the address names and of no other, whatever ids the body names.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.forms_met import FORMS_OF, Form, forms_of
from tests.knocking import Answer, Guest
from tests.leaks import CANARY
from tests.matrix import ABSENT, Matrix, Path
from tests.rows import Rows, heads_changed, marked_rows, watched

pytestmark = pytest.mark.matrix

STRANGERS = ["visitor", "learner", "customs_officer", "ministry_officer", "secretariat"]
# Of the strangers, those who stand alike to what is hidden: of everything that is sent, two of three send it.
MEMBERS = ["customs_officer", "ministry_officer", "secretariat"]
READERS = ["colleague", "coast_officer", "coast_focal_point", "secretariat"]
WORKERS = ["officer", "deputy"]
# What somebody who only reads an item can leave on it.
READERS_WRITE = {"Opening", "Addressee", "Acknowledgement", "WiderRequest", "Use", "Sighting", "Contest"}

SAFE: list[tuple[str, dict[str, str]]] = [
    ("HEAD", {}),
    ("OPTIONS", {}),
    ("TRACE", {}),
    ("GET", {"If-None-Match": "*"}),
    ("GET", {"If-Modified-Since": "Tue, 01 Sep 2099 00:00:00 GMT"}),
    ("GET", {"Range": "bytes=0-63"}),
    ("GET", {"Accept": "application/json", "HX-Request": "true", "X-Requested-With": "XMLHttpRequest"}),
]
UNSAFE = ["POST", "PUT", "PATCH", "DELETE"]


@pytest.fixture(scope="module")
def forms(whole_world: Matrix) -> dict[str, Form]:
    """One form for every route that has one, as those met it who can."""
    found: dict[str, Form] = {}
    for name in FORMS_OF:
        for form in forms_of(whole_world, name):
            if form.method == "post":
                found.setdefault(form.route, form)
    return found


def bodies(matrix: Matrix, form: Form | None) -> Iterator[dict[str, Any]]:
    """Nothing; what a browser would send; what an attacker would: markup, and the names and numbers of other things."""
    yield {}
    if form is None:
        return
    plausible = _in_own_words(form.untouched())
    yield plausible
    yield form.filled_with("<script>alert(1)</script>' OR 1=1 --\x00\u202e😀" * 20)
    names = [name for item in matrix.items for name in (item.public_id, str(item.publication.pk))]
    yield dict.fromkeys(form.fields, names)
    yield {**plausible, "public_id": names[-2:], "publication": names[-2:], "mark": "0", "author": "1"}


def _in_own_words(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form was met by somebody who may read what stands in it. A page gives back what its reader typed, so nobody
    else sends those words: whoever meets one then was told it.
    """
    return {name: [CANARY.sub("own words", value) for value in values] for name, values in typed.items()}


def hidden_cells(matrix: Matrix, name: str) -> list[Path]:
    """For each address about an item, one that is live and one in work, hidden from this viewer."""
    cells = [cell for cell in matrix.cells(name) if cell.item and cell.address.name != "item"]
    hidden = [cell for cell in cells if cell.item and matrix.sight(name, cell.item) == "hidden"]
    pages = [path for path in matrix.paths if path.item and path.address.name == "item"]
    return hidden + [path for path in pages if path.item and matrix.sight(name, path.item) == "hidden"][:3]


@pytest.mark.parametrize("name", STRANGERS)
def test_hidden_and_absent_answer_alike(
    matrix: Matrix, forms: dict[str, Form], stillness: None, name: str
) -> None:
    guest, before = matrix.guest(name), marked_rows()
    nowhere: dict[tuple[str, int], str] = {}  # each absent address answers once: it has nothing to change
    for cell in hidden_cells(matrix, name):
        assert cell.item is not None
        ident = cell.item.public_id
        absent = cell.text.replace(ident, ABSENT)
        sent = [(verb, None, headers) for verb, headers in SAFE]
        sent += [(verb, {}, {}) for verb in UNSAFE[1:]]
        sent += [("POST", body, {}) for body in bodies(matrix, forms.get(cell.address.route))]
        for nth, (verb, typed, headers) in enumerate(sent):
            if name in MEMBERS and nth % len(MEMBERS) == MEMBERS.index(name):
                continue  # the other two try it
            there = guest.knock(verb, cell.text, typed, **headers)
            assert there.status < 500, f"{verb} {cell} broke for {name}: {there.trouble!r}"
            if (absent, nth) not in nowhere:
                nowhere[absent, nth] = guest.knock(verb, absent, typed, **headers).still(ABSENT)
            assert there.still(ident) == nowhere[absent, nth], f"{verb} {cell} tells {name} that it is there"
            assert there.status not in (200, 204, 304) or verb == "OPTIONS", f"{verb} {cell} opened to {name}"
    assert marked_rows() == before, f"{name} changed something that is hidden from them"


@pytest.mark.parametrize("name", [*READERS, *WORKERS])
def test_what_is_sent_to_one_item_changes_that_one(matrix: Matrix, forms: dict[str, Form], name: str) -> None:
    guest, allowed, before = matrix.guest(name), matrix.allowed(name), marked_rows()
    for cell in matrix.cells(name):
        if cell.item is None or (sight := matrix.sight(name, cell.item)) == "hidden":
            continue
        for typed in bodies(matrix, forms.get(cell.address.route)):
            answer, changed = _knock_and_undo(guest, "POST", cell.text, typed, {}, before)
            where = f"POST {cell} by {name}, to whom it is {sight}"
            _is_calm(answer, where)
            _meets_only(matrix, answer, allowed, where)
            others = {head for head, _model in changed} - {cell.item.publication.pk}
            assert not others, f"{where} changed another item"
            if sight == "sees":
                assert {model for _head, model in changed} <= READERS_WRITE, where


@pytest.mark.parametrize("name", ["visitor", "coast_officer", "officer", "auditor"])
def test_every_verb_to_every_other_address(matrix: Matrix, forms: dict[str, Form], name: str) -> None:
    """What is posted goes to every path; the other verbs to one of each address (GET opens all: ``test_leaks``)."""
    guest, allowed, before = matrix.guest(name), matrix.allowed(name), marked_rows()
    tried: set[str] = set()
    for path in matrix.others_of(name):
        sent: list[Any] = [("POST", body, {}) for body in bodies(matrix, forms.get(path.address.route))]
        if path.address.route not in tried:
            tried.add(path.address.route)
            sent += [(verb, None, headers) for verb, headers in SAFE]
            sent += [(verb, {}, {}) for verb in UNSAFE[1:]]
        for verb, typed, headers in sent:
            answer, changed = _knock_and_undo(guest, verb, path.text, typed, headers, before)
            where = f"{verb} {path} by {name}"
            _is_calm(answer, where)
            _meets_only(matrix, answer, allowed, where)
            more = {head for head, model in changed if model != "Opening"}  # what is read is noted as read
            assert not more & {i.publication.pk for i in matrix.items}, where


@pytest.mark.parametrize("name", ["visitor", "coast_officer", "officer"])
def test_seeing_without_a_body_shows_nothing(matrix: Matrix, name: str) -> None:
    """HEAD and OPTIONS have no body; a range or a condition is not asked before the rule."""
    guest = matrix.guest(name)
    for cell in matrix.cells(name):
        if cell.item is None or cell.address.name not in ("item", "compare", "board"):
            continue
        for verb in ("HEAD", "OPTIONS"):
            answer = guest.knock(verb, cell.text)
            assert answer.body == b"" or verb == "HEAD", f"{verb} {cell}"
            assert not CANARY.search(answer.headers), f"{verb} {cell} has content in its headers"


def _knock_and_undo(
    guest: Guest, verb: str, path: str, typed: Any, headers: dict[str, str], before: Rows
) -> tuple[Answer, set[tuple[Any, str]]]:
    """The answer, and (head, model) of every marked row that it changed; nothing of it stays."""
    with transaction.atomic(), watched() as written:
        answer = guest.knock(verb, path, typed, **headers)
        changed = heads_changed(before, written) if written else set()
        transaction.set_rollback(True)
    return answer, changed


def _is_calm(answer: Answer, where: str) -> None:
    assert answer.status < 500, f"{where} broke: {answer.trouble!r}"


def _meets_only(matrix: Matrix, answer: Answer, allowed: set[str], where: str) -> None:
    found = matrix.canaries & set(CANARY.findall(answer.text))
    assert not found - allowed, f"{where} leaked {found - allowed}"
