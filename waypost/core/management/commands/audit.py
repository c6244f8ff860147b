"""``waypost audit``: seal the log, prove it, show it, and hand out checkpoints to be kept elsewhere."""

import base64
import sys
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from waypost.core.merkle import proves_consistency
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import Head, KeyRing, keyring, make_key, read_note
from waypost.core.seal import consistency, note_of, receipt, seal
from waypost.core.verify import Verification, many
from waypost.core.witness import Witness, last_note

TOLD = 50  # sentences; a log that was torn up has thousands


class Command(BaseCommand):
    help = "The audit log: verify, seal, show, checkpoint, witness, key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        verify = does.add_parser("verify", help="prove that nothing was changed since it was sealed")
        verify.add_argument(
            "--checkpoint", type=Path, metavar="FILE", help="a checkpoint that was kept elsewhere"
        )
        does.add_parser("seal", help="seal what waits, now")
        show = does.add_parser("show", help="the newest rows, or one row with its receipt")
        show.add_argument("token", nargs="?", help="the row's token")
        checkpoint = does.add_parser("checkpoint", help="print the last checkpoint, to be kept elsewhere")
        checkpoint.add_argument(
            "--since", type=Path, metavar="FILE", help="prove that it goes on from this one"
        )
        does.add_parser(
            "witness", help="add the last checkpoint to the witness file; print it where there is none"
        )
        key = does.add_parser("key", help="write a new sealing key")
        key.add_argument("file", type=Path)

    def handle(self, *_: Any, does: str, **given: Any) -> None:
        match does:
            case "verify":
                self._verify(given["checkpoint"])
            case "seal":
                self._seal()
            case "show":
                self._show(given["token"])
            case "checkpoint":
                self._checkpoint(given["since"])
            case "witness":
                self._witness()
            case "key":
                self._key(given["file"])

    def _verify(self, kept: Path | None) -> None:
        ring = keyring()
        verification = Verification(ring, witness=_read(kept) if kept else _witnessed(ring))
        troubles = verification.troubles()
        told = list(islice(troubles, TOLD))
        more = sum(1 for _ in troubles)
        for sentence in told:
            self.stdout.write(sentence)
        if more:
            self.stdout.write(f"And {more:,} more.")
        summary = f"{many(verification.rows, 'row')} under {many(verification.checkpoints, 'checkpoint')}"
        if told:
            self.stdout.write(f"The log does not hold: {many(len(told) + more, 'trouble')} in {summary}.")
            sys.exit(1)
        self.stdout.write(f"The log holds: {summary}.")

    def _seal(self) -> None:
        sealed = 0
        while batch := seal():
            sealed += batch
        self.stdout.write(
            f"{many(sealed, 'row')} sealed, {AuditRow.objects.filter(place__isnull=True).count():,} waiting."
        )

    def _show(self, token: str | None) -> None:
        if token is None:
            for row in AuditRow.objects.order_by("-id")[:20]:
                self.stdout.write(
                    f"{row.token}  {row.at:%Y-%m-%d %H:%M}  {row.outcome:6}  {row.action}  {row.actor}  {row.thing}"
                )
            return
        found = AuditRow.objects.filter(token=token).first()
        if found is None:
            raise CommandError(f"There is no row {token}.")
        self.stdout.write(str(bytes(found.canonical), "utf-8"))
        proof = receipt(found)
        if proof is None:
            self.stdout.write("It isn't sealed yet.")
            return
        if not proof.holds():
            raise CommandError("The row doesn't lead to its checkpoint: run `waypost audit verify`.")
        self.stdout.write(f"\n{proof.text()}")

    def _checkpoint(self, since: Path | None) -> None:
        last = Checkpoint.objects.order_by("size").last()
        if last is None:
            raise CommandError("Nothing is sealed yet, so there is no checkpoint.")
        if since:
            self.stdout.write(_goes_on_from(_read(since), last), ending="")
        self.stdout.write(note_of(last), ending="")

    def _witness(self) -> None:
        note = last_note()
        if note is None:
            raise CommandError("Nothing is sealed yet, so there is nothing to witness.")
        if settings.WITNESS is None:
            self.stdout.write(f"{note}\n", ending="")
            return
        try:
            Witness(settings.WITNESS).add(note)
        except OSError as problem:
            raise CommandError(f"'{settings.WITNESS}' can't be written: {problem.strerror}.") from problem
        self.stdout.write(f"Added to '{settings.WITNESS}': the checkpoint at {note.splitlines()[1]}.")

    def _key(self, file: Path) -> None:
        try:
            signer = make_key(file.absolute())
        except OSError as problem:
            raise CommandError(f"No key was written to '{file}': {problem.strerror}.") from problem
        self.stdout.write(
            f"The sealing key is in '{file}': set WAYPOST_SEAL_KEY to it, keep a copy in a safe.\n"
            f"Its public line, for witnesses and auditors:\n{signer.verifier.line()}"
        )


def _read(file: Path) -> Head:
    try:
        return read_note(file.read_text(errors="replace"), keyring())
    except OSError as problem:
        raise CommandError(f"'{file}' can't be read: {problem.strerror}.") from problem
    except ValueError as problem:
        raise CommandError(f"'{file}' is of no use here. {problem}") from problem


def _witnessed(ring: KeyRing) -> Head | None:
    return Witness(settings.WITNESS).last(ring) if settings.WITNESS else None


def _goes_on_from(old: Head, last: Checkpoint) -> str:
    """What a witness asks for (C2SP tlog-witness): the old size and the proof, checked before it is handed out."""
    path = consistency(old.size, last)
    if path is None or not proves_consistency(
        old=old.size, old_root=old.root, size=last.size, root=bytes(last.root), path=path
    ):
        raise CommandError(
            "The log doesn't go on from that checkpoint: run `waypost audit verify --checkpoint` with it."
        )
    return "\n".join([f"old {old.size}", *(base64.b64encode(step).decode() for step in path), "\n"])
