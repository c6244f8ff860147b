"""docs/protection.md speaks of what is there: its numbers are the code's, its lists are what is found in the code."""

import ast
import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import distributions
from json import loads
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from waypost import environment
from waypost.access.checks import exposure_of
from waypost.core.exposure import Exposure
from waypost.core.ticks import ticks
from waypost.people.models import Person

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/protection.md").read_text()
CODE = [
    path for path in sorted((ROOT / "waypost").rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)
]
SCRIPTS = sorted((ROOT / "waypost").rglob("*.js"))

CRYPTOGRAPHY = (
    "hashlib",
    "hmac",
    "secrets",
    "cryptography",
    "ssl",
    "random",
    "uuid",
    "Crypto",
    "nacl",
    "jwt",
)
CRYPTOGRAPHY += ("django.utils.crypto", "django.core.signing", "django.contrib.auth.hashers")
WEAK = re.compile(r"\b(md5|sha1|MD5|SHA1|DES|TripleDES|ARC4|Blowfish|ECB|CBC|PKCS1v15)\b")
DANGEROUS_MODULES = (
    "subprocess",
    "pickle",
    "marshal",
    "shelve",
    "ctypes",
    "yaml",
    "telnetlib",
    "xml.etree",
    "dbm",
)
DANGEROUS_CALLS = {"eval", "exec", "__import__", "import_module", "import_string", "mark_safe", "RawSQL"}
DANGEROUS_CALLS |= {"raw", "extra", "cursor", "system", "popen", "SafeString", "run_path", "run_module"}
# What could call another machine. smtplib gives the names of a mail server's refusals; socket looks whether a port is
# free, in the demo.
CALLING = (
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "socket",
    "smtplib",
    "asyncio",
)
MAY_CALL = {
    "waypost/notices/sending.py": {"smtplib"},
    "waypost/demo/running.py": {"socket"},
    # A pair without an address, between a process and what it lets work on files.
    "waypost/files/confined/__main__.py": {"socket"},
    "waypost/files/confined/nursery.py": {"socket"},
}


def _rows(heading: str) -> list[list[str]]:
    """The cells of the tables under a heading, without their first two lines."""
    part = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if row[0] not in ("what", "file", "class", "of whom", "---")]


