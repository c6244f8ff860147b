"""The command ``waypost``: every command of the portal, run by an operator."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["read-mrz"]:  # reads lines, and needs nothing of the portal
        from waypost.alerts.mrz.command import main as read_mrz

        sys.exit(read_mrz(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["waypost", *sys.argv[1:]])
    except ImproperlyConfigured as wrong:
        # The sentence is what an operator needs; where in our code it was said is not.
        sys.exit(f"waypost: {wrong}")
