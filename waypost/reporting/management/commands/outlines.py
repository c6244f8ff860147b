"""waypost outlines: draw the map's outlines anew from the npm package world-atlas."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from waypost.reporting.drawing import FILE, STATES
from waypost.reporting.outlines import write


class Command(BaseCommand):
    help = "Draw the outlines of the map anew (after a new world-atlas, or for more states)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        atlas = settings.PACKAGES / "world-atlas/countries-50m.json"
        if not atlas.exists():
            raise CommandError(f"{atlas} is not there. Run npm ci first.")
        self.stdout.write(f"{FILE.name}: {write(atlas, FILE, STATES)} bytes")
