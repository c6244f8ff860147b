"""The worker as a process of its own, with the tests' world declared and the tests' clock: see test_killed."""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()
    from django.core.management import call_command

    from tests.cast import NOON
    from waypost.core import clock
    from waypost.notices.tests import world

    clock.run_by(lambda: NOON)
    world.declare()
    call_command("worker", *sys.argv[1:])


main()
