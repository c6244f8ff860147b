"""The action door: the only way anything is changed.

    @action("people.person_invited", allowed=may_invite)
    def invite(*, by: Person, organisation: Organisation, email: str) -> Invitation: ...

An action takes keyword arguments only, ``by`` first; the argument after it is the *thing* the policy is asked
about. The door opens one transaction, locks the thing, asks the policy on the locked row, runs the body,
writes one audit row and, unless the rooms' notices say it is silent, one event. Actions do not nest. A quiet
action (autosave, read marks) has the policy and the transaction but no audit row; it is registered with its
reason. Denials are recorded too.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.db import models, transaction

from waypost.core import audit, clock, events
from waypost.core.compiled import Compiled
from waypost.core.errors import Denied, DoorMisused, TooMuch
from waypost.core.models import Event, named
from waypost.core.remembering import forget

P = ParamSpec("P")
R = TypeVar("R")
Policy = Callable[[Any, Any], bool]


class Actor(Protocol):
    """Who acts: a person, the clock, the operator, or the portal that counts."""

    @property
    def public_id(self) -> str: ...


class Clockwork:
    """The worker, acting because time has passed."""

    public_id = "clock"

    def __repr__(self) -> str:
        return "the clock"


class Operator:
    """Whoever runs a command on the portal's machine: no person of the portal, and so without a name here."""

    public_id = "operator"

    def __repr__(self) -> str:
        return "the operator"


class Portal:
    """The portal, counting how it is used: numbers of a day, for which nobody has to be judged anew."""

    public_id = "portal"

    def __repr__(self) -> str:
        return "the portal"


CLOCK = Clockwork()
OPERATOR = Operator()
PORTAL = Portal()


@dataclass(frozen=True)
class Door:
    """One registered action."""

    name: str
    allowed: Policy
    body: Callable[..., Any]
    thing: str  # the parameter the policy is asked about; "" when there is none
    quiet_because: str = ""


@dataclass
class _Passage:
    """What is going on inside one open door."""

    door: Door
    facts: dict[str, Any] = field(default_factory=dict)
    about: Any = None
    unheard: bool = False


_registry: dict[str, Door] = {}
_open: ContextVar[_Passage | None] = ContextVar("open_door", default=None)


def doors() -> dict[str, Door]:
    """Every registered action by name."""
    return dict(_registry)


def action(name: str, *, allowed: Policy) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register an action that leaves an audit row and an event."""
    return functools.partial(_register, name, allowed, "")


def quiet_action(name: str, *, allowed: Policy, because: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register an action without audit row or event; ``because`` says why that is right."""
    if not because:
        raise DoorMisused(f"{name}: a quiet action wants its reason.")
    return functools.partial(_register, name, allowed, because)


def note(**facts: Any) -> None:
    """Add facts to the audit row of the action that is running. Never content: ids, numbers, states."""
    _passage().facts.update(facts)


def about(thing: Any) -> None:
    """Name another thing than the policy's as what the action was about (what it made, say)."""
    _passage().about = thing


def unheard() -> None:
    """Leave no event this time: the action found that nothing changed for anybody."""
    _passage().unheard = True


def is_open() -> bool:
    return _open.get() is not None


def demand_open(what: str) -> None:
    """Refuse to go on outside an action. Marked models call this on every write."""
    if not is_open():
        raise DoorMisused(
            f"{what} was about to be changed outside an action. "
            "Write an @action in the room's actions file and call that."
        )


@contextmanager
def outside_actions(because: str) -> Iterator[None]:
    """Write without a door: for benchmarks' bulk worlds and guard tests only, with the reason."""
    if not because:
        raise DoorMisused("outside_actions wants its reason.")
    token = _open.set(_Passage(Door("outside", lambda _by, _thing: True, lambda: None, "", because)))
    try:
        yield
    finally:
        _open.reset(token)


def _passage() -> _Passage:
    passage = _open.get()
    if passage is None:
        raise DoorMisused("No action is running.")
    return passage


