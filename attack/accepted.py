"""What the tools report and the portal leaves as it is, each with its reason."""

from attack.findings import Accepted

ACCEPTED: list[Accepted] = [
    Accepted(
        "wapiti",
        "^GET / ",
        "^Secure Flag cookie: .* : (csrf|language|waypost)$",
        "the demo speaks plain HTTP on this machine; behind TLS all cookies are Secure (waypost/settings.py)",
    ),
    Accepted(
        "fuzzing",
        "^demo/outbox/ as ",
        "^shows ",
        "the demo shows anybody the mails it would have sent; without the demo's stamp there is no such page",
    ),
]
