"""``waypost restore FOLDER``: put a backup back, into an empty data base and an empty storage."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from waypost.core.errors import Refused
from waypost.core.verify import many
from waypost.operating import restoring


class Command(BaseCommand):
    help = "Put a backup back, into an empty data base and an empty storage."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--roll-back",
            default="",
            metavar="WHY",
            help="restore although the witness knows of later acts; the reason is written into the audit log",
        )

    def handle(self, *_: Any, folder: Path, roll_back: str, **__: Any) -> None:
        try:
            done = restoring.restore(folder, roll_back=roll_back)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Restored: {many(done.rows, 'row')} and {many(done.files, 'file')}.")
        if done.older:
            self.stdout.write("The backup was of an older release; its tables were brought up to this one.")
        if done.rolled_back:
            self.stdout.write("This was a roll-back; the audit log and the witness say so, with your reason.")
        for key in sorted(done.keys_missing):
            self.stdout.write(
                f"No key {key} is in WAYPOST_FILE_KEY: files wrapped with it can't be read until it is added."
            )
        self.stdout.write(
            "All sessions are ended. Mail is held, because what waits may have been sent since the backup was taken: "
            "`waypost mail state`, then `waypost mail release`, with --drop to leave out what is from before.\n"
            "Then run `waypost search check` and `waypost audit verify`, and start the portal."
        )
