"""waypost notices table | check: who is told what, and whether they were."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from waypost.notices import reconciling, table


class Command(BaseCommand):
    help = "table: every act of every room, and who is told of it in what words. check: was everybody told?"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["table", "check"])
        parser.add_argument("--days", type=int, default=2, help="how far back to check")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "table":
            with override("en"):
                self.stdout.writelines(f"{line}\n" for line in table.lines())
        else:
            self._check(options["days"])

    def _check(self, days: int) -> None:
        found = reconciling.check(days)
        self.stdout.write(f"{found.events} events, {found.notices} notices, {found.mails} mails.")
        for line in found.trouble:
            self.stdout.write(line)
        if found.trouble:
            raise CommandError("Not everybody was told.")
