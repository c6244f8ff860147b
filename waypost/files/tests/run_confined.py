"""A process that has work done and then does what its argument says: see test_nursery. It says on standard output how
far it is, and goes on when it reads a line.
"""

import os
import sys

from waypost.files import confined
from waypost.files.confined import work

confined._JOBS = "waypost.files.tests"


def says(what: object) -> None:
    os.write(1, f"{what}\n".encode())
    os.read(0, 1)


def main(what: str) -> None:
    if what == "works":
        work("probe.slow", b"", seconds=60)
    work("probe.echo", b"")
    if what == "forks":
        if os.fork() == 0:
            work("probe.echo", b"")
            says(os.getpid())
            os._exit(0)
        os.wait()
        work("probe.echo", b"")
    says("idle")


if __name__ == "__main__":
    main(*sys.argv[1:])
