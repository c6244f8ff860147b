"""The audit log's rows, the events waiting to be told, and the demo stamp."""

from typing import Any, ClassVar

from django.db import models

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId


class AuditRow(models.Model):
    """One act (or denial), as the exact bytes that are later sealed.

    No foreign keys: the log outlives what it names. The other columns repeat what is inside ``canonical`` so
    that an auditor can search; ``waypost audit verify`` demands that they agree. ``place`` (from 0, without
    gaps) is given by the sealer only; ids may commit out of order and mean nothing.
    """

    exposure = Exposure.INTERNAL

    token = PublicId()
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10)
    actor = models.CharField(max_length=40)
    thing = models.CharField(max_length=80, blank=True)
    canonical = models.BinaryField()
    place = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(place__isnull=True), name="audit_unsealed"),
            models.Index(fields=["thing", "-id"], name="audit_by_thing"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"


class Checkpoint(models.Model):
    """A signed head of the audit tree of the log ``origin``: ``size`` rows have root ``root``.

    ``frontier`` is the roots of the complete subtrees from the left, end to end: all the sealer needs to go
    on, and what a receipt for a row sealed next begins with. It isn't signed: ``root`` follows from it.
    """

    exposure = Exposure.INTERNAL

    origin = models.CharField(max_length=120)
    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Event(models.Model):
    """An act that somebody must be told of. Written with the act; worked off by the worker under a lease.

    ``thing`` is "label:public id"; ``facts`` are what the action noted. ``leased_until`` is wall time.
    """

    exposure = Exposure.INTERNAL

    name = models.CharField(max_length=80)
    thing = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(told_at__isnull=True), name="event_waiting"),
        ]

    def __str__(self) -> str:
        return self.name


class TickRun(models.Model):
    """When a tick last began, and who is at it: until ``leased_until`` nobody else may. Wall time."""

    exposure = Exposure.INTERNAL

    name = models.CharField(max_length=80, primary_key=True)
    last_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class DemoStamp(models.Model):
    """Says that this data base holds the demo world, and what time it is there. At most one row."""

    exposure = Exposure.INTERNAL

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    clock = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_demo_stamp")]

    def __str__(self) -> str:
        return f"demo at {self.clock:%Y-%m-%d %H:%M}"


def named(thing: Any) -> str:
    """How the log and the events name a thing: "label:public id", or nothing. Children are named as their root."""
    if thing is None:
        return ""
    label = getattr(thing, "named_as", type(thing).__name__.lower())
    return f"{label}:{getattr(thing, 'public_id', None) or getattr(thing, 'pk', '')}"
