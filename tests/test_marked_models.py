"""Every marked model, whoever wrote it: no open way in, no way back, no write outside an action."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models

from waypost.access.marked import Seen
from waypost.core.errors import DoorMisused
from waypost.core.exposure import Exposure

OURS = [model for model in apps.get_models() if model.__module__.startswith("waypost.")]
MARKED = [model for model in OURS if issubclass(model, Seen)]
every_marked_model = pytest.mark.parametrize("model", MARKED, ids=lambda model: model._meta.label)


def test_there_are_marked_models() -> None:
    assert len(MARKED) > 5


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_says_what_kind_of_data_it_holds(model: type[models.Model]) -> None:
    assert isinstance(getattr(model, "exposure", None), Exposure)


@every_marked_model
def test_it_has_no_objects_and_its_default_manager_refuses(model: type[Seen]) -> None:
    assert not hasattr(model, "objects")
    with pytest.raises(DoorMisused, match="visible_to"):
        model._default_manager.all()


@every_marked_model
def test_no_accessor_leads_back_to_it(model: type[Seen]) -> None:
    """Neither from what it points to, nor from itself to what hangs on it."""
    incoming = [field for field in model._meta.get_fields(include_hidden=True) if _is_reverse(field)]
    outgoing = [field.remote_field for field in model._meta.local_fields if field.is_relation]
    outgoing += [field.remote_field for field in model._meta.local_many_to_many]
    open_ones = [str(relation) for relation in [*incoming, *outgoing] if not relation.hidden]
    assert open_ones == []


def _is_reverse(field: Any) -> bool:
    return field.auto_created and not field.concrete and field.is_relation


WRITES: dict[str, Callable[[type[Seen]], Any]] = {
    "save": lambda model: model().save(),
    "delete": lambda model: model(pk=1).delete(),
    "create": lambda model: model.unfiltered.create(),
    "get_or_create": lambda model: model.unfiltered.get_or_create(pk=0),
    "update_or_create": lambda model: model.unfiltered.update_or_create(pk=0),
    "bulk_create": lambda model: model.unfiltered.bulk_create([model()]),
    "write_rows": lambda model: model.unfiltered.all().write_rows([], [()]),
    "bulk_update": lambda model: model.unfiltered.bulk_update([model(pk=1)], [_some_field(model)]),
    "update": lambda model: model.unfiltered.update(**{_some_field(model): None}),
    "delete all": lambda model: model.unfiltered.all().delete(),
}


def _some_field(model: type[Seen]) -> str:
    return next(f.name for f in model._meta.local_concrete_fields if not f.primary_key)


@every_marked_model
@pytest.mark.parametrize("write", WRITES)
def test_no_write_outside_an_action(model: type[Seen], write: str, db: None) -> None:
    with pytest.raises(DoorMisused):
        WRITES[write](model)


def _many_to_many() -> Iterator[Any]:
    for model in MARKED:
        yield from model._meta.local_many_to_many


@pytest.mark.parametrize("field", list(_many_to_many()), ids=str)
def test_no_link_to_many_is_changed_outside_an_action(field: Any, db: None) -> None:
    thing = field.model(pk=1)
    with pytest.raises(DoorMisused):
        getattr(thing, field.name).add(1)
    with pytest.raises(DoorMisused):
        getattr(thing, field.name).clear()


def test_no_form_is_made_from_a_marked_model() -> None:
    """A ModelForm finds, fills and saves by itself, past visible_to and the door."""
    made = [form for form in _all_below(forms.ModelForm) if form._meta.model in MARKED]
    assert made == []


def _all_below(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all_below(child)
