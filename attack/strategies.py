"""What Hypothesis makes: texts, forms, bodies and headers nobody would send who means well."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.forms_met import Form

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "aBoundary"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
NASTY = (
    "", " \t ", "\x00", "before\x00after", "\ud800", "\udfff half", "Long. " * 12_000, "9" * 400, "-1", "1e309", "NaN",
    "2020-02-31", "0000-00-00", "99999-01-01", "10000000000000000000000", "٣", "\u202eevil", "😀", "[]", "{}", "null",
    "' OR 1=1 --", '"; DROP TABLE x; --', "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "%(x)s %n %s",
    "../../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/", "//evil.invalid/", "javascript:alert(1)",
    "\r\nSet-Cookie: evil=1", "\r\n\r\n<html>", "a\x1b[2Jb", "x" * 200, ",".join("x" * 300),
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.integers().map(str), st.floats().map(str))
BEGINNINGS = (b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"GIF89a", b"\xff\xd8\xff\xe0")  # of files that end too soon
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "WAYPOST")
NAMES = (
    "q",
    "after",
    "page",
    "order",
    "next",
    "language",
    "kind",
    "state",
    "topic",
    "on",
    "persona",
    "csrfmiddlewaretoken",
)
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": (
        "",
        "*",
        "application/json",
        "image/webp;q=x",
        "a/b;" * 300,
        "text/html;q=99999999999999999999",
    ),
    "Accept-Language": ("", "th;q=nan", "xx-" * 400, "*;q=-1", "\u0e44\u0e17\u0e22", "../../th"),
    "Accept-Encoding": ("", "gzip;q=0", "br, gzip, zstd", "identity;q=0, *;q=0"),
    "Cookie": (
        "waypost=",
        "waypost=\x01; csrf=x",
        "csrf",
        ";;;==;",
        "a=b; " * 500,
        "waypost=é\u0e01",
        "django_language=../../x",
    ),
    "Host": (
        "",
        "evil.invalid",
        "127.0.0.1:99999",
        "127.0.0.1, evil.invalid",
        "[::1",
        "x" * 300,
        "127.0.0.1@evil.invalid",
    ),
    "Origin": ("null", "http://evil.invalid", "x", "http://[::1"),
    "Referer": ("http://evil.invalid/", "http://[", "\u0e01"),
    "X-Forwarded-For": ("", "x", "1.2.3.4, 5.6.7.8", "::1", "999.1.1.1", "1.2.3.4\t,", "é"),
    "X-Forwarded-Proto": ("http", "x", ""),
    "X-Forwarded-Host": ("evil.invalid",),
    "X-HTTP-Method-Override": ("DELETE",),
    "X-Request-Id": ("x" * 3000, "a b", "\u0e01", "${jndi:x}"),
    "If-None-Match": ("*", '"x"', "W/", '"' * 99),
    "If-Modified-Since": ("x", "Thu, 99 Foo 9999 99:99:99 GMT", "Thu, 01 Jan 0001 00:00:00 GMT"),
    "Range": ("bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=0-,0-,0-", "x", "bytes=99999999999999999999-"),
    "Content-Length": ("x", "-1", "0", "1"),
    "Content-Type": (
        "",
        ";",
        "x/y",
        f"{FORM}; charset=utf-99",
        f"{FORM}; charset=utf-7",
        "multipart/form-data",
        "é",
    ),
    "Expect": ("100-continue",),
}
BODIES: tuple[tuple[bytes, str], ...] = (
    (b"", FORM),
    (b"title=%ff%fe%80&q=\xff\xfe\x80&%c3%28=%", FORM),
    (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
    (b'{"title": ["x"], "revision": null}', "application/json"),
    (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "text/xml"),
    (b"&".join(b"f%d=x" % number for number in range(5000)), FORM),
    (b"&".join([b"q=x"] * 900), FORM),
    (b"&=&&&;__proto__=1&mark=99&stage=published", FORM),
    (b"--aBoundary\r\nContent-Disposition: form-data; name=", MULTIPART),
    (b"--aBoundary\r\nContent-Disposition: form-data\r\n\r\nx\r\n--aBoundary--", MULTIPART),
    (
        b'--aBoundary\r\nContent-Disposition: form-data; name="a"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!\r\n--aBoundary--",
        MULTIPART,
    ),
    (b"no boundary here", MULTIPART),
    (b"x", "multipart/form-data; boundary=" + "y" * 300),
    (b"x=1", FORM + "; charset=utf-16"),
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A request as it is made up."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path[:200]!r} {self.content_type} {self.body[:200]!r} {str(self.headers)[:300]}"


def coded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@st.composite
def odd_headers(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=2, unique=True))
    return {name: draw(st.sampled_from(HEADERS[name])) for name in names}


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{coded(name)}={coded(value)}" for name, value in pairs)


@st.composite
def to_address(draw: st.DrawFn, path: str) -> Sent:
    """An address with any method, any query, any body, any headers, or with one of its parts exchanged."""
    plain = path.partition("?")[0]
    if draw(st.integers(0, 3)) == 0:
        plain = _bent(draw, plain)
    names = st.one_of(st.sampled_from(NAMES), st.text(max_size=10))
    short = TEXTS.map(lambda text: text[:1500])
    query = _query(draw(st.lists(st.tuples(names, short), max_size=4)))[:6000]
    method = draw(st.sampled_from(("GET", "GET", "GET", "POST", "POST", *METHODS)))
    body, content_type = (b"", "") if method in ("GET", "HEAD", "TRACE") else draw(st.sampled_from(BODIES))
    return Sent(method, f"{plain}?{query}" if query else plain, body, content_type, draw(odd_headers()))


def _bent(draw: st.DrawFn, path: str) -> str:
    """The path with one of its parts exchanged for something else."""
    parts = path.strip("/").split("/")
    nth = draw(st.integers(0, len(parts) - 1))
    parts[nth] = coded(draw(TEXTS)[:1000])
    return "/" + "/".join(parts) + draw(st.sampled_from(("/", "", "//", "/%00", "/..%2f")))


@st.composite
def to_form(draw: st.DrawFn, form: Form, token: str) -> Sent:
    """A form with fields that are wrong, missing, doubled or more than it asked for."""
    pairs = _pairs(draw, form)
    if form.method == "get":
        return Sent(
            "GET", f"{form.path.partition('?')[0]}?{_query(pairs)[:6000]}", headers=draw(odd_headers())
        )
    if draw(st.integers(0, 9)):
        pairs.append(("csrfmiddlewaretoken", token))
    if draw(st.integers(0, 9)) == 0:
        pairs += [(f"more{number}", "x") for number in range(1500)]
    headers = draw(odd_headers()) if draw(st.integers(0, 4)) == 0 else {}
    if draw(st.integers(0, 2)) and not _has_file(form):
        return Sent("POST", form.path, _query(pairs).encode(), FORM, headers)
    return Sent("POST", form.path, _multipart(draw, pairs, form), MULTIPART, headers)


def _has_file(form: Form) -> bool:
    return any(each.kind == "file" for each in form.fields.values())


def _pairs(draw: st.DrawFn, form: Form) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    untouched: dict[str, Any] = form.untouched()
    for name in form.fields:
        how = draw(st.sampled_from(("as it is", "as it is", "nasty", "nasty", "missing", "doubled")))
        values = [str(value) for value in untouched.get(name, [])]
        if how == "nasty":
            values = [draw(TEXTS)]
        elif how == "doubled":
            values += [draw(TEXTS), *values]
        elif how == "missing":
            values = []
        pairs += [(name, value) for value in values]
    return pairs


def _multipart(draw: st.DrawFn, pairs: list[tuple[str, str]], form: Form) -> bytes:
    """The pairs as a multipart body, with a file of any name and bytes for each field that takes one; torn at times."""
    parts = [
        _part(f'name="{_quoted(name)}"', value.encode("utf-8", "surrogatepass")) for name, value in pairs
    ]
    parts += [_file(draw, each.name) for each in form.fields.values() if each.kind == "file"]
    whole = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return whole[: len(whole) // 2] if draw(st.integers(0, 7)) == 0 else whole


def _file(draw: st.DrawFn, field: str) -> bytes:
    name, kind = _quoted(draw(TEXTS)[:300]), draw(st.sampled_from(("", "x", "image/png")))
    content = draw(st.one_of(st.binary(max_size=60), st.sampled_from(BEGINNINGS)))
    return _part(f'name="{field}"; filename="{name}"\r\nContent-Type: {kind}', content)


def _part(said: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {said}\r\n\r\n"
    return head.encode("utf-8", "surrogatepass") + content + b"\r\n"


def _quoted(name: str) -> str:
    return re.sub(r'["\r\n]', "_", name)
