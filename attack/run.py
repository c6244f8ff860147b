"""The whole attack: `make attack`. Prints one table and exits 1 when anything is not clean.

python -m attack.run [--only fuzzing wapiti sqlmap] [--times 3]
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attack.findings import Part
    from attack.grounds import Grounds

ALL_SECONDS = 1500  # whatever happens; the parts below take less together
PARTS = {
    "sqlmap": 900.0,
    "wapiti": 160.0,
    "fuzzing": 160.0,
}  # seconds each may take on a quiet machine of two cores
MOST_TIMES = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to run")
    parser.add_argument(
        "--times", type=_times, default=1.0, help="so many times as long, on a slow or busy machine"
    )
    given = parser.parse_args()
    _prepare(given.times)
    from attack.accepted import ACCEPTED
    from attack.findings import clean, table
    from attack.programs import missing

    if set(given.only) & set(away := missing()):
        sys.exit(f"{' and '.join(away)} can't be found. `make attack` installs them.")
    parts = _attack(given.only, given.times)
    print(table(parts, ACCEPTED))
    well = clean(parts, ACCEPTED)
    print("Clean." if well else "Not clean.")
    return 0 if well else 1


def _times(word: str) -> float:
    times = float(word)
    if not 1 <= times <= MOST_TIMES:
        raise ValueError
    return times


def _prepare(times: float) -> None:
    """An end in any case, and the settings that reading the URL map wants. The demo itself gets none of them."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(stop, _interrupt)
    signal.alarm(round(ALL_SECONDS * times))
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(WAYPOST_TESTING="1", DJANGO_SETTINGS_MODULE="waypost.settings")
    import django

    django.setup()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    from attack.programs import stop_all

    stop_all()
    raise KeyboardInterrupt


def _attack(names: list[str], times: float) -> "list[Part]":
    from attack.bait import bait
    from attack.fuzzing import fuzz
    from attack.grounds import grounds
    from attack.sqlmap import sqlmap
    from attack.standing import standing
    from attack.wapiti import wapiti

    does: dict[str, Callable[..., Part]] = {"sqlmap": sqlmap, "wapiti": wapiti, "fuzzing": fuzz}
    with grounds(times) as ours:
        parts = [_timed(lambda: bait(ours.folder, names)), _timed(lambda: _looked_around(ours))]
        for name, seconds in PARTS.items():
            if name in names:
                ours.hour()
                parts.append(_timed(lambda: does[name](ours, seconds * times)))  # noqa: B023  called at once
        parts += standing(ours)
    return parts


def _looked_around(ours: "Grounds") -> "Part":
    from attack.findings import Part

    ours.look_around()
    pages = ", ".join(f"{len(pages)} pages as {who}" for who, pages in ours.pages.items())
    return Part("looking around", pages)


def _timed(part_of: "Callable[[], Part]") -> "Part":
    begun = time.monotonic()
    part = part_of()
    part.seconds = time.monotonic() - begun
    print(f"{part.name}: {part.seconds:.0f} s, {part.tried}", file=sys.stderr, flush=True)
    return part


if __name__ == "__main__":
    sys.exit(main())
