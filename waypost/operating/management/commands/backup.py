"""``waypost backup FOLDER`` and ``waypost backup verify FOLDER``."""

import sys
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from waypost.core.errors import Refused
from waypost.core.notes import keyring
from waypost.core.verify import many
from waypost.core.witness import Witness
from waypost.operating import backups, proving

TOLD = 50


class Command(BaseCommand):
    help = "Back up the data base and the stored files into a new folder; or `verify` that a backup is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+", metavar="[verify] FOLDER")

    def handle(self, *_: Any, words: list[str], **__: Any) -> None:
        match words:
            case ["verify", folder]:
                self._verify(Path(folder))
            case [folder]:
                self._take(Path(folder).absolute())
            case _:
                raise CommandError("It wants `waypost backup FOLDER` or `waypost backup verify FOLDER`.")

    def _take(self, target: Path) -> None:
        try:
            taken = backups.take(target, connection.vendor)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"Backed up: {many(taken.rows, 'row')}, {many(taken.files, 'file')}, in '{target}'.\n"
            "The keys are not in it: without them no file and no second factor can be read. Back them up apart, once "
            "and after every change: `waypost keys backup FOLDER`."
        )
        if settings.WITNESS and taken.checkpoint:
            Witness(settings.WITNESS).add(taken.checkpoint)
        if taken.missing:
            self.stdout.write(f"{many(len(taken.missing), 'file')} that a row names couldn't be found:")
            for place in taken.missing[:TOLD]:
                self.stdout.write(place)
            sys.exit(1)

    def _verify(self, folder: Path) -> None:
        found = proving.troubles(folder, keyring())
        told = list(islice(found, TOLD))
        more = sum(1 for _ in found)
        for sentence in told:
            self.stdout.write(sentence)
        if told:
            self.stdout.write(f"The backup does not hold: {many(len(told) + more, 'trouble')}.")
            sys.exit(1)
        self.stdout.write(
            "The backup holds: every byte, every row, and the audit log to its last checkpoint."
        )
