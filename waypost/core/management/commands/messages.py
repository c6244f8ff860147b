"""``waypost messages compile | collect | check``: the portal's sentences in Thai."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from waypost.core import messages


class Command(BaseCommand):
    help = "The portal's sentences in Thai: compile the catalogue, bring it up to date, or prove it complete."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["compile", "collect", "check"])

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        match options["what"]:
            case "compile":
                messages.compile_catalogue()
            case "collect":
                self.stdout.write(f"{messages.collect()} is up to date. Translate what is empty.")
            case "check":
                self._check()

    def _check(self) -> None:
        missing = messages.missing()
        if missing:
            shown = "\n".join(f"  {sentence!r}" for sentence in missing)
            raise CommandError(
                f"{len(missing)} sentences have no Thai. Run `make messages` and translate them:\n{shown}"
            )
