"""System checks: the portal refuses to start on data that nobody classified, or that has a second way in.

Every check takes one model and says what is wrong with it; ``look_over`` runs them over all. Ids are never used again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, models

from waypost.access.fields import MarkedLink
from waypost.access.marked import Closed, Marked, MarkedThrough, Seen, Unfiltered
from waypost.core.exposure import Exposure
from waypost.core.models import DemoStamp
from waypost.core.notes import keyring
from waypost.people.models import Person

Model = type[models.Model]

# What other people's apps keep, by app: a new app stops the start until somebody thought about it.
THIRD_PARTY: dict[str, Exposure] = {
    "auth": Exposure.INTERNAL,
    "contenttypes": Exposure.INTERNAL,
    "sessions": Exposure.INTERNAL,
    "account": Exposure.PERSONAL,
    "mfa": Exposure.PERSONAL,
    "usersessions": Exposure.PERSONAL,
}


def is_ours(model: Model) -> bool:
    return model.__module__.split(".")[0] == "waypost"


def exposure_of(model: Model) -> Exposure | None:
    """What kind of data a model holds; a many-to-many table that Django made holds what its source holds."""
    source = model._meta.auto_created
    if isinstance(source, type):
        return exposure_of(source)
    if is_ours(model):
        said = getattr(model, "exposure", None)
        return said if isinstance(said, Exposure) else None
    return THIRD_PARTY.get(model._meta.app_label)


def says_what_it_holds(model: Model) -> Iterator[CheckMessage]:
    if not is_ours(model) or model._meta.auto_created:
        return
    said = exposure_of(model)
    if said is None:
        yield _error(
            1, model, "doesn't say what kind of data it holds.", "Give it an `exposure` (core.exposure)."
        )
    for exposure, base in ((Exposure.MARKED, Marked), (Exposure.MARKED_THROUGH, MarkedThrough)):
        if (said is exposure) != issubclass(model, base):
            hint = f"A model is {exposure.name} exactly when it extends {base.__name__}."
            yield _error(1, model, f"says {said} but isn't built that way.", hint)


def has_no_open_manager(model: Model) -> Iterator[CheckMessage]:
    if not issubclass(model, Seen):
        return
    managers = {manager.name: type(manager) for manager in model._meta.managers}
    if managers != {"closed": Closed, "unfiltered": Unfiltered}:
        hint = "A marked model has `closed` and `unfiltered`, nothing else: use visible_to(person)."
        yield _error(2, model, f"has the managers {', '.join(sorted(managers))}.", hint)
    if type(model._default_manager) is not Closed or type(model._base_manager) is not Unfiltered:
        hint = "Let its Meta extend that of Marked or MarkedThrough."
        yield _error(2, model, "has an open default manager.", hint)


def links_to_its_parent_openly(model: Model) -> Iterator[CheckMessage]:
    for parent, link in model._meta.parents.items():
        if link is None or link.model is not model or not issubclass(parent, Seen):
            continue
        if link.auto_created or not link.remote_field.hidden:  # type: ignore[union-attr]
            name = parent._meta.model_name
            hint = (
                f"Write {name} = OneToOneField({parent.__name__}, CASCADE, parent_link=True, "
                'primary_key=True, related_name="+"): otherwise the parent gives the child away.'
            )
            yield _error(3, model, f"has no hidden, explicit link to its parent {parent.__name__}.", hint)


def leaves_no_way_back(model: Model) -> Iterator[CheckMessage]:
    for field in _links_to_marked(model):
        if not field.remote_field.hidden:
            hint = 'Give it related_name="+"; a MarkedLink does so by itself.'
            yield _error(4, field, f"gives {field.related_model.__name__} a way back.", hint)


def is_guarded_on_the_way(model: Model) -> Iterator[CheckMessage]:
    for field in _links_to_marked(model):
        target = field.related_model.__name__
        if field.many_to_many:
            hint = "Write the table between them as a MarkedThrough model with a MarkedLink."
            yield _error(5, field, f"is a many-to-many to the marked model {target}.", hint)
        elif not isinstance(field, MarkedLink):
            yield _error(5, field, f"leads to the marked model {target} unguarded.", "Make it a MarkedLink.")


def has_one_reach_kind(model: Model) -> Iterator[CheckMessage]:
    if not issubclass(model, Marked):
        return
    above = [parent for parent in model._meta.parents if issubclass(parent, Marked)]
    if not above and "reach_kind" not in vars(model):
        hint = "Give it a small number that no model ever had."
        yield _error(6, model, "is marked and has no reach_kind.", hint)
    if above and "reach_kind" in vars(model):
        yield _error(
            6, model, "has a reach_kind beside its parent's.", "Remove it: a child has its parent's reach."
        )


def is_known_here(model: Model) -> Iterator[CheckMessage]:
    if not is_ours(model) and exposure_of(model) is None:
        hint = "Look at what it keeps, and put the app into THIRD_PARTY (waypost/access/checks.py)."
        yield _error(7, model, f"belongs to the app {model._meta.app_label}, which nobody classified.", hint)


def hangs_on_a_marked_link(model: Model) -> Iterator[CheckMessage]:
    if not issubclass(model, MarkedThrough):
        return
    name = getattr(model, "marked_by", "")
    if not any(field.name == name and isinstance(field, MarkedLink) for field in model._meta.fields):
        yield _error(
            10, model, f"names {name!r} as marked_by.", "Name its MarkedLink to the thing it hangs on."
        )


CHECKS: list[Callable[[Model], Iterator[CheckMessage]]] = [
    says_what_it_holds,
    has_no_open_manager,
    links_to_its_parent_openly,
    leaves_no_way_back,
    is_guarded_on_the_way,
    has_one_reach_kind,
    is_known_here,
    hangs_on_a_marked_link,
]


def look_over(all_models: Iterable[Model]) -> list[CheckMessage]:
    """Everything that is wrong with these models."""
    found = list(all_models)
    each = [message for model in found for check in CHECKS for message in check(model)]
    return each + list(_reach_kinds_used_twice(found))


def _reach_kinds_used_twice(found: list[Model]) -> Iterator[CheckMessage]:
    users: dict[int, list[str]] = defaultdict(list)
    for model in found:
        if issubclass(model, Marked) and "reach_kind" in vars(model):
            users[model.reach_kind].append(model._meta.label)
    for kind, labels in users.items():
        if len(labels) > 1:
            yield Error(
                f"{' and '.join(labels)} share the reach_kind {kind}: each sees the other's.",
                id="waypost.E006",
            )


@register(Tags.models)
def check_models(**_: Any) -> list[CheckMessage]:
    return look_over(apps.get_models(include_auto_created=True))


@register(Tags.security)
def check_second_factor(**_: Any) -> list[CheckMessage]:
    """A code with which every second factor passes has no place outside tests."""
    if settings.TESTING or not getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        return []
    message = "MFA_TOTP_INSECURE_BYPASS_CODE is set: anybody who knows it passes every second factor."
    return [Error(message, hint="Remove the setting.", id="waypost.E008")]


@register(Tags.security)
def check_debug(**_: Any) -> list[CheckMessage]:
    """DEBUG shows what it knows to whoever causes an error: never over a data base that holds real persons."""
    if not settings.DEBUG or not _holds_real_persons():
        return []
    message = "DEBUG is on over a data base that holds persons and has no demo stamp."
    return [Error(message, hint="Turn DEBUG off, or point WAYPOST_DATA at a demo.", id="waypost.E009")]


@register(Tags.security)
def check_seal_key(**_: Any) -> list[CheckMessage]:
    """A key file of nonsense stops the start; without one the portal runs, and its log stays open to change."""
    if settings.SEAL_KEY is None:
        hint = "Make a key with `waypost audit key FILE`, outside the data folder, and set it to that file."
        return [
            Warning("WAYPOST_SEAL_KEY isn't set: the audit log isn't sealed.", hint=hint, id="waypost.W001")
        ]
    try:
        keyring()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="waypost.E011")]
    return []


def _holds_real_persons() -> bool:
    try:
        return Person.objects.exists() and not DemoStamp.objects.exists()
    except DatabaseError:  # before the first migrate there is nothing to show
        return False


def _links_to_marked(model: Model) -> Iterator[Any]:
    """The model's own links to marked models, those to its parents left out."""
    if model._meta.auto_created:  # judged where the many-to-many field stands
        return
    parents = set(model._meta.parents.values())
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        target = field.related_model if field.is_relation else None
        if isinstance(target, type) and issubclass(target, Seen) and field not in parents:
            yield field


def _error(number: int, what: Any, message: str, hint: str) -> Error:
    """``what`` is a model or one of its fields."""
    label = what._meta.label if hasattr(what, "_meta") else f"{what.model._meta.label}.{what.name}"
    return Error(f"{label} {message}", hint=hint, obj=what, id=f"waypost.E{number:03d}")