def _said(path: Path) -> Iterator[tuple[str, str]]:
    """("module" or "call", name) for everything a file imports and calls."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (("module", alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield "module", node.module
            yield from (("module", f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield "call", name


def _of(modules: tuple[str, ...], name: str) -> str:
    return next((each for each in modules if name == each or name.startswith(f"{each}.")), "")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Numbers.

NUMBERS = [row for heading in ("Coming in", "Limits") for row in _rows(heading) if ":" in row[-1]]


def test_there_are_numbers() -> None:
    assert len(NUMBERS) > 20


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row[0])
def test_a_number_is_the_codes(row: list[str]) -> None:
    _what, number, where = row
    module, name = where.strip("`").split(":")
    found: object = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    assert int(number) == (found.days if isinstance(found, timedelta) else found)


def test_the_limits_of_guessing_are_the_settings() -> None:
    from allauth.account import app_settings

    assert f"`{app_settings.RATE_LIMITS['login_failed']}` for passwords" in " ".join(TEXT.split())
    assert f"`{app_settings.RATE_LIMITS['second_factor']}` for codes" in " ".join(TEXT.split())


def test_words_refused_in_passwords_are_the_codes() -> None:
    from waypost.people.signin.passwords import KNOWN_HERE

    text = " ".join(TEXT.split())
    assert f"or the words {', '.join(KNOWN_HERE[1:])}." in text
    assert settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"] == 12


def test_every_class_of_data_is_described() -> None:
    assert {row[0].strip("`") for row in _rows("Data")} == {each.value for each in Exposure}


def test_of_every_personal_model_it_says_how_long_it_is_kept() -> None:
    """Whatever is personal, and what the portal itself keeps about who did what: a new model has no row and fails."""
    about = {
        model.__name__
        for model in apps.get_models()
        if exposure_of(model) is Exposure.PERSONAL
        or (
            exposure_of(model) is Exposure.INTERNAL
            and any(each.related_model is Person for each in model._meta.fields)
        )
    }
    told = _rows("How long it is kept")
    named = [name for row in told for name in re.findall(r"`(\w+)`", row[1])]
    assert set(named) == about
    twice = {name for name in named if named.count(name) > 1}
    assert twice == {"Person", "Invitation"}  # who came in, and who never did
    for row in told:
        assert len(row[2].split()) > 1, row
        ended = set(re.findall(r"`([a-z]+\.[a-z]+)`", row[3]))
        assert ended <= ticks().keys(), row


# Lists of places.


def test_every_use_of_cryptography_is_in_the_inventory() -> None:
    found = {
        _name(path)
        for path in CODE
        for kind, name in _said(path)
        if kind == "module" and _of(CRYPTOGRAPHY, name)
    }
    listed = [row[0].strip("`") for row in _rows("Cryptography") if row[0].startswith("`waypost/")]
    assert sorted(found) == sorted(listed)


def test_nothing_weak_is_used() -> None:
    """But for the codes of apps, whose makers know nothing else."""
    assert [_name(path) for path in CODE if WEAK.search(path.read_text())] == []
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "salted_hmac":
                assert "algorithm" in {word.arg for word in node.keywords}, _name(path)


def test_secrets_are_compared_in_constant_time() -> None:
    """No == on a digest, a signature or a proof; rows are found by their hashes."""
    odd = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                sides = [ast.unparse(each) for each in (node.left, *node.comparators)]
                if any(
                    re.search(r"digest\(|\b_?proof|\bsecret\b|\btoken\b(?!\.type)|signature", side)
                    for side in sides
                ):
                    odd.append((_name(path), ast.unparse(node)))
    assert odd == []


def test_every_dangerous_word_is_in_the_list() -> None:
    found = {
        (_name(path), name if kind == "call" else _of(DANGEROUS_MODULES, name))
        for path in CODE
        for kind, name in _said(path)
        if (kind == "call" and name in DANGEROUS_CALLS) or (kind == "module" and _of(DANGEROUS_MODULES, name))
    }
    listed = {(row[0].strip("`"), row[1].strip("`")) for row in _rows("Dangerous words")}
    assert found == listed


def test_no_command_goes_through_a_shell() -> None:
    words = [
        (_name(path), word.arg)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "shell"
    ]
    assert words == []


def test_the_portal_calls_nobody_but_the_mail_server() -> None:
    found: dict[str, set[str]] = {}
    for path in CODE:
        for kind, name in _said(path):
            if kind == "module" and _of(CALLING, name):
                found.setdefault(_name(path), set()).add(_of(CALLING, name))
    assert found == MAY_CALL


def test_no_template_is_made_of_what_was_typed() -> None:
    """Templates are files. What was typed is never one, nor a format for values to be put into."""
    for path in CODE:
        said = set(_said(path))
        assert not {("module", "django.template.Template"), ("call", "from_string")} & said, _name(path)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "format_map", _name(path)
                of_a_form = ast.unparse(node.func.value)
                assert node.func.attr != "format" or "POST" not in of_a_form, _name(path)


def test_sessions_and_cache_hold_no_code() -> None:
    """JSON, never pickle, in sessions and in Redis; the cache's pickles are the portal's own, in its own table."""
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAYPOST_CACHE", "redis://localhost")
        assert environment.cache(proven=True)["OPTIONS"]["serializer"] == "waypost.core.cached.Plain"
    cache_used = {_name(path) for path in CODE if ("module", "django.core.cache.cache") in set(_said(path))}
    assert cache_used == {"waypost/operating/health.py"}  # it tries whether the cache answers


# Scripts.


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 3


# A page of another origin frames the player of e-modules; what could not be sent yet waits in the browser, sealed.
MAY_SAY = {"play.js": {"postMessage"}, "player.js": {"postMessage", "indexedDB"}}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_takes_text_for_text(path: Path) -> None:
    """No markup from strings, no code from strings, no messages between windows, nothing merged into objects."""
    markup = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\$\.html|createContextualFragment|srcdoc"
    )
    code = r"\beval\(|new Function|setTimeout\(\s*['\"`]|importScripts|javascript:"
    windows = r"postMessage|onmessage|window\.open|document\.domain|opener"
    objects = r"__proto__|\.prototype\b|Object\.assign|for \(const \w+ in "
    kept = r"localStorage|indexedDB|document\.cookie|caches\.|serviceWorker"
    found = set(re.findall("|".join((markup, code, windows, objects, kept)), path.read_text()))
    assert found == MAY_SAY.get(path.name, set())


@pytest.mark.parametrize("name", ["play.js", "player.js"])
def test_the_page_and_the_player_talk_to_each_other_alone(name: str) -> None:
    """Each names the other's origin when it speaks, and asks for origin and window before it listens."""
    [text] = [path.read_text() for path in SCRIPTS if path.name == name]
    assert all(
        origin in ("origin", "told.portal") for origin in re.findall(r"postMessage\(.*, (\S+)\);", text)
    )
    assert len(re.findall(r"postMessage\(", text)) == len(re.findall(r"postMessage\(.*, (\S+)\);", text))
    heard = re.findall(
        r'addEventListener\("message", (?:async )?function \(event\) \{\n\s*if \((.*?)\n', text
    )
    assert len(heard) == text.count('"message"') == 1
    assert "event.origin !==" in heard[0]
    assert "event.source !==" in heard[0]


def test_scripts_keep_only_words_not_yet_saved() -> None:
    """In the window's own storage, which goes with the window and at signing out."""
    assert [path.name for path in SCRIPTS if "sessionStorage" in path.read_text()] == ["autosave.js"]


