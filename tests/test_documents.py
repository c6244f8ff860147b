"""The documents speak of what is there: they fail here when the code moves on without them."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def test_every_setting_is_explained_and_every_explained_setting_exists() -> None:
    code = "".join(path.read_text() for path in (ROOT / "waypost").rglob("*.py") if "tests" not in path.parts)
    read = set(re.findall(r'"(WAYPOST_[A-Z_]+|DATABASE_URL)"', code))
    explained = set(re.findall(r"`(WAYPOST_[A-Z_]+|DATABASE_URL)`", (ROOT / "docs/settings.md").read_text()))
    assert read == explained


def test_every_room_is_in_the_architecture() -> None:
    rooms = {path.parent.name for path in (ROOT / "waypost").glob("*/apps.py")}
    described = re.findall(r"^\| `(\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    assert rooms == set(described) - {"urls"}


@every_document
def test_every_make_command_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", path.read_text(), re.MULTILINE))
    assert named <= targets


@every_document
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []
