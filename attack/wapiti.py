"""Wapiti against the demo, signed in: bounded in depth, pages and time, without what ends or changes a session."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attack.findings import Finding, Part
from attack.grounds import CHANGES_WHO_ONE_IS, SIGNED_IN, Grounds, machine, session
from attack.listening import listener
from attack.programs import run

# Without what calls other machines (wapp, htp, log4shell, takeover), looks for other people's programs (nikto, cms,
# wp_enum, drupal), guesses (buster, brute_login_form) or speaks TLS, which the proxy does.
MODULES = (
    "cookieflags", "csp", "csrf", "http_headers", "methods", "crlf", "redirect", "sql", "xss", "permanentxss",
    "file", "exec", "ssrf", "xxe", "upload", "ldap", "htaccess", "shellshock", "backup",
)  # fmt: skip
# Its own data base, on a busy machine; it then stops whatever it was doing.
_OWN_TROUBLE = "database is locked"


def wapiti(grounds: Grounds, seconds: float) -> Part:
    """As each attacker, one after the other: side by side wapiti's own data base gives up."""
    part = Part("wapiti")
    with listener() as listening:
        reports = [_scan(grounds, who, seconds / len(SIGNED_IN), listening.url) for who in SIGNED_IN]
        part.found += [Finding(path, "the portal called an address it was given") for path in listening.calls]
    for who, report in zip(SIGNED_IN, reports, strict=True):
        part.found += findings(who, report)
    crawled = [report.get("infos", {}).get("crawled_pages_nbr", 0) for report in reports]
    part.enough = all(number > 30 for number in crawled)
    of = ", ".join(f"{number} pages as {who}" for number, who in zip(crawled, SIGNED_IN, strict=True))
    part.tried = f"{of}; {len(MODULES)} modules"
    return part


def _scan(grounds: Grounds, who: str, seconds: float, listening: str) -> dict[str, Any]:
    home = grounds.folder / f"wapiti-{who}"
    home.mkdir()
    url = grounds.portal.url
    words = ["-c", str(_cookies(grounds, who, home)), "-H", f"X-Forwarded-For: {machine()}"]
    for path in CHANGES_WHO_ONE_IS:
        words += ["-x", f"{url}/{path}*"]
    starts = {page.name: page.path for page in grounds.pages[who]}
    for path in starts.values():
        words += [] if path[1:].startswith(CHANGES_WHO_ONE_IS) else ["-s", f"{url}{path}"]
    return scan(f"{url}/", [*words, "--endpoint", listening], MODULES, seconds, home)


def scan(
    url: str, words: Sequence[str], modules: Sequence[str], seconds: float, home: Path
) -> dict[str, Any]:
    """What wapiti reports; that it did not come to its end is a finding too."""
    crawl = seconds / 4
    limits = {
        "-d": 4, "--max-links-per-page": 60, "--max-files-per-dir": 12, "--max-parameters": 14, "-t": 10, "--tasks": 2,
        "--max-scan-time": f"{crawl:.0f}", "--max-attack-time": f"{(seconds - crawl) / len(modules):.0f}",
    }  # fmt: skip
    report = home / "report.json"
    command = ["wapiti", "-u", url, "--scope", "folder", "-m", ",".join(modules), *words]
    command += [str(word) for pair in limits.items() for word in pair]
    command += [
        "--flush-session",
        "--store-session",
        str(home),
        "--store-config",
        str(home),
        "--no-bugreport",
    ]
    command += ["-v", "1", "-f", "json", "-o", str(report)]
    said, ended = run(command, seconds + 60, home)
    if _OWN_TROUBLE in said:
        said, ended = run(command, seconds + 60, home)
    if not ended or not report.exists():
        return {"vulnerabilities": {"did not end": [{"path": "wapiti", "info": said[-250:]}]}}
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def _cookies(grounds: Grounds, who: str, home: Path) -> Path:
    pairs = dict(pair.split("=", 1) for pair in session(grounds.visitor(who))[0].split("; "))
    jar = {
        name: {"value": value, "expires": None, "secure": False, "port": None, "version": 0}
        for name, value in pairs.items()
    }
    kept = home / "cookies.json"
    kept.write_text(json.dumps({"127.0.0.1": {"/": jar}}))
    return kept


def findings(who: str, report: dict[str, Any]) -> Iterator[Finding]:
    for kind in ("vulnerabilities", "anomalies"):
        for category, found in report.get(kind, {}).items():
            for each in found:
                where = (
                    f"{each.get('method', '')} {each.get('path', '')} {each.get('parameter') or ''} as {who}"
                )
                yield Finding(where, f"{category}: {each.get('info', '')}"[:300])
