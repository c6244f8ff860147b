"""``waypost keys list | new | rotate | backup | lost``: the keys of the portal, which lie outside its data."""

import os
import secrets
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from waypost.core.doors import OPERATOR
from waypost.core.models import Checkpoint
from waypost.core.notes import keyring, make_key
from waypost.core.verify import many
from waypost.files import keys as file_keys
from waypost.files.actions import rewrap_keys, under_old_keys
from waypost.files.models import StoredFile
from waypost.operating import losses
from waypost.people.actions import factors
from waypost.people.signin.sealing import Unreadable

NAMES = [key.name for key in losses.KEYS]
PRINTED = ["file", "factor", "secret"]  # the sealing key is written into a file
MOVED = ["file", "factor", "seal"]  # on the secret key nothing hangs that lasts


class Command(BaseCommand):
    help = (
        "The keys of the portal: list them, make a new one, move to it, back them up, and what a loss means."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        does.add_parser("list", help="which keys there are, and what hangs on each")
        new = does.add_parser("new", help="print a fresh key; nothing is changed")
        new.add_argument("key", choices=PRINTED)
        rotate = does.add_parser(
            "rotate", help="move what hangs on old keys to the current one; may be run again"
        )
        rotate.add_argument("key", choices=MOVED)
        rotate.add_argument("file", type=Path, nargs="?", help="seal: the file for the new key")
        backup = does.add_parser(
            "backup", help="copy all keys into a new folder, to be kept apart from backups"
        )
        backup.add_argument("folder", type=Path)
        lost = does.add_parser("lost", help="what it means that a key is lost or stolen, and what to do")
        lost.add_argument("key", choices=NAMES, nargs="?")

    def handle(self, *_: Any, does: str, **given: Any) -> None:
        match does:
            case "list":
                self._list()
            case "new":
                self.stdout.write(_fresh(given["key"]))
            case "rotate":
                self._rotate(given["key"], given["file"])
            case "backup":
                self._backup(given["folder"].absolute())
            case "lost":
                self._lost([given["key"]] if given["key"] else NAMES)

    def _list(self) -> None:
        for key in losses.KEYS:
            self.stdout.write(f"{key.name}: {key.variable}, {key.does}.")
            for line in _HANGING[key.name]():
                self.stdout.write(f"    {line}")

    def _rotate(self, name: str, file: Path | None) -> None:
        if name == "seal":
            self._rotate_seal(file)
            return
        waiting, step, variable = _MOVES[name]
        moved = 0
        try:
            while waiting():
                moved += step()
        except Unreadable as problem:
            raise CommandError(
                f"{many(moved, 'secret')} moved. One more can't be opened with any key in {variable} ({problem}): add "
                "the key it was sealed with. What was moved stays moved."
            ) from problem
        self.stdout.write(
            f"{many(moved, 'secret')} moved to the current key, none is left on an old one: take old keys out of "
            f"{variable} everywhere. Keep them apart as long as you keep backups from before."
        )

    def _rotate_seal(self, file: Path | None) -> None:
        if file is None:
            raise CommandError("It wants the file to write: `waypost keys rotate seal FILE`.")
        retired = [verifier.line() for verifier in keyring().verifiers.values()]
        try:
            signer = make_key(file.absolute(), retired=retired)
        except OSError as problem:
            raise CommandError(f"No key was written to '{file}': {problem.strerror}.") from problem
        self.stdout.write(
            f"The new sealing key is in '{file}', with the public lines of the old: set WAYPOST_SEAL_KEY to it for "
            "every process. What the old key signed still verifies.\n"
            f"Its public line, for witnesses and auditors:\n{signer.verifier.line()}"
        )

    def _backup(self, folder: Path) -> None:
        if settings.DATA.resolve() in [folder.resolve(), *folder.resolve().parents]:
            raise CommandError("That is inside the data folder: keys and data are kept apart.")
        try:
            folder.mkdir(mode=0o700)
            for key in losses.KEYS:
                handle = os.open(folder / key.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w") as copy:
                    copy.write(losses.content(key.name))
                    copy.flush()
                    os.fsync(handle)
        except OSError as problem:
            raise CommandError(
                f"The keys were not all copied to '{folder}': {problem.strerror}."
            ) from problem
        self.stdout.write(
            f"All keys are in '{folder}', readable by you only. Whoever has them and a backup has everything: keep the "
            "two apart, and this one in a safe."
        )

    def _lost(self, names: list[str]) -> None:
        for key in map(losses.named, names):
            self.stdout.write(
                f"{key.variable}, which {key.does}\n  Lost: {key.lost}\n  Stolen: {key.stolen}\n"
            )


def _fresh(name: str) -> str:
    return secrets.token_urlsafe(32 if name == "file" else 48)


def _on_file_keys() -> list[str]:
    rows = StoredFile.objects.kept().values("key_id").annotate(files=Count("pk"))
    counted = {row["key_id"]: row["files"] for row in rows}
    known = [file_keys.key_id(key) for key in settings.FILE_KEYS]
    lines = [
        f"{key} {'old' if place else 'current'}: {many(counted.pop(key, 0), 'file')}"
        for place, key in enumerate(known)
    ]
    return lines + [f"{key} MISSING: {many(count, 'file')} can't be read" for key, count in counted.items()]


def _on_factor_keys() -> list[str]:
    left = sum(1 for _ in factors.sealed_under_old_keys())
    old = many(len(settings.OLD_FACTOR_KEYS), "old key")
    return [f"1 current, {old}: {many(left, 'secret')} not under the current one"]


def _on_secret_keys() -> list[str]:
    return [f"1 current, {many(len(settings.SECRET_KEY_FALLBACKS), 'old key')}"]


def _on_seal_keys() -> list[str]:
    try:
        ring = keyring()
    except ImproperlyConfigured as problem:
        return [str(problem)]
    rows = Checkpoint.objects.values("key_id").annotate(count=Count("pk"))
    counted = {row["key_id"]: row["count"] for row in rows}
    current = ring.signer.verifier.key_id if ring.signer else ""
    lines = [
        f"{key} {'current' if key == current else 'verifies only'}: {many(counted.pop(key, 0), 'checkpoint')}"
        for key in ring.verifiers
    ]
    return lines + [
        f"{key} MISSING: {many(count, 'checkpoint')} can't be verified" for key, count in counted.items()
    ]


_HANGING: dict[str, Callable[[], list[str]]] = {
    "file": _on_file_keys,
    "factor": _on_factor_keys,
    "secret": _on_secret_keys,
    "seal": _on_seal_keys,
}

_MOVES: dict[str, tuple[Callable[[], bool], Callable[[], int], str]] = {
    "file": (lambda: under_old_keys().exists(), lambda: rewrap_keys(by=OPERATOR), "WAYPOST_FILE_KEY"),
    "factor": (
        lambda: next(factors.sealed_under_old_keys(), None) is not None,
        lambda: factors.reseal(by=OPERATOR),
        "WAYPOST_FACTOR_KEY",
    ),
}