def test_no_template_has_a_script_of_its_own() -> None:
    """Nothing inline, so nothing that data could break out of; values travel in data- attributes."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|\son\w+\s*=|javascript:|\|safe\b|autoescape off|<style"
    )
    for path in (ROOT / "waypost").rglob("*.html"):
        assert not inline.search(path.read_text()), _name(path)


# Cookies.


def test_every_cookie_is_closed() -> None:
    calls = [
        (_name(path), {word.arg for word in node.keywords})
        for path in CODE
        if "demo" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "set_cookie"
    ]
    assert len(calls) == 3
    for where, words in calls:
        assert words >= {"secure", "httponly", "samesite"}, where
        assert not words & {"domain", "path"}, where


# What it is built from.


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _locked(part: str) -> dict[str, str]:
    lines = (ROOT / f"requirements/{part}.txt").read_text()
    return {
        _normal(n): v for n, v in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;\\]+)", lines, re.MULTILINE)
    }


def test_what_runs_is_what_is_locked() -> None:
    """The two files of locked packages are the list of all components, with versions, and nothing else is here."""
    locked = _locked("product") | _locked("develop")
    here = {_normal(each.metadata["Name"]): each.version for each in distributions()}
    unlisted = {name: version for name, version in here.items() if locked.get(name) != version}
    assert set(unlisted) <= {"waypost", "pip"}


@pytest.mark.parametrize("part", ["product", "develop"])
def test_every_package_is_locked_with_its_hashes(part: str) -> None:
    """So that another package under the same name is not taken, wherever it comes from."""
    text = (ROOT / f"requirements/{part}.txt").read_text()
    pinned = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert len(pinned) > 20
    assert [each.splitlines()[0] for each in pinned if "--hash=sha256:" not in each] == []
    assert "--require-hashes" in (ROOT / "Makefile").read_text()


def test_every_front_end_package_is_locked_with_its_hash() -> None:
    packages = loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [
        name for name, each in packages.items() if name and "sha512-" not in each.get("integrity", "")
    ] == []


def test_no_secret_is_in_the_code() -> None:
    """No private key, no long random text given to a name that sounds like one."""
    secret = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|PRIVATE\+KEY\+\S{20}|(?i:secret|passw|token|api_?key)\w*\s*[:=]\s*"
        r"[\"'](?=[^\"']*\d)[\w+/=-]{24,}[\"']"
    )
    told = [*CODE, *(ROOT / "docs").rglob("*.md"), *(ROOT / "scripts").iterdir(), ROOT / "Makefile"]
    assert [_name(path) for path in told if path.is_file() and secret.search(path.read_text())] == []


def test_our_own_sentences_do_not_break_the_list() -> None:
    """Every file the page names is there."""
    named = re.findall(r"`((?:waypost|tests|docs)/[\w/.]+)`", TEXT)
    assert [name for name in named if not (ROOT / name).exists()] == []


# What the standard wants written down: where it is, and words without which it would not be.
WRITTEN = [
    ("docs/protection.md", "## Coming in", ("Guessing", "can't shut the owner out", "remembered browser")),
    ("docs/protection.md", "## Coming in", ("any number of sessions", "because that is a shift")),
    ("docs/protection.md", "## Coming in", ("What else counts", "play no part")),
    ("docs/protection.md", "## Limits", ("Heavy work", "proxy in front")),
    (
        "docs/protection.md",
        "## What is typed and sent",
        ("control characters", "PDF, JPEG", "What fits together"),
    ),
    ("docs/protection.md", "## Who sees which field", ("mail address", "withdrawn", "auditor")),
    ("docs/protection.md", "## Data", ("at rest", "Swept by the worker")),
    ("docs/protection.md", "## Connections", ("when it is not there", "Nothing else is called")),
    ("docs/protection.md", "## Cryptography", ("quantum", "**Keys**", "WAYPOST_FACTOR_KEY", "yearly")),
    ("docs/protection.md", "## Dangerous words", ("Components that read what strangers send",)),
    ("docs/protection.md", "## Logs", ("audit", "process", "how long", "UTC")),
    ("docs/running.md", "# Running it", ("Keys", "apart from the data", "X-Forwarded-For")),
    ("SECURITY.md", "## Components", ("48 hours", "within a week", "within a month")),
]


@pytest.mark.parametrize(("document", "heading", "words"), WRITTEN)
def test_what_has_to_be_written_down_is(document: str, heading: str, words: tuple[str, ...]) -> None:
    text = (ROOT / document).read_text()
    level = "\n" + heading.split()[0] + " "
    part = text[text.index(heading) :].split(level)[0] if heading.startswith("##") else text
    said = " ".join(part.split())
    assert [word for word in words if word not in said] == []


def test_the_risky_components_are_components() -> None:
    said = " ".join(TEXT.split()).split("Components that read what strangers send")[1].split("##")[0]
    for name in ("pillow", "pikepdf", "pypdfium2", "openpyxl", "typst", "gunicorn", "nh3", "fido2"):
        assert name in said.lower()
        assert name in _locked("product")
