"""waypost mail state | hold | release: whether mail goes out, which after a restore it doesn't by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from waypost.core.doors import OPERATOR
from waypost.notices import actions, holding
from waypost.notices.models import Mail


class Command(BaseCommand):
    help = "Does mail go out? Hold it, or let it go after a restore."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["state", "hold", "release"])
        parser.add_argument(
            "--drop",
            action="store_true",
            help="release: without the mails about what happened before the hold, which may have gone out already",
        )

    def handle(self, *_args: Any, what: str, drop: bool, **_: Any) -> None:
        if what == "hold":
            actions.hold_mail(by=OPERATOR)
        elif what == "release":
            self._release(drop)
        self.stdout.write(self._state())

    def _release(self, drop: bool) -> None:
        hold = holding.held()
        if hold is None:
            raise CommandError("Mail isn't held.")
        dropped = actions.release_mail(by=OPERATOR, hold=hold, drop=drop)
        if drop:
            self.stdout.write(f"{dropped:,} mails were dropped; the portal shows their notices.")

    def _state(self) -> str:
        waiting = f"{Mail.objects.filter(state=Mail.State.WAITING).count():,} waiting"
        hold = holding.held()
        if hold is None:
            return f"Mail goes out; {waiting}."
        old = holding.from_before(hold).count()
        return (
            f"Mail is held since {hold.since:%Y-%m-%d %H:%M} UTC; {waiting}, {old:,} of it about what happened before. "
            "`waypost mail release` sends all of it, `waypost mail release --drop` only what is newer than the hold."
        )
