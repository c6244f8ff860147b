"""Single values of the environment: a word, a number, a folder, an address."""

import difflib
import os
import re
import zoneinfo
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

# All there are; docs/settings.md explains them.
NAMES = frozenset(
    f"WAYPOST_{name}"
    for name in (
        *(
            "ADDRESS",
            "BREACHED",
            "CACHE",
            "CONTENT",
            "DATA",
            "DEMO",
            "FACTOR_KEY",
            "FAIL_AT",
            "FILES",
            "FILE_KEY",
            "HEALTH_FROM",
        ),
        *("HOSTS", "LOG", "MAIL_FROM", "PROXIES", "QUOTA"),
        *(
            "SEALED_DAYS",
            "SEAL_KEY",
            "SECRET_KEY",
            "SMTP",
            "STATIC",
            "TESTING",
            "TIME_ZONE",
            "TLS",
            "WITNESS",
        ),
    )
)
_HOST = re.compile(r"[.]?[a-z0-9_-]+([.][a-z0-9_-]+)*|\[[0-9a-f:]+\]")
_MAIL = r"[^@\s<>,;]+@[^@\s<>,;]+"


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


def choice(name: str, known: tuple[str, ...]) -> str:
    """One of these words, the first where none is given."""
    value = text(name) or known[0]
    if value not in known:
        raise ImproperlyConfigured(f"{name} is {value!r}. It wants {' or '.join(known)}.")
    return value


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks or single addresses, separated by commas."""
    found = []
    for part in (part.strip() for part in text(name).split(",") if part.strip()):
        try:
            found.append(ip_network(part))
        except ValueError as problem:
            raise ImproperlyConfigured(
                f"{name} holds {part!r}. It wants networks separated by commas, for example 10.1.2.0/24."
            ) from problem
    return found


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name)
    if value == "":
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}. It wants a whole number from {least} to {most}.")
    return int(value)


def folder(name: str, default: Path, *, written: bool = True) -> Path:
    """A folder that exists; made when missing. ``written``: and that the portal itself can write to."""
    path = Path(text(name) or default).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}. It wants a folder that can be written: {problem.strerror}."
        ) from problem
    if written and not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"{name} is {str(path)!r}. It wants a folder that can be written.")
    return path


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
    parts = parts_of(value)
    schemes = {"https"} if tls else {"http", "https"}
    good = parts and parts.scheme in schemes and _HOST.fullmatch(parts.netloc.partition(":")[0].lower())
    if not parts or not good or parts.path or parts.query:
        wants = "https://" if tls else "http:// or https://"
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It wants {wants} and the portal's name, for example https://portal.example.org."
        )
    return value


def content_address(name: str, portal: str) -> str:
    """The origin on which e-modules are played, as ``address``: a name below the portal's own, so that both are one
    site and two origins. Without one ``content.`` is put in front; empty where the portal's own is a number.
    """
    at = urlsplit(portal)
    own = at.hostname or ""
    numbered = ":" in own or own.rpartition(".")[2].isdigit()
    default = "" if numbered else f"{at.scheme}://content.{at.netloc}"
    value = address(name, default, tls=at.scheme == "https") if text(name) or default else ""
    host = urlsplit(value).hostname or ""
    if value and not host.endswith(f".{own}"):
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It wants a name below the portal's own, for example "
            f"{at.scheme}://content.{at.netloc}: on another site browsers keep their storage from e-modules, and on "
            "the portal's own name e-modules could read its pages."
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


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address; None if it is none, or its port is no port."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return None if parts.fragment else parts
