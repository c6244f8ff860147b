"""The package doctor: reads an e-module's file (SCORM 1.2, SCORM 2004, cmi5), says what it is and what is wrong.

    report = examine(opened, "golf.zip")     # opened: binary, can be sought in; nothing is unpacked onto a disk
    report.refused, report.findings          # each finding: a code, how grave, where, and a sentence in two languages
    report.course.items                      # the parts with their launch addresses, pass marks and sequencing
    for member in members(opened): ...       # what may be kept, only of what was not refused

The readers know nothing of Django and of the portal.
"""

from waypost.training.packages.archive import File, Member
from waypost.training.packages.content import Seems
from waypost.training.packages.course import Course, Item, Kind, MoveOn, Resource, Standard, Threshold
from waypost.training.packages.doctor import Report, examine, members
from waypost.training.packages.findings import Finding, Severity, Unfit

__all__ = [
    "Course",
    "File",
    "Finding",
    "Item",
    "Kind",
    "Member",
    "MoveOn",
    "Report",
    "Resource",
    "Seems",
    "Severity",
    "Standard",
    "Threshold",
    "Unfit",
    "examine",
    "members",
]
