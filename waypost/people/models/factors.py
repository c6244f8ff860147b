"""What a person has besides a password, and what is remembered of it. allauth keeps passkeys and app secrets."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId

REMEMBERED_FOR = timedelta(days=14)


class RecoveryCode(models.Model):
    """One of a person's codes for the day their other factors are lost. Single use, kept as a slow hash.

    A code begins with its ``number``, so that one hash is tried, not all.
    """

    exposure = Exposure.PERSONAL

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="recovery_codes")
    number = models.PositiveSmallIntegerField()
    secret_hash = models.CharField(max_length=160)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="one_recovery_code_a_number")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


class RememberedDevice(models.Model):
    """A browser on which a person passed the second factor and asked not to be asked again for 14 days.

    Times are wall times. Only the hash of the cookie is kept.
    """

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="remembered_devices")
    secret_hash = models.CharField(max_length=64, unique=True)
    browser = models.CharField(max_length=200)
    since = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-used_at"]

    def __str__(self) -> str:
        return f"device of {self.person_id}"

    def is_good(self, at: datetime) -> bool:
        return at < self.since + REMEMBERED_FOR