def _register(name: str, allowed: Policy, quiet_because: str, body: Callable[P, R]) -> Callable[P, R]:
    if name in _registry:
        raise DoorMisused(f"Two actions are called {name}. Rename one.")
    door = Door(
        name=name, allowed=allowed, body=body, thing=_thing_parameter(name, body), quiet_because=quiet_because
    )
    _registry[name] = door

    @functools.wraps(body)
    def enter(*args: P.args, **given: P.kwargs) -> R:
        if args:
            raise DoorMisused(f"{name} takes keyword arguments only.")
        return cast(R, _enter(door, dict(given)))

    enter.door = door  # type: ignore[attr-defined]  # read by the tests that enumerate doors
    return enter


def _thing_parameter(name: str, body: Callable[..., Any]) -> str:
    parameters = list(inspect.signature(body).parameters.values())
    if not parameters or parameters[0].name != "by" or any(p.kind is not p.KEYWORD_ONLY for p in parameters):
        raise DoorMisused(f"{name}: an action is keyword-only and `by` comes first.")
    return parameters[1].name if len(parameters) > 1 else ""


def _enter(door: Door, given: dict[str, Any]) -> Any:
    running = _open.get()
    if running is not None and running.door.name != "outside":
        raise DoorMisused(
            f"{door.name} was called inside {running.door.name}. Actions do not nest: share a plain function."
        )
    by = given["by"]
    try:
        with transaction.atomic():
            return _pass_through(door, by, given)
    except Denied as denied:
        denied.action, denied.thing = door.name, given.get(door.thing)
        record_denial(denied, by)
        raise
    except TooMuch:
        record_denial(Denied(door.name, "too much within an hour", given.get(door.thing)), by)
        raise


def record_denial(denied: Denied, by: Actor) -> None:
    """Leave the row of a denial, once: the door's own, or that of a page which said no before any door was tried."""
    if denied.recorded:
        return
    audit.write(
        action=denied.action,
        outcome=audit.DENIED,
        actor=by.public_id,
        thing=named(denied.thing),
        facts={"reason": denied.reason},
        at=clock.now(),
    )
    denied.recorded = True


def _pass_through(door: Door, by: Any, given: dict[str, Any]) -> Any:
    thing = given.get(door.thing)
    if isinstance(thing, models.Model) and thing.pk is not None:
        thing = given[door.thing] = _locked(thing)
    if isinstance(by, models.Model):
        by = given["by"] = _fresh(by)
        forget()
    if not door.allowed(by, thing):
        raise Denied(door.name)
    passage = _Passage(door)
    token = _open.set(passage)
    try:
        result = door.body(**given)
    finally:
        _open.reset(token)
    if not door.quiet_because:
        _record(door, passage, by, thing, result)
    return result


def _record(door: Door, passage: _Passage, by: Actor, thing: Any, result: Any) -> None:
    subject = passage.about or thing or (result if isinstance(result, models.Model) else None)
    at = clock.now()
    audit.write(
        action=door.name,
        outcome=audit.DONE,
        actor=by.public_id,
        thing=named(subject),
        facts=passage.facts,
        at=at,
    )
    if not passage.unheard and isinstance(events.declared(door.name), events.Telling):
        Event.objects.create(
            name=door.name, thing=named(subject), by=by.public_id, facts=passage.facts, at=at
        )


def _locked(thing: models.Model) -> models.Model:
    """The same row, fresh and locked until the transaction ends. Keeps how it was loaded."""
    model = thing.__class__  # the own person, as a thing, is a lazy proxy too
    parents = [link.name for link in model._meta.parents.values() if link is not None]
    return model._base_manager.select_for_update(of=("self", *parents)).get(pk=thing.pk)


def _fresh(by: models.Model) -> models.Model:
    """The actor as the data base knows them now: rights change at once."""
    model = by.__class__  # ``request.user`` is a lazy proxy
    fresh: models.Model | None = _one_of(model).first(pk=by.pk)
    if fresh is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return fresh


@functools.cache
def _one_of(model: type[models.Model]) -> Compiled[Any]:
    return Compiled(lambda pk: model._base_manager.filter(pk=pk))
