"""The table people read, and the same for machines."""

import os
import platform
from typing import Any

from django.db import connection

from benchmarks.measuring import Found, Measured


def table(found: Found) -> str:
    size = found.world.size
    lines = [
        f"{size.publications:,} publications, {size.members} members, {size.organisations:,} organisations, "
        f"{size.persons:,} persons; {_machine()}",
        "CPU milliseconds, medians; floors are what the bare view costs.",
        "",
        f"{'':34} {'web':>7} {'db':>7} {'floors':>7} {'target':>7} {'queries':>8} {'KB':>6}",
        f"{'floor: 50 rows, session, no rule':34} {found.floor.web:7.1f} {found.floor.db:7.1f} {1:7.2f}",
    ]
    for who in dict.fromkeys(each.viewer for each in found.pages):
        lines += ["", f"for the one who sees {who.called} ({who.sees:,})"]
        lines += [_line(each, found) for each in found.pages if each.viewer == who]
    lines += ["", f"{'single acts, wall time':34} {'ms':>7} {'':15} {'target':>7} {'persons':>8}"]
    lines += [
        f"{act.name:34} {act.milliseconds:7.0f} {'':15} {act.bound:7.0f} {act.number:8,}  "
        f"{_said(act.milliseconds <= act.bound)}"
        for act in found.acts
    ]
    return "\n".join(lines)


def _line(each: Measured, found: Found) -> str:
    ratio, bound = each.ratio(found.floor), each.page.bound
    return (
        f"{each.page.name:34} {each.cost.web:7.1f} {each.cost.db:7.1f} {ratio:7.2f} "
        f"{bound if bound is not None else '':>7} {each.queries:8} {each.size / 1024:6.0f}  "
        f"{_said(ratio <= bound) if bound is not None else ''}"
    ).rstrip()


def _said(met: bool) -> str:
    return "met" if met else "MISSED"


def as_json(found: Found) -> dict[str, Any]:
    return {
        "machine": _machine(),
        "size": vars(found.world.size),
        "floor": {"web_ms": found.floor.web, "db_ms": found.floor.db},
        "pages": [
            {
                "page": each.page.name,
                "viewer": each.viewer.called,
                "sees": each.viewer.sees,
                "web_ms": each.cost.web,
                "db_ms": each.cost.db,
                "floors": each.ratio(found.floor),
                "target": each.page.bound,
                "queries": each.queries,
                "bytes": each.size,
            }
            for each in found.pages
        ],
        "acts": [vars(act) for act in found.acts],
    }


def _machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {server}, {platform.system()}"
