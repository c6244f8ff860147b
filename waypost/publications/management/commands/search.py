"""``waypost search check``, ``rebuild``, ``counts``: is what is searched what readers may read; do they find it?"""

import sys
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from waypost.core.doors import OPERATOR
from waypost.publications.actions import indexing
from waypost.publications.models import SearchDay, drift
from waypost.publications.models.finding import waiting
from waypost.publications.search import beside


class Command(BaseCommand):
    help = "Compare the words that are searched with a fresh reading, write them anew, or count searches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        does.add_parser("check", help="tell every difference; exit code 1 where there is one")
        does.add_parser("rebuild", help="write the words of every item and request anew")
        does.add_parser("counts", help="how many searches each month, and how many found nothing")

    def handle(self, *_: Any, does: str, **__: Any) -> None:
        {"check": self._check, "rebuild": self._rebuild, "counts": self._counts}[does]()

    def _rebuild(self) -> None:
        indexing.rebuild_look_up(by=OPERATOR)
        rows = sum(indexing.rebuild(by=OPERATOR, publications=batch) for batch in drift.batches())
        self.stdout.write(f"Written: {rows + beside.rebuild(OPERATOR):,} rows.")

    def _check(self) -> None:
        found = 0
        for found, each in enumerate(chain(drift.drifts(), beside.differences()), 1):  # noqa: B007  the count is wanted
            self.stdout.write(str(each))
        sound = drift.look_up_is_sound()
        if not sound:
            self.stdout.write("The look-up table does not agree with the rows.")
        if found or not sound:
            self.stdout.write(f"Found: {found:,}; `waypost search rebuild` writes them anew.")
            if words := waiting():
                self.stdout.write(f"The worker is writing some of them anew, after: {', '.join(words)}.")
            sys.exit(1)
        self.stdout.write("Every word that is searched is what readers may read.")

    def _counts(self) -> None:
        months = SearchDay.objects.annotate(month=TruncMonth("day")).values("month").order_by("-month")
        for row in months.annotate(searches=Sum("searches"), in_vain=Sum("in_vain")):
            share = 100 * row["in_vain"] / row["searches"]
            self.stdout.write(
                f"{row['month']:%Y-%m}: {row['searches']:,} searches, {row['in_vain']:,} in vain ({share:.0f} %)"
            )
