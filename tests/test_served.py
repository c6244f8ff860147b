"""What the web side gives out and takes in, whatever the page: methods, headers, hosts, static files, odd requests."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.test import Client
from gunicorn import SERVER
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from tests.addresses import addresses
from tests.cast import Cast
from waypost.people.tests.factors import password_step

TAKEN = ("GET", "HEAD", "POST")
NOT_TAKEN = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "TRACK", "DEBUG", "PROPFIND")
# What a browser needs to show our pages, and nothing that says how they are made.
ENDINGS = {".css", ".js", ".woff2"}


@pytest.fixture
def static_file(db: None) -> str:
    """The address of a file as `collectstatic` leaves it."""
    path = Path(settings.STATIC_ROOT) / "probe.css"
    path.write_text("p { margin: 0 }")
    return "/static/probe.css"


# Methods.


@pytest.mark.parametrize("method", NOT_TAKEN)
def test_no_address_takes_another_method(cast: Cast, enter: Any, method: str) -> None:
    """Not even to say what it would take: nobody asks from another site."""
    browser = enter(cast.officer)
    for path in {"/", "/nowhere/", *(f"/{each.route}" for each in addresses() if not each.converters)}:
        answer = browser.generic(method, path)
        assert (answer.status_code, answer.content) == (405, b""), path
        assert answer.headers["Allow"] == ", ".join(TAKEN)


# Headers.


def test_every_answer_says_that_nobody_may_frame_it(cast: Cast, enter: Any, static_file: str) -> None:
    browser = enter(cast.officer)
    answers = [browser.get(path) for path in ("/", "/nowhere/", static_file, "/profile/")]
    answers += [Client().get("/profile/"), browser.generic("PUT", "/")]
    answers += [Client(headers={"host": "evil.invalid"}).get("/")]
    assert [answer.status_code for answer in answers] == [200, 404, 200, 200, 302, 405, 400]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_way_to_tls_is_closed_too(settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/sign-in/")
    assert answer.status_code == 301
    assert answer.url.startswith("https://")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_over_tls_every_answer_holds_the_browser_there(
    cast: Cast, enter: Any, settings: Any, static_file: str
) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    browser = enter(cast.officer)
    for path in ("/", "/nowhere/", static_file, "/language/"):
        answer = browser.get(path, secure=True)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", path


def test_every_answer_with_a_body_says_what_it_is(cast: Cast, enter: Any, static_file: str) -> None:
    browser = enter(cast.officer)
    for path in ("/", "/nowhere/", "/people/", "/sign-in/passkey/?callback=x&jsonp=x", static_file):
        answer = browser.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        assert (
            not body
            or kind in ("text/html; charset=utf-8", "application/json")
            or kind.startswith('text/css; charset="utf-8"')
        ), (path, kind)


def test_no_answer_says_what_it_was_made_with(cast: Cast, enter: Any) -> None:
    """Neither a header nor a page for strangers; the web server gives its name without a number."""
    assert SERVER == "gunicorn"
    browser = enter(cast.officer)
    for path in ("/", "/nowhere/", "/sign-in/", "/help/"):
        for answer in (browser.get(path), Client().get(path)):
            assert not {"Server", "X-Powered-By", "Via", "X-Runtime"} & set(answer.headers)
            text = answer.content.decode().lower()
            assert not [word for word in ("django", "gunicorn", "python/", "allauth/") if word in text]


# Files.


def test_static_files_are_of_these_kinds_only() -> None:
    found = {name for finder in get_finders() for name, _storage in finder.list([])}
    assert len(found) > 5
    assert {Path(name).suffix for name in found} == ENDINGS
    assert not [name for name in found if "test" in name or name.startswith(".")]


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.env", "/.well-known/x", "/data/waypost.sqlite3", "/secret.key"),
        *(
            "/static/",
            "/static/people/",
            "/static/../waypost/settings.py",
            "/static/..%2fwaypost/settings.py",
        ),
        *("/files/", "/media/", "/admin/", "/metrics", "/server-status", "/__debug__/", "/docs/running.md"),
        *("/waypost/settings.py", "/requirements/product.txt", "/node_modules/htmx.org/package.json"),
    ],
)
def test_nothing_of_the_making_is_given_out(cast: Cast, enter: Any, static_file: str, path: str) -> None:
    for browser in (Client(), enter(cast.secretariat)):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("added", ["x.css", "x.js", ";x.css", "%0ax.css", "%3fx.css", "..%2fx.css", "x.css/"])
def test_a_page_is_not_passed_off_as_a_file(cast: Cast, enter: Any, added: str) -> None:
    """Web cache deception: a cache that goes by the ending would keep somebody's page for everybody."""
    browser = enter(cast.officer)
    for page in ("/profile/", "/items/", "/people/"):
        answer = browser.get(page + added, follow=True)
        assert answer.status_code == 404
        assert "no-store" in answer.headers["Cache-Control"]
        assert cast.officer.email not in answer.content.decode()


