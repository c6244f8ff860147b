"""Reach: for every marked thing of every room, which keys it reaches and which it shuts out.

Derived, never edited: the action that changes a mark, a stage, an author, an originator or a release calls
``recompile`` on the thing, and nothing else writes here. ``waypost reach check`` compares every row with a
fresh compile.
"""

from typing import ClassVar

from django.db import models

from waypost.core.exposure import Exposure


class Reach(models.Model):
    """One key of one thing. ``kind`` is the thing's model (its ``reach_kind``), ``thing`` its primary key.

    READS: whoever holds the key sees the published thing. BARRED: whoever holds the key does not, unless they act for
    ``spares`` (the originator's organisation). WORKS: whoever holds the key sees what is being drafted.
    ``at`` repeats when the thing was published, for the newest-first list.
    """

    class Side(models.IntegerChoices):
        READS = 0
        BARRED = 1
        WORKS = 2

    exposure = Exposure.INTERNAL

    kind = models.PositiveSmallIntegerField()
    thing = models.BigIntegerField()
    key = models.BigIntegerField()
    side = models.PositiveSmallIntegerField(choices=Side)
    spares = models.BigIntegerField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "thing", "key", "side"], name="one_reach_row")
        ]
        indexes: ClassVar = [
            models.Index(fields=["key", "kind", "thing"], condition=models.Q(side=2), name="reach_works"),
            models.Index(fields=["key", "kind", "thing"], condition=models.Q(side=0), name="reach_reads"),
            models.Index(fields=["kind", "thing", "key"], condition=models.Q(side=1), name="reach_barred"),
            models.Index(
                fields=["key", "kind", "-at", "-thing"], condition=models.Q(side=0), name="reach_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.thing} {self.Side(self.side).label} {self.key}"
