"""Beginning a curriculum, writing a version of it, and what becomes of a version.

``revision`` is the curriculum's when the form was opened; without one, nobody can have been first.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.curriculum.models import MARKS, Curriculum, CurriculumVersion, Module, Status, digest_of
from waypost.gate.refusing import check_words
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Topic

_NUMBER = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})", re.ASCII)
MOST_MODULES = 60
_NEXT = {
    Status.DRAFT: {Status.CONSULTATION, Status.FINALISED},
    Status.CONSULTATION: {Status.DRAFT, Status.FINALISED},
}


@dataclass(frozen=True)
class ModuleWords:
    """One module as it is written, in both languages."""

    code: str
    title_en: str
    title_th: str
    minutes: int
    delivery: str
    outcomes_en: str = ""
    outcomes_th: str = ""


@action("curriculum.begun", allowed=may_begin)
def begin(
    *,
    by: Person,
    organisation: Organisation,
    network: Network,
    code: str,
    title_en: str,
    title_th: str,
    mark: Mark = Mark.GREEN,
    topics: Sequence[Topic] = (),
) -> Curriculum:
    """Begin a curriculum that this organisation keeps. It has no version yet."""
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    if mark not in MARKS:
        raise Refused(_("A curriculum is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    check_words(code=code, title_en=title_en, title_th=title_th)
    own = Curriculum.unfiltered.filter(organisation=organisation, network=network)
    if own.filter(code__iexact=code).exists():
        raise Refused(_("This code is taken. Choose another."), code=_("Taken already."))
    curriculum = Curriculum(
        organisation=organisation, network=network, code=code, title_en=title_en, title_th=title_th, mark=mark
    )
    curriculum.save()
    curriculum.topics.set(topics)
    curriculum.recompile()
    doors.about(curriculum)
    doors.note(network=network.key, mark=mark.label)
    return curriculum


@action("curriculum.written", allowed=may_write)
def write(
    *,
    by: Person,
    curriculum: Curriculum,
    title_en: str,
    title_th: str,
    mark: Mark,
    topics: Sequence[Topic] = (),
    revision: int | None = None,
) -> Curriculum:
    """Say anew what it is; the code stays, and so do its versions."""
    _demand_current(curriculum, revision)
    if mark not in MARKS:
        raise Refused(_("A curriculum is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    check_words(title_en=title_en, title_th=title_th)
    curriculum.title_en, curriculum.title_th, curriculum.mark = title_en, title_th, mark
    _changed(curriculum)
    curriculum.topics.set(topics)
    curriculum.recompile()
    doors.note(mark=Mark(mark).label)
    return curriculum


@action("curriculum.version_written", allowed=may_write)
def write_version(
    *,
    by: Person,
    curriculum: Curriculum,
    number: str,
    modules: Sequence[ModuleWords],
    revision: int | None = None,
) -> CurriculumVersion:
    """Write a version as a draft: a number above every one before it, and its modules in their order."""
    _demand_current(curriculum, revision)
    _check_number(curriculum, number)
    _check_modules(modules)
    version = CurriculumVersion(
        curriculum_id=curriculum.pk, number=number, digest=_digest(modules), at=clock.now()
    )
    version.save()
    Module.unfiltered.bulk_create(
        [Module(version_id=version.pk, place=place, **asdict(each)) for place, each in enumerate(modules, 1)]
    )
    _changed(curriculum)
    doors.note(version=number, modules=len(modules))
    return version


@action("curriculum.version_rewritten", allowed=may_write)
def rewrite_version(
    *,
    by: Person,
    curriculum: Curriculum,
    number: str,
    modules: Sequence[ModuleWords],
    revision: int | None = None,
) -> CurriculumVersion:
    """Write the modules of a draft anew. A module is known by its code: what hangs on it stays with it."""
    _demand_current(curriculum, revision)
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or version.status != Status.DRAFT:
        raise Refused(
            _("Only a draft is written anew. Write the next version, or take this one back to a draft.")
        )
    _check_modules(modules)
    held = Module.unfiltered.filter(version=version.pk)
    held.exclude(code__in=[each.code for each in modules]).delete()
    held.update(place=F("place") + MOST_MODULES)  # out of the way: a place is given once
    kept = {each.code: each for each in held}
    for place, each in enumerate(modules, 1):
        module = kept.get(each.code) or Module(version_id=version.pk)
        for name, value in {**asdict(each), "place": place}.items():
            setattr(module, name, value)
        module.save()
    version.digest, version.at = _digest(modules), clock.now()
    version.save()
    _changed(curriculum)
    doors.note(version=number, modules=len(modules))
    return version


@action("curriculum.version_moved", allowed=may_write)
def move(
    *, by: Person, curriculum: Curriculum, number: str, status: Status, revision: int | None = None
) -> CurriculumVersion:
    """Into consultation, back, or finalised: then it supersedes the one that was, and is never written again."""
    _demand_current(curriculum, revision)
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or status not in next_of(version.status):
        raise Refused(_("This version cannot become that now. Look at what stands there."))
    if status == Status.FINALISED:
        finalised = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, status=Status.FINALISED)
        finalised.update(status=Status.SUPERSEDED)
    version.status = status
    version.save()
    _changed(curriculum)
    doors.note(version=number, status=str(status))
    return version


def next_of(status: str) -> set[Status]:
    """What a version with this status may become."""
    return _NEXT.get(Status(status), set())


def _check_modules(modules: Sequence[ModuleWords]) -> None:
    if not modules:
        raise Refused(_("A version has at least one module."))
    if len(modules) > MOST_MODULES:
        raise Refused(_("You name more than 60 modules. Put some of them together."))
    codes = [each.code.casefold() for each in modules]
    if len(set(codes)) < len(codes):
        raise Refused(_("Two modules have the same code. Give each its own."))
    if any(bool(each.outcomes_en) != bool(each.outcomes_th) for each in modules):
        raise Refused(_("Outcomes stand in both languages, or in neither. Write the ones that are missing."))
    for each in modules:
        texts = ("code", "title_en", "title_th", "outcomes_en", "outcomes_th")
        check_words(**{name: getattr(each, name) for name in texts})


def _digest(modules: Sequence[ModuleWords]) -> str:
    return digest_of([asdict(each) for each in modules])


def _demand_current(curriculum: Curriculum, revision: int | None) -> None:
    if revision is not None and revision != curriculum.revision:
        raise Overtaken(
            _(
                "Somebody changed this curriculum since you opened the page. What stands now is shown beside yours."
            ),
            theirs=curriculum,
        )


def _changed(curriculum: Curriculum) -> None:
    curriculum.revision += 1
    curriculum.save()


def _check_number(curriculum: Curriculum, number: str) -> None:
    if not _NUMBER.fullmatch(number):
        raise Refused(_("A version has three numbers, for example 1.0.0."), number=_("For example 1.0.0."))
    known = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk).values_list("number", flat=True)
    if any(_parts(each) >= _parts(number) for each in known):
        raise Refused(
            _("This number is not above those before it. Give a higher one."), number=_("Give a higher one.")
        )


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))
