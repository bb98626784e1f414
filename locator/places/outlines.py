"""The outlines of the localities of a set, flat, ready to be drawn as paths of an SVG."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

WIDTH = 400
"""The width of the drawing, in its own units; the height follows from the shapes."""

_MARGIN = 4

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One locality: its slug, its outline as the `d` of a path, and the middle of its largest part."""

    slug: str
    path: str
    middle_x: int
    middle_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """A whole set, `WIDTH` wide."""

    height: int
    localities: tuple[Outline, ...]


@lru_cache(maxsize=8)
def outlines(folder: Path, set_id: str) -> Outlines | None:
    """The outlines of a set from the boundaries that ship; None for a set that no shapes are known of."""
    file = folder / f"{set_id.replace('-', '_')}.geojson"
    if not file.is_file():
        return None
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = {one["properties"]["slug"]: _rings(one["geometry"]) for one in features}
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    across = math.cos(math.radians(sum(y for _, y in points) / len(points)))
    scale = (WIDTH - 2 * _MARGIN) / ((max(x for x, _ in points) - west) * across)
    height = math.ceil((north - min(y for _, y in points)) * scale) + 2 * _MARGIN

    def flat(ring: Ring) -> Ring:
        return tuple(((x - west) * across * scale + _MARGIN, (north - y) * scale + _MARGIN) for x, y in ring)

    drawn = (_outline(slug, tuple(flat(ring) for ring in rings)) for slug, rings in shapes.items())
    return Outlines(height=height, localities=tuple(drawn))


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """The outer and inner rings of every part."""
    many = geometry["type"] == "MultiPolygon"
    parts = geometry["coordinates"] if many else [geometry["coordinates"]]
    return tuple(tuple((x, y) for x, y, *_ in ring) for part in parts for ring in part)


def _outline(slug: str, rings: tuple[Ring, ...]) -> Outline:
    x, y = _middle(max(rings, key=lambda ring: abs(_area(ring))))
    return Outline(slug=slug, path="".join(map(_path, rings)), middle_x=round(x), middle_y=round(y))


def _path(ring: Ring) -> str:
    points = dict.fromkeys(f"{x:.1f} {y:.1f}" for x, y in ring)
    return f"M{'L'.join(points)}Z"


def _area(ring: Ring) -> float:
    """Twice the area of a closed ring, with a sign for its direction."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def _middle(ring: Ring) -> Point:
    """Where a label goes: at the height of the centre of gravity, in the middle of the widest stretch inside the ring."""
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    y = sum((a[1] + b[1]) * cross for a, b, cross in pairs) / (3 * sum(cross for _, _, cross in pairs))
    edges = sorted(
        (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    west, east = max(zip(edges[::2], edges[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, y
