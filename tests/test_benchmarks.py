"""The benchmark still runs. What it measures is no test: see docs/benchmarks.md."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the benchmark's world is for PostgreSQL")
def test_the_small_world_is_measured_in_a_data_base_of_its_own(tmp_path: Path) -> None:
    known = connection.settings_dict
    url = f"postgresql://{known['USER']}:{quote(known['PASSWORD'])}@{known['HOST']}:{known['PORT']}/postgres"
    into = tmp_path / "bench.json"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYPOST_", "DJANGO_"))}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.run", "--size", "small", "--rounds", "1", "--into", into],
        cwd=ROOT, env={**kept, "DATABASE_URL": url}, capture_output=True, text=True, timeout=560, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    found = json.loads(into.read_text())
    assert found["floor"]["web_ms"] > 0
    assert {page["page"] for page in found["pages"]} >= {"home", "list", "detail", "search, number"}
    assert {act["name"] for act in found["acts"]} >= {
        "publishing, the request",
        "who can see a release to all",
    }
    assert all(act["number"] > 0 for act in found["acts"])
    assert found["commits"]["queries"] <= 6
