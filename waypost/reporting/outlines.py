"""Makes the outlines the map is drawn from: once, by ``waypost outlines``, out of the npm package world-atlas.

Natural Earth's shapes (public domain) at 1:50 million, projected, cut to the region, thinned to what can be seen and
written as the path data of an SVG. What is kept is our own drawing and small enough to stand in the repository.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

# The region: longitudes and latitudes of the frame, and the width of the drawing in tenths of a unit.
WEST, EAST, SOUTH, NORTH = 63.0, 180.0, -49.0, 47.0
WIDTH = 4000
_SQUEEZE = 0.95  # degrees of longitude are drawn a little narrower than those of latitude
_SCALE = WIDTH / ((EAST - WEST) * _SQUEEZE)
HEIGHT = round((NORTH - SOUTH) * _SCALE)
_TOLERANCE = 4.0  # tenths of a unit: points nearer to the line than this are left out
# Where a number is better placed than in the middle of the largest part: longitude, latitude.
_PLACED = {
    "360": (111.0, -7.2),
    "458": (102.3, 4.0),
    "554": (175.6, -38.8),
    "704": (108.2, 13.8),
    "764": (101.2, 15.6),
}
_SMALLEST = 60.0  # islets below this area are left out of the ground, never out of a member


def outlines(atlas: dict[str, Any], territories: Sequence[str]) -> dict[str, Any]:
    """The ground and each territory (ISO 3166-1 numeric), as path data with a point to label."""
    arcs = [_thinned([_projected(point) for point in arc]) for arc in _decoded(atlas)]
    whole = [[_projected(point) for point in arc] for arc in _decoded(atlas)]
    drawn = {code: _territory(code, _geometry(atlas, code), arcs, whole) for code in territories}
    ground = [ring for ring in _outer_rings(atlas["objects"]["land"], arcs) if _area(ring) > _SMALLEST]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "ground": _path(ground),
        "territories": {code: shape for code, shape in sorted(drawn.items()) if shape},
    }


def _geometry(atlas: dict[str, Any], code: str) -> dict[str, Any]:
    """Every shape of a territory: some codes stand at several."""
    shapes = [each for each in atlas["objects"]["countries"]["geometries"] if each.get("id") == code]
    return {"type": "GeometryCollection", "geometries": shapes}


def _territory(
    code: str, geometry: dict[str, Any], arcs: list[Ring], whole: list[Ring]
) -> dict[str, Any] | None:
    """Islands too small to survive the thinning are drawn from the whole outline."""
    rings = [ring for ring in _outer_rings(geometry, arcs) if _area(ring) > 1]
    rings = rings or [ring for ring in _outer_rings(geometry, whole) if len(ring) > 2]
    if not rings:
        return None
    x, y = _projected(_PLACED[code]) if code in _PLACED else _middle(max(rings, key=_area))
    return {"path": _path(rings), "at": [round(x), round(y)]}


def _decoded(atlas: dict[str, Any]) -> Iterator[Ring]:
    """TopoJSON's arcs: quantised, each point a step from the one before."""
    scale, move = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        yield points


def _outer_rings(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """The outer rings inside the frame; lakes and enclaves are not cut out."""
    if geometry["type"] == "GeometryCollection":
        for each in geometry["geometries"]:
            yield from _outer_rings(each, arcs)
        return
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        ring = _cut(_joined(polygon[0], arcs))
        if len(ring) > 2:
            yield ring


def _joined(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


def _projected(point: Point) -> Point:
    return (point[0] - WEST) * _SQUEEZE * _SCALE, (NORTH - point[1]) * _SCALE


def _thinned(line: Ring) -> Ring:
    """Douglas and Peucker's: the fewest points that stay within the tolerance."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def away(point: Point) -> float:
        if length == 0:
            return float(((point[0] - x1) ** 2 + (point[1] - y1) ** 2) ** 0.5)
        return float(abs((x2 - x1) * (y1 - point[1]) - (x1 - point[0]) * (y2 - y1)) / length)

    furthest = max(range(1, len(line) - 1), key=lambda i: away(line[i]))
    if away(line[furthest]) <= _TOLERANCE:
        return [line[0], line[-1]]
    return _thinned(line[: furthest + 1])[:-1] + _thinned(line[furthest:])


def _cut(ring: Ring) -> Ring:
    """Sutherland and Hodgman's: what of a ring lies inside the frame."""
    for axis, limit, sign in ((0, 0.0, 1), (0, float(WIDTH), -1), (1, 0.0, 1), (1, float(HEIGHT), -1)):
        ring = _cut_at(ring, axis, limit, sign)
    return ring


def _cut_at(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside, was_inside = (sign * (p[axis] - limit) >= 0 for p in (point, before))
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            x, y = (before[i] + share * (point[i] - before[i]) for i in (0, 1))
            kept.append((x, y))
        if inside:
            kept.append(point)
    return kept


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _middle(ring: Ring) -> Point:
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _path(rings: list[Ring]) -> str:
    """Path data in whole tenths of a unit, each step relative to the one before."""
    return "".join(map(_ring_path, rings))


def _ring_path(ring: Ring) -> str:
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(points) if (x, y) != (px, py)]
    said = " ".join(f"{dx} {dy}" for dx, dy in steps)
    return f"M{points[0][0]} {points[0][1]}l{said}z".replace(" -", "-")


def write(atlas: Path, target: Path, territories: Sequence[str]) -> int:
    """Write the file the map is drawn from; returns its size in bytes."""
    text = json.dumps(outlines(json.loads(atlas.read_text()), territories), separators=(",", ":"))
    target.write_text(text + "\n")
    return len(text)
