"""Sealing: AES-256-GCM in chunks, so that a file can be read from any point and every byte read is proven.

Plaintext is cut into chunks of 64 KiB; each becomes 16 bytes longer. Nonce and associated data say which chunk it is
and whether it is the last; the key is derived from the file's own key and the sealed part's name. So a bit flipped,
a chunk moved, left out or taken from another file, and a tail cut off all fail to open. Nonces count: a key seals
one content once, ever.
"""

from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
TAG = 16
_SEALED_CHUNK = CHUNK + TAG


class Tampered(Exception):
    """What lies in the storage is not what was sealed."""


class _Sealer:
    """Seals and opens single chunks of one sealed content."""

    def __init__(self, key: bytes, name: str) -> None:
        derived = HKDF(
            algorithm=SHA256(), length=32, salt=None, info=b"waypost sealed " + name.encode()
        ).derive(key)
        self.name = name
        self.cipher = AESGCM(derived)

    def seal(self, chunk: bytes, index: int, last: bool) -> bytes:
        return self.cipher.encrypt(_nonce(index, last), chunk, self._bound(index, last))

    def open(self, chunk: bytes, index: int, last: bool) -> bytes:
        try:
            return self.cipher.decrypt(_nonce(index, last), chunk, self._bound(index, last))
        except InvalidTag:
            raise Tampered(f"{self.name}: chunk {index} does not open.") from None

    def _bound(self, index: int, last: bool) -> bytes:
        return b"%s|%d|%d" % (self.name.encode(), index, last)


def _nonce(index: int, last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([last])


def seal(content: bytes, *, key: bytes, name: str) -> Iterator[bytes]:
    """The sealed chunks of ``content``. ``name`` says what it is; never seal twice under one key and name."""
    sealer = _Sealer(key, name)
    count = max(1, -(-len(content) // CHUNK))
    for index in range(count):
        yield sealer.seal(content[index * CHUNK : (index + 1) * CHUNK], index, index == count - 1)


class Sealing:
    """Seals a content that comes in pieces into ``sealed``, holding a chunk of it at most. ``size`` is that of what
    came so far, in bytes. As with ``seal``: never twice under one key and name.
    """

    def __init__(self, sealed: IO[bytes], *, key: bytes, name: str) -> None:
        self._sealed = sealed
        self._sealer = _Sealer(key, name)
        self._held = bytearray()
        self._index = 0
        self.size = 0

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        self._held += piece
        while len(self._held) > CHUNK:  # what is held may turn out to be the last one
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._sealed.write(self._sealer.seal(chunk, self._index, last))
        self._index += 1


class Opened:
    """A sealed content, opened for reading. ``size`` is that of the plaintext, in bytes."""

    def __init__(self, sealed: IO[bytes], *, key: bytes, name: str) -> None:
        self._sealed = sealed
        self._sealer = _Sealer(key, name)
        sealed.seek(0, 2)
        length = sealed.tell()
        self._count = -(-length // _SEALED_CHUNK)
        self.size = length - self._count * TAG
        if not self._holds_whole_chunks(length):
            raise Tampered(f"{name}: cut off.")

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Plaintext from ``start`` up to but not including ``stop``, chunk by chunk, each proven before it is given."""
        stop = self.size if stop is None else min(stop, self.size)
        if start >= stop:
            return
        for index in range(start // CHUNK, -(-stop // CHUNK)):
            chunk = self._chunk(index)
            yield chunk[max(0, start - index * CHUNK) : stop - index * CHUNK]

    def prove(self) -> None:
        """Raise Tampered unless the content ends where it was sealed to end. Reads the last chunk only."""
        self._chunk(self._count - 1)

    def close(self) -> None:
        self._sealed.close()

    def _holds_whole_chunks(self, length: int) -> bool:
        """Every chunk carries a tag, and only a content without a byte has a chunk without one."""
        tail = length - (self._count - 1) * _SEALED_CHUNK
        return tail > TAG if self._count > 1 else length >= TAG

    def _chunk(self, index: int) -> bytes:
        self._sealed.seek(index * _SEALED_CHUNK)
        return self._sealer.open(self._sealed.read(_SEALED_CHUNK), index, index == self._count - 1)
