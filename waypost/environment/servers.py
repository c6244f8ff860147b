"""What the portal talks to: data base, cache, storage of files, mail server."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

from waypost.environment.values import parts_of, text

# A name of this very machine, or the folder of a socket.
_HERE = re.compile(r"localhost|127([.]\d+){3}|::1|/.*|")
# Seconds for which whoever writes waits for whoever is writing. Then a reader is told, with what they typed: before the
# browser, a proxy or gunicorn gives up.
_LOCKED = 8
_PROVEN = {"verify-ca", "verify-full"}
_SSL_MODES = {"disable", "allow", "prefer", "require"} | _PROVEN


def database(data: Path, *, proven: bool) -> dict[str, Any]:
    """``DATABASE_URL`` as Django wants it; without one, SQLite in the data folder.

    ``proven``: a server on another machine must prove by its certificate who it is.
    """
    url = text("DATABASE_URL")
    if not url:
        return sqlite(data / "waypost.sqlite3")
    parts = parts_of(url)
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
        # What is prepared (core.compiled, and nothing else) has one plan, for whatever is given: decision 56.
        "OPTIONS": {
            "connect_timeout": 10,  # seconds: a reader is told before the browser gives up
            "options": "-c max_parallel_workers_per_gather=0 -c jit=off -c random_page_cost=1.1"
            f" -c lock_timeout={_LOCKED}s -c plan_cache_mode=force_generic_plan",
            **({"sslmode": ssl[1]} if ssl[1] else {}),
        },
    }


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction takes its write lock at the start, so two actions never deadlock half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": _LOCKED,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def cache(*, proven: bool) -> dict[str, Any]:
    """``WAYPOST_CACHE`` (redis:// or rediss://) as Django's cache; without one, a table of the data base.

    ``proven``: a server on another machine is spoken to over TLS.
    """
    url = text("WAYPOST_CACHE")
    if not url:
        # So that rate limits count across processes. Large, for a full one forgets what is still counted: whoever
        # guesses could fill it on purpose. The tick people.sweep keeps it small.
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    parts = parts_of(url)
    known = parts and parts.scheme in {"redis", "rediss"} and parts.hostname and not parts.query
    if not parts or not known or not re.fullmatch(r"/?|/\d{1,2}", parts.path):
        raise ImproperlyConfigured(
            "WAYPOST_CACHE holds something else than it wants: redis://user:password@host:port/0, or rediss:// over "
            "TLS, with signs like @ / : in the password written as %40 %2F %3A. Leave it out to use the data base."
        )
    if proven and parts.scheme == "redis" and not _HERE.fullmatch(parts.hostname or ""):
        raise ImproperlyConfigured(
            "WAYPOST_CACHE names a server on another machine. Where WAYPOST_TLS is 1 it wants rediss://, so that "
            "nobody reads along."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": {
            "serializer": "waypost.core.cached.Plain",
            "socket_connect_timeout": 3,  # seconds
            "socket_timeout": 3,
        },
    }


def files(data: Path, *, proven: bool) -> dict[str, Any]:
    """``WAYPOST_FILES`` (s3://key:secret@bucket?endpoint=…&region=…) as Django's storage; without one, a folder."""
    url = text("WAYPOST_FILES")
    if not url:
        return {
            "BACKEND": "waypost.files.folder.Folder",
            "OPTIONS": {
                "location": data / "files",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    parts = parts_of(url)
    given = dict(parse_qsl(parts.query, keep_blank_values=True)) if parts else {}
    endpoint = parts_of(given.get("endpoint", "")) if "endpoint" in given else None
    if (
        not parts
        or parts.scheme != "s3"
        or not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.hostname or "")
        or parts.path.strip("/")
        or parts.port
        or bool(parts.username) != bool(parts.password)
        or not given.keys() <= {"endpoint", "region"}
        or (
            "endpoint" in given
            and (not endpoint or endpoint.scheme not in {"http", "https"} or not endpoint.hostname)
        )
        or not re.fullmatch(r"[a-z0-9-]+", given.get("region", "none"))
    ):
        raise ImproperlyConfigured(
            "WAYPOST_FILES holds something else than it wants: s3://key:secret@bucket?endpoint=https://host&region=x, "
            "with signs like @ / : in the secret written as %40 %2F %3A. Leave it out to use a folder of WAYPOST_DATA."
        )
    if proven and endpoint and endpoint.scheme == "http" and not _HERE.fullmatch(endpoint.hostname or ""):
        raise ImproperlyConfigured(
            "WAYPOST_FILES names a server on another machine. Where WAYPOST_TLS is 1 it wants https:// there."
        )
    return {
        "BACKEND": "waypost.files.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": parts.hostname,
            "endpoint_url": given.get("endpoint"),
            "region_name": given.get("region"),
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "addressing_style": "path" if endpoint else "auto",
            "file_overwrite": True,  # names are random: nobody has to ask first whether one is taken
        },
    }


def mail_server() -> dict[str, Any]:
    """``WAYPOST_SMTP`` (smtp://user:password@host:port or smtps://) as Django's mail settings.

    Always over TLS, by STARTTLS where the address says smtp; but for a server on this machine that wants no password.
    """
    url = text("WAYPOST_SMTP")
    if not url:
        return {"EMAIL_HOST": ""}
    parts = parts_of(url)
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
