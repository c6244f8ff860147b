"""The demo's mail server: keeps mails where visitors can read them, and sends none.

Django's mail backend wherever ``WAYPOST_SMTP`` is not set. On a portal without the demo stamp it takes nothing: a
mail that cannot leave must wait, not vanish.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from waypost.core import clock
from waypost.demo.models import SentMail
from waypost.demo.stamp import stamp


class Outbox(BaseEmailBackend):
    def open(self) -> bool:
        """Raises ConnectionError on a data base that holds no demo."""
        if stamp() is None:
            raise ConnectionError("WAYPOST_SMTP is not set. Mails wait until it names a mail server.")
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for message in email_messages:
            _keep(message)
        return len(email_messages)


def _keep(message: EmailMessage) -> None:
    sent = message.message()
    SentMail.objects.update_or_create(
        message_id=str(sent["Message-ID"])[:200],
        defaults={
            "at": clock.now(),
            "recipient": ", ".join(message.to)[:300],
            "subject": str(message.subject)[:300],
            "text": str(message.body),
            "headers": {name: str(value) for name, value in sent.items()},
        },
    )
