"""The e-modules of a programme as one learner meets them: each with how far they are in it, in words."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.access.keys import Viewer
from waypost.training.models import ASKED, DONE, Attempt, EModule, ModuleVersion, Part, Programme, Progress
from waypost.training.models.runtime import Status
from waypost.training.packages import Kind


@dataclass
class Way:
    """How far somebody is in one version, part by part."""

    version: ModuleVersion
    attempt: Attempt | None = None
    progress: dict[int, Progress] = field(default_factory=dict)

    @property
    def done_parts(self) -> int:
        return sum(each.done_at is not None for each in self.progress.values())

    @property
    def is_done(self) -> bool:
        return 0 < self.version.tracked <= self.done_parts

    @property
    def is_begun(self) -> bool:
        return bool(self.progress)

    @property
    def words(self) -> str:
        if not self.is_begun:
            return _("Not begun")
        if self.is_done:
            return _("Done") + _scored(self._scores(DONE))
        states = {each.status for each in self.progress.values()}
        if states == {Status.OPENED}:
            return _("Opened, not tracked")
        if self.version.tracked > 1:
            return ngettext(
                "Begun: %(done)s of %(n)s part done",
                "Begun: %(done)s of %(n)s parts done",
                self.version.tracked,
            ) % {"done": self.done_parts, "n": self.version.tracked}
        if Status.FAILED in states:
            return _("Not passed") + _scored(self._scores((Status.FAILED,)))
        return _("Begun")

    def _scores(self, of: tuple[Status, ...]) -> list[Decimal]:
        """Of a lesson the share of its questions that were answered right at once."""
        if self.version.is_native:
            won = [each.score for each in self.progress.values() if each.score is not None]
            return [sum(won, Decimal(0)) / len(won)] if won else []
        return [each.score for each in self.progress.values() if each.status in of and each.score is not None]


def _scored(scores: list[Decimal]) -> str:
    """The score behind the words, where there is one and no more: of several there is no sum."""
    return f", {percent(scores[0])}" if len(scores) == 1 else ""


def percent(score: Decimal) -> str:
    return f"{(score * 100).quantize(Decimal(1))} %"


@dataclass
class Row:
    """An e-module, its newest version, and one's own way in it and in those before."""

    module: EModule
    way: Way
    before: list[Way] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return any(each.is_done for each in (self.way, *self.before))

    @property
    def can_be_done(self) -> bool:
        return any(each.version.tracked for each in (self.way, *self.before))

    @property
    def is_tracked(self) -> bool:
        return self.way.version.tracked > 0

    @property
    def words(self) -> str:
        if self.way.is_begun:
            return self.way.words
        earlier = next((each for each in self.before if each.is_begun), None)
        if earlier is None:
            return self.way.words
        if earlier.is_done:
            return _("%(how)s, in an earlier version") % {"how": earlier.words}
        return _("There is a new version. You begin it from the start.")

    @property
    def call(self) -> str:
        """What the button says."""
        if self.is_done:
            return _("Open again")
        return _("Continue") if self.way.is_begun else _("Begin")


@dataclass
class Rows:
    """All e-modules of a programme, by their place."""

    rows: list[Row]

    @property
    def wanted(self) -> list[Row]:
        """Those that are asked of everybody: what can't be tracked is not."""
        return [each for each in self.rows if each.module.required and each.can_be_done]

    @property
    def done(self) -> int:
        return sum(each.is_done for each in self.wanted)

    @property
    def summary(self) -> str:
        """How many of those that everybody is to go through are done."""
        n = len(self.wanted)
        sentence = ngettext("%(done)s of %(n)s e-module done", "%(done)s of %(n)s e-modules done", n)
        return sentence % {"done": self.done, "n": n} if n else ""


def modules_of(viewer: Viewer, programme: Programme) -> list[EModule]:
    rows = EModule.visible_to(viewer).filter(programme=programme.pk, taken_off_at=None)
    return list(rows.order_by("number", "pk"))


def rows_of(viewer: Viewer, programme: Programme) -> Rows:
    return rows_of_all(viewer, [programme])[programme.pk]


