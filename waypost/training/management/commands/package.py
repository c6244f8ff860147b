"""``waypost package FILE``: what the package doctor says of an e-module's file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from waypost.training.packages import examine, telling


class Command(BaseCommand):
    help = "Say what an e-module's file is (SCORM 1.2, SCORM 2004, cmi5), what it will report, and what is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")
        parser.add_argument("--json", action="store_true", help="everything, for a machine")

    def handle(self, *_: Any, file: Path, language: str, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                report = examine(opened, file.name)
        except OSError as problem:
            raise CommandError(f"'{file}' can't be read: {problem.strerror}.") from problem
        with translation.override(language):
            if options["json"]:
                said = json.dumps(telling.plain(report), ensure_ascii=False, indent=2)
            else:
                said = "\n".join(telling.lines(report))
        self.stdout.write(said)
        if report.refused:
            sys.exit(1)
