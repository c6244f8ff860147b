"""Addresses inside a package: an href joined with its bases, and a part's parameters put behind it.

Source of the parameters' rule: SCORM 2004 4th Edition, Content Aggregation Model, section 3.4.1.15 (the same in 1.2).
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from waypost.training.packages.findings import Unfit
from waypost.training.packages.names import shown

_SCHEME = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*):")
_OUTSIDE = {"http", "https", "ftp"}
_ACTS = {"javascript", "vbscript", "data", "blob", "about"}
_NO_SIGN = re.compile(r"[\x00-\x20\x7f]")
_SAFE = "/!$&'()*+,;=@-._~"  # no colon: a file may be called "javascript:…"


@dataclass(frozen=True)
class Address:
    """``path`` is a name in the package, as it was written; ``behind`` the question and the fragment."""

    path: str
    behind: str = ""

    @property
    def names(self) -> list[str]:
        """The names that are meant, the likeliest first: some tools escape an href, some don't."""
        return list(dict.fromkeys((unquote(self.path), self.path)))


def inside(href: str, *bases: str) -> Address:
    """Raises Unfit for an address that leads out of the package, or acts instead of leading somewhere."""
    written = [each.strip().replace("\\", "/") for each in (*bases, href) if each.strip()]
    for each in written:
        _check(each)
    bare, behind = _split(written[-1] if href.strip() else "")
    if not bare and not behind:
        raise Unfit("href_empty")
    folders = "".join(each if each.endswith("/") else each.rpartition("/")[0] + "/" for each in written[:-1])
    return Address(_joined(folders + bare, href), behind)


def _check(written: str) -> None:
    squeezed = _NO_SIGN.sub("", written)  # browsers read "java\tscript:" as one word
    scheme = _SCHEME.match(squeezed)
    name = scheme[1].lower() if scheme else ""
    if name in _ACTS:
        raise Unfit("href_acts", href=shown(written))
    if name in _OUTSIDE or squeezed.startswith("//"):
        raise Unfit("href_outside", href=shown(written))
    if scheme or squeezed.startswith("/"):
        raise Unfit("href_absolute", href=shown(written))
    if any(ord(sign) < 32 for sign in written):
        raise Unfit("href_signs", href=shown(written))


def _split(href: str) -> tuple[str, str]:
    at = next((nth for nth, sign in enumerate(href) if sign in "?#"), len(href))
    return href[:at], href[at:]


def _joined(path: str, href: str) -> str:
    kept: list[str] = []
    for part in path.split("/"):
        if unquote(part) == "..":
            if not kept:
                raise Unfit("href_climbs", href=shown(href))
            kept.pop()
        elif unquote(part) not in ("", "."):
            kept.append(part)
    return "/".join(kept)


def launch(name: str, behind: str, parameters: str = "") -> str:
    """What a browser asks for, relative to the package's root: the file ``name``, and what stands behind it."""
    return _with(quote(name, safe=_SAFE) + _quoted(behind), _quoted(parameters.strip()))


def _with(address: str, parameters: str) -> str:
    parameters = parameters.lstrip("?&")
    if not parameters:
        return address
    if parameters.startswith("#"):
        return address if "#" in address else address + parameters
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{parameters}{mark}{fragment}"


def _quoted(behind: str) -> str:
    return quote(behind, safe=_SAFE + ":?#%[]")
