"""The portal's pages against a floor, in a large world on PostgreSQL: `make bench`.

    python -m benchmarks.run [--size full|small] [--rounds N] [--only commits]

Floor and pages are opened in turn, so that whatever else the machine does is in both. CPU time of the web process and
of the data base backend; medians; ratios to the floor. Prints a table and writes build/bench.json. Not a timed test: it
ends well whatever it measures.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import portal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", choices=["full", "small"], default="full")
    parser.add_argument("--rounds", type=int, default=25, help="how often every page is opened")
    parser.add_argument("--into", type=Path, default=Path("build/bench.json"), help="where the JSON goes")
    parser.add_argument("--only", choices=["commits"], help="one part alone: what an e-module's commit costs")
    given = parser.parse_args()
    portal.begin()
    # Only now are the settings there that everything else wants.
    from benchmarks import report
    from benchmarks.acts import acts
    from benchmarks.commits import measure_commits
    from benchmarks.lookup import measure_lookup
    from benchmarks.measuring import measure
    from benchmarks.world import build
    from benchmarks.world.sizes import SIZES

    begun = time.perf_counter()
    world = build(SIZES[given.size])
    world.items.prove(sample=100)
    print(f"The world stands after {time.perf_counter() - begun:.0f} s.", file=sys.stderr)
    kept: dict[str, Any] = {}
    if given.only is None:
        found = measure(world, given.rounds)
        found.acts = acts(world)
        looked_up = measure_lookup(world, given.rounds)
        print(report.table(found))
        print("\n" + looked_up.table())
        kept = {**report.as_json(found), "lookup": asdict(looked_up)}
    commits = measure_commits(world, given.rounds)
    print("\n" + commits.table())
    given.into.parent.mkdir(parents=True, exist_ok=True)
    given.into.write_text(json.dumps({**kept, "commits": asdict(commits)}, indent=1))


if __name__ == "__main__":
    main()
