"""What an operator may set, read once and refused loudly when it makes no sense.

Every setting comes from an environment variable. A wrong one stops the start with a sentence that
names the variable, what it holds (unless that is a secret) and what it wants.
"""

import base64
import binascii
import contextlib
import difflib
import os
import re
import secrets
import tempfile
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# All there are; docs/settings.md explains them.
NAMES = frozenset(
    f"WAYPOST_{name}"
    for name in (
        *("ADDRESS", "DATA", "DEMO", "FACTOR_KEY", "FAIL_AT", "FILE_KEY", "HOSTS", "MAIL_FROM", "PROXIES"),
        *("SEAL_KEY", "SECRET_KEY", "SMTP", "STATIC", "TESTING", "TIME_ZONE", "TLS"),
    )
)
_HOST = re.compile(r"[.]?[a-z0-9_-]+([.][a-z0-9_-]+)*|\[[0-9a-f:]+\]")
_MAIL = r"[^@\s<>,;]+@[^@\s<>,;]+"
# A name of this very machine, or the folder of a socket.
_HERE = re.compile(r"localhost|127([.]\d+){3}|::1|/.*|")
_PROVEN = {"verify-ca", "verify-full"}
_SSL_MODES = {"disable", "allow", "prefer", "require"} | _PROVEN


def refuse_unknown() -> None:
    """A setting that is misspelt would be a setting that is not there."""
    for name in sorted(os.environ):
        if name.startswith("WAYPOST_") and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.6)
            meant = f" Is {near[0]} meant?" if near else ""
            raise ImproperlyConfigured(
                f"{name} is no setting of the portal.{meant} Settings: docs/settings.md."
            )


def text(name: str, default: str = "") -> str:
    value = os.environ.get(name, default).strip()
    if not value.isprintable():
        raise ImproperlyConfigured(
            f"{name} holds signs that can't be printed. It wants one line of plain text."
        )
    return value


def needed(name: str, *, wants: str) -> None:
    """Refuse a portal for real people without this one."""
    if not text(name):
        raise ImproperlyConfigured(f"{name} is not set. Where WAYPOST_TLS is 1 it wants {wants}.")


def flag(name: str, default: bool = False) -> bool:
    value = text(name)
    if value == "":
        return default
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. It wants 1 (yes) or 0 (no).")
    return value == "1"


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name)
    if value == "":
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}. It wants a whole number from {least} to {most}.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """A folder that exists and can be written; made when missing."""
    path = Path(text(name) or default).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}. It wants a folder that can be written: {problem.strerror}."
        ) from problem
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"{name} is {str(path)!r}. It wants a folder that can be written.")
    return path


def database(data: Path, *, proven: bool) -> dict[str, Any]:
    """``DATABASE_URL`` as Django wants it; without one, SQLite in the data folder.

    ``proven``: a server on another machine must prove by its certificate who it is.
    """
    url = text("DATABASE_URL")
    if not url:
        return sqlite(data / "waypost.sqlite3")
    parts = _parts(url)
    ssl = re.fullmatch(r"(?:sslmode=([a-z-]+))?", parts.query) if parts else None
    known = ssl and (ssl[1] is None or ssl[1] in _SSL_MODES)
    name = parts.path.strip("/") if parts else ""
    if not parts or not known or not name or "/" in name or parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL holds something else than it wants: postgresql://user:password@host:port/name, with "
            "?sslmode=require or verify-full after it if the server is elsewhere, and signs like @ / : in the password "
            "written as %40 %2F %3A. Leave it out to use SQLite in WAYPOST_DATA."
        )
    assert ssl is not None  # noqa: S101  known
    host = unquote(parts.hostname or "")
    if proven and not _HERE.fullmatch(host) and ssl[1] not in _PROVEN:
        raise ImproperlyConfigured(
            "DATABASE_URL names a server on another machine. Where WAYPOST_TLS is 1 it wants ?sslmode=verify-full "
            "after it, so that nobody reads along or stands in for the server."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Parallel query hides cost and slows its neighbours on small machines; JIT never paid here. Indexes are in
        # memory or on a disk without arms: at the usual 4 the planner walks all items to find a few (45 ms for 1).
        "OPTIONS": {
            "connect_timeout": 10,  # seconds: a reader is told before the browser gives up
            "options": "-c max_parallel_workers_per_gather=0 -c jit=off -c random_page_cost=1.1",
            **({"sslmode": ssl[1]} if ssl[1] else {}),
        },
    }


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None if it is none, or its port is no port."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return None if parts.fragment else parts


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction takes its write lock at the start, so two actions never deadlock half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def mail_server() -> dict[str, Any]:
    """``WAYPOST_SMTP`` (smtp://user:password@host:port or smtps://) as Django's mail settings.

    Always over TLS, by STARTTLS where the address says smtp; but for a server on this machine that wants no password.
    """
    url = text("WAYPOST_SMTP")
    if not url:
        return {"EMAIL_HOST": ""}
    parts = _parts(url)
    if (
        not parts
        or parts.scheme not in {"smtp", "smtps"}
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
    ):
        raise ImproperlyConfigured(
            "WAYPOST_SMTP holds something else than it wants: smtp://user:password@host:port, or smtps:// for TLS from "
            "the start, with signs like @ / : in the password written as %40 %2F %3A."
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp"
        and (bool(parts.username) or not _HERE.fullmatch(parts.hostname)),
        "EMAIL_TIMEOUT": 20,
    }


