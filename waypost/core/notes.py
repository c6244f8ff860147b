"""Signed notes: how a checkpoint of the audit log is written down (after C2SP signed-note and tlog-checkpoint).

    waypost.example/audit                the log's origin, also the name of its key
    1234                                 how many rows
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2...  the root of their tree
    at 2020-09-01T05:00:00+00:00         when (wall time)

    — waypost.example/audit Az3grl...    Ed25519 over everything above the empty line

A key file holds one private line, which signs, and any number of public lines of retired keys, which still
verify. An auditor's copy holds public lines only: with it one can verify and not seal.
"""

import base64
import contextlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_LINE = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]{44})")


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: the first ``size`` rows of the log ``origin`` have this root."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nat {self.at.isoformat()}\n"

    @classmethod
    def read(cls, text: str) -> "Head":
        """What ``text`` wrote. Raises ValueError."""
        origin, size, root, at = text.splitlines()
        head = cls(origin, int(size), base64.b64decode(root), datetime.fromisoformat(at.removeprefix("at ")))
        if head.text() != text:
            raise ValueError("This is no checkpoint of ours.")
        return head


@dataclass(frozen=True)
class Verifier:
    """A public key with the name of the log it signs for."""

    name: str
    key: Ed25519PublicKey

    @property
    def key_id(self) -> str:
        return sha256(f"{self.name}\n".encode() + _ED25519 + self.key.public_bytes_raw()).hexdigest()[:8]

    def line(self) -> str:
        """The public line of a key file; witnesses want it too."""
        key = base64.b64encode(_ED25519 + self.key.public_bytes_raw()).decode()
        return f"{self.name}+{self.key_id}+{key}"

    def holds(self, head: Head, signature: bytes) -> bool:
        """Did this key sign this head, for its own log?"""
        if head.origin != self.name:
            return False
        try:
            self.key.verify(signature, head.text().encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """The private key of the log."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.key.public_key())

    def line(self) -> str:
        """The private line of a key file."""
        key = base64.b64encode(_ED25519 + self.key.private_bytes_raw()).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id}+{key}"

    def sign(self, head: Head) -> bytes:
        return self.key.sign(head.text().encode())

    def sign_bytes(self, purpose: str, content: bytes) -> str:
        """A signature line over something else than a head. The purpose stands where a head has its origin, so that
        neither is ever taken for the other.
        """
        signature = self.key.sign(_for(purpose, content))
        return _signature_line(self.name, self.verifier.key_id, signature)


@dataclass(frozen=True)
class KeyRing:
    """The keys of one key file, by id; ``signer`` is missing in an auditor's."""

    signer: Signer | None
    verifiers: dict[str, Verifier]

    def holds(self, head: Head, key_id: str, signature: bytes) -> bool:
        verifier = self.verifiers.get(key_id)
        return verifier is not None and verifier.holds(head, signature)

    def signed(self, purpose: str, content: bytes, line: str) -> bool:
        """Did one of these keys write this signature line over these bytes, for this purpose?"""
        try:
            signature = base64.b64decode(line.strip().split(" ")[2])
            self.verifiers[signature[:4].hex()].key.verify(signature[4:], _for(purpose, content))
        except (ValueError, IndexError, KeyError, InvalidSignature):
            return False
        return True


def write_note(head: Head, key_id: str, signature: bytes) -> str:
    return f"{head.text()}\n{_signature_line(head.origin, key_id, signature)}"


def _signature_line(name: str, key_id: str, signature: bytes) -> str:
    return f"— {name} {base64.b64encode(bytes.fromhex(key_id) + signature).decode()}\n"


def _for(purpose: str, content: bytes) -> bytes:
    return f"{purpose}\n".encode() + content


def read_note(note: str, ring: KeyRing) -> Head:
    """The head in a signed note. Raises ValueError, with a sentence, unless one of our keys signed it."""
    text, _empty, signatures = note.partition("\n\n")
    try:
        head = Head.read(f"{text}\n")
        signed = [
            base64.b64decode(line.split(" ")[2]) for line in signatures.splitlines() if line.startswith("— ")
        ]
    except (ValueError, IndexError) as problem:
        raise ValueError("It doesn't hold a checkpoint as `waypost audit checkpoint` prints it.") from problem
    if not any(ring.holds(head, each[:4].hex(), each[4:]) for each in signed):
        raise ValueError("It holds a checkpoint that no key of this log signed.")
    return head


def keyring() -> KeyRing:
    """The keys in the file that WAYPOST_SEAL_KEY names; in the demo a file of its own, made here.

    Raises ImproperlyConfigured, with a sentence that never repeats what is in the file.
    """
    path: Path | None = settings.SEAL_KEY
    if path is None:
        raise ImproperlyConfigured(
            "WAYPOST_SEAL_KEY isn't set, so the audit log can be neither sealed nor verified. "
            "Make a key with `waypost audit key FILE`, outside the data folder, and set it to that file."
        )
    if path.parent == settings.DATA and not path.exists():  # the demo's own
        with contextlib.suppress(FileExistsError):  # another process was first
            make_key(path)
    try:
        lines = path.read_text().split()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as problem:
        raise ImproperlyConfigured(
            f"WAYPOST_SEAL_KEY is '{path}'. It wants a key file that can be read."
        ) from problem
    ring = _read_lines(lines, path)
    if ring.signer and mode & 0o007:
        raise ImproperlyConfigured(
            f"The sealing key '{path}' is open to everybody on this machine: chmod 600 it."
        )
    return ring


def make_key(path: Path, *, retired: Sequence[str] = ()) -> Signer:
    """Write a new key file, whole or not at all, with the public lines of ``retired`` keys. Raises FileExistsError
    rather than touch one.
    """
    name = f"{urlsplit(settings.PORTAL_ADDRESS).hostname}/audit"
    signer = Signer(name, Ed25519PrivateKey.generate())
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh:  # readable by its owner only
        fresh.writelines(f"{line}\n" for line in [signer.line(), *retired])
        fresh.flush()
        os.fsync(fresh.fileno())
        os.link(fresh.name, path)
    return signer


def _read_lines(lines: list[str], path: Path) -> KeyRing:
    try:
        signers = [_signer(line) for line in lines if line.startswith(_PRIVATE)]
        verifiers = [_verifier(line) for line in lines if not line.startswith(_PRIVATE)]
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"The key file '{path}' holds a line that is no key. It wants what `waypost audit key FILE` writes."
        ) from problem
    if len(signers) > 1 or not lines:
        raise ImproperlyConfigured(
            f"The key file '{path}' holds {len(signers)} private keys. It wants one, and retired keys as public lines."
        )
    signer = signers[0] if signers else None
    known = [signer.verifier, *verifiers] if signer else verifiers
    return KeyRing(signer, {each.key_id: each for each in known})


def _signer(line: str) -> Signer:
    name, key_id, key = _taken_apart(line.removeprefix(_PRIVATE))
    signer = Signer(name, Ed25519PrivateKey.from_private_bytes(key))
    if signer.verifier.key_id != key_id:
        raise ValueError("The private key and its id don't belong together.")
    return signer


def _verifier(line: str) -> Verifier:
    name, key_id, key = _taken_apart(line)
    verifier = Verifier(name, Ed25519PublicKey.from_public_bytes(key))
    if verifier.key_id != key_id:
        raise ValueError("The public key and its id don't belong together.")
    return verifier


def _taken_apart(line: str) -> tuple[str, str, bytes]:
    """(name, id, 32 bytes of key) of a line. Raises ValueError."""
    match = _LINE.fullmatch(line)
    key = base64.b64decode(match["key"]) if match else b""
    if not match or key[:1] != _ED25519:
        raise ValueError("Not a line of a key file.")
    return match["name"], match["id"], key[1:]
