"""docs/asvs.md goes through every requirement that applies, names tests that are there, and counts right."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/asvs.md").read_text()

# The requirements of ASVS 5.0 that apply here, by level. "-L3" is what level 3 adds to a requirement below it.
APPLY = {
    1: (
        "1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 "
        "3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 "
        "6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 "
        "9.1.1 9.1.2 9.1.3 9.2.1 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 "
        "15.2.1 15.3.1"
    ),
    2: (
        "1.1.1 1.1.2 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.10 1.3.11 1.4.2 1.4.3 1.5.2 2.1.2 2.1.3 "
        "2.2.3 2.3.2 2.3.3 2.3.4 2.4.1 3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2 "
        "4.1.2 4.1.3 4.2.1 5.1.1 5.2.3 5.4.1 5.4.2 5.4.3 6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 "
        "6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.2 6.6.3 7.1.1 7.1.2 7.3.1 7.3.2 7.4.3 7.4.4 "
        "7.4.5 7.5.1 7.5.2 7.6.2 8.1.2 8.2.3 8.4.1 9.2.2 9.2.3 9.2.4 11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 "
        "11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1 12.1.2 12.3.1 12.3.2 12.3.3 12.3.4 13.1.1 13.2.1 "
        "13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5 14.1.1 14.1.2 14.2.2 "
        "14.2.3 14.2.4 14.3.2 14.3.3 15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 "
        "15.3.7 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 "
        "16.4.3 16.5.1 16.5.2 16.5.3"
    ),
    3: (
        "1.2.10 1.3.12 1.5.3 2.3.5 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 4.1.4 5.2.4 "
        "5.2.5 5.2.6 5.3.3 6.3.3-L3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.8 6.7.1 6.7.2 7.5.3 "
        "8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 11.1.3 11.1.4 11.2.4 11.2.5 11.3.4 11.7.2 12.3.5 13.1.2 "
        "13.1.3 13.1.4 13.2.6 13.3.4 13.4.6 13.4.7 14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 "
        "15.2.5 15.4.1 15.4.2 15.4.3 16.3.2-L3 16.5.4"
    ),
}
LEVELS = {f"V{each}": level for level, named in APPLY.items() for each in named.split()}
REASON = 60  # letters of a reason that says something
EXCEPTION = "**Exception.** "


@dataclass(frozen=True)
class Row:
    ident: str
    level: str
    asked: str
    how: str
    tests: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        return not self.how.startswith(EXCEPTION)


def _row(line: str) -> Row:
    ident, level, asked, how, shown = (cell.strip() for cell in line.strip().strip("|").split("|"))
    tests = tuple(shown.split("<br>")) if shown else ()
    assert all(re.fullmatch(r"`[\w/.]+::\w+`", test) for test in tests), f"{ident}: {shown}"
    return Row(ident, level, asked, how, tuple(test.strip("`") for test in tests))


ROWS = [_row(line) for line in PAGE.splitlines() if re.match(r"\| V\d", line)]
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.ident)


def _in_order(ident: str) -> tuple[list[int], str]:
    numbers, _, more = ident.removeprefix("V").partition("-")
    return [int(each) for each in numbers.split(".")], more


def _tests_of(path: Path, known: dict[Path, set[str]] = {}) -> set[str]:  # noqa: B006  each file is read once
    """The names of a file's tests, from its syntax tree: functions, and methods of the classes that pytest collects."""
    if path not in known:
        tree = ast.parse(path.read_text())
        bodies = [
            tree.body,
            *(each.body for each in tree.body if isinstance(each, ast.ClassDef) and each.name[:4] == "Test"),
        ]
        known[path] = {
            each.name
            for body in bodies
            for each in body
            if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"
        }
    return known[path]


def test_how_many_apply() -> None:
    assert [len(APPLY[level].split()) for level in (1, 2, 3)] == [64, 133, 63]
    assert len(LEVELS) == 260


def test_each_requirement_has_one_row_and_they_stand_in_order() -> None:
    assert [row.ident for row in ROWS] == sorted(LEVELS, key=_in_order)


def test_no_line_of_a_table_is_passed_over() -> None:
    lines = [
        line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| id |", "|---"))
    ]
    assert len(lines) == len(ROWS)


def test_rows_stand_in_their_chapters() -> None:
    for part in PAGE.split("\n## ")[1:]:
        heading, introduction = part.split("\n\n")[:2]
        chapter = heading.split()[0]
        assert introduction.endswith("."), chapter
        named = re.findall(r"^\| (V\d+)\.", part, re.MULTILINE)
        assert set(named) == {chapter}


@every_row
def test_a_row_says_how_or_why_not(row: Row) -> None:
    assert int(row.level) == LEVELS[row.ident]
    assert len(row.asked.split()) >= 2
    if row.is_met:
        assert row.how
        assert row.tests, f"{row.ident} is said to be met, and nothing shows it."
    else:
        assert len(row.how.removeprefix(EXCEPTION)) >= REASON, f"{row.ident}: why not, and what is missing?"


@every_row
def test_the_tests_of_a_row_are_there(row: Row) -> None:
    for test in row.tests:
        path, name = test.split("::")
        assert Path(path).name.startswith("test_")
        assert name in _tests_of(ROOT / path), f"{row.ident} names {test}, which is not there."
    assert len(set(row.tests)) == len(row.tests)


def test_the_count_is_right() -> None:
    met = [row for row in ROWS if row.is_met]
    levels = ", ".join(
        f"level {level}: {sum(int(row.level) == level for row in met)} of {len(APPLY[level].split())}"
        for level in APPLY
    )
    said = f"**{len(met)} of {len(ROWS)} are met, {len(ROWS) - len(met)} are exceptions:** {levels}."
    assert said in PAGE, f"Write: {said}"


def test_files_that_are_named_are_there() -> None:
    named = re.findall(r"`((?:waypost|docs|tests|requirements)/[\w/.-]+)`|\b(docs/[\w.]+md)\b", PAGE)
    assert [name for pair in named for name in pair if name and not (ROOT / name).exists()] == []
