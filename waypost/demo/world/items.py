"""Reads the items of the demo: one file each in ``items/``, with its translations and its next version beside it.

    name.md          the authoritative text, and above it everything else about the item
    name.th.md       a translation: published with it, or on its own days (``at``, ``approved``)
    name.v2.md       the next version, in the authoritative language; ``name.v2.th.md`` its translation

Between two lines of ``+++`` stand the facts, as TOML; then the title as a heading, the summary as the first paragraph, and the
text in Markdown. All times are those of Bangkok.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "items"
BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True)
class Words:
    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Act:
    """Somebody does something at some time: answers, withdraws, sends back, makes public."""

    by: str
    at: datetime
    answer: str = ""
    words: str = ""  # the remark, or the reason


@dataclass(frozen=True)
class Translation:
    language: str
    words: Words
    by: str
    at: datetime | None  # None: together with the version
    approver: str
    approved: datetime | None


@dataclass(frozen=True)
class Version:
    """One version with its translations and the answers to it."""

    words: Words
    started: datetime
    published: datetime | None
    submitted: datetime | None
    changes: str
    translations: tuple[Translation, ...]
    answers: tuple[Act, ...]


@dataclass(frozen=True)
class Item:
    slug: str
    facts: dict[str, Any] = field(repr=False)
    versions: tuple[Version, ...]

    @property
    def by(self) -> str:
        return str(self.facts["by"])

    @property
    def approver(self) -> str:
        return str(self.facts["approver"])

    @property
    def language(self) -> str:
        return str(self.facts.get("language", "en"))

    @property
    def network(self) -> str:
        return str(self.facts.get("network", "regional"))

    def day(self, name: str) -> date | None:
        value = self.facts.get(name)
        return value if isinstance(value, date) else None

    @cached_property
    def withdrawn(self) -> Act | None:
        return _act(self.facts.get("withdrawn"))

    @cached_property
    def returned(self) -> Act | None:
        return _act(self.facts.get("returned"))

    @cached_property
    def public(self) -> Act | None:
        return _act(self.facts.get("public"))


def all_items() -> list[Item]:
    """Every item, in the order in which they were begun."""
    names = sorted(path.name.removesuffix(".md") for path in FOLDER.glob("*.md") if path.name.count(".") == 1)
    return sorted((an_item(name) for name in names), key=lambda item: item.versions[0].started)


def an_item(slug: str) -> Item:
    facts, _words = _parsed(slug)
    numbered = [name for name in (slug, f"{slug}.v2") if (FOLDER / f"{name}.md").exists()]
    return Item(slug, facts, tuple(_version(name) for name in numbered))


def _version(name: str) -> Version:
    """Where nothing is said, a version that was published was submitted at three fifths of the way there."""
    facts, words = _parsed(name)
    started = _at(facts["started"])
    published = _at(facts["published"]) if "published" in facts else None
    submitted = _at(facts["submitted"]) if "submitted" in facts else None
    return Version(
        words=words,
        started=started,
        published=published,
        submitted=submitted or (started + (published - started) * 0.6 if published else None),
        changes=facts.get("changes", ""),
        translations=tuple(_translation(name, code) for code in ("en", "th") if (FOLDER / f"{name}.{code}.md").exists()),
        answers=tuple(_an_act(each) for each in facts.get("answers", ())),
    )


def _translation(name: str, language: str) -> Translation:
    facts, words = _parsed(f"{name}.{language}")
    return Translation(
        language=language,
        words=words,
        by=facts["by"],
        at=_at(facts["at"]) if "at" in facts else None,
        approver=facts.get("approver", ""),
        approved=_at(facts["approved"]) if "approved" in facts else None,
    )


def _parsed(name: str) -> tuple[dict[str, Any], Words]:
    _, facts, text = (FOLDER / f"{name}.md").read_text(encoding="utf-8").split("+++\n", 2)
    title, summary, body = text.strip().split("\n\n", 2)
    return tomllib.loads(facts), Words(title.removeprefix("# "), summary, body)


def _act(row: dict[str, Any] | None) -> Act | None:
    return _an_act(row) if row else None


def _an_act(row: dict[str, Any]) -> Act:
    return Act(row["by"], _at(row["at"]), row.get("answer", ""), row.get("remark") or row.get("because", ""))


def _at(naive: datetime) -> datetime:
    return naive.replace(tzinfo=BANGKOK)
