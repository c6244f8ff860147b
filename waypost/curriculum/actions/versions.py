"""Beginning a curriculum, writing a version of it, and what becomes of a version.

``revision`` is the curriculum's when the form was opened; without one, nobody can have been first.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.curriculum.actions.document import changed, demand_current, keep, missing_words, stored
from waypost.curriculum.actions.signing import demand_sign_offs
from waypost.curriculum.document import Document, ModuleWords, of_modules
from waypost.curriculum.models import MARKS, Consultation, Curriculum, CurriculumVersion, Status
from waypost.gate.refusing import check_words
from waypost.people.models import Group, Network, Organisation, Person
from waypost.places.models import Topic

_NUMBER = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})", re.ASCII)
_NEXT = {
    Status.DRAFT: {Status.CONSULTATION, Status.FINALISED},
    Status.CONSULTATION: {Status.DRAFT, Status.FINALISED},
}


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
    group: Group | None = None,
) -> Curriculum:
    """Begin a curriculum that this organisation keeps. It has no version yet."""
    if not may_begin_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    if mark not in MARKS:
        raise Refused(_("A curriculum is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    _check_group(group, network.pk)
    check_words(code=code, title_en=title_en, title_th=title_th)
    own = Curriculum.unfiltered.filter(organisation=organisation, network=network)
    if own.filter(code__iexact=code).exists():
        raise Refused(_("This code is taken. Choose another."), code=_("Taken already."))
    curriculum = Curriculum(
        organisation=organisation,
        network=network,
        code=code,
        title_en=title_en,
        title_th=title_th,
        mark=mark,
        group=group,
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
    group: Group | None = None,
    revision: int | None = None,
) -> Curriculum:
    """Say anew what it is, and which group is consulted on it; the code stays, and so do its versions."""
    demand_current(curriculum, revision)
    if mark not in MARKS:
        raise Refused(_("A curriculum is TLP:CLEAR or TLP:GREEN."), mark=_("Choose one of the two."))
    _check_group(group, curriculum.network_id)
    check_words(title_en=title_en, title_th=title_th)
    curriculum.group = group
    curriculum.title_en, curriculum.title_th, curriculum.mark = title_en, title_th, mark
    changed(curriculum)
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
    demand_current(curriculum, revision)
    _check_number(curriculum, number)
    _check_modules(modules)
    document = of_modules(modules, _before(curriculum))
    version = _begun(curriculum, number)
    keep(version, document)
    changed(curriculum)
    doors.note(version=number, modules=len(modules))
    return version


@action("curriculum.version_begun", allowed=may_write)
def begin_version(
    *, by: Person, curriculum: Curriculum, number: str, revision: int | None = None
) -> CurriculumVersion:
    """Begin the next version as a draft that says what the newest one says; every paragraph keeps its id."""
    demand_current(curriculum, revision)
    _check_number(curriculum, number)
    document = _before(curriculum)
    if not document:
        raise Refused(_("There is no version to begin from. Write the modules of the first one."))
    version = _begun(curriculum, number)
    keep(version, document)
    changed(curriculum)
    doors.note(version=number, paragraphs=len(document))
    return version


@action("curriculum.version_moved", allowed=may_write)
def move(
    *,
    by: Person,
    curriculum: Curriculum,
    number: str,
    status: Status,
    revision: int | None = None,
    because: str = "",
) -> CurriculumVersion:
    """Into consultation, back, or finalised: then it supersedes the one that was, and is never written again. Where a
    group is consulted, its departments have signed it off before, or ``because`` says why not.
    """
    demand_current(curriculum, revision)
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or status not in next_of(version.status):
        raise Refused(_("This version cannot become that now. Look at what stands there."))
    demand_both_languages(version, status)
    if status == Status.DRAFT and Consultation.unfiltered.filter(version=version.pk).exists():
        raise Refused(
            _(
                "Departments are consulted on this version, so its words stay as they are. Write the next version."
            )
        )
    missing = 0
    if status == Status.FINALISED:
        missing = demand_sign_offs(curriculum, version, because)
        version.because = because if missing else ""
        finalised = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, status=Status.FINALISED)
        finalised.update(status=Status.SUPERSEDED)
    version.status = status
    version.save()
    changed(curriculum)
    doors.note(version=number, status=str(status), without_sign_off=missing)
    return version


def _check_group(group: Group | None, network: int) -> None:
    if group is not None and group.network_id != network:
        raise Refused(
            _("This group is of another network. Choose one of this network."), group=_("Choose another.")
        )


def next_of(status: str) -> set[Status]:
    """What a version with this status may become."""
    return _NEXT.get(Status(status), set())


def newest(curriculum: Curriculum) -> CurriculumVersion | None:
    """The version that was written last."""
    return CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk).order_by("pk").last()


def _begun(curriculum: Curriculum, number: str) -> CurriculumVersion:
    version = CurriculumVersion(curriculum_id=curriculum.pk, number=number, digest="", at=clock.now())
    version.save()
    return version


def _before(curriculum: Curriculum) -> Document:
    version = newest(curriculum)
    return stored(version) if version else ()


def demand_both_languages(version: CurriculumVersion, status: Status) -> None:
    """Raise Refused if more than its keeper would read a version that is not written in both languages."""
    missing = missing_words(stored(version)) if status != Status.DRAFT else []
    if missing:
        raise Refused(
            _(
                "These paragraphs are written in one language only: %(numbers)s. Write them in the other one first."
            )
            % {"numbers": ", ".join(missing)}
        )


def _check_modules(modules: Sequence[ModuleWords]) -> None:
    if any(bool(each.outcomes_en) != bool(each.outcomes_th) for each in modules):
        raise Refused(_("Outcomes stand in both languages, or in neither. Write the ones that are missing."))


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
