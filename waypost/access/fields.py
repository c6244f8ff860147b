"""A link to a marked thing that can't be followed by accident.

``version.publication`` raises unless the publication came in through ``visible_to`` (or, inside the rooms' models and
actions, through ``unfiltered``). The id, ``version.publication_id``, is free.
"""

from typing import Any

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from waypost.core.errors import DoorMisused


class _GuardedLink(ForwardManyToOneDescriptor):  # type: ignore[type-arg]  # none at run time
    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.name
        target = self.field.get_cached_value(instance, default=None)
        if target is None and getattr(instance, self.field.attname) is None:
            return None  # it leads nowhere, whether that was loaded beside it or not
        if target is None or not getattr(target._state, "seen", False):
            model = self.field.related_model.__name__
            raise DoorMisused(
                f"{type(instance).__name__}.{name} leads to a marked thing that was not loaded through visible_to. "
                f"Fetch it: {model}.visible_to(person).get(pk=….{self.field.attname})."
            )
        return target


class MarkedLink(models.ForeignKey):  # type: ignore[type-arg]  # none at run time
    """A foreign key to a marked model. No reverse accessor; forward access is guarded."""

    forward_related_accessor_class = _GuardedLink

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["related_name"] = "+"
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To migrations this is a plain foreign key: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
