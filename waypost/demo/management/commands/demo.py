"""``waypost demo seed`` fills an empty data base; ``waypost demo run --port N`` shows it: web server and worker."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from waypost.demo import running, seed


class Command(BaseCommand):
    help = "The demo world: seed an empty data base with it, or run it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["seed", "run"])
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "run":
            self._run(options["port"])
        else:
            self._seed()

    def _seed(self) -> None:
        try:
            written = seed.fill()
        except seed.NotEmpty:
            raise CommandError(
                "This data base holds something that is not the demo’s. Nothing was changed. "
                "Choose an empty folder: WAYPOST_DATA=/some/folder make demo"
            ) from None
        self.stdout.write("The demo world is written." if written else "The demo world is there already.")

    def _run(self, port: int) -> None:
        """Prepare what is missing, then serve until somebody stops it."""
        if trouble := running.trouble_with(port):
            raise CommandError(trouble)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self._seed()
        self.stdout.write(f"Waypost stands at {running.address(port)} and http://127.0.0.1:{port}")
        self.stdout.write("Ctrl-C ends it.")
        self.stdout.flush()
        if ended := running.serve(port):
            raise CommandError(ended)
