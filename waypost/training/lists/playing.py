"""What the player shows of one launched e-module."""

from dataclasses import dataclass

from waypost.training.lists.modules import Line, Way, lines_of
from waypost.training.models import EModule, Launched, ModuleVersion, Progress
from waypost.training.waits import is_closed


@dataclass
class Playing:
    """The table of contents, and the part to begin with: where one was, or the first that is not done."""

    title: str
    lines: list[Line]
    opens: list[Line]
    first: int
    waiting: list[int]  # numbers of parts that open after others

    @property
    def is_single(self) -> bool:
        return len(self.opens) == 1

    @property
    def moves(self) -> bool:
        return any(each.part.flow for each in self.opens)


def playing(by: Launched) -> Playing:
    """Of a launch that was found to hold, for somebody who may read: four queries."""
    attempt = by.launch.attempt
    version = ModuleVersion.visible_to(by.person).get(pk=attempt.version_id)
    module = EModule.visible_to(by.person).get(pk=attempt.module_id)
    progress = {each.part: each for each in Progress.objects.filter(attempt=attempt.pk).defer("told")}
    lines = lines_of(Way(version, attempt, progress))
    opens = [each for each in lines if each.part.opens]
    waiting = [each.number for each in opens if is_closed(version.parts, each.number, progress)]
    first = _first(attempt.last_part, [each for each in opens if each.number not in waiting] or opens)
    return Playing(module.title, lines, opens, first, waiting)


def _first(last: int | None, opens: list[Line]) -> int:
    """Where they were last, or the first that is not done."""
    if last is not None and any(each.number == last for each in opens):
        return last
    undone = next((each.number for each in opens if each.progress is None), None)
    return undone if undone is not None else opens[0].number
