"""What the demo's worker would have sent."""

from typing import ClassVar

from django.db import models

from waypost.core.exposure import Exposure


class SentMail(models.Model):
    """A mail as it would have left for the mail server, kept instead of sent. ``at`` is the demo's time.

    Sent again, a mail has the same ``message_id`` and takes the place of the first.
    """

    exposure = Exposure.INTERNAL

    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    recipient = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    headers = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return self.subject

    @property
    def language(self) -> str:
        return str(self.headers.get("Content-Language", "en"))
