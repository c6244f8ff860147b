"""The manifest of SCORM 1.2 and SCORM 2004, 2nd to 4th edition.

Source: SCORM 1.2 Content Aggregation Model, chapter 2.3; SCORM 2004 4th Edition, Content Aggregation Model, chapter 3.
"""

import re
from dataclasses import replace
from decimal import Decimal

from waypost.training.packages import addresses, kinds
from waypost.training.packages.archive import Archive
from waypost.training.packages.course import Course, Item, Kind, Resource, Standard, Threshold
from waypost.training.packages.findings import Findings, Unfit
from waypost.training.packages.names import shown
from waypost.training.packages.sequencing import Sequencing
from waypost.training.packages.sequencing_xml import Reader
from waypost.training.packages.trees import Element, number

NAME = "imsmanifest.xml"
_EDITIONS = {"CAM 1.3": "2nd", "1.3": "2nd", "2004 2nd Edition": "2nd"}
_EDITION = re.compile(r"2004\s+(\d)(?:nd|rd|th)", re.IGNORECASE)
_ORDINALS = {"2": "2nd", "3": "3rd", "4": "4th"}
# In prerequisites: the status that a part is compared with, and what stands between the parts.
_COMPARED = re.compile(r'(?:=|<>)\s*(?:"[^"]*"|[^\s&|~(){},"]+)|(?<!\d)\d+\s*\*')
_BETWEEN = re.compile(r"[&|~(){},\s]+")


def read(manifest: Element, archive: Archive, findings: Findings) -> Course:
    """Raises Unfit for what is no SCORM, or has nothing to launch."""
    if manifest.name != "manifest":
        raise Unfit("xml_other", NAME, manifest.line, name=manifest.name[:60])
    standard, edition = _standard(manifest)
    organization = _organization(manifest, findings)
    resources = _Resources(manifest, archive, findings)
    items = _Items(standard, manifest, resources, findings)
    course = Course(
        standard=standard,
        edition=edition,
        identifier=manifest.get("identifier"),
        title=organization.words("title"),
        items=tuple(items.of(organization)),
        resources=tuple(resources.by_id.values()),
        sequencing=items.sequencing(organization),
        global_objectives=organization.get("objectivesGlobalToSystem") not in ("false", "0"),
        languages=_languages(manifest),
    )
    _check(course, resources, findings)
    return course


def _standard(manifest: Element) -> tuple[Standard, str]:
    schema = manifest.words("metadata", "schema")
    version = manifest.words("metadata", "schemaversion")
    spaces = " ".join({each.space for each in manifest.walk()}) + " ".join(manifest.attributes.values())
    if version in _EDITIONS or _EDITION.search(version):
        found = _EDITION.search(version)
        return Standard.SCORM_2004, _EDITIONS.get(version) or _ORDINALS.get(found[1] if found else "", "")
    if version == "1.2":
        return Standard.SCORM_1_2, ""
    if schema and "SCORM" not in schema.upper():
        raise Unfit("other_standard", NAME, manifest.line, name=f"{schema} {version}"[:60].strip())
    has_scos = any(_kind(each) is Kind.SCO for each in manifest.walk())
    if not has_scos and "SCORM" not in schema.upper():
        raise Unfit("no_scorm", NAME, manifest.line)
    newer = "adlcp_v1p3" in spaces or any("scormType" in each.attributes for each in manifest.walk())
    return (Standard.SCORM_2004, "") if newer else (Standard.SCORM_1_2, "")


def _organization(manifest: Element, findings: Findings) -> Element:
    """The one that is played: the default, or the first."""
    organizations = manifest.first("organizations")
    found = list(organizations.all("organization")) if organizations else []
    if organizations is None or not found:
        raise Unfit("no_organization", NAME, (organizations or manifest).line)
    default = organizations.get("default")
    chosen = next((each for each in found if each.get("identifier") == default), found[0])
    if default and chosen.get("identifier") != default:
        findings.note("other_default", NAME, organizations.line, id=default[:60])
    if len(found) > 1:
        findings.note("organizations", NAME, chosen.line, count=len(found), title=chosen.words("title")[:80])
    if manifest.first("manifest"):
        findings.warn("manifest_within", NAME, manifest.line)
    return chosen


def _kind(resource: Element) -> Kind:
    return Kind.SCO if resource.get("scormtype", "scormType", "scormTYPE").lower() == "sco" else Kind.ASSET


