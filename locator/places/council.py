"""Whether a point lies in the council area, by the outline that ships."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Ring = tuple[tuple[float, float], ...]


def holds(folder: Path, latitude: float, longitude: float) -> bool:
    """Whether the point lies inside the outline in this folder; a part that is cut out of it does not count."""
    return sum(_crossings(ring, latitude, longitude) for ring in _rings(folder)) % 2 == 1


def _crossings(ring: Ring, latitude: float, longitude: float) -> int:
    """How often a line from the point to the east crosses the ring."""
    return sum(
        (south > latitude) != (north > latitude)
        and longitude < (east - west) * (latitude - south) / (north - south) + west
        for (west, south), (east, north) in pairwise(ring)
    )


@lru_cache(maxsize=2)
def _rings(folder: Path) -> tuple[Ring, ...]:
    """Every ring of the area, as points of longitude and latitude."""
    features = json.loads((folder / "nl_council_area.geojson").read_text(encoding="utf-8"))["features"]
    return tuple(ring for feature in features for polygon in _polygons(feature["geometry"]) for ring in polygon)


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    found = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[tuple((float(x), float(y)) for x, y in ring) for ring in polygon] for polygon in found]
