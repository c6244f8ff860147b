"""``waypost gate measure``: what the personal-data gate finds of a synthetic corpus in five languages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from waypost.gate.corpus import LANGUAGES, corpus
from waypost.gate.findings import Kind
from waypost.gate.measure import Measured, measure


class Command(BaseCommand):
    help = "Measure the personal-data gate."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        measuring = does.add_parser("measure", help="recall and precision by kind and language")
        measuring.add_argument("--seed", type=int, default=2020, help="another corpus of the same build")
        measuring.add_argument("--each", type=int, default=100, help="examples of each kind in each language")

    def handle(self, *_: Any, seed: int, each: int, **__: Any) -> None:
        self._print(measure(corpus(seed, each)))

    def _print(self, measured: Measured) -> None:
        """Recall / precision in per cent."""
        self.stdout.write(f"{'recall / precision, %':<22}" + "".join(f"{each:>13}" for each in LANGUAGES))
        for kind in Kind:
            cells = [(kind, language) for language in LANGUAGES]
            row = [
                f"{100 * measured.recall(cell):>5.1f} /{100 * measured.precision(cell):>5.1f} "
                for cell in cells
            ]
            self.stdout.write(f"{kind.value:<22}" + "".join(row))
        row = [f"{measured.disturbed[each]} of {measured.harmless[each]}" for each in LANGUAGES]
        self.stdout.write(f"{'harmless, disturbed':<22}" + "".join(f"{each:>13}" for each in row))
