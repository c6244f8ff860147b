"""Mail is given to the server the settings name, over TLS, or it stays: no other server, no plain text instead."""

import ipaddress
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.mail import send_mail

from tests.mail_server import PostOffice

Server = Callable[..., PostOffice]


def _certificate(folder: Path, name: str) -> Path:
    """A key and a certificate that vouches for itself, for this name or network address."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    number = name.replace(".", "").isdecimal()
    other = x509.IPAddress(ipaddress.ip_address(name)) if number else x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([other]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def server(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """``server(name)``: the settings point at a mail server with a certificate for ``name``; "" is one without."""
    running: list[Controller] = []

    def start(name: str, *, trusted: bool = True) -> PostOffice:
        office, offered = PostOffice(), {}
        if name:
            path = _certificate(tmp_path, name)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            offered = {"tls_context": context, "require_starttls": True}
            if trusted:
                monkeypatch.setenv("SSL_CERT_FILE", str(path))
        controller = Controller(office, hostname=office.host, port=office.port, **offered)
        controller.start()
        running.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.host, office.port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = True, 20
        return office

    yield start
    for controller in running:
        controller.stop()


def post() -> None:
    send_mail("Subject", "Text", "from@cast.invalid", ["to@cast.invalid"])


def test_the_server_that_proves_its_name_gets_it(server: Server) -> None:
    office = server("127.0.0.1")
    post()
    assert len(office.letters) == 1


@pytest.mark.parametrize(
    ("name", "trusted"), [("127.0.0.1", False), ("127.0.0.2", True), ("mail.example.org", True)]
)
def test_a_server_nobody_vouches_for_gets_nothing(server: Server, name: str, trusted: bool) -> None:
    office = server(name, trusted=trusted)
    with pytest.raises(ssl.SSLCertVerificationError):
        post()
    assert office.letters == []


def test_a_server_without_tls_gets_nothing(server: Server) -> None:
    """Whoever sits between may strike the offer of TLS out."""
    office = server("")
    with pytest.raises(smtplib.SMTPNotSupportedError):
        post()
    assert office.letters == []


def test_it_speaks_no_old_tls() -> None:
    context = ssl.create_default_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    with socket.socket() as plain, pytest.raises(ValueError, match="server_hostname"):
        context.wrap_socket(plain)
