"""How much of the synthetic corpus is found, and how much of what is found is there: by kind and language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from waypost.gate.corpus import Example
from waypost.gate.findings import Finding, Kind
from waypost.gate.scan import findings

Cell = tuple[Kind, str]


@dataclass
class Measured:
    """Counts by (kind, language). ``harmless`` counts, by language, the harmless texts and those with a finding."""

    there: Counter[Cell] = field(default_factory=Counter)
    found: Counter[Cell] = field(default_factory=Counter)
    wrong: Counter[Cell] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    disturbed: Counter[str] = field(default_factory=Counter)

    def recall(self, cell: Cell) -> float:
        """The share of what is there that was found."""
        return self.found[cell] / self.there[cell] if self.there[cell] else 1.0

    def precision(self, cell: Cell) -> float:
        """The share of what was said to be this kind that is."""
        said = self.found[cell] + self.wrong[cell]
        return self.found[cell] / said if said else 1.0


def measure(examples: Iterable[Example]) -> Measured:
    """A finding counts if it is of the kind and covers more than half of what was put there."""
    measured = Measured()
    for example in examples:
        said = findings(example.text)
        for kind, start, end in example.expected:
            measured.there[kind, example.language] += 1
            measured.found[kind, example.language] += any(_covers(each, kind, start, end) for each in said)
        for each in said:
            if not any(_covers(each, *expected) for expected in example.expected):
                measured.wrong[each.kind, example.language] += 1
        if not example.expected:
            measured.harmless[example.language] += 1
            measured.disturbed[example.language] += bool(said)
    return measured


def _covers(finding: Finding, kind: Kind, start: int, end: int) -> bool:
    both = min(finding.end, end) - max(finding.start, start)
    return finding.kind == kind and both * 2 > end - start
