"""Taking a backup: the dump first, then every file its rows name, then the signed manifest, then its name.

Until the last step it lies under another name, so what has its name is whole. Files that come in meanwhile are named
by no dumped row; one that is erased meanwhile is left out.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from waypost.core.errors import Refused
from waypost.core.failpoints import fail_point
from waypost.core.notes import Signer, keyring
from waypost.core.seal import seal
from waypost.files.vault import still_kept
from waypost.operating import contents
from waypost.operating.dumps import Dump, DumpFailed, dump_in
from waypost.operating.manifest import Manifest, hashed

FILES = "files"


@dataclass(frozen=True)
class Taken:
    """A backup that was taken."""

    rows: int
    files: int
    missing: list[str]
    checkpoint: str


def take(target: Path, vendor: str) -> Taken:
    """Back everything up into the new folder ``target``. Raises Refused: then nothing of it is left."""
    signer = keyring().signer
    if signer is None:
        raise Refused("WAYPOST_SEAL_KEY names a file without a private key: a backup has to be signed.")
    if target.exists():
        raise Refused(f"'{target}' is there already. A backup is a new folder.")
    half = target.with_name(f"{target.name}.half")
    try:
        shutil.rmtree(half, ignore_errors=True)  # of a run that was killed
        half.mkdir(mode=0o700)
        manifest = _fill(half, dump_in(half, vendor), signer)
        _to_disk(half)
        fail_point("backup signed")
        half.rename(target)
        _sync(target.parent)
    except Exception as problem:
        shutil.rmtree(half, ignore_errors=True)
        if not isinstance(problem, OSError | BotoCoreError | ClientError | DumpFailed):
            raise
        said = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise Refused(f"The backup was not made, and nothing of it is left: {said}") from problem
    return Taken(sum(manifest.rows.values()), len(manifest.files) - 1, manifest.missing, manifest.checkpoint)


def _fill(half: Path, dump: Dump, signer: Signer) -> Manifest:
    seal()  # so that the last checkpoint stands over what is dumped
    dump.write()
    fail_point("backup dumped")
    with dump.path.open("rb") as written:
        files = {dump.path.name: hashed(written)}
    missing = []
    for place in contents.files_named(dump):
        try:
            files[f"{FILES}/{place}"] = _copy(place, half / FILES / place)
        except FileNotFoundError:
            missing += [place] if still_kept(place) else []
    log = contents.log_of(dump)
    manifest = Manifest(
        kind="sqlite" if dump.path.suffix == ".sqlite3" else "postgresql",
        taken=timezone.now().isoformat(),
        address=settings.PORTAL_ADDRESS,
        began=log.began,
        checkpoint=log.note(),
        migrations=contents.migrations(dump),
        rows=dump.counts(),
        files=files,
        missing=missing,
    )
    manifest.write(half, signer)
    return manifest


def _copy(place: str, to: Path) -> list[object]:
    """As it lies in the storage, encrypted."""
    with default_storage.open(place) as sealed:
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with to.open("wb") as copy:
            return hashed(sealed, copy)


def _to_disk(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
