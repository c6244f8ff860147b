"""What is found of a package: a code, how grave it is, where, and the facts that its sentence names.

Nothing here or in the readers needs Django, so that they can run where nothing of the portal can be reached; the
sentences stand in ``sentences`` and are fetched when somebody is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

IN_FULL = 3  # findings of one code; of the rest only how many


class Severity(StrEnum):
    """REFUSE: it is not taken. WARN: it is taken, and something will not work. NOTE: worth knowing."""

    REFUSE = "refuse"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """``place`` is a file of the package, ``line`` a line in it where that is known; ``more`` counts the like of it
    that are not listed.
    """

    code: str
    severity: Severity
    place: str = ""
    line: int = 0
    facts: Mapping[str, str | int] = field(default_factory=dict)
    more: int = 0

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the language of whoever reads."""
        from waypost.training.packages.sentences import SENTENCES  # Django stays out of the readers

        return str(SENTENCES[self.code]) % {"place": self.place, **self.facts}

    @property
    def at(self) -> str:
        return f"{self.place}:{self.line}" if self.line else self.place


class Unfit(Exception):
    """What is being read can't be gone on with; ``finding`` says why."""

    def __init__(self, code: str, place: str = "", line: int = 0, **facts: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, Severity.REFUSE, place, line, facts)


class Findings:
    """Findings in the order in which they were made, the first few of each code in full."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def refuse(self, code: str, place: str = "", line: int = 0, **facts: str | int) -> None:
        self.add(Finding(code, Severity.REFUSE, place, line, facts))

    def warn(self, code: str, place: str = "", line: int = 0, **facts: str | int) -> None:
        self.add(Finding(code, Severity.WARN, place, line, facts))

    def note(self, code: str, place: str = "", line: int = 0, **facts: str | int) -> None:
        self.add(Finding(code, Severity.NOTE, place, line, facts))

    def add(self, finding: Finding) -> None:
        """Findings that say the very same are one."""
        alike = [nth for nth, each in enumerate(self._found) if each.code == finding.code]
        if any(self._found[nth] == finding for nth in alike):
            return
        if len(alike) < IN_FULL:
            self._found.append(finding)
        else:
            last = self._found[alike[-1]]
            self._found[alike[-1]] = replace(last, more=last.more + 1)

    @property
    def refused(self) -> bool:
        return any(each.severity is Severity.REFUSE for each in self._found)

    def listed(self) -> tuple[Finding, ...]:
        """The grave ones first."""
        return tuple(sorted(self._found, key=lambda each: list(Severity).index(each.severity)))
