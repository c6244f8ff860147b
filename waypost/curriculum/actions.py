"""Beginning a curriculum, writing a version of it, and what becomes of a version."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.access.policies import may_begin, may_begin_in, may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.curriculum.models import MARKS, Curriculum, CurriculumVersion, Module, Status, digest_of
from waypost.gate.refusing import check_words
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Topic

_NUMBER = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})", re.ASCII)
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


@action("curriculum.version_written", allowed=may_write)
def write_version(
    *, by: Person, curriculum: Curriculum, number: str, modules: Sequence[ModuleWords]
) -> CurriculumVersion:
    """Write a version as a draft: a number above every one before it, and its modules in their order."""
    _check_number(curriculum, number)
    if not modules:
        raise Refused(_("A version has at least one module."))
    for each in modules:
        texts = ("code", "title_en", "title_th", "outcomes_en", "outcomes_th")
        check_words(**{name: getattr(each, name) for name in texts})
    version = CurriculumVersion(
        curriculum_id=curriculum.pk,
        number=number,
        digest=digest_of([asdict(each) for each in modules]),
        at=clock.now(),
    )
    version.save()
    Module.unfiltered.bulk_create(
        [Module(version_id=version.pk, place=place, **asdict(each)) for place, each in enumerate(modules, 1)]
    )
    doors.note(version=number, modules=len(modules))
    return version


@action("curriculum.version_moved", allowed=may_write)
def move(*, by: Person, curriculum: Curriculum, number: str, status: Status) -> CurriculumVersion:
    """Into consultation, back, or finalised: then it supersedes the one that was."""
    version = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, number=number).first()
    if version is None or status not in _NEXT.get(Status(version.status), ()):
        raise Refused(_("This version cannot become that now. Look at what stands there."))
    if status == Status.FINALISED:
        finalised = CurriculumVersion.unfiltered.filter(curriculum=curriculum.pk, status=Status.FINALISED)
        finalised.update(status=Status.SUPERSEDED)
    version.status = status
    version.save()
    doors.note(version=number, status=str(status))
    return version


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
