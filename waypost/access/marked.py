"""Seeing: ``Thing.visible_to(person)``, and nothing else.

A marked model has no ``objects``. ``visible_to`` is the way in; ``unfiltered`` is the loudly named other one,
allowed in models, actions, figures, migrations and tests only. The default manager raises and names the fix,
because Django's short cuts (``get_object_or_404(Thing)``, form fields) take it without asking.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, Self, TypeVar, cast

from django.db import connections, models
from django.db.models import Q, QuerySet

from waypost.access import keys
from waypost.access.keys import Anybody, Viewer, keys_of, reading_keys_of
from waypost.access.models import Reach
from waypost.access.reached import Reached
from waypost.core import doors
from waypost.core.compiled import Among, Compiled, Given
from waypost.core.errors import DoorMisused
from waypost.core.exposure import Exposure
from waypost.people.models import Person

T = TypeVar("T", bound="Seen")


class SeenQuerySet(models.QuerySet[T]):
    """A queryset that marks what it loads as seen, and writes inside actions only."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(self.model.visibility_rule(viewer))

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            for row in self._result_cache or ():
                if isinstance(row, Seen):
                    row.mark_seen()

    def update(self, **kwargs: Any) -> int:
        doors.demand_open(self.model.__name__)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        doors.demand_open(self.model.__name__)
        return super().delete()

    def bulk_create(self, objs: Iterable[T], *args: Any, **kwargs: Any) -> list[T]:
        doors.demand_open(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)

    def write_rows(self, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write very many rows, each given as its values of the fields called ``names``; the others take their
        defaults. One statement, put together once: Django puts one together for every few dozen objects, which takes
        most of the time where there are a million.
        """
        doors.demand_open(self.model.__name__)
        link, meta = connections[self.db], self.model._meta
        given = [cast("models.Field[Any, Any]", meta.get_field(name)) for name in names]
        others = [each for each in meta.concrete_fields if each not in given and not each.primary_key]
        prepared = [_once(partial(each.get_db_prep_save, connection=link)) for each in (*given, *others)]
        columns = ", ".join(link.ops.quote_name(str(each.column)) for each in (*given, *others))
        places = ", ".join(["%s"] * len(prepared))
        whole = ((*row, *(each.get_default() for each in others)) for row in rows)
        written: Any = ([to(value) for to, value in zip(prepared, row, strict=True)] for row in whole)
        with link.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {link.ops.quote_name(meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
                written,
            )


def _once(prepare: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, asked once for a value that comes again and again: of a million rows most columns say the same few."""
    kept: dict[Any, Any] = {}

    def prepared(value: Any) -> Any:
        try:
            return kept[value]
        except (KeyError, TypeError):  # new, or nothing to be found by
            made = prepare(value)
        if len(kept) < _FEW and isinstance(value, Hashable):
            kept[value] = made
        return made

    return prepared


_FEW = 100


class Unfiltered(models.Manager[T]):
    """Every row, whoever asks. For models, actions, figures, migrations and tests."""

    def get_queryset(self) -> SeenQuerySet[T]:
        return SeenQuerySet(self.model, using=self._db)


class Closed(models.Manager[T]):
    """The default manager of a marked model: any use of it is a mistake, and says so."""

    def get_queryset(self) -> QuerySet[T]:
        name = self.model.__name__
        raise DoorMisused(f"{name} has no open manager. Use {name}.visible_to(person).")


class Seen(models.Model):
    """What marked and marked-through models share."""

    closed = Closed()  # the first manager is the default one
    unfiltered = Unfiltered()

    class Meta:
        abstract = True
        default_manager_name = "closed"
        base_manager_name = "unfiltered"

    def save(self, *args: Any, **kwargs: Any) -> None:
        doors.demand_open(type(self).__name__)
        super().save(*args, **kwargs)
        self.mark_seen()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        doors.demand_open(type(self).__name__)
        return super().delete(*args, **kwargs)

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Any:
        """The condition of being seen. ``at`` leads to these rows from where it is asked ("version__", say)."""
        raise NotImplementedError

    @classmethod
    def visible_to(cls, viewer: Viewer) -> SeenQuerySet[Self]:
        """The rows this viewer may see: shape one of the rule."""
        return cls.unfiltered.get_queryset().visible_to(viewer)

    def mark_seen(self) -> None:
        self._state.seen = True  # type: ignore[attr-defined]

    @property
    def is_seen(self) -> bool:
        """Did it come in through ``visible_to``?"""
        return getattr(self._state, "seen", False)


class Marked(Seen):
    """A thing with a mark and a reach of its own.

    A root model gives its ``reach_kind`` (a small number, never used again for another model) and ``reach_rows()``.
    ``reach_follows`` names the MarkedLink to a thing from which ``reach_rows`` reads too: whenever that one is
    compiled, so is this.
    """

    exposure = Exposure.MARKED
    reach_kind: ClassVar[int]
    reach_follows: ClassVar[str] = ""
    foretold: list[Reach] | None = None  # rows to ask instead of the stored ones: a thing as it would be

    class Meta(Seen.Meta):
        abstract = True

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Reached:
        return cls._rule(viewer, Reach.Side.READS, at)

    @classmethod
    def visible_among_few(cls, viewer: Viewer) -> SeenQuerySet[Self]:
        """As ``visible_to``, where something else in the query leaves few rows to be asked of: these are not looked for
        by the viewer's keys, and what is compiled has one plan for all viewers.
        """
        return cls.unfiltered.get_queryset().filter(cls.visibility_rule(viewer).of_few())

    @classmethod
    def working_rule(cls, viewer: Viewer, at: str = "", *, reading: Q | None = None) -> Reached:
        """Who may see what is being drafted here: author and approvers; where ``reading`` holds, readers too."""
        return cls._rule(viewer, Reach.Side.WORKS, at, reading)

    @classmethod
    def _rule(cls, viewer: Viewer, side: Reach.Side, at: str, reading: Q | None = None) -> Reached:
        organisation = viewer.organisation
        opening, barring = _keys(viewer)
        return Reached(
            f"{at}pk",
            kind=cls.reach_kind,
            side=side,
            keys=opening,
            barring=barring,
            spared=organisation.pk if organisation else 0,
            reading=reading,
        )

    def is_visible_to(self, viewer: Viewer) -> bool:
        """Shape two of the rule: this one thing, for this viewer."""
        rows = _MINE(kind=self.reach_kind, thing=self.pk, keys=keys_of(viewer))
        mine, opening = viewer.organisation.pk if viewer.organisation else 0, reading_keys_of(viewer)
        reads = any(side == Reach.Side.READS and key in opening for key, side, _spares in rows)
        return reads and not any(side == Reach.Side.BARRED and spares != mine for _key, side, spares in rows)

    def people_who_can_see(self) -> QuerySet[Person]:
        """Shape three of the rule: all the persons who see this thing now."""
        rows = [(row.key, row.side, row.spares) for row in (self.foretold or self._reach())]
        reads = {key for key, side, _spares in rows if side == Reach.Side.READS}
        barred = {key for key, side, _spares in rows if side == Reach.Side.BARRED}
        spared = {spares for _key, side, spares in rows if side == Reach.Side.BARRED}
        if keys.EVERYONE in reads:
            return Person.objects.all()
        persons = Person.objects.active().filter(keys.people_reading_with(reads))
        if barred:
            persons = persons.filter(Q(acting_as__post__organisation__in=spared) | ~keys.people_with(barred))
        return persons

    def reach_rows(self) -> list[Reach]:
        """The rows the visibility table gives this thing as it stands: the only place the table is compiled."""
        raise NotImplementedError

    def recompile(self) -> None:
        """Write the thing's reach anew, and that of what follows it. Called by every action that changes what
        ``reach_rows`` reads.
        """
        doors.demand_open("Reach")
        self._reach().delete()
        Reach.objects.bulk_create(self.reach_rows())
        for root in roots():
            if root.reach_follows and root._meta.get_field(root.reach_follows).related_model is type(self):
                for thing in root.unfiltered.filter(**{root.reach_follows: self.pk}):
                    thing.recompile()

    def forget_reach(self) -> None:
        """Drop the reach of a thing that is about to be deleted."""
        doors.demand_open("Reach")
        self._reach().delete()

    def _reach(self) -> QuerySet[Reach]:
        return Reach.objects.filter(kind=self.reach_kind, thing=self.pk)


def _keys(viewer: Viewer | Anybody) -> tuple[tuple[int, ...] | Given, tuple[int, ...] | Given]:
    """The keys that open, and those that bar."""
    if isinstance(viewer, Anybody):
        return viewer.keys, viewer.barring
    return tuple(sorted(reading_keys_of(viewer))), tuple(sorted(keys_of(viewer)))


_MINE = Compiled(
    lambda kind, thing, keys: Reach.objects.filter(Among("key", keys), kind=kind, thing=thing).values_list(
        "key", "side", "spares"
    )
)


class MarkedThrough(Seen):
    """What hangs on a marked thing and is seen with it. ``marked_by`` names the MarkedLink to the thing above."""

    exposure = Exposure.MARKED_THROUGH
    marked_by: ClassVar[str]

    class Meta(Seen.Meta):
        abstract = True

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q | Reached:
        above: type[Seen] = cls._meta.get_field(cls.marked_by).related_model  # type: ignore[assignment]
        return above.visibility_rule(viewer, f"{at}{cls.marked_by}__")  # type: ignore[no-any-return]

    def is_visible_to(self, viewer: Viewer) -> bool:
        return type(self).visible_to(viewer).filter(pk=self.pk).exists()

    def mark_seen(self) -> None:
        super().mark_seen()
        link: Any = self._meta.get_field(self.marked_by)
        above = link.get_cached_value(self, default=None)
        if above is not None:
            above.mark_seen()


def links_change_in_actions(instance: models.Model, action: str, **_: Any) -> None:
    """What a marked thing links to (its topics, say) is changed inside actions only, like the thing itself."""
    if isinstance(instance, Seen) and action.startswith("pre_"):
        doors.demand_open(type(instance).__name__)


def roots() -> list[type[Marked]]:
    """Every concrete root of marked things: models with their own reach kind."""
    from django.apps import apps

    return [m for m in apps.get_models() if issubclass(m, Marked) and "reach_kind" in vars(m)]
