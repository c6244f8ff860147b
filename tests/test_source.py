"""What the code itself may say, read from its syntax tree: words that open a second way in stay where they belong."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest

pytestmark = pytest.mark.plain

PACKAGE = Path(__file__).parent.parent / "waypost"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))

# `unfiltered` sees everything: nouns, verbs and counts need that; pages, lists and forms never do.
MAY_SAY_UNFILTERED = {"models", "actions", "figures"}
# The doors themselves.
DOORS = (PACKAGE / "access", PACKAGE / "core" / "doors.py")

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def _part(path: Path) -> str:
    """Which part of its room a file is: ``publications/actions/drafting.py`` is part of ``actions``."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    return inside[1] if len(inside) > 1 else inside[0]


def _names(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from ((f"{getattr(node, 'module', '')}.{alias.name}", node.lineno) for alias in node.names)


@every_file
def test_unfiltered_is_said_only_by_models_actions_and_figures(path: Path) -> None:
    if _part(path) in MAY_SAY_UNFILTERED or any(path.is_relative_to(door) for door in DOORS):
        return
    assert [line for name, line in _names(path) if name in {"unfiltered", "_base_manager"}] == []


# Django's own ways past a model's manager and query: where they are needed, and why that is no way to content.
PAST_THE_MANAGER = {"_base_manager", "_default_manager", "_raw_delete", "raw", "extra", "RawSQL", "cursor"}
MAY_PASS = {
    "access/checks.py": "looks at managers, not through them",
    "access/marked.py": "writes very many rows at once, inside an action",
    "core/doors.py": "locks and loads anew what the caller holds",
    "core/seal.py": "the audit log",
    "core/verify.py": "the audit log",
    "demo/seed/__init__.py": "a setting of SQLite while the demo is filled",
    "desk/lists/places.py": "topics and routes of items that were found through visible_to",
    "files/models.py": "asks whether anything points at a file, to delete it where nothing does",
    "notices/fanout.py": "writes notices of a query that its caller gives",
    "operating/accounts.py": "grants rights to the account the portal runs as",
    "operating/health.py": "asks whether the data base answers",
    "operating/restoring.py": "counts the rows of what was put back",
    "people/actions/forgetting.py": "asks what points at a person or invitation, and deletes what is personal",
    "people/ticks.py": "empties the cache of what is past",
    "publications/as_read.py": "names of bodies: open reference, and persons the author named",
    "publications/models/drift.py": "compares what is indexed with what should be",
    "publications/models/finding.py": "asks PostgreSQL how many rows it expects, and reads none",
    "publications/search/facets.py": "topics and routes of items that were found through visible_to",
    "publications/search/filters.py": "a condition on items that came through visible_to",
    "publications/views/items.py": "topics and routes of the item that was found through visible_to",
}

READS_REACH = {
    "publications/reaching.py": "says why somebody sees what they were shown, by their own keys",
    "groups/lists/charters.py": "lists what somebody was shown and reads by their seat, one of their own keys",
}


@every_file
def test_nothing_goes_past_a_manager_but_where_it_says_why(path: Path) -> None:
    """Whoever needs one of these writes a line above; whoever no longer does takes it away."""
    said = sorted(
        {name for name, _line in _names(path) if name in PAST_THE_MANAGER and not _is_word(path, name)}
    )
    assert bool(said) == (str(path.relative_to(PACKAGE)) in MAY_PASS), said


def _is_word(path: Path, name: str) -> bool:
    """Is it a plain word here: a text ("extra", say), or a name of something else that is not called?"""
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    }
    return name in {"raw", "extra", "cursor", "RawSQL"} and name not in called


@every_file
def test_only_access_reads_reach(path: Path) -> None:
    """What asks reach by itself is a fourth shape of the rule. Models compile it and actions write it."""
    if _part(path) in MAY_SAY_UNFILTERED or path.is_relative_to(PACKAGE / "access"):
        return
    if str(path.relative_to(PACKAGE)) in READS_REACH:
        return
    asked = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and getattr(node.value, "id", getattr(node.value, "attr", "")) == "Reach"
    ]
    assert asked == []


@every_file
def test_no_room_opens_a_second_way_to_content(path: Path) -> None:
    """No Django admin, no serializers made from models, no writing past the doors."""
    forbidden = ("django.contrib.admin", "rest_framework.serializers.ModelSerializer", "outside_actions")
    said = [name for name, _line in _names(path) if name.lstrip(".").startswith(forbidden)]
    assert path in DOORS or said == []


@every_file
def test_every_sentence_is_in_the_catalogue(path: Path) -> None:
    """What collects sentences knows few names, and passes over braces in a text: what it missed is never translated."""
    tree = ast.parse(path.read_text())
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    said = {
        given.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and "gettext" in (known := names.get(getattr(node.func, "id", ""), ""))
        for given in node.args["pgettext" in known :][:1]
        if isinstance(given, ast.Constant)
    }
    assert said - _collected() == set()


@cache
def _collected() -> frozenset[str]:
    catalogue = polib.pofile(PACKAGE / "locale/th/LC_MESSAGES/django.po")
    return frozenset(each.msgid for each in catalogue if not each.obsolete)


def test_the_walk_sees_what_it_looks_for(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from django.contrib import admin\nThing.unfiltered.all()\ngetattr(Thing, 'unfiltered')\n"
    )
    names = [name for name, _line in _names(sample)]
    assert names.count("unfiltered") == 2
    assert "django.contrib.admin" in names
