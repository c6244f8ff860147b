"""A real SMTP server for tests that send mail (fixture ``smtp``)."""

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class PostOffice:
    """What the server got. ``answer`` is what it says to each letter: "451 later" makes it refuse for now.

    Letters that were refused are not in ``letters``. ``url`` is a WAYPOST_SMTP for a process of its own.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = "250 OK"
        self.host, self.port = "127.0.0.1", _free_port()

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters that went to an address (by envelope, so blind copies too)."""
        return [letter for letter in self.letters if address in letter["X-Envelope-To"].split(", ")]

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's
        if self.answer.startswith("250"):
            letter = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
            letter["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
            self.letters.append(letter)
        return self.answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def smtp(settings: Any) -> Iterator[PostOffice]:
    """A running SMTP server; the portal's settings point at it. ``smtp.letters`` are parsed messages, in order."""
    office = PostOffice()
    controller = Controller(office, hostname=office.host, port=office.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = office.host, office.port
    yield office
    controller.stop()
