"""Keeping what e-modules tell, as a process of its own: see test_killed. Arguments: a file for what was acknowledged,
how often at most, and the secrets of launches.
"""

import os
import sys
from pathlib import Path

import django


def main(acknowledged: str, times: str, *tokens: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
    django.setup()

    from tests.cast import NOON
    from waypost.core import clock
    from waypost.training.tests.playing import Content

    clock.run_by(lambda: NOON)
    with Path(acknowledged).open("a") as told:
        for sequence in range(2, int(times) + 2):
            for token in tokens:
                answer = Content(token).keep(sequence, cmi={"cmi.core.lesson_location": str(sequence)})
                if answer.status_code == 200:
                    told.write(f"{token} {sequence}\n")
                    told.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
