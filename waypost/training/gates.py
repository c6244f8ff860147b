"""Gates: what a person has to have before they register, attend or are certified, and how it is said to them.

A requirement is a function that looks at one nominee and says whether it is met and, in a sentence, what stands or is
missing. What comes later to a cohort (e-modules, sessions, tests) adds its own with ``requires``:

    @requires(Scope.ATTEND)
    def e_modules(nominee: Nominee, known: Known) -> list[Requirement]: ...

It may answer with several, or with none where it asks nothing of this cohort. It asks the data base nothing: whoever
shows gates looks up what is ``Known`` of all rows at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waypost.core import clock
from waypost.face.dates import when
from waypost.training.models import HOLDING, Nominee, Status, has_attended
from waypost.training.models.attendance import ENOUGH


class Scope(Enum):
    REGISTER = "register"
    ATTEND = "attend"
    CERTIFY = "certify"

    @property
    def label(self) -> Any:
        return _LABELS[self]


_LABELS = {
    Scope.REGISTER: gettext_lazy("To take part"),
    Scope.ATTEND: gettext_lazy("To attend in person"),
    Scope.CERTIFY: gettext_lazy("To be certified"),
}


@dataclass(frozen=True)
class Known:
    """What was looked up of a learner in a cohort: how many e-modules everybody is to go through, how many of them they
    did, and when the next practical day begins, where there is one; how many minutes of the practical sessions they
    attended, whether they passed the post-test (None where there is none), and how many of the rubrics their cohort is
    marked against.
    """

    e_modules: int = 0
    done: int = 0
    next_day: datetime | None = None
    minutes: int = 0
    of_minutes: int = 0
    passed_test: bool | None = None
    rubrics: int = 0
    rubrics_passed: int = 0


@dataclass(frozen=True)
class Requirement:
    """Something asked of a person: met or not, and the sentence that says so, in the reader's language."""

    met: bool
    sentence: str


@dataclass(frozen=True)
class Gate:
    """All that one scope asks of a person. It is open when everything is met."""

    scope: Scope
    requirements: tuple[Requirement, ...]

    @property
    def is_open(self) -> bool:
        return all(each.met for each in self.requirements)

    @property
    def missing(self) -> list[Requirement]:
        return [each for each in self.requirements if not each.met]


Asked = Callable[[Nominee, Known], Iterable[Requirement]]
_asked: dict[Scope, list[Asked]] = defaultdict(list)


def requires(scope: Scope) -> Callable[[Asked], Asked]:
    """Let a function add its requirements to a scope."""

    def register(asked: Asked) -> Asked:
        _asked[scope].append(asked)
        return asked

    return register


def gates_of(nominee: Nominee, known: Known) -> list[Gate]:
    """Every gate of a person in their cohort that asks something. The row came with its unit (``select_related``)."""
    gates = [gate_of(nominee, scope, known) for scope in Scope]
    return [gate for gate in gates if gate.requirements]


def gate_of(nominee: Nominee, scope: Scope, known: Known) -> Gate:
    """One gate of a person, open where nothing is asked."""
    return Gate(scope, tuple(one for asked in _asked[scope] for one in asked(nominee, known)))


@requires(Scope.REGISTER)
def nominated(nominee: Nominee, _known: Known) -> list[Requirement]:
    if nominee.status == Status.WALK_IN:
        return []
    unit = {"unit": nominee.seats.name}
    return [Requirement(True, _("%(unit)s nominated you for one of its seats.") % unit)]


@requires(Scope.REGISTER)
def approved(nominee: Nominee, _known: Known) -> list[Requirement]:
    said = {
        Status.NOMINATED: _("The organisation that runs the programme has not decided yet."),
        Status.WAITING: _("You are approved and on the waiting list: all seats of your unit are taken."),
        Status.NOT_APPROVED: _("Your nomination was not approved."),
        Status.WITHDRAWN: _("Your nomination was withdrawn."),
        Status.REPLACED: _("Your unit named somebody else in your place."),
        Status.WALK_IN: _("You came without a seat. For the next cohort your focal point can nominate you."),
    }
    met = nominee.status in HOLDING
    return [
        Requirement(met, _("You are approved, and have a seat.") if met else said[Status(nominee.status)])
    ]