# Who asks, and by which way.


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip"])
def test_nobody_chooses_the_address_they_are_counted_under(cast: Cast, header: str) -> None:
    """Ten wrong tries a minute from one network address, whatever it says that it is."""
    cache.clear()
    answers = []
    for number in range(11):
        given = {header: f"203.0.113.{number}"}
        answers.append(
            Client(headers=given).post("/sign-in/", {"login": f"x{number}@cast.invalid", "password": "wrong"})
        )
    said = ["too many" in answer.content.decode() for answer in answers]
    assert said == [*[False] * 10, True]


def test_nobody_says_that_they_came_over_tls(cast: Cast, settings: Any) -> None:
    """Without a proxy of ours in front, the header is anybody's."""
    settings.SECURE_SSL_REDIRECT = True
    assert settings.TRUSTED_PROXIES == 0
    assert Client(headers={"x-forwarded-proto": "https"}).get("/sign-in/").status_code == 301


def test_a_name_given_twice_counts_once(cast: Cast) -> None:
    """What stands in the address is never taken for what stands in the form, and of two the form decides for one."""
    query = f"?login={cast.officer.email}&password=x"
    assert Client().post(f"/sign-in/{query}", {}).status_code == 200
    sent = {"login": ["nobody@cast.invalid", cast.officer.email], "password": ["a", "b"]}
    answer = Client().post("/sign-in/", sent)
    assert "wrong" in answer.content.decode()
    assert "nobody@cast.invalid" not in answer.content.decode()
    assert password_step(Client(), cast.officer).status_code == 302


def test_what_was_encoded_twice_is_decoded_once(cast: Cast, enter: Any) -> None:
    page = enter(cast.officer).get("/items/?q=%253Cb%253E").content.decode()
    assert 'value="%3Cb%3E"' in page
    assert 'value="&lt;b&gt;"' not in page


# Requests that two servers could read as two different ones.

AMBIGUOUS = {
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n",
    "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "chunks named oddly": b"Transfer-Encoding: xchunked\r\n",
    "chunks named twice": b"Transfer-Encoding: chunked, chunked\r\n",
    "chunks behind a space": b"Transfer-Encoding : chunked\r\n",
    "a length with a sign": b"Content-Length: +5\r\n",
    "a folded line": b"X-A: b\r\n c\r\nContent-Length: 5\r\n",
    "a bare line end in a value": b"X-A: b\nTransfer-Encoding: chunked\r\n",
    "a NUL": b"X-A: b\x00c\r\n",
}


def _parsed(head: bytes) -> Any:
    source = iter([b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\nhello"])
    return next(RequestParser(Config(), source, ("127.0.0.1", 1)))


def test_the_web_server_reads_a_plain_request() -> None:
    assert _parsed(b"Content-Length: 5\r\n").body.read() == b"hello"


@pytest.mark.parametrize("kind", AMBIGUOUS)
def test_the_web_server_refuses_what_can_be_read_in_two_ways(kind: str) -> None:
    with pytest.raises(ParseException):
        _parsed(AMBIGUOUS[kind])


def test_a_log_line_is_one_line(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("/nowhere%0aERROR%20forged/", "/nowhere%0d%0a%1b[2Jx/", "/items/%0aERROR/"):
        Client().get(path)
    Client(headers={"host": "evil\nERROR forged"}).get("/")
    Client(enforce_csrf_checks=True).post("/language/", {}, headers={"referer": "https://evil/\nERROR"})
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert [line for line in lines if any(sign in line for sign in "\n\r\x1b")] == []


def test_every_page_has_a_way_out(cast: Cast, enter: Any) -> None:
    """And a visitor's has none: there is nothing to leave."""
    browser = enter(cast.officer)
    way_out = 'href="/sign-out/"'
    for path in ("/", "/items/", "/people/", "/profile/sessions/", "/help/", "/inbox/", "/nowhere/"):
        assert way_out in browser.get(path, follow=True).content.decode(), path
    assert way_out not in Client().get("/sign-in/").content.decode()
