"""What a backup says it holds, signed with the key that seals the audit log."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File

from waypost.core.notes import KeyRing, Signer

FORMAT = 1
NAME, SIGNATURE = "MANIFEST.json", "MANIFEST.sig"
PURPOSE = "waypost backup"  # what the key signs here can never be taken for a checkpoint
_CHUNK = 1 << 20


class NoManifest(Exception):
    """There is no manifest that this portal's key signed; the sentence says what there is."""


@dataclass(frozen=True)
class Manifest:
    """``files`` are all files of the backup but these two, by path: [bytes, sha256]. ``missing`` were named by a row
    and not in the storage. ``began`` is the hash of the log's first row: it says which portal this is.
    """

    kind: str
    taken: str
    address: str
    began: str
    checkpoint: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    files: dict[str, list[Any]]
    missing: list[str] = field(default_factory=list)
    product: str = field(default_factory=lambda: version("waypost"))
    format: int = FORMAT

    def write(self, folder: Path, signer: Signer) -> None:
        content = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()
        (folder / NAME).write_bytes(content)
        (folder / SIGNATURE).write_text(signer.sign_bytes(PURPOSE, content))


def read(folder: Path, ring: KeyRing) -> Manifest:
    """The manifest of the backup in ``folder``. Raises NoManifest."""
    try:
        content = (folder / NAME).read_bytes()
        signature = (folder / SIGNATURE).read_text(errors="replace")
    except OSError as problem:
        raise NoManifest(f"'{folder}' is no backup: {problem.filename} can't be read.") from problem
    if not ring.signed(PURPOSE, content, signature):
        raise NoManifest(
            f"The signature in {SIGNATURE} doesn't hold: {NAME} or the signature was changed, or a key signed it that "
            "isn't in WAYPOST_SEAL_KEY's file."
        )
    said = json.loads(content)
    if said.get("format") != FORMAT:
        raise NoManifest(f"The backup has the format {said.get('format')}, and this release reads {FORMAT}.")
    return Manifest(**said)


def hashed(content: "IO[bytes] | File[Any]", copy: IO[bytes] | None = None) -> list[Any]:
    """[bytes, sha256] of what is read to its end; ``copy`` takes it down on the way."""
    size, digest = 0, hashlib.sha256()
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if copy is not None:
            copy.write(chunk)
    return [size, digest.hexdigest()]
