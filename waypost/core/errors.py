"""What can go wrong at a door, in words that may be shown.

``Denied`` and ``Refused`` carry a sentence for the person who acted; everything else is a defect.
"""

from typing import Any


class Denied(Exception):
    """The policy said no. The page answers 403 (or 404 where the thing may not be known).

    ``thing`` is what was asked about, where a page says no before any door does.
    """

    def __init__(self, action: str, reason: str = "", thing: Any = None) -> None:
        super().__init__(reason or action)
        self.action = action
        self.reason = reason
        self.thing = thing
        self.recorded = False


class Refused(Exception):
    """What was asked cannot be done as things stand; ``sentence`` says why and what to do.

    ``fields`` maps form field names to sentences, so that nothing typed is lost.
    """

    def __init__(self, sentence: Any, **fields: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.fields = fields


class Overtaken(Refused):
    """Somebody else changed the thing since this form was opened. ``theirs`` is what stands now."""

    def __init__(self, sentence: Any, theirs: Any) -> None:
        super().__init__(sentence)
        self.theirs = theirs


class Away(Refused):
    """What the portal leans on (files, cache) doesn't answer or takes no more: nothing was done, later it can be."""


class TooMuch(Refused):
    """More than a person reads or does within an hour: nothing was shown or done, later it can be. Leaves a row in the
    log, for a program may sit there in the person's place.
    """


class DoorMisused(Exception):
    """A programmer went round a door. The message names the fix."""
