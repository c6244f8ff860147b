"""After which other parts of its e-module a part opens, for one learner."""

from collections.abc import Mapping, Sequence

from waypost.training.models import Part, Progress
from waypost.training.models.runtime import Status
from waypost.training.packages.prerequisites import opens

_SAID = {Status.OPENED: "completed"}  # what is only shown has no status of its own


def is_closed(parts: Sequence[Part], number: int, progress: Mapping[int, Progress]) -> bool:
    """Does what the part waits for still lack? ``progress`` is the learner's, by the numbers of parts."""
    found = {part.ident: at for at, part in enumerate(parts) if part.ident}

    def status_of(ident: str) -> str | None:
        return _status(parts, found[ident], progress) if ident in found else None

    return not opens(parts[number].prerequisites, status_of)


def _status(parts: Sequence[Part], number: int, progress: Mapping[int, Progress]) -> str:
    """In the words of SCORM 1.2. A part with parts in it is completed once all of these are."""
    if parts[number].opens:
        there = progress.get(number)
        return _SAID.get(Status(there.status), there.status) if there else "not attempted"
    inside = []
    for at in range(number + 1, len(parts)):
        if parts[at].depth <= parts[number].depth:
            break
        inside += [_status(parts, at, progress)] if parts[at].opens else []
    if all(each in ("passed", "completed") for each in inside):
        return "completed"
    return "not attempted" if set(inside) == {"not attempted"} else "incomplete"
