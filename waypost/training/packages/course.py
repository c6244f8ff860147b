"""What a package says of itself, whichever standard it is written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from waypost.training.packages.sequencing import Sequencing


class Standard(StrEnum):
    SCORM_1_2 = "SCORM 1.2"
    SCORM_2004 = "SCORM 2004"
    CMI5 = "cmi5"


class Kind(StrEnum):
    """FOLDER only holds others. ASSET is shown and says nothing. SCO and AU (of cmi5) speak with the portal. PAGE is
    the portal's own, of a lesson written in it.
    """

    FOLDER = "folder"
    ASSET = "asset"
    SCO = "sco"
    AU = "au"
    PAGE = "page"


class MoveOn(StrEnum):
    """What makes an AU of cmi5 satisfied."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"
    NOT_APPLICABLE = "NotApplicable"


@dataclass(frozen=True)
class Threshold:
    """SCORM 2004, 4th edition: completed once so much was seen. ``measure`` and ``weight`` are from 0 to 1."""

    by_measure: bool = False
    measure: Decimal = Decimal(1)
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Item:
    """One part of a course, with the parts in it.

    ``launch`` is the address in the package, parameters included, ready to be asked for; ``file`` the file it leads to;
    ``outside`` the address of a part that lies elsewhere (cmi5 allows it). ``mastery`` is the share of the full score
    that passes: 0 to 1, in SCORM 2004 from -1. ``resource`` may serve many items.
    """

    id: str
    title: str
    kind: Kind
    resource: str = ""
    launch: str = ""
    file: str = ""
    outside: str = ""
    visible: bool = True
    mastery: Decimal | None = None
    prerequisites: str = ""  # SCORM 1.2: identifiers joined by & | ~ ( )
    launch_data: str = ""  # cmi.launch_data, launchParameters
    time_limit: str = ""  # SCORM 1.2: HHHH:MM:SS; in SCORM 2004 it stands among the limits of sequencing
    time_limit_action: str = ""
    threshold: Threshold | None = None
    hidden_controls: tuple[str, ...] = ()
    sequencing: Sequencing | None = None
    move_on: MoveOn | None = None
    own_window: bool = False
    entitlement: str = ""
    objectives: tuple[str, ...] = ()
    children: tuple["Item", ...] = ()

    def walk(self) -> Iterator["Item"]:
        yield self
        for each in self.children:
            yield from each.walk()

    @property
    def speaks(self) -> bool:
        return self.kind in (Kind.SCO, Kind.AU)


@dataclass(frozen=True)
class Resource:
    """``files`` are the names the manifest lists for it, and those of the resources it depends on."""

    id: str
    kind: Kind
    file: str = ""
    behind: str = ""
    trouble: str = ""  # why ``file`` is empty: a code
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    standard: Standard
    edition: str = ""  # of SCORM 2004: "2nd", "3rd", "4th", or nothing where it doesn't say
    identifier: str = ""
    title: str = ""
    items: tuple[Item, ...] = ()
    resources: tuple[Resource, ...] = ()
    sequencing: Sequencing | None = None
    global_objectives: bool = True  # SCORM 2004: objectives hold beyond this course
    languages: tuple[str, ...] = field(default=())

    def walk(self) -> Iterator[Item]:
        """All parts, each before the parts in it."""
        for each in self.items:
            yield from each.walk()
