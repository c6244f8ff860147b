"""waypost worker: tells people what happened, sends mail, does what is due by the clock."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from waypost.notices.worker import Worker


class Command(BaseCommand):
    help = "Tell people what happened, send mail, do what is due by the clock. Ends on SIGTERM after the step in hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument("--poll", type=float, default=1.0, help="seconds to rest when nothing is due")
        parser.add_argument(
            "--lease", type=float, default=60.0, help="seconds after which a dead worker's step is free"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        worker = Worker(poll=options["poll"], lease=options["lease"])
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: worker.stop())
        if options["once"]:
            worker.run_once()
        else:
            worker.run()