class _Resources:
    """The resources by their identifiers. A part asks for one; whether its address holds is said when it is asked."""

    def __init__(self, manifest: Element, archive: Archive, findings: Findings) -> None:
        self._archive = archive
        self._findings = findings
        self._facts: dict[str, Unfit] = {}
        self._unlike: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.missing: list[str] = []
        self.by_id: dict[str, Resource] = {}
        around = manifest.first("resources") or Element("resources", "", manifest.line)
        bases = (manifest.get("xml:base"), around.get("xml:base"))
        written = {each.get("identifier"): each for each in around.all("resource")}
        for each in around.all("resource"):
            self._add(each, bases)
        for name, each in written.items():
            self.by_id[name] = replace(self.by_id[name], files=self._files(each, written, bases))

    def _add(self, element: Element, bases: tuple[str, ...]) -> None:
        name = element.get("identifier")
        if name in self.by_id:
            self._findings.warn("id_twice", NAME, element.line, id=name[:60])
        self.lines[name] = element.line
        found = Resource(name, _kind(element))
        href = element.get("href")
        if href or found.kind is Kind.SCO:
            try:
                file, behind = self._file(href, (*bases, element.get("xml:base")))
                found = replace(found, file=file, behind=behind)
            except Unfit as unfit:
                self._facts[name] = unfit
                found = replace(found, trouble=unfit.finding.code)
        self.by_id[name] = found

    def _file(self, href: str, bases: tuple[str, ...]) -> tuple[str, str]:
        address = addresses.inside(href, *bases)
        for name in address.names:
            if name in self._archive:
                return name, address.behind
        for name in address.names:
            if other := self._archive.find(name):
                self._unlike[other] = name
                return other, address.behind
        raise Unfit("href_missing", href=shown(address.path))

    def _files(
        self, element: Element, written: dict[str, Element], bases: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Its own and those of what it depends on, each resource once."""
        files: dict[str, None] = {}
        asked, waiting = {id(element)}, [element]
        while waiting:
            each = waiting.pop(0)
            for file in each.all("file"):
                try:
                    name, _ = self._file(file.get("href"), (*bases, each.get("xml:base")))
                    files[name] = None
                except Unfit as unfit:
                    if file.get("href") not in self.missing and unfit.finding.code == "href_missing":
                        self.missing.append(file.get("href"))
            for dependency in each.all("dependency"):
                other = written.get(dependency.get("identifierref"))
                if other is not None and id(other) not in asked:
                    asked.add(id(other))
                    waiting.append(other)
        return tuple(files)

    def launched(self, name: str, item: Element) -> Resource | None:
        """The resource of an item, and what is wrong with it said at the item."""
        found = self.by_id.get(name)
        if found is None:
            self._findings.refuse("no_resource", NAME, item.line, title=_called(item), id=name[:60])
            return None
        line = self.lines[name]
        if name in self._facts:
            facts = self._facts[name].finding.facts
            self._findings.refuse(found.trouble, NAME, line, title=_called(item), **facts)
        elif not found.file:
            self._findings.refuse("href_empty", NAME, line, title=_called(item))
        else:
            self._check_kind(found, line, item)
        return found

    def _check_kind(self, found: Resource, line: int, item: Element) -> None:
        kind = kinds.kind(found.file)
        if found.file in self._unlike:
            self._findings.warn("href_case", NAME, line, href=self._unlike[found.file], file=found.file)
        if kinds.ending(found.file) == "swf":
            self._findings.refuse("flash", NAME, line, title=_called(item), file=found.file)
        elif kind is None or (found.kind is Kind.SCO and kind not in kinds.PAGES):
            self._findings.refuse("not_a_page", NAME, line, title=_called(item), file=found.file)


class _Items:
    """The parts of an organization, in a tree."""

    def __init__(
        self, standard: Standard, manifest: Element, resources: _Resources, findings: Findings
    ) -> None:
        self._standard = standard
        self._resources = resources
        self._findings = findings
        self._sequencing = Reader(manifest, NAME, findings)
        self._seen: set[str] = set()

    def of(self, element: Element) -> list[Item]:
        return [self._item(each) for each in element.all("item")]

    def sequencing(self, element: Element) -> Sequencing | None:
        return self._sequencing.of(element) if self._standard is Standard.SCORM_2004 else None

    def _item(self, element: Element) -> Item:
        name, children = element.get("identifier"), tuple(self.of(element))
        if name in self._seen:
            self._findings.refuse("item_twice", NAME, element.line, id=name[:60])
        self._seen.add(name)
        resource, leads = None, element.get("identifierref")
        if leads:
            resource = self._resources.launched(leads, element)
        elif not children:
            self._findings.warn("leads_nowhere", NAME, element.line, title=_called(element))
        if children and resource and self._standard is Standard.SCORM_2004:
            self._findings.warn("folder_launches", NAME, element.line, title=_called(element))
        item = Item(
            id=name,
            title=element.words("title"),
            kind=resource.kind if resource else Kind.FOLDER,
            resource=resource.id if resource else "",
            visible=element.get("isvisible") not in ("false", "0"),
            launch_data=_text(element, "datafromlms", "dataFromLMS"),
            time_limit=_text(element, "maxtimeallowed"),
            time_limit_action=_text(element, "timelimitaction", "timeLimitAction"),
            children=children,
        )
        if resource and resource.file:
            launch = addresses.launch(resource.file, resource.behind, element.get("parameters"))
            item = replace(item, launch=launch, file=resource.file)
        return (
            self._older(item, element) if self._standard is Standard.SCORM_1_2 else self._newer(item, element)
        )

    def _older(self, item: Item, element: Element) -> Item:
        """What SCORM 1.2 alone has."""
        written = _text(element, "masteryscore")
        score = number(written, 0, 100) if written else None
        if written and score is None:
            self._findings.warn(
                "mastery_number", NAME, element.line, title=_called(element), value=written[:40]
            )
        mastery = None if score is None else score / Decimal(100)
        return replace(item, mastery=mastery, prerequisites=_text(element, "prerequisites"))

    def _newer(self, item: Item, element: Element) -> Item:
        """What SCORM 2004 alone has."""
        sequencing = self.sequencing(element)
        primary = sequencing.primary if sequencing else None
        by_measure = primary is not None and primary.satisfied_by_measure
        return replace(
            item,
            sequencing=sequencing,
            mastery=primary.min_normalized_measure if primary and by_measure else None,
            threshold=self._threshold(element),
            hidden_controls=tuple(
                each.text for each in _around(element, "presentation", "navigationInterface").all("hideLMSUI")
            ),
        )

    def _threshold(self, element: Element) -> Threshold | None:
        found = element.first("completionThreshold")
        if found is None:
            return None
        # The 3rd edition writes the number into the element, the 4th has attributes.
        measure = (
            number(found.text, 0, 1) if found.text else number(found.get("minProgressMeasure") or "1", 0, 1)
        )
        weight = number(found.get("progressWeight") or "1", 0, 1)
        if measure is None or weight is None:
            self._findings.warn("threshold_number", NAME, found.line, title=_called(element))
        by_measure = bool(found.text) or found.get("completedByMeasure") in ("true", "1")
        one = Decimal(1)
        return Threshold(by_measure, one if measure is None else measure, one if weight is None else weight)


def _check(course: Course, resources: _Resources, findings: Findings) -> None:
    items = list(course.walk())
    if not any(each.kind is not Kind.FOLDER for each in items) and not findings.refused:
        raise Unfit("nothing_to_launch", NAME)
    known = {each.id for each in items}
    for each in items:
        for name in prerequisites(each.prerequisites):
            if name not in known:
                findings.warn("prerequisite_lost", NAME, title=each.title or each.id, id=name[:60])
    for name in resources.missing:
        findings.warn("file_missing", NAME, href=shown(name))


def prerequisites(written: str) -> list[str]:
    """The identifiers that prerequisites of SCORM 1.2 (``A1 & (A2 | ~A3)``) speak of."""
    names = _BETWEEN.split(_COMPARED.sub(" ", written))
    return list(dict.fromkeys(each for each in names if each))


def _called(item: Element) -> str:
    return (item.words("title") or item.get("identifier"))[:80]


def _text(element: Element, *names: str) -> str:
    found = next(element.all(*names), None)
    return found.text if found else ""


def _around(element: Element, *path: str) -> Element:
    return element.first(*path) or Element(path[-1], "", element.line)


def _languages(manifest: Element) -> tuple[str, ...]:
    said = [
        *(each.get("xml:lang", "language") for each in manifest.walk() if each.name != "langstring"),
        *(each.text for each in manifest.walk() if each.name == "language"),
        *(each.get("xml:lang", "lang") for each in manifest.walk() if each.name == "langstring"),
    ]
    return tuple(dict.fromkeys(each for each in said if each))
