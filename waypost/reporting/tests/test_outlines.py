"""The outlines are made from a package and kept: what is kept is what would be made."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from waypost.reporting import outlines
from waypost.reporting.drawing import FILE, STATES

ATLAS = Path(settings.PACKAGES) / "world-atlas/countries-50m.json"
steps = st.floats(0, 4000, allow_nan=False, width=16)
rings = st.lists(st.tuples(steps, steps), min_size=3, max_size=40)


def test_every_state_of_the_region_is_drawn_inside_the_frame() -> None:
    kept = json.loads(FILE.read_text())
    assert set(kept["territories"]) == set(STATES)
    for shape in kept["territories"].values():
        x, y = shape["at"]
        assert 0 <= x <= kept["width"]
        assert 0 <= y <= kept["height"]


@pytest.mark.skipif(not ATLAS.exists(), reason="npm ci has not run here")
def test_the_kept_outlines_are_those_of_the_package(tmp_path: Path) -> None:
    made = tmp_path / "outlines.json"
    outlines.write(ATLAS, made, STATES)
    assert made.read_text() == FILE.read_text()


@given(rings)
def test_thinning_keeps_the_ends_and_adds_no_point(line: list[tuple[float, float]]) -> None:
    thinned = outlines._thinned(line)
    assert (thinned[0], thinned[-1]) == (line[0], line[-1])
    assert set(thinned) <= set(line)


@given(rings)
def test_what_is_cut_lies_inside_the_frame(ring: list[tuple[float, float]]) -> None:
    shifted = [(x * 2 - 2000, y * 2 - 2000) for x, y in ring]
    for x, y in outlines._cut(shifted):
        assert -0.01 <= x <= outlines.WIDTH + 0.01
        assert -0.01 <= y <= outlines.HEIGHT + 0.01
