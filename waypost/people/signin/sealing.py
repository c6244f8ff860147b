"""Factor secrets at rest: AES-256-GCM under a key derived from ``settings.FACTOR_KEY``.

What was sealed under an old key opens while that key is still given; ``waypost keys rotate factors`` seals it anew.
"""

import base64
import os
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = "v1:"
_PURPOSE = b"waypost second factor"
_NONCE_BYTES = 12


class Unreadable(Exception):
    """The sealed text was changed, or sealed under another key (WAYPOST_FACTOR_KEY)."""


@lru_cache(maxsize=4)
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode()))


def seal(text: str) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(settings.FACTOR_KEY).encrypt(nonce, text.encode(), _PURPOSE)
    return _VERSION + base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises Unreadable."""
    for key in (settings.FACTOR_KEY, *settings.OLD_FACTOR_KEYS):
        with suppress(InvalidTag):
            return _opened(sealed, key)
    raise Unreadable("changed, or sealed under another key")


def is_current(sealed: str) -> bool:
    """Is it sealed under the current key?"""
    try:
        _opened(sealed, settings.FACTOR_KEY)
    except (InvalidTag, Unreadable):
        return False
    return True


def _opened(sealed: str, key: str) -> str:
    if not sealed.startswith(_VERSION):
        raise Unreadable("not sealed")
    raw = base64.b64decode(sealed[len(_VERSION) :])
    return _cipher(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _PURPOSE).decode()
