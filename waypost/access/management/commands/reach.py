"""``waypost reach check``: is the stored reach of every marked thing what its mark, stage and releases say?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from waypost.access.actions import clear_reach, mend_reach
from waypost.access.drift import drifts, orphans, told
from waypost.core.doors import OPERATOR


class Command(BaseCommand):
    help = "Compare every reach row with a fresh compile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        check = does.add_parser("check", help="tell every difference; exit code 1 where there is one")
        check.add_argument(
            "--mend", action="store_true", help="write what differs anew, one audit row a thing"
        )

    def handle(self, *_: Any, mend: bool, **__: Any) -> None:
        found = self._drifts(mend) + self._orphans(mend)
        if not found:
            self.stdout.write("Every reach row is what it should be.")
            return
        self.stdout.write(f"Mended: {found:,}." if mend else f"Found: {found:,}; --mend writes them anew.")
        if not mend:
            sys.exit(1)

    def _drifts(self, mend: bool) -> int:
        found = 0
        for found, drift in enumerate(drifts(), 1):  # noqa: B007  the count is wanted
            for sentence in drift.sentences():
                self.stdout.write(sentence)
            if mend:
                mend_reach(by=OPERATOR, thing=drift.thing)
        return found

    def _orphans(self, mend: bool) -> int:
        found = 0
        for found, row in enumerate(orphans(), 1):  # noqa: B007  the count is wanted
            line = told((row.key, row.side, row.spares, row.at))
            self.stdout.write(f"Nothing of kind {row.kind} has the id {row.thing}, and yet there is: {line}.")
            if mend:
                clear_reach(by=OPERATOR, row=row)
        return found
