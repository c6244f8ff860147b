"""How often members signed in on a day, and how often without a wrong try before it. Never who."""

from datetime import date

from django.db import models
from django.db.models import F

from waypost.core.exposure import Exposure


class SignInDay(models.Model):
    exposure = Exposure.INTERNAL

    day = models.DateField(unique=True)
    sign_ins = models.PositiveIntegerField(default=0)
    at_once = models.PositiveIntegerField(default=0, help_text="Without a wrong password or code before it")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.sign_ins} sign-ins, {self.at_once} at once"

    @classmethod
    def count(cls, day: date, *, at_once: bool) -> None:
        """One more sign-in on this day."""
        SignInDay.objects.bulk_create([SignInDay(day=day)], ignore_conflicts=True)
        more = {"sign_ins": F("sign_ins") + 1, "at_once": F("at_once") + int(at_once)}
        cls.objects.filter(day=day).update(**more)
