"""From what somebody sent to a package that can be kept. Outside of any action: it takes seconds, and nothing is locked
meanwhile.

    package = prepare(opened, "golf.zip")     # raises Unplayable, with the sentences for the sender
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.kinds import EMODULE
from waypost.files.models import StoredFile
from waypost.training.models import ModuleVersion, PackedFile, Part
from waypost.training.models.modules import parts_of
from waypost.training.packages import Course, Finding, Report, Severity, Standard, examine, members


class Unplayable(Refused):
    """A package that is not taken; ``report`` says why."""

    def __init__(self, sentence: Any, report: Report) -> None:
        super().__init__(sentence, package=sentence)
        self.report = report


@dataclass
class Package:
    """What was examined and laid down. ``file`` has its row already where the same package was kept before."""

    report: Report
    course: Course
    parts: list[Part]
    file: StoredFile
    files: list[PackedFile] = field(default_factory=list)

    @property
    def tracked(self) -> int:
        return sum(each.speaks for each in self.parts)

    def findings(self) -> list[dict[str, Any]]:
        return [said(each) for each in self.report.findings]


def prepare(sent: BinaryIO, name: str) -> Package:
    """Examine a package and lay its files down in one sealed content. Nothing is kept of one that is refused."""
    report = examine(sent, name)
    if report.refused or report.course is None:
        raise Unplayable(_("The package is not taken. What has to be mended stands below."), report)
    if report.course.standard is Standard.CMI5:
        sentence = _(
            "This is a cmi5 course, and the portal plays SCORM. Publish it as SCORM 1.2 or SCORM 2004, and choose it "
            "again."
        )
        raise Unplayable(sentence, report)
    parts = parts_of(report.course)
    before = ModuleVersion.unfiltered.filter(sha256=report.sha256).select_related("file").first()
    if before is not None and before.file is not None:
        return Package(report, report.course, parts, before.file)
    files: list[PackedFile] = []
    laid = vault.lay_down(report.sha256, EMODULE, _one_behind_the_other(sent, files))
    return Package(report, report.course, parts, laid, files)


def _one_behind_the_other(sent: BinaryIO, files: list[PackedFile]) -> Iterator[bytes]:
    """The contents of all files; ``files`` fills with where each lies."""
    start = 0
    for member in members(sent):
        files.append(PackedFile(name=member.name, kind=member.kind, start=start, size=member.size))
        start += member.size
        yield from member.pieces()


def said(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept beside the package: its sentence in every language."""
    sentences = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences[code] = finding.sentence
    return {"severity": finding.severity.value, "at": finding.at, "more": finding.more, **sentences}


def worst_first(report: Report) -> list[tuple[Severity, list[Finding]]]:
    """The findings by how grave they are."""
    grouped = [(each, [one for one in report.findings if one.severity is each]) for each in Severity]
    return [(severity, found) for severity, found in grouped if found]