@requires(Scope.REGISTER)
def let_in(nominee: Nominee, _known: Known) -> list[Requirement]:
    if nominee.status == Status.ENROLLED:
        return [Requirement(True, _("Your focal point vouches for you: you are enrolled."))]
    if nominee.is_over or nominee.status == Status.WALK_IN:
        return []
    return [Requirement(False, _("You are enrolled once your focal point has let you in to the programme."))]


@requires(Scope.ATTEND)
def enrolled(nominee: Nominee, _known: Known) -> list[Requirement]:
    if nominee.status in (Status.ENROLLED, Status.WALK_IN) or nominee.is_over:
        return []
    return [Requirement(False, _("Only who is enrolled attends."))]


@requires(Scope.ATTEND)
def e_modules(nominee: Nominee, known: Known) -> list[Requirement]:
    """Those that everybody is to go through, before the practical."""
    if nominee.is_over or not known.e_modules:
        return []
    return [_of_e_modules(known, _("Do them before the practical."))]


def _of_e_modules(known: Known, what_to_do: str) -> Requirement:
    sentence = ngettext(
        "%(done)s of %(n)s e-module done.", "%(done)s of %(n)s e-modules done.", known.e_modules
    ) % {"done": known.done, "n": known.e_modules}
    met = known.done >= known.e_modules
    return Requirement(met, sentence if met else f"{sentence} {what_to_do}")


@requires(Scope.ATTEND)
def practical(nominee: Nominee, known: Known) -> list[Requirement]:
    """That there is a day to come to: it is said, and asked of nobody."""
    if nominee.is_over or known.next_day is None:
        return []
    begun = known.next_day <= clock.now()
    words = {"when": when(known.next_day)}
    said = _("The practical has begun: %(when)s.") if begun else _("The next practical opens on %(when)s.")
    return [Requirement(True, said % words)]


@requires(Scope.CERTIFY)
def to_be_certified(nominee: Nominee, _known: Known) -> list[Requirement]:
    if nominee.status == Status.ENROLLED or nominee.is_over:
        return []
    return [Requirement(False, _("Only who is enrolled is certified."))]


@requires(Scope.CERTIFY)
def went_through(nominee: Nominee, known: Known) -> list[Requirement]:
    """Of e-modules those that everybody is to go through."""
    if nominee.is_over or not known.e_modules:
        return []
    return [_of_e_modules(known, _("All of them are needed."))]


@requires(Scope.CERTIFY)
def attended(nominee: Nominee, known: Known) -> list[Requirement]:
    """Of all practical sessions together, held and to come."""
    if nominee.is_over or not known.of_minutes:
        return []
    said = {"n": known.minutes, "of": known.of_minutes, "enough": ENOUGH}
    if has_attended(known.minutes, known.of_minutes):
        return [Requirement(True, _("%(n)s of %(of)s minutes of the practical attended.") % said)]
    sentence = _("%(n)s of %(of)s minutes of the practical attended: %(enough)s per cent are needed.")
    return [Requirement(False, sentence % said)]


@requires(Scope.CERTIFY)
def tested(nominee: Nominee, known: Known) -> list[Requirement]:
    if nominee.is_over or known.passed_test is None:
        return []
    met = known.passed_test
    return [Requirement(met, _("Post-test passed.") if met else _("Post-test not passed yet."))]


@requires(Scope.CERTIFY)
def assessed(nominee: Nominee, known: Known) -> list[Requirement]:
    if nominee.is_over or not known.rubrics:
        return []
    sentence = ngettext(
        "%(done)s of %(n)s assessment passed.", "%(done)s of %(n)s assessments passed.", known.rubrics
    ) % {"done": known.rubrics_passed, "n": known.rubrics}
    return [Requirement(known.rubrics_passed >= known.rubrics, sentence)]
