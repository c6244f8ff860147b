"""What was tried and what was found, and the table of both."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """Something that is not clean: where it was met and what it is."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Accepted:
    """What a tool reports and we leave as it is. Both are patterns; ``reason`` is for whoever reads the table."""

    part: str
    where: str
    what: str
    reason: str

    def covers(self, part: str, finding: Finding) -> bool:
        return bool(
            re.search(self.part, part)
            and re.search(self.where, finding.where)
            and re.search(self.what, finding.what)
        )


@dataclass
class Part:
    """One part of the attack. ``tried`` says in words how much; not ``enough`` is too little to say anything."""

    name: str
    tried: str = ""
    found: list[Finding] = field(default_factory=list)
    enough: bool = True
    seconds: float = 0.0

    def open(self, accepted: Sequence[Accepted]) -> list[Finding]:
        """The findings that nobody accepted, each once."""
        found = dict.fromkeys(self.found)
        return [each for each in found if not any(one.covers(self.name, each) for one in accepted)]


def clean(parts: Iterable[Part], accepted: Sequence[Accepted]) -> bool:
    return all(part.enough and not part.open(accepted) for part in parts)


def table(parts: Sequence[Part], accepted: Sequence[Accepted]) -> str:
    """A line for each part; below it what is open, and what was accepted with its reason."""
    wide = max(len(part.name) for part in parts)
    lines = [f"{'part':{wide}}  seconds  open  accepted  tried"]
    for part in parts:
        left = len(part.open(accepted))
        said = f"{part.tried}{'' if part.enough else ' - TOO LITTLE TO SAY'}"
        count = len(set(part.found)) - left
        lines.append(f"{part.name:{wide}}  {part.seconds:7.0f}  {left:4}  {count:8}  {said}")
    for part in parts:
        lines += [f"OPEN      {part.name}: {each}" for each in part.open(accepted)]
    reasons = Counter(
        one.reason
        for part in parts
        for each in set(part.found)
        for one in accepted
        if one.covers(part.name, each)
    )
    lines += [f"accepted  {count} x {reason}" for reason, count in reasons.items()]
    return "\n".join(lines)
