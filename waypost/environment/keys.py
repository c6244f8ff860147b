"""The portal's keys, and the file of its witness."""

import base64
import binascii
import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from waypost.environment.values import text


def secret_keys(data: Path, *, given_by: str, kept: str = "secret.key") -> list[str]:
    """Keys of one purpose, the current one first: from the environment, separated by commas, or one kept in the data
    folder (made at the first start). An old key stays in the list until nothing hangs on it any more.
    """
    given = text(given_by)
    if given:
        keys = [key.strip() for key in given.split(",")]
        if any(len(key) < 40 or len(set(key)) < 10 for key in keys):
            raise ImproperlyConfigured(
                f"{given_by} has fewer than 40 characters, or the same few over and over. It wants a long random "
                "text, or several separated by commas, the current one first: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        return keys
    key = _kept_key(data / kept, secrets.token_urlsafe(48)).read_text().strip()
    if len(key) < 40:
        raise ImproperlyConfigured(
            f"{str(data / kept)!r} should hold the key that {given_by} would give, and does not. Put it back from the "
            "backup; what was sealed with it can't be read with another."
        )
    return [key]


def seal_key(data: Path, *, given_by: str, demo: bool) -> Path | None:
    """The file with the key that seals the audit log. Never in the data folder, but in the demo, which makes one there:
    whoever can write the log must not be able to sign it. Without one the log stays unsealed, and the worker says so.
    """
    given = text(given_by)
    if not given:
        return data / "seal.key" if demo else None
    path = Path(given).absolute()
    if not path.is_file():
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}. It wants the path of a key file: unset it, make one with "
            "`waypost audit key FILE`, and set it again."
        )
    if data.resolve() in path.resolve().parents:
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}, inside the data folder. It wants a file that lies elsewhere."
        )
    return path


def witness(data: Path, *, given_by: str) -> Path | None:
    """The file to which checkpoints of the audit log are added, in a folder that is there and is not the data's."""
    given = text(given_by)
    if not given:
        return None
    path = Path(given).absolute()
    inside = data.resolve() in path.resolve().parents
    if inside or path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}. It wants the path of a file in a folder that can be written, outside the data "
            "folder and best on another machine's disk."
        )
    return path


def breached(*, given_by: str) -> Path | None:
    """The operator's list of stolen passwords, one a line, sorted by bytes."""
    given = text(given_by)
    path = Path(given).absolute()
    if given and not (path.is_file() and os.access(path, os.R_OK)):
        raise ImproperlyConfigured(
            f"{given_by} is {given!r}. It wants the path of a file that can be read: one password a line, sorted by "
            "`LC_ALL=C sort -u`."
        )
    return path if given else None


def file_keys(data: Path, *, given_by: str) -> list[bytes]:
    """The keys that wrap each stored file's own key, the current one first.

    The variable holds keys separated by commas, or the path of a file with one key a line. Without it a key is kept in
    the data folder (made at the first start), which is for the demo: whoever copies that folder has lock and key.
    An old key stays in the list for as long as there are files wrapped with it.
    """
    given = text(given_by)
    if given and not given.startswith("/"):
        lines = given.split(",")
    else:
        path = Path(given) if given else _kept_key(data / "file.key", secrets.token_urlsafe(32))
        try:
            lines = path.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise ImproperlyConfigured(
                f"{given_by} is {given!r}. It wants keys, or the path of a file that can be read."
            ) from problem
    keys = [_file_key(line.strip(), given_by) for line in lines if line.strip()]
    if not keys:
        raise ImproperlyConfigured(f"{given_by} names a file without a key in it. It wants one key a line.")
    return keys


def _file_key(line: str, given_by: str) -> bytes:
    try:
        key = base64.b64decode(line + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != 32:
        # The value is a secret: the sentence does not repeat it.
        raise ImproperlyConfigured(
            f"{given_by} holds something that is no key. It wants 32 random bytes as 43 characters of URL-safe base64: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return key


def _kept_key(path: Path, key: str) -> Path:
    """A key file in the data folder, made whole or not at all: several processes may start at once."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh:  # readable by its owner only
            fresh.write(key)
            fresh.flush()
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    return path
