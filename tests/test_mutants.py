"""The mutants apply to the code as it stands: whoever moves a guard finds out at once, not at the next long run."""

import ast

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant

pytestmark = pytest.mark.plain

every_mutant = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


def test_each_has_a_name_of_its_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) > 80


@every_mutant
def test_its_guard_stands_in_the_code_once(mutant: Mutant) -> None:
    code = (ROOT / mutant.file).read_text()
    assert code.count(mutant.guard) == 1, "The code moved on: break the guard where it stands now."
    ast.parse(code.replace(mutant.guard, mutant.broken))


@every_mutant
def test_the_tests_that_should_notice_are_there(mutant: Mutant) -> None:
    paths = [word for word in mutant.tests.split(" -k ")[0].split() if "::" not in word]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
