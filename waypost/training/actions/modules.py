"""Writing down which e-modules a programme has."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.files import vault
from waypost.gate.refusing import check_words
from waypost.gate.scan import findings
from waypost.people.models import Person
from waypost.training.actions.importing import Package
from waypost.training.models import EModule, Launch, ModuleVersion, PackedFile, Programme

MOST_MODULES = 60


@dataclass(frozen=True)
class ModuleWords:
    """What is said of an e-module. ``number`` is its place among the others, from 1; 0 puts it behind them."""

    title_en: str
    title_th: str
    language: str
    required: bool = True
    number: int = 0


@action("training.module_added", allowed=may_write)
def add_module(*, by: Person, programme: Programme, words: ModuleWords, package: Package) -> EModule:
    """Add an e-module, with the first version of its package."""
    module = begin_module(programme, words)
    version = _keep(by, module, package)
    doors.note(module=module.public_id, **_facts(version))
    return module


@action("training.module_replaced", allowed=may_write)
def replace_module(*, by: Person, programme: Programme, module: str, package: Package) -> ModuleVersion:
    """Give an e-module its next version. What learners did in those before stays theirs."""
    found = one_of(programme, module)
    newest = ModuleVersion.unfiltered.filter(module=found.pk).order_by("-number")[0]
    if newest.is_native:
        raise Refused(_("This e-module is a lesson written in the portal. Write it anew, and put it out."))
    if newest.sha256 == package.report.sha256:
        raise Refused(_("This is the package that is played already. Choose the new one."))
    version = _keep(by, found, package)
    doors.note(module=found.public_id, **_facts(version))
    return version


@action("training.module_written", allowed=may_write)
def write_module(*, by: Person, programme: Programme, module: str, words: ModuleWords) -> EModule:
    """Say anew what an e-module is called, and where it stands."""
    found = one_of(programme, module)
    _check(words)
    _put(found, words, among=[each for each in _standing(programme) if each.pk != found.pk])
    doors.note(module=found.public_id, required=words.required, number=found.number)
    return found


@action("training.module_taken_off", allowed=may_write)
def take_off_module(*, by: Person, programme: Programme, module: str) -> EModule:
    """Nobody opens it any more. What learners did in it stays."""
    found = one_of(programme, module)
    found.taken_off_at = clock.now()
    found.save()
    for place, each in enumerate(_standing(programme), start=1):
        _place(each, place)
    Launch.objects.filter(attempt__module=found.pk).delete()
    doors.note(module=found.public_id)
    return found


def begin_module(programme: Programme, words: ModuleWords) -> EModule:
    """The row of a new e-module in its place, inside an action. It wants a version in the same act."""
    there = _standing(programme)
    if len(there) >= MOST_MODULES:
        raise Refused(_("A programme has 60 e-modules at most. Take one off first."))
    _check(words)
    module = EModule(programme_id=programme.pk, added_at=clock.now())
    _put(module, words, among=there)
    return module


def one_of(programme: Programme, module: str) -> EModule:
    """An e-module that is not taken off, by its public id."""
    found = next((each for each in _standing(programme) if each.public_id == module), None)
    if found is None:
        raise Refused(_("This e-module is not there any more. Go back to the programme."))
    return found


def next_number(module: EModule) -> int:
    """That of its next version."""
    return ModuleVersion.unfiltered.filter(module=module.pk).count() + 1


def _standing(programme: Programme) -> list[EModule]:
    rows = EModule.unfiltered.filter(programme=programme.pk, taken_off_at=None)
    return list(rows.order_by("number", "pk"))


def _check(words: ModuleWords) -> None:
    check_words(title_en=words.title_en, title_th=words.title_th)


def _put(module: EModule, words: ModuleWords, *, among: list[EModule]) -> None:
    """Write the e-module into its place, and the others around it."""
    for name in ("title_en", "title_th", "language", "required"):
        setattr(module, name, getattr(words, name))
    place = min(words.number or len(among) + 1, len(among) + 1)
    module.number = place
    module.save()
    for number, each in enumerate([*among[: place - 1], module, *among[place - 1 :]], start=1):
        _place(each, number)


def _place(module: EModule, number: int) -> None:
    if module.number != number:
        module.number = number
        module.save()


def _check_titles(package: Package) -> None:
    """What a package calls its parts stands on the portal's own pages."""
    for part in package.parts:
        if findings(part.title):
            sentence = _(
                "The package calls a part “%(title)s”, which seems to hold personal data. Call it otherwise there, and "
                "publish the e-module anew."
            )
            raise Refused(sentence % {"title": part.title})


def _keep(by: Person, module: EModule, package: Package) -> ModuleVersion:
    _check_titles(package)
    if package.file.pk is None:
        vault.keep_laid(package.file)
        for each in package.files:
            each.within = package.file
        PackedFile.objects.bulk_create(package.files, batch_size=500)
    version = ModuleVersion(
        module_id=module.pk,
        number=next_number(module),
        standard=package.course.standard.value,
        edition=package.course.edition,
        sha256=package.report.sha256,
        size=package.report.size,
        contents=[each.kept() for each in package.parts],
        tracked=package.tracked,
        findings=package.findings(),
        file=package.file,
        imported_by=by,
        at=clock.now(),
    )
    version.save()
    return version


def _facts(version: ModuleVersion) -> dict[str, object]:
    return {"version": version.number, "sha256": version.sha256}
