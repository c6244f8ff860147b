"""What people paste, into every form the portal shows: never a page that broke, always the form again with a sentence.

The forms are found by opening pages (``tests/forms_met.py``), so a new one is swept from its first day. Of what was
typed, nothing is lost that a browser could have typed into a field, and markup stays text.
"""

import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test.client import MULTIPART_CONTENT

from tests.forms_met import FORMS_OF, Form, forms_in, forms_of
from tests.knocking import FORM, Answer
from tests.matrix import Matrix

pytestmark = pytest.mark.matrix

TYPED: dict[str, str] = {
    "nothing": "",
    "blanks": "   \t ",
    "far too long": "Long. " * 20_000,
    "emoji": "Boats 😀🚤 at night",
    "right to left": "قارب \u202eليلا\u202c שלום",
    "a NUL": "before\x00after",
    "controls": "a\x07b\x1b[2Jc\x7f",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>",
    "a template": "{{ request }}{% url 'home' %}%(name)s %s %n ${7*7}",
    "a number that is none": "-1",
    "a huge number": "9" * 400,
    "lone surrogates": "\ud800 half a sign",
    "a date that is none": "2020-02-31",
}
BODIES: dict[str, tuple[bytes, str]] = {
    "bytes that are no UTF-8": (b"title=%ff%fe%80&because=\xff\xfe\x80&q=\xc3\x28", FORM),
    "no form at all": (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
    "JSON": (b'{"title": ["x"], "revision": null}', "application/json"),
    "a torn multipart": (b"--BoUnDaRyStRiNg\r\nContent-Disposition: form-data; name=", MULTIPART_CONTENT),
    "names nobody asked for": (b"__proto__=1&mark=99&author=1&stage=published&=&&&;", FORM),
    "one name a thousand times": (b"&".join([b"q=x"] * 900), FORM),
}
# Forms that never come back with what was typed, and why.
TYPED_ANEW = {
    "sign-in/": "a password is never sent back, nor what was typed beside it refused by name",
    "sign-in/passkey/": "a ceremony of the browser's",
    "profile/password/": "a password is never sent back",
    "profile/factors/passkey/": "a ceremony of the browser's",
    "profile/factors/app/": "a code is good once",
    "language/": "buttons only",
}


@pytest.fixture(scope="module")
def forms(whole_world: Matrix) -> list[tuple[str, Form]]:
    """Every form, with the name of one who meets it: one for each address and set of fields."""
    found: dict[tuple[str, str, tuple[str, ...]], tuple[str, Form]] = {}
    for name in FORMS_OF:
        for form in forms_of(whole_world, name):
            found.setdefault((form.method, form.route, tuple(form.fields)), (name, form))
    return list(found.values())


def _send(matrix: Matrix, name: str, form: Form, typed: Any, content_type: str = FORM) -> Answer:
    """The answer to a form that was sent; nothing of it stays."""
    with transaction.atomic():
        if form.method == "get":
            query = urlencode(typed, doseq=True, errors="replace") if isinstance(typed, dict) else "q=%ff%fe"
            answer = matrix.guest(name).get(f"{form.path.partition('?')[0]}?{query}")
        else:
            answer = matrix.guest(name).knock("POST", form.path, typed, content_type=content_type)
        transaction.set_rollback(True)
    return answer


def test_there_are_forms(forms: list[tuple[str, Form]]) -> None:
    routes = {form.route for _name, form in forms}
    assert len(routes) > 30
    assert {form.method for _name, form in forms} == {"get", "post"}
    assert set(TYPED_ANEW) <= routes


def test_no_field_cuts_off_what_is_pasted(forms: list[tuple[str, Form]]) -> None:
    """A browser cuts at maxlength and says nothing; the portal says how much too long it is."""
    cutting = [
        f"{each.name} of {form}" for _n, form in forms for each in form.fields.values() if each.longest
    ]
    assert not cutting


@pytest.mark.parametrize("kind", TYPED)
def test_every_form_takes_anything_calmly(matrix: Matrix, forms: list[tuple[str, Form]], kind: str) -> None:
    text = TYPED[kind]
    for name, form in forms:
        answer = _send(matrix, name, form, form.filled_with(text))
        where = f"{kind} in {form} by {name}"
        assert answer.status < 500, f"{where} broke: {answer.trouble!r}"
        body = answer.body.decode("utf-8", "replace")
        assert "<script>alert(1)" not in body, f"{where} lets markup through"
        assert "<img src=x" not in body, f"{where} lets markup through"
        if form.method == "post" and answer.status == 422:
            _keeps_what_was_typed(form, text, answer, where)


def _plain(text: str) -> str:
    """Without what no page can hold: NUL, and half a sign in whichever way it was replaced."""
    return re.sub("[\x00\ufffd?]", "", text)


def _keeps_what_was_typed(form: Form, text: str, answer: Answer, where: str) -> None:
    """The form is there again, with a sentence, and in each of its fields what was typed."""
    again = [
        each for each in forms_in(form.path, answer.body.decode()) if set(each.fields) & set(form.fields)
    ]
    assert again or not form.fields, f"{where}: the form is gone"
    assert "error" in answer.body.decode().lower() or 'role="alert"' in answer.body.decode(), (
        f"{where}: no sentence"
    )
    for each in form.fields.values():
        back = [f.fields[each.name] for f in again if each.name in f.fields]
        if (
            form.route in TYPED_ANEW
            or not each.is_text
            or each.kind == "password"
            or not text.strip()
            or not back
        ):
            continue
        kept = unescape("".join(back[0].values)).split()
        wanted = text.encode("utf-8", "replace").decode().replace("\x00", "").split()
        lost = _plain("".join(wanted)[:60]) not in _plain("".join(kept))
        assert not lost, f"{where}: {each.name} was lost"


@pytest.mark.parametrize("kind", BODIES)
def test_every_address_takes_any_body_calmly(
    matrix: Matrix, forms: list[tuple[str, Form]], kind: str
) -> None:
    body, content_type = BODIES[kind]
    for name, form in forms:
        answer = _send(matrix, name, form, body, content_type)
        assert answer.status < 500, f"{kind} to {form} by {name} broke: {answer.trouble!r}"


@pytest.mark.parametrize(
    "kind", ["emoji", "right to left", "markup", "a NUL", "lone surrogates", "far too long"]
)
def test_every_address_takes_anything_in_its_query(matrix: Matrix, kind: str) -> None:
    value = quote(TYPED[kind][:4000], errors="replace")
    names = (
        "q",
        "after",
        "order",
        "language",
        "next",
        "kind",
        "state",
        "show",
        "page",
        "key",
        "from",
        "topic",
    )
    query = "&".join(f"{name}={value}" for name in names)
    for path in matrix.others:
        for name in ("visitor", "officer", "auditor"):
            with transaction.atomic():
                answer = matrix.guest(name).get(f"{path}?{query}&q=%ff%fe")
                transaction.set_rollback(True)
            assert answer.status < 500, f"{path} by {name} broke on {kind}: {answer.trouble!r}"
            assert b"<script>alert(1)" not in answer.body