def rows_of_all(viewer: Viewer, programmes: Sequence[Programme]) -> dict[int, Rows]:
    """By the key of the programme. Four queries, whatever the number."""
    wanted = EModule.visible_to(viewer).filter(
        programme__in=[each.pk for each in programmes], taken_off_at=None
    )
    modules = list(wanted.order_by("number", "pk"))
    versions: dict[int, list[ModuleVersion]] = {}
    found = ModuleVersion.visible_to(viewer).filter(module__in=[each.pk for each in modules])
    for version in found.order_by("-number").defer("contents", "findings"):
        versions.setdefault(version.module_id, []).append(version)
    ways = _ways(viewer, [version for each in versions.values() for version in each])
    rows = {each.pk: Rows([]) for each in programmes}
    for module in modules:
        own = [ways[version.pk] for version in versions[module.pk]]
        rows[module.programme_id].rows.append(Row(module, *_split(own)))
    return rows


def done_by(
    viewer: Viewer, programmes: Collection[int], people: Collection[int]
) -> tuple[Counter[int], Counter[tuple[int, int]]]:
    """How many e-modules everybody is to go through in each programme, and how many of them each person did, by the
    keys of both: in the newest version or one before. Those that can't be tracked are asked of nobody. For gates: how
    far somebody is in one e-module stays their own.
    """
    rows = ModuleVersion.visible_to(viewer).filter(ASKED, module__programme__in=programmes)
    versions = {
        pk: (module, programme, tracked)
        for pk, module, programme, tracked in rows.values_list("pk", "module", "module__programme", "tracked")
    }
    wanted = Counter({module: programme for module, programme, _tracked in versions.values()}.values())
    parts = Progress.objects.filter(
        attempt__person__in=people, attempt__version__in=list(versions), done_at__isnull=False
    )
    counted = parts.values_list("attempt__person", "attempt__version").annotate(n=Count("pk"))
    did = {(person, *versions[version][:2]) for person, version, n in counted if n >= versions[version][2]}
    return wanted, Counter((programme, person) for person, _module, programme in did)


def _split(ways: list[Way]) -> tuple[Way, list[Way]]:
    """The newest is played. But whoever is in the middle of a lesson of the portal goes on in that version."""
    begun = next((each for each in ways if each.is_begun), ways[0])
    at = ways.index(begun) if begun.version.is_native and not begun.is_done else 0
    return ways[at], ways[at + 1 :]


def _ways(viewer: Viewer, versions: list[ModuleVersion]) -> dict[int, Way]:
    """One's own alone."""
    ways = {each.pk: Way(each) for each in versions}
    attempts = Attempt.objects.filter(person=viewer.pk or 0, version__in=list(ways))
    by_attempt = {}
    for attempt in attempts:
        ways[attempt.version_id].attempt = attempt
        by_attempt[attempt.pk] = ways[attempt.version_id]
    for each in Progress.objects.filter(attempt__in=list(by_attempt)).defer("told", "terms"):
        by_attempt[each.attempt_id].progress[each.part] = each
    return ways


@dataclass
class Line:
    """A part in the table of contents, with how one stands in it."""

    number: int
    part: Part
    progress: Progress | None

    @property
    def words(self) -> str:
        if self.progress is None:
            return ""
        if self.part.kind is Kind.PAGE:
            return self._answered(Status(self.progress.status))
        score = self.progress.score
        said = str(Status(self.progress.status).label)
        return f"{said}, {percent(score)}" if score is not None else said

    def _answered(self, status: Status) -> str:
        """Of a page of a lesson."""
        if status is Status.PASSED:
            at_once = self.progress is not None and bool(self.progress.score)
            return _("Right at once") if at_once else _("Right, at a later answer")
        return _("Not right yet") if status is Status.FAILED else _("Read")


def lines_of(way: Way) -> list[Line]:
    """The table of contents, with the number under which each part is opened. Loads the version's contents."""
    parts = way.version.parts
    return [Line(number, part, way.progress.get(number)) for number, part in enumerate(parts) if part.listed]


def row_of(viewer: Viewer, programme: Programme, public_id: str) -> Row | None:
    return next(
        (each for each in rows_of(viewer, programme).rows if each.module.public_id == public_id), None
    )
