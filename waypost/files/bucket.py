"""The S3 the sealed contents lie in, asked with patience that ends: whoever waits for a file is told in good time.

boto's own limits are on a moment's silence. An S3 that hands out a byte now and then would hold a process for ever,
and one that is silent holds each process that asks, until the portal has none left: so a content has a time as a whole,
and after a silence nobody asks for a while.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

CONNECT, ANSWER = 3, 10  # seconds to connect, and of silence; both twice at most
WHOLE = 60  # seconds for one content: the largest file at half a megabyte a second
REST = 15  # seconds in which a process asks nothing after it waited in vain

_PIECE = 65_536
_IN_MEMORY = 1 << 20


class TooSlow(OSError):
    """It answers, but not in time; or it did not a moment ago."""


class Bucket(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """Reads and writes a content in one request each."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._rests_until = 0.0
        self.client_config = Config(
            connect_timeout=CONNECT,
            read_timeout=ANSWER,
            retries={"mode": "standard", "total_max_attempts": 2},
            s3={"addressing_style": self.addressing_style},
            signature_version="s3v4",
        )

    def _open(self, name: str, _mode: str = "rb") -> Any:
        found = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  whoever opened it closes it
        try:
            with self._in_time() as until:
                body = self.bucket.Object(self._normalize_name(name)).get()["Body"]
                # The one way to read that comes back with whatever came.
                while piece := body._raw_stream.read1(_PIECE):
                    _demand_time(until)
                    found.write(piece)
        except ClientError as problem:
            found.close()
            if problem.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from problem
            raise
        except BaseException:
            found.close()
            raise
        found.seek(0)
        return File(found, name)

    def _save(self, name: str, content: Any) -> str:
        with self._in_time() as until:
            self.bucket.Object(self._normalize_name(name)).put(Body=_InTime(content, until))
        return name

    @contextmanager
    def _in_time(self) -> Iterator[float]:
        """Yields when the time is over. Who waited in vain lets the next ones not wait at all."""
        if time.monotonic() < self._rests_until:
            raise TooSlow("The S3 did not answer a moment ago.")
        try:
            yield time.monotonic() + WHOLE
        except (ConnectTimeoutError, ReadTimeoutError, HTTPError, TooSlow) as problem:
            self._rests_until = time.monotonic() + REST
            raise TooSlow("The S3 did not answer in time.") from problem


class _InTime:
    """A content that is read to be sent, while there is time. No ``File`` of Django's: one without a name is false, and
    nothing of it would be sent.
    """

    def __init__(self, content: Any, until: float) -> None:
        self._content, self._until = content, until
        self.seek, self.tell = content.seek, content.tell

    def read(self, *given: Any) -> Any:
        _demand_time(self._until)
        return self._content.read(*given)


def _demand_time(until: float) -> None:
    if time.monotonic() > until:
        raise TooSlow("It took too long.")
