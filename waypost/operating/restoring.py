"""Putting a backup back: into an empty data base and an empty storage, and never unnoticed into the past."""

from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from waypost.core.doors import OPERATOR
from waypost.core.errors import Refused
from waypost.core.failpoints import fail_point
from waypost.core.notes import KeyRing, keyring
from waypost.core.witness import Witness
from waypost.files import vault
from waypost.operating import actions, contents, manifest, proving
from waypost.operating.actions import Backup
from waypost.operating.backups import FILES
from waypost.operating.dumps import Dump, DumpFailed, dump_in
from waypost.operating.manifest import Manifest
from waypost.people.actions import persons


@dataclass(frozen=True)
class Restored:
    """What was put back. ``older`` says that its tables were then brought up to this release."""

    rows: int
    files: int
    older: bool
    keys_missing: set[str]
    rolled_back: bool


def begun() -> Path:
    """The file that says that a restore is under way: while it is there, the portal doesn't start."""
    return Path(settings.DATA) / "restore.begun"


def restore(folder: Path, *, roll_back: str) -> Restored:
    """Put the backup in ``folder`` back. Raises Refused, before anything was written or with what to do now."""
    ring = keyring()
    _whole(folder, ring)
    kept = manifest.read(folder, ring)
    dump = dump_in(folder, kept.kind)
    _fits(kept)
    _nothing_there()
    witnessed = _looks_back(dump, ring, roll_back)
    if witnessed is not None and ring.signer is None:
        raise Refused("WAYPOST_SEAL_KEY names a file without a private key: a roll-back has to be signed.")
    begun().touch()
    try:
        older = _put_back(folder, kept, dump)
    except (OSError, BotoCoreError, ClientError, DumpFailed) as problem:
        said = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise Refused(
            f"The backup was not put back: {said} Empty the data base and the stored files, remove '{begun()}', and "
            "restore again."
        ) from problem
    _settle(kept, contents.log_of(dump).size, witnessed, " ".join(roll_back.split()), ring)
    begun().unlink()
    missing = contents.file_keys_missing(dump, settings.FILE_KEYS)
    return Restored(sum(kept.rows.values()), len(kept.files) - 1, older, missing, witnessed is not None)


def _settle(kept: Manifest, size: int, witnessed: int | None, why: str, ring: KeyRing) -> None:
    """What has to be so before anybody comes in: the log knows, mail is held, nobody is signed in."""
    because = why if witnessed is not None else ""
    actions.record_restore(by=OPERATOR, backup=Backup(kept.taken, size, witnessed, because))
    persons.sign_everybody_out(by=OPERATOR)
    if witnessed is not None and ring.signer is not None and settings.WITNESS is not None:
        witness = Witness(settings.WITNESS)
        witness.add_roll_back(size=size, at=timezone.now(), because=because, signer=ring.signer)


def _whole(folder: Path, ring: KeyRing) -> None:
    """A file that was lost before the backup was taken is no reason to lose the rest."""
    found = (said for said in proving.troubles(folder, ring) if not said.endswith(proving.LOST_BEFORE))
    if trouble := next(found, None):
        raise Refused(f"The backup isn't whole: {trouble} `waypost backup verify` tells all.")


def _fits(kept: Manifest) -> None:
    if kept.kind != connection.vendor:
        raise Refused(
            f"The backup holds a data base of {kept.kind}, and this portal runs on {connection.vendor}: set "
            "DATABASE_URL to one of the same kind."
        )
    known = set(MigrationLoader(None).disk_migrations)
    unknown = [
        (app, name) for app, names in kept.migrations.items() for name in names if (app, name) not in known
    ]
    if unknown:
        app, name = unknown[0]
        raise Refused(
            f"The backup comes from a later release ({kept.product}): this one doesn't know the migration {app} "
            f"{name}. Install that release and restore there."
        )


def _nothing_there() -> None:
    if begun().exists():
        raise Refused(
            f"A restore was begun here and didn't come to its end. Empty the data base and the stored files, remove "
            f"'{begun()}', and restore again."
        )
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise Refused(
            f"The data base has {len(tables)} tables already. A backup is put back into an empty one: set DATABASE_URL "
            "or WAYPOST_DATA to a new place."
        )
    if not vault.is_empty():
        raise Refused("There are stored files already. A backup is put back into an empty storage.")


def _looks_back(dump: Dump, ring: KeyRing, roll_back: str) -> int | None:
    """Up to where the log was witnessed, if this backup is older than that and may be put back all the same."""
    head = Witness(settings.WITNESS).last(ring) if settings.WITNESS else None
    if head is None:
        return None
    log = contents.log_of(dump)
    if log.size >= head.size:
        if log.root_at(head.size) != head.root:
            raise Refused(
                f"The backup's audit log isn't the one that was witnessed: its first {head.size:,} rows are others. "
                "WAYPOST_WITNESS belongs to another portal, or somebody rewrote the log."
            )
        return None
    if not roll_back.strip():
        raise Refused(
            f"The backup ends after {log.size:,} rows of the audit log, and {head.size:,} were witnessed: what "
            'happened since would be lost. Take a newer backup, or say --roll-back "why": the log will hold the reason.'
        )
    return head.size


def _put_back(folder: Path, kept: Manifest, dump: Dump) -> bool:
    """Files first, then all rows at once. Says whether the tables had to be brought up to this release."""
    for name in kept.files:
        if name.startswith(f"{FILES}/"):
            with (folder / name).open("rb") as sealed:
                default_storage.save(name.removeprefix(f"{FILES}/"), File(sealed))
    fail_point("restore files copied")
    dump.load()
    fail_point("restore rows loaded")
    _same_rows(kept)
    loader = MigrationLoader(connection)
    older = bool(set(loader.disk_migrations) - set(loader.applied_migrations))
    if older:
        call_command("migrate", verbosity=0)
    return older


def _same_rows(kept: Manifest) -> None:
    """Every table has as many rows as the manifest counts."""
    for table, wanted in kept.rows.items():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  a signed manifest names our tables
            [found] = cursor.fetchone()
        if found != wanted:
            raise DumpFailed(f"{table} has {found} rows after loading, and {wanted} were backed up.")
