"""What the code itself may say, read from its syntax tree: words that open a second way in stay where they belong."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@every_file
def test_no_room_opens_a_second_way_to_content(path: Path) -> None:
    """No Django admin, no serializers made from models, no writing past the doors."""
    forbidden = ("django.contrib.admin", "rest_framework.serializers.ModelSerializer", "outside_actions")
    said = [name for name, _line in _names(path) if name.lstrip(".").startswith(forbidden)]
    assert path in DOORS or said == []


def test_the_walk_sees_what_it_looks_for(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from django.contrib import admin\nThing.unfiltered.all()\ngetattr(Thing, 'unfiltered')\n"
    )
    names = [name for name, _line in _names(sample)]
    assert names.count("unfiltered") == 2
    assert "django.contrib.admin" in names
