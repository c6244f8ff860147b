"""Who read how much of the directory, so that nobody carries it away row by row."""

from typing import ClassVar

from django.db import models

from waypost.core.exposure import Exposure


class DirectoryReading(models.Model):
    """A page of persons shown to ``reader``: how many rows, when (wall time)."""

    exposure = Exposure.INTERNAL

    reader = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rows = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reader", "at"], name="reading_by_reader")]

    def __str__(self) -> str:
        return f"{self.rows} rows for {self.reader_id}"
