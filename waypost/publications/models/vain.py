"""What members searched for in vain, as far as it may be known: words that several of them missed, and nobody's name.

What is typed into a search may be anybody's name. So of a search in vain nothing that can be read is kept, but for
words without a number that so many different members asked for within a month that they are no one's own.
Until then there are two digests: of the words and of who asked, in that month and for those words only.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.crypto import salted_hmac

from waypost.core.exposure import Exposure

ASKED_BY = 5  # different members, before the words themselves are kept
LONGEST = 60


class VainAsk(models.Model):
    """That somebody asked for some words in vain, in digests: counted, then forgotten with the month."""

    exposure = Exposure.INTERNAL

    month = models.DateField(help_text="Its first day")
    words = models.CharField(max_length=64, help_text="A digest, of this month only")
    asker = models.CharField(max_length=64, help_text="A digest, of this month and these words only")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "words", "asker"], name="one_vain_ask_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class VainWords(models.Model):
    """Words that at least ``ASKED_BY`` different members searched for in vain within a month."""

    exposure = Exposure.INTERNAL

    month = models.DateField(help_text="Its first day")
    words = models.CharField(max_length=LONGEST)
    members = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "words"], name="vain_words_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.members} members"

    @classmethod
    def note(cls, month: date, words: str, asker: str) -> None:
        """One more member (public id) asked for these words in vain: once a month, however often they try."""
        digest = salted_hmac("vain words", f"{month} {words}", algorithm="sha256").hexdigest()
        own = salted_hmac("vain asker", f"{digest} {asker}", algorithm="sha256").hexdigest()
        ask = VainAsk(month=month, words=digest, asker=own)
        VainAsk.objects.bulk_create([ask], ignore_conflicts=True)
        members = VainAsk.objects.filter(month=month, words=digest).count()
        if members >= ASKED_BY:
            cls.objects.update_or_create(month=month, words=words, defaults={"members": members})
