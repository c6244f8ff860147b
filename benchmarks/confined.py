"""What waiting for the confined process costs: `python -m benchmarks.confined [ROUNDS]`.

A small picture, a PDF of three pages and a paper, each as the first work of a nursery and as a later one, in turn. Wall
time, medians; and what a nursery that waits takes of memory. Not a timed test.
"""

import json
import re
import statistics
import sys
import time
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from waypost.files.confined import nursery, typeset, work

ROUNDS = 15
_SOURCE = b'#set document(title: "A paper")\n#set text(size: 9pt)\n#lorem(300)'


def main(rounds: int = ROUNDS) -> None:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for job, content, facts in _jobs():
            nursery.end_all()
            found[job, "first"].append(_milliseconds(job, content, facts))
            work(job, content, **facts)  # waits until the nursery has imported everything
            found[job, "later"].append(_milliseconds(job, content, facts))
    for job, _content, _facts in _jobs():
        first, later = (statistics.median(found[job, how]) for how in ("first", "later"))
        print(f"{job:15} first {first:5.0f} ms, later {later:5.0f} ms: {first / later:.1f} times")
    print(f"a nursery that waits: {_memory()}")


def _jobs() -> list[tuple[str, bytes, dict[str, Any]]]:
    picture, document = BytesIO(), BytesIO()
    Image.effect_mandelbrot((1200, 900), (-2, -1.2, 1, 1.2), 60).convert("RGB").save(picture, "JPEG")
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        pdf.save(document)
    paper = typeset.packed(_SOURCE, json.dumps({}), {})
    return [
        ("image.clean", picture.getvalue(), {}),
        ("pdf.clean", document.getvalue(), {}),
        ("typeset.paper", paper, {"fonts": [], "made_at": 0}),
    ]


def _milliseconds(job: str, content: bytes, facts: dict[str, Any]) -> float:
    begun = time.perf_counter()
    work(job, content, **facts)
    return (time.perf_counter() - begun) * 1000


def _memory() -> str:
    with nursery.turn() as nurseries:
        waiting = next(nurseries)
    said = Path(f"/proc/{waiting.pid}/smaps_rollup").read_text()
    of = {name: int(kb) // 1024 for name, kb in re.findall(r"^(\w+):\s+(\d+) kB", said, re.MULTILINE)}
    waiting.end()
    return f"{of['Rss']} MB, of it its own {of['Private_Dirty']} MB"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
