"""Each file has a key of its own; a key-encryption key wraps it. To erase a file is to forget its wrapped key."""

import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class KeyMissing(Exception):
    """The key-encryption key that wraps a file's key is not among those the portal was given."""


def key_id(wrapping: bytes) -> str:
    """How a key-encryption key is named in the rows it wraps: 16 hexadecimal digits that don't reveal it."""
    return hashlib.sha256(b"waypost file key " + wrapping).hexdigest()[:16]


def current_id() -> str:
    """The id of the key that wraps what comes in now."""
    return key_id(settings.FILE_KEYS[0])


def wrap(key: bytes, *, of: str) -> tuple[bytes, str]:
    """(wrapped key, id of the wrapping key), for the file whose public id is ``of`` and no other."""
    wrapping: bytes = settings.FILE_KEYS[0]
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(wrapping).encrypt(nonce, key, of.encode()), key_id(wrapping)


def unwrap(wrapped: bytes, wrapped_by: str, *, of: str) -> bytes:
    """The key of the file ``of``. Raises KeyMissing, or InvalidTag when the row was tampered with."""
    for wrapping in settings.FILE_KEYS:
        if key_id(wrapping) == wrapped_by:
            return AESGCM(wrapping).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], of.encode())
    raise KeyMissing(f"No key {wrapped_by} in WAYPOST_FILE_KEY: put the old key back, after the current one.")
