"""Mail addresses, written with an @ or with "at"."""

import re
from collections.abc import Iterator

from waypost.gate.findings import Known
from waypost.gate.seen import Seen

_AT = r"(?:@|[ ]?[\[({]\s?(?:@|AT)\s?[\])}][ ]?)"
_DOT = r"(?:\.|[ ]?[\[({]\s?(?:\.|DOT)\s?[\])}][ ]?)"
_LABEL = r"[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?"
_ADDRESS = re.compile(
    rf"(?<![A-Z0-9._%+-])([A-Z0-9][A-Z0-9._%+-]{{0,63}}){_AT}({_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[A-Z]{{2,24}})(?![A-Z0-9])"
)
_DOTS = re.compile(_DOT)

# What an office calls its mailboxes, whoever reads them.
_ROLES = re.compile(
    r"(?:INFO|CONTACT|DUTY|OFFICE|DESK|HELP|HELPDESK|SUPPORT|PRESS|MEDIA|SECRETARIAT|REGISTRY|HOTLINE|OPS|OPERATIONS|"
    r"ADMIN|WEBMASTER|POSTMASTER|NOREPLY|NO-REPLY|TRAINING|ALERTS?|REPORTS?|FOCAL-?POINT|SARABAN)[._-]?[A-Z0-9]{0,4}"
)


def addresses(seen: Seen, known: Known) -> Iterator[tuple[int, int]]:
    """(start, end) of every address that is no mailbox of an office the portal knows."""
    if not re.search(r"@|[\[({]\s?AT\s?[\])}]", seen.text):
        return
    for found in _ADDRESS.finditer(seen.text):
        local, domain = found.group(1), _DOTS.sub(".", found.group(2))
        if not _is_an_offices(local, domain, known):
            yield seen.span(*found.span())


def _is_an_offices(local: str, domain: str, known: Known) -> bool:
    address = f"{local}@{domain}".lower()
    return address in known.mailboxes or (
        domain.lower() in known.domains and _ROLES.fullmatch(local) is not None
    )