def hosts(name: str, *, default: list[str]) -> list[str]:
    """Names without scheme, port and path; a dot in front takes every name below."""
    names = [host.strip().lower() for host in text(name).split(",") if host.strip()] or default
    for wrong in (host for host in names if not _HOST.fullmatch(host)):
        raise ImproperlyConfigured(
            f"{name} holds {wrong!r}. It wants the names the portal answers to, without https:// and port, separated "
            "by commas, for example portal.example.org."
        )
    return names


def address(name: str, default: str, *, tls: bool) -> str:
    """Where the portal is reached, as it stands in mails: scheme, name and port, no path."""
    value = text(name, default).rstrip("/") or default
    parts = _parts(value)
    schemes = {"https"} if tls else {"http", "https"}
    good = parts and parts.scheme in schemes and _HOST.fullmatch(parts.netloc.partition(":")[0].lower())
    if not parts or not good or parts.path or parts.query:
        wants = "https://" if tls else "http:// or https://"
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It wants {wants} and the portal's name, for example https://portal.example.org."
        )
    return value


def sender(name: str, default: str) -> str:
    """Who sends the mails: an address, or a name and an address."""
    value = text(name) or default
    if not re.fullmatch(rf"{_MAIL}|[^@<>,;]+ <{_MAIL}>", value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It wants a mail address, for example Waypost <portal@example.org>."
        )
    return value


def time_zone(name: str, default: str) -> str:
    value = text(name) or default
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It wants region and city, for example Asia/Bangkok, or UTC."
        )
    return value


def secret_key(data: Path, *, given_by: str, kept: str = "secret.key") -> str:
    """A key of the portal: from the environment, or kept in the data folder (made at the first start)."""
    key = text(given_by)
    if key:
        if len(key) < 40 or len(set(key)) < 10:
            raise ImproperlyConfigured(
                f"{given_by} has fewer than 40 characters, or the same few over and over. It wants a long random "
                "text: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        return key
    key = _kept_key(data / kept, secrets.token_urlsafe(48)).read_text().strip()
    if len(key) < 40:
        raise ImproperlyConfigured(
            f"{str(data / kept)!r} should hold the key that {given_by} would give, and does not. Put it back from the "
            "backup; what was sealed with it can't be read with another."
        )
    return key


def seal_key(data: Path, *, given_by: str, demo: bool) -> Path | None:
    """The file with the key that seals the audit log. Never in the data folder, but in the demo, which makes one there:
    whoever can write the log must not be able to sign it. Without one the log stays unsealed, and the worker says so.
    """
    given = text(given_by)
    if not given:
        return data / "seal.key" if demo else None
    path = Path(given).absolute()
    if not path.is_file():
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}. It wants the path of a key file: unset it, make one with "
            "`waypost audit key FILE`, and set it again."
        )
    if data.resolve() in path.resolve().parents:
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}, inside the data folder. It wants a file that lies elsewhere."
        )
    return path


def file_keys(data: Path, *, given_by: str) -> list[bytes]:
    """The keys that wrap each stored file's own key, the current one first.

    The variable holds keys separated by commas, or the path of a file with one key a line. Without it a key is kept in
    the data folder (made at the first start), which is for the demo: whoever copies that folder has lock and key.
    An old key stays in the list for as long as there are files wrapped with it.
    """
    given = text(given_by)
    if given and not given.startswith("/"):
        lines = given.split(",")
    else:
        path = Path(given) if given else _kept_key(data / "file.key", secrets.token_urlsafe(32))
        try:
            lines = path.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise ImproperlyConfigured(
                f"{given_by} is {given!r}. It wants keys, or the path of a file that can be read."
            ) from problem
    keys = [_file_key(line.strip(), given_by) for line in lines if line.strip()]
    if not keys:
        raise ImproperlyConfigured(f"{given_by} names a file without a key in it. It wants one key a line.")
    return keys


def _file_key(line: str, given_by: str) -> bytes:
    try:
        key = base64.b64decode(line + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != 32:
        # The value is a secret: the sentence does not repeat it.
        raise ImproperlyConfigured(
            f"{given_by} holds something that is no key. It wants 32 random bytes as 43 characters of URL-safe base64: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return key


def _kept_key(path: Path, key: str) -> Path:
    """A key file in the data folder, made whole or not at all: several processes may start at once."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh:  # readable by its owner only
            fresh.write(key)
            fresh.flush()
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    return path
