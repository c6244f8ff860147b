"""Settings refuse nonsense in words: which variable, what it holds (unless it is a secret), what it wants."""

import base64
import os
import re
import runpy
import string
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, example, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from waypost import environment

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parent.parent
KEY = "k9-long-and-random-enough-for-the-portal-0123456789"
FILE_KEY = "u" * 42 + "A"  # 32 bytes; the same in every process that collects these tests
REAL = {
    "WAYPOST_TLS": "1",
    "WAYPOST_HOSTS": "portal.example.org",
    "WAYPOST_ADDRESS": "https://portal.example.org",
    "WAYPOST_SECRET_KEY": KEY,
    "WAYPOST_FACTOR_KEY": KEY[::-1],
    "WAYPOST_FILE_KEY": FILE_KEY,
}
# What a value in these must never be repeated for: it is a secret, or holds one.
SECRETS = {
    *("DATABASE_URL", "WAYPOST_SMTP", "WAYPOST_CACHE", "WAYPOST_FILES"),
    *("WAYPOST_SECRET_KEY", "WAYPOST_FACTOR_KEY", "WAYPOST_FILE_KEY"),
}
VARIABLES = sorted(environment.NAMES - {"WAYPOST_FAIL_AT"} | {"DATABASE_URL"})

Start = Callable[..., dict[str, Any]]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Read the settings as a fresh process would, with these variables and no others."""

    def begin(**given: str) -> dict[str, Any]:
        for name in [name for name in os.environ if name.startswith("WAYPOST_") or name == "DATABASE_URL"]:
            monkeypatch.delenv(name)
        places = {"WAYPOST_DATA": str(tmp_path / "data"), "WAYPOST_STATIC": str(tmp_path / "static")}
        for name, value in {**places, **given}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "waypost/settings.py"))

    return begin


# Every setting: nonsense is refused in a sentence that names it.

NONSENSE = {
    "DATABASE_URL": [
        "x",
        "mysql://u:p@h/name",
        "sqlite:///x.db",
        "postgresql://user:pass@host",
        "postgresql://user:pass@host/",
        "postgresql://user:pass@host/a/b",
        "postgresql://user:pass@host:port/name",
        "postgresql://user:pass@host:99999/name",
        "postgresql://user:pa/ss@host/name",
        "postgresql://u:p@host/name?sslmode=yes",
        "postgresql://u:p@host/name?pool=5",
        "postgresql://u:p@host/name#x",
        "postgresql://[::1/name",
    ],
    "WAYPOST_ADDRESS": [
        "x",
        "portal.example.org",
        "ftp://x.org",
        "http://",
        "http://x y",
        "https://x.org/portal",
        "http://x:y",
    ],
    "WAYPOST_CACHE": [
        "x",
        "memcached://h:1",
        "redis://:6379",
        "redis://h:x",
        "redis://h:6379/a",
        "redis://h:6379/1/2",
        "redis://h/0?db=1",
        "redis://[::1/0",
    ],
    "WAYPOST_CONTENT": [
        "x",
        "ftp://content.waypost.localhost",
        "http://content.waypost.localhost/c",
        "http://waypost.localhost:8000",
        "http://content.example.org",
    ],
    "WAYPOST_DATA": ["/proc/nothing-here", "/dev/null/x", "/dev/null"],
    "WAYPOST_DEMO": ["yes", "true", "2", "-1", "on"],
    "WAYPOST_FACTOR_KEY": ["too-brief", "x" * 39, "x" * 60, f"{KEY},short", f"{KEY},"],
    "WAYPOST_BREACHED": ["/nowhere/list", "/tmp"],  # noqa: S108  only a folder
    "WAYPOST_FILES": [
        "x",
        "s3://",
        "s3://B_cket",
        "s3://bucket/folder",
        "s3://bucket:80",
        "s3://key@bucket",
        "s3://bucket?endpoint=host",
        "s3://bucket?endpoint=ftp://host",
        "s3://bucket?region=",
        "s3://bucket?acl=public",
        "http://bucket",
    ],
    "WAYPOST_FILE_KEY": [
        "short",
        "x" * 43 + "!",
        f"{FILE_KEY},short",
        ",",
        "/nowhere/file",
        "/dev/null",
        "keys/file",
    ],
    "WAYPOST_HEALTH_FROM": ["x", "10.1.2.3/24", "10.0.0.0/33", "10.1.2.0/24 10.1.3.0/24", "all"],
    "WAYPOST_HOSTS": [
        "*",
        "https://x.org",
        "x.org:8000",
        "x.org/portal",
        "a b",
        "x..org",
        "portal.*",
        "ü.org",
    ],
    "WAYPOST_LOG": ["1", "JSON", "text"],
    "WAYPOST_MAIL_FROM": ["x", "Portal", "a@", "@b", "Portal <x>", "a@b, c@d", "Portal a@b.org"],
    "WAYPOST_PROXIES": ["-1", "4", "x", "1.5", "all"],
    "WAYPOST_SEAL_KEY": ["/nowhere/seal.key", "/tmp"],  # noqa: S108  only a folder
    "WAYPOST_SECRET_KEY": ["too-brief", "x" * 39, "x" * 60, f"{KEY},short", f"{KEY},"],
    "WAYPOST_SMTP": [
        "x",
        "mail.example.org",
        "http://h",
        "smtp://",
        "smtp://h:x",
        "smtp://h:99999",
        "smtp://u:p@h/x",
        "smtp://[::1",
    ],
    "WAYPOST_STATIC": ["/proc/nothing-here", "/dev/null/x"],
    "WAYPOST_TESTING": ["yes", "2"],
    "WAYPOST_TIME_ZONE": ["Bangkok", "Asia/Nowhere", "+07:00", "../etc/passwd"],
    "WAYPOST_TLS": ["yes", "on", "2"],
    "WAYPOST_QUOTA": ["x", "0", "-1", "10001", "1.5"],
    "WAYPOST_SEALED_DAYS": ["x", "-1", "366", "1.5"],
    "WAYPOST_WITNESS": ["/nowhere/witness", "/tmp"],  # noqa: S108  only a folder
}


def test_there_is_nonsense_for_every_setting() -> None:
    assert sorted(NONSENSE) == VARIABLES


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in NONSENSE.items() for value in [*values, "a\nb", "\x07", "\udcff"]],
)
def test_nonsense_is_refused_in_words(start: Start, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        start(**{name: value})
    said = str(refused.value)
    assert said.startswith(name)
    assert "It wants" in said or "than it wants" in said
    assert said.endswith((".", "'", "))'"))
    if name in SECRETS and len(value) > 7 and not value.startswith("/"):
        assert value not in said


@pytest.mark.parametrize("name", VARIABLES)
@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00/"), max_size=60))
@example(value="postgresql:user:p@h:0x")
@example(value="smtp:")
@example(value="٣")
def test_whatever_is_set_starts_or_is_refused_by_name(start: Start, name: str, value: str) -> None:
    """Without a slash, so that no folder is made elsewhere."""
    if name in {"WAYPOST_DATA", "WAYPOST_STATIC"}:
        return
    try:
        start(**{name: value})
    except ImproperlyConfigured as refused:
        assert str(refused).startswith(name)  # noqa: PT017  any other error fails the test


@pytest.mark.parametrize("name", VARIABLES)
def test_an_empty_setting_is_none(start: Start, name: str) -> None:
    if name in {"WAYPOST_DATA", "WAYPOST_STATIC"}:
        return  # their default is the folder beside the code
    empty, none = start(**{name: " "}), start()
    for key in (
        "DATABASES",
        "ALLOWED_HOSTS",
        "PORTAL_ADDRESS",
        "MAIL_FROM",
        "TIME_ZONE",
        "BEHIND_TLS",
        "EMAIL_HOST",
    ):
        assert empty[key] == none[key]


# What makes sense is taken.


def test_a_portal_for_real_people(start: Start, tmp_path: Path) -> None:
    seal = tmp_path / "elsewhere.key"
    seal.write_text("x")
    found = start(
        **REAL,
        DATABASE_URL="postgres://way:p%40ss%2Fw@db.example.org:5433/portal?sslmode=verify-full",
        WAYPOST_SMTP="smtps://portal:p%3Aw@mail.example.org",
        WAYPOST_MAIL_FROM="Waypost <portal@example.org>",
        WAYPOST_PROXIES="1",
        WAYPOST_SEAL_KEY=str(seal),
        WAYPOST_TIME_ZONE="Asia/Jakarta",
    )
    base = found["DATABASES"]["default"]
    assert (base["USER"], base["PASSWORD"], base["HOST"]) == ("way", "p@ss/w", "db.example.org")
    assert (base["PORT"], base["NAME"], base["OPTIONS"]["sslmode"]) == ("5433", "portal", "verify-full")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example.org",
        465,
        "p:w",
    )
    assert found["EMAIL_USE_SSL"]
    assert (base["OPTIONS"]["connect_timeout"], found["EMAIL_TIMEOUT"]) == (10, 20)
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert found["ALLOWED_HOSTS"] == ["portal.example.org"]
    assert found["FILE_KEYS"] == [base64.urlsafe_b64decode(FILE_KEY + "=")]
    assert found["SEAL_KEY"] == seal
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert not found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
    assert not found["DEBUG"]


@pytest.mark.parametrize("module", ["devices", "tries"])
def test_every_cookie_is_bound_to_this_host(start: Start, settings: Any, module: str) -> None:
    found = start(**REAL)
    names = {name: value for name, value in found.items() if name.endswith("_COOKIE_NAME")}
    settings.BEHIND_TLS = True
    kept = {
        value
        for name, value in runpy.run_path(str(ROOT / f"waypost/people/signin/{module}.py")).items()
        if name in ("COOKIE", "KNOWN")
    }
    assert len(names) == 3
    assert len(kept) == 1
    assert [name for name in {*names.values(), *kept} if not name.startswith("__Host-")] == []
    assert found["LANGUAGE_COOKIE_SECURE"]


# The way to what stands on other machines.


@pytest.mark.parametrize("ssl", ["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require"])
def test_a_data_base_elsewhere_must_prove_who_it_is(start: Start, ssl: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL .*sslmode=verify-full"):
        start(**REAL, DATABASE_URL=f"postgresql://way:secret-word@db.example.org/portal{ssl}")


@pytest.mark.parametrize("ssl", ["verify-ca", "verify-full"])
def test_a_data_base_that_proves_itself_is_taken(start: Start, ssl: str) -> None:
    found = start(**REAL, DATABASE_URL=f"postgresql://way:x@db.example.org/portal?sslmode={ssl}")
    assert found["DATABASES"]["default"]["OPTIONS"]["sslmode"] == ssl


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "127.9.9.9", "[::1]", "%2Frun%2Fpostgresql"])
def test_a_data_base_on_this_machine_needs_no_tls(start: Start, host: str) -> None:
    found = start(**REAL, DATABASE_URL=f"postgresql://way@{host}/portal")["DATABASES"]["default"]
    assert "sslmode" not in found["OPTIONS"]
    assert found["PASSWORD"] == ""


@pytest.mark.parametrize(
    ("address", "starttls", "tls"),
    [
        ("smtp://u:p@mail.example.org", True, False),
        ("smtp://mail.example.org:25", True, False),
        ("smtps://mail.example.org", False, True),
        ("smtp://127.0.0.1:25", False, False),
        ("smtp://localhost", False, False),
        ("smtp://u:p@localhost", True, False),
    ],
)
def test_mail_leaves_this_machine_over_tls_only(
    start: Start, address: str, starttls: bool, tls: bool
) -> None:
    found = start(WAYPOST_SMTP=address)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starttls, tls)


@pytest.mark.parametrize("missing", sorted(set(REAL) - {"WAYPOST_TLS"}))
def test_real_people_want_it_given(start: Start, missing: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{missing} is not set"):
        start(**{name: value for name, value in REAL.items() if name != missing})


def test_the_address_of_real_people_is_https(start: Start) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^WAYPOST_ADDRESS is 'http:"):
        start(**{**REAL, "WAYPOST_ADDRESS": "http://portal.example.org"})


def test_a_demo_over_tls_makes_its_own_keys(start: Start) -> None:
    assert start(WAYPOST_TLS="1", WAYPOST_DEMO="1")["DEMO"]


@pytest.mark.parametrize(
    "hosts", ["Portal.Example.org", " a.org , b.org ", ".example.org", "10.0.0.7", "[::1]", "localhost"]
)
def test_hosts_that_make_sense(start: Start, hosts: str) -> None:
    assert start(WAYPOST_HOSTS=hosts)["ALLOWED_HOSTS"] == [host.strip().lower() for host in hosts.split(",")]


@pytest.mark.parametrize(
    "address", ["http://waypost.localhost:8123", "https://portal.example.org/", "http://127.0.0.1"]
)
def test_addresses_that_make_sense(start: Start, address: str) -> None:
    assert start(WAYPOST_ADDRESS=address)["PORTAL_ADDRESS"] == address.rstrip("/")


@pytest.mark.parametrize("name", ["WAYPOST_HOST", "WAYPOST_SECRETKEY", "WAYPOST_X", "WAYPOST_"])
def test_a_misspelt_setting_is_refused(start: Start, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is no setting"):
        start(**{name: "1"})


def test_a_cache_and_a_storage_that_nodes_share(start: Start) -> None:
    found = start(
        **REAL,
        WAYPOST_CACHE="rediss://way:p%40ss@cache.example.org:6380/1",
        WAYPOST_FILES="s3://AKEY:s%2Fecret@portal-files?endpoint=https://s3.example.org&region=ap-southeast-1",
    )
    assert found["CACHES"]["default"]["BACKEND"].endswith("RedisCache")
    options = found["STORAGES"]["default"]["OPTIONS"]
    assert (options["bucket_name"], options["access_key"], options["secret_key"]) == (
        "portal-files",
        "AKEY",
        "s/ecret",
    )
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example.org", "ap-southeast-1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYPOST_CACHE", "redis://cache.example.org"),
        ("WAYPOST_FILES", "s3://portal-files?endpoint=http://s3.example.org"),
    ],
)
def test_what_nodes_share_is_reached_over_tls(start: Start, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name} names a server on another machine"):
        start(**REAL, **{name: value})
    start(**{name: value})


# Keys that are made at the first start.


@trying(max_examples=40, deadline=None)
@given(key=st.text(string.ascii_letters + string.digits + "-_", min_size=40, max_size=80))
def test_a_key_that_is_given_is_the_key(key: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAYPOST_SECRET_KEY", key)
        if len(set(key)) < 10:
            with pytest.raises(ImproperlyConfigured):
                environment.secret_keys(Path("/nowhere"), given_by="WAYPOST_SECRET_KEY")
        else:
            assert environment.secret_keys(Path("/nowhere"), given_by="WAYPOST_SECRET_KEY") == [key]


def test_processes_that_start_at_once_have_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYPOST_SECRET_KEY", raising=False)
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        start = partial(environment.secret_keys, folder, given_by="WAYPOST_SECRET_KEY")
        with ThreadPoolExecutor(8) as pool:
            found = {each.result()[0] for each in [pool.submit(start) for _ in range(8)]}
        assert len(found) == 1
        assert [path.name for path in folder.iterdir()] == ["secret.key"]
        assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_kept_key_that_is_empty_is_not_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sealed with the lost one would be lost without a word."""
    monkeypatch.delenv("WAYPOST_FACTOR_KEY", raising=False)
    (tmp_path / "factor.key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="backup"):
        environment.secret_keys(tmp_path, given_by="WAYPOST_FACTOR_KEY", kept="factor.key")


def test_the_data_folder_is_the_portals_alone(start: Start, tmp_path: Path) -> None:
    start()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


# As an operator meets it, and as the document says it.


def test_the_operator_reads_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    given = {"PATH": os.environ["PATH"], "WAYPOST_DATA": str(tmp_path), "WAYPOST_TLS": "yes"}
    command = [sys.executable, "-m", "waypost", "check"]
    said = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr == "waypost: WAYPOST_TLS is 'yes'. It wants 1 (yes) or 0 (no).\n"


def test_the_names_that_are_known_are_those_that_are_read() -> None:
    code = "".join(path.read_text() for path in (ROOT / "waypost").rglob("*.py") if "tests" not in path.parts)
    assert set(re.findall(r'"(WAYPOST_[A-Z_]+)"', code)) == environment.NAMES


def test_what_stands_in_the_document_is_what_is_there(start: Start) -> None:
    """The third column of docs/settings.md, where it names a value."""
    rows = re.findall(
        r"^\| `([A-Z_]+)` \|.*\| (.+) \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE
    )
    written = {name: re.findall(r"`([^`]+)`", without) for name, without in rows}
    found = start()
    assert written["WAYPOST_HOSTS"] == found["ALLOWED_HOSTS"]
    assert written["WAYPOST_ADDRESS"] == [found["PORTAL_ADDRESS"]]
    assert written["WAYPOST_MAIL_FROM"] == [found["MAIL_FROM"]]
    assert written["WAYPOST_TIME_ZONE"] == [found["TIME_ZONE"]]
    assert written["WAYPOST_PROXIES"] == [str(found["TRUSTED_PROXIES"])]
    for name in ("DEMO", "TLS"):
        assert written[f"WAYPOST_{name}"] == ["0"]
        assert not found[{"TLS": "BEHIND_TLS"}.get(name, name)]
