"""The sentence in which something was found: enough to judge it by, and no more."""

import re
from dataclasses import dataclass

from waypost.gate.findings import Finding

_ENDS = re.compile(r"(?<=\w{4})[.!?]\s|[。！？\n]")  # a full stop after "no" or "Tel" ends nothing
_FAR = 80  # characters to either side at most


@dataclass(frozen=True)
class Excerpt:
    """What was found, and what of its sentence stands before and after it. ``cut`` says on which sides more follows."""

    before: str
    found: str
    after: str
    cut: tuple[bool, bool]

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.found}{self.after}"


def excerpt(text: str, finding: Finding) -> Excerpt:
    """The sentence of ``text`` around the finding; of a long one, or one without signs of its end, a piece."""
    first, last = max(0, finding.start - _FAR), min(len(text), finding.end + _FAR)
    before, after = text[first : finding.start], text[finding.end : last]
    begins = max((found.end() for found in _ENDS.finditer(before)), default=-1)
    ends = _ENDS.search(after)
    return Excerpt(
        before=before[begins:] if begins >= 0 else before,
        found=finding.text,
        after=after[: ends.start() + 1].rstrip("\n") if ends else after,
        cut=(begins < 0 and first > 0, ends is None and last < len(text)),
    )
