"""The package doctor: what an e-module's file is, what it will report, and what is wrong with it.

It works on a binary file that can be sought in, holds little of it in memory, writes nothing, and runs nothing of it.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from waypost.training.packages import cmi5, content, kinds, names, scorm, trees, zips
from waypost.training.packages.archive import MOST_BYTES, Archive, File, Member
from waypost.training.packages.content import Look, Seems
from waypost.training.packages.course import Course, Item, Kind, Standard
from waypost.training.packages.findings import Finding, Findings, Severity, Unfit

_AICC = {"au", "crs", "des", "cst"}
# What authoring tools save for themselves, by its ending.
_PROJECTS = {
    "story": "Articulate Storyline",
    "cptx": "Adobe Captivate",
    "cpvc": "Adobe Captivate",
    "cpt": "Adobe Captivate",
    "quiz": "iSpring QuizMaker",
    "isquiz": "iSpring QuizMaker",
    "ispring": "iSpring",
    "visuals": "iSpring Visuals",
    "elp": "eXeLearning",
    "elpx": "eXeLearning",
    "elt": "eXeLearning",
    "awt": "Lectora",
    "tscproj": "Camtasia",
    "camproj": "Camtasia",
    "abp": "ActivePresenter",
    "approj": "ActivePresenter",
    "h5p": "H5P",
    "pptx": "PowerPoint",
    "ppt": "PowerPoint",
}
# Other ways to pack, by their first bytes.
_PACKINGS = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?A-Za-z!]|\xff\xfe<\0|\xfe\xff\0<")
_FIRST = 1024  # bytes that tell one kind of file from another
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Report:
    """``course`` is None where it could not be read so far. ``files`` are what was read to its end, with the hash of
    each; where the package is refused they may be few. ``sha256`` is of the file as it came, ``size`` and ``unpacked``
    are in bytes. ``hosts`` are the machines elsewhere that pages and scripts load from.
    """

    sha256: str
    size: int
    unpacked: int
    course: Course | None
    files: tuple[File, ...]
    seems: Seems
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return any(each.severity is Severity.REFUSE for each in self.findings)

    @property
    def items(self) -> tuple[Item, ...]:
        """The parts that can be launched, in their order."""
        parts = self.course.walk() if self.course else ()
        return tuple(each for each in parts if each.kind is not Kind.FOLDER)

    def codes(self, severity: Severity | None = None) -> set[str]:
        return {each.code for each in self.findings if severity in (None, each.severity)}


def examine(file: BinaryIO, name: str = "") -> Report:
    """Everything that can be said of the file, whatever is in it; ``name`` is what its sender called it."""
    return _Examination(file, name).report()


def members(file: BinaryIO) -> Iterator[Member]:
    """The files to keep, one by one, by safe names and with kinds of our own, each proved before it is given.

    For a file that ``examine`` did not refuse; raises Unfit or ValueError for any other.
    """
    if not _starts(file).startswith(zips.LOCAL):
        return  # a course structure that came alone has nothing to keep
    yield from Archive(file, Findings()).members()


class _Examination:
    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._findings = Findings()
        self._look = Look()
        self._files: list[File] = []
        self._archive: Archive | None = None
        self._course: Course | None = None
        self._alone = 0

    def report(self) -> Report:
        size = self._file.seek(0, 2)
        with self._telling():
            self._read(size)
        if self._course and not self._findings.refused:
            self._conclude(self._course)
        return Report(
            sha256=_digest(self._file),
            size=size,
            unpacked=self._archive.unpacked if self._archive else self._alone,
            course=self._course,
            files=tuple(self._files),
            seems=self._look.seems,
            hosts=tuple(self._look.hosts),
            languages=self._languages(),
            findings=self._findings.listed(),
        )

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except Unfit as unfit:
            self._findings.add(unfit.finding)

    def _read(self, size: int) -> None:
        first = _starts(self._file)
        _check_file(first, size, self._name)
        if _XML.match(first):
            self._read_alone(size)
            return
        self._archive = archive = Archive(self._file, self._findings)
        if self._findings.refused:
            return
        with self._telling():
            self._course = _course(archive, self._findings)
        self._read_files(archive)

    def _read_alone(self, size: int) -> None:
        """A course structure without an archive."""
        if size > trees.LARGEST:
            raise Unfit("xml_large", cmi5.NAME)
        self._file.seek(0)
        root = trees.read(self._file.read(size), cmi5.NAME)
        if root.name == "manifest":
            raise Unfit("manifest_alone")
        self._course = cmi5.read(root, None, self._findings)
        self._alone = size

    def _read_files(self, archive: Archive) -> None:
        left_out = []
        for name, entry in archive.entries.items():
            if kinds.kind(name) is None:
                left_out.append(name)
            with self._telling():
                if self._look.wants(name, entry.size):
                    self._look.through(name, archive.read(name, content.LARGEST))
                self._files.append(archive.proved(name))
        if left_out:
            used = {name for each in (self._course.resources if self._course else ()) for name in each.files}
            tell = self._findings.warn if used & set(left_out) else self._findings.note
            shown = ", ".join(names.shown(each) for each in left_out[:3])
            tell("left_out", left_out[0], count=len(left_out), names=shown)

    def _conclude(self, course: Course) -> None:
        for name in self._look.workers:
            self._findings.refuse("service_worker", name)
        for host, name in self._look.hosts.items():
            self._findings.warn("loads_from", name, host=host)
        for name in self._look.passed_over:
            self._findings.note("passed_over", name)
        if course.standard is not Standard.CMI5:
            self._say_what_it_reports(course)
        elif self._archive and not self._look.seems.speaks:
            self._findings.warn("silent")

    def _say_what_it_reports(self, course: Course) -> None:
        seems, items = self._look.seems, [each for each in course.walk() if each.speaks]
        mastery = any(each.mastery is not None for each in items)
        if not items:
            self._findings.warn("nothing_tracked")
        elif not seems.speaks:
            self._findings.warn("silent")
        else:
            self._say_which_calls(course, seems)
            if not seems.status and not seems.score:
                self._findings.note("opened_only")
            elif mastery and not seems.score:
                self._findings.warn("mastery_unscored")
            elif not seems.place and not seems.state:
                self._findings.note("no_place")
            if seems.score and not mastery:
                self._findings.note("no_mastery")

    def _say_which_calls(self, course: Course, seems: Seems) -> None:
        newer = course.standard is Standard.SCORM_2004
        wanted, other = (seems.calls_2004, seems.calls_1_2) if newer else (seems.calls_1_2, seems.calls_2004)
        if other and not wanted:
            self._findings.warn("other_calls", standard=course.standard.value)
        if seems.opens and not seems.closes:
            self._findings.warn("never_closes")

    def _languages(self) -> tuple[str, ...]:
        """Two or three letters each, those of the manifest first."""
        course = self._course
        said = [*(course.languages if course else ()), *self._look.languages]
        titles = " ".join(each.title for each in course.walk()) + course.title if course else ""
        found = [each.replace("_", "-").split("-")[0].lower() for each in said]
        found += ["th"] if content.has_thai(titles) else []
        return tuple(
            dict.fromkeys(each for each in found if re.fullmatch("[a-z]{2,3}", each) and each != "und")
        )


def _starts(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_FIRST)


def _check_file(first: bytes, size: int, name: str) -> None:
    """Raises Unfit for what is neither a zip nor XML."""
    if not first:
        raise Unfit("empty")
    if size > MOST_BYTES:
        raise Unfit("large", size=-(-size // _MEGABYTE), most=MOST_BYTES // _MEGABYTE)
    if kinds.ending(name) in _PROJECTS:
        raise Unfit("project", name=names.shown(name), tool=_PROJECTS[kinds.ending(name)])
    if first.startswith((zips.LOCAL, zips.END)) or _XML.match(first):
        return
    if first.startswith((b"PK\x07\x08", b"PK00")):
        raise Unfit("split")
    for signature, packing in _PACKINGS.items():
        if first.startswith(signature):
            raise Unfit("other_packing", packing=packing)
    raise Unfit("prefixed" if first.startswith(b"MZ") else "not_zip")


def _course(archive: Archive, findings: Findings) -> Course:
    """Raises Unfit where there is no manifest, or none that can be played."""
    if scorm.NAME in archive:
        if cmi5.NAME in archive:
            findings.note("two_standards")
        return scorm.read(_tree(archive, scorm.NAME), archive, findings)
    if cmi5.NAME in archive:
        return cmi5.read(_tree(archive, cmi5.NAME), archive, findings)
    raise _why_none(archive)


def _tree(archive: Archive, name: str) -> trees.Element:
    return trees.read(archive.read(name, trees.LARGEST), name)


def _why_none(archive: Archive) -> Unfit:
    """What it is instead, as far as that can be told."""
    found = list(archive.entries)
    if not found:
        return Unfit("nothing_in_it")
    for name in (scorm.NAME, cmi5.NAME):
        other = archive.find(name)
        if other:
            return Unfit("manifest_case", other, name=name)
    nested = [each for each in found if each.lower().rpartition("/")[2] in (scorm.NAME, cmi5.NAME)]
    if len(nested) > 1:
        return Unfit("several", nested[0], count=len(nested))
    if nested:
        return Unfit("nested", nested[0], folder=names.shown(nested[0].rpartition("/")[0]))
    endings = {kinds.ending(each): each for each in reversed(found)}
    if _AICC & endings.keys():
        return Unfit("aicc", next(endings[each] for each in sorted(_AICC) if each in endings))
    return _which_project(archive, endings) or Unfit("no_manifest")


def _which_project(archive: Archive, endings: dict[str, str]) -> Unfit | None:
    for ending, tool in _PROJECTS.items():
        if ending in endings:
            return Unfit("project", endings[ending], name=names.shown(endings[ending]), tool=tool)
    if archive.find("h5p.json"):
        return Unfit("project", "h5p.json", name="h5p.json", tool="H5P")
    if archive.find("tincan.xml"):
        return Unfit("tin_can", "tincan.xml")
    if "zip" in endings:
        return Unfit("packed_twice", endings["zip"], name=names.shown(endings["zip"]))
    page = endings.get("html") or endings.get("htm")
    return Unfit("web_page", page) if page else None


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(zips.PIECE):
        digest.update(piece)
    return digest.hexdigest()
