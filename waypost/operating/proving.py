"""Proving a backup from itself alone: everything its manifest says is computed anew."""

from collections.abc import Iterator
from pathlib import Path

from waypost.core.notes import KeyRing
from waypost.operating import contents
from waypost.operating.backups import FILES
from waypost.operating.dumps import DumpFailed, dump_in
from waypost.operating.manifest import NAME, SIGNATURE, Manifest, NoManifest, hashed, read

LOST_BEFORE = "a row names this file, and the storage didn't have it."


def troubles(folder: Path, ring: KeyRing) -> Iterator[str]:
    """What is wrong with the backup, a sentence each; nothing when it is whole and as it was taken."""
    try:
        manifest = read(folder, ring)
    except NoManifest as problem:
        yield str(problem)
        return
    changed = list(_changed_files(folder, manifest))
    yield from changed
    yield from (
        f"{place}: a row names this file, and the storage didn't have it." for place in manifest.missing
    )
    if changed:
        return  # what its rows say is worth nothing then
    try:
        yield from _dump_troubles(folder, manifest, ring)
    except DumpFailed as problem:
        yield str(problem)


def _changed_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    for name in sorted(there - manifest.files.keys() - {NAME, SIGNATURE}):
        yield f"{name}: the manifest doesn't know this file."
    for name, said in sorted(manifest.files.items()):
        if name not in there:
            yield f"{name} is missing."
            continue
        try:
            with (folder / name).open("rb") as content:
                found = hashed(content)
        except OSError as problem:
            yield f"{name} can't be read: {problem.strerror}."
            continue
        if found != said:
            yield f"{name} was changed: it isn't what was backed up."


def _dump_troubles(folder: Path, manifest: Manifest, ring: KeyRing) -> Iterator[str]:
    dump = dump_in(folder, manifest.kind)
    log = contents.log_of(dump)
    yield from log.troubles(ring)
    if (log.note(), log.began) != (manifest.checkpoint, manifest.began):
        yield "The audit log's last checkpoint isn't the one the manifest names."
    if contents.migrations(dump) != manifest.migrations:
        yield "The migrations applied aren't those the manifest names."
    counted = dump.counts()
    for table in sorted(counted.keys() | manifest.rows.keys()):
        if counted.get(table) != manifest.rows.get(table):
            yield f"{table} has {counted.get(table)} rows, and the manifest says {manifest.rows.get(table)}."
    known = manifest.files.keys() | {f"{FILES}/{place}" for place in manifest.missing}
    for place in contents.files_named(dump):
        if f"{FILES}/{place}" not in known:
            yield f"{place}: a row names this file, and it isn't in the backup."
