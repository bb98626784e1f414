"""The outlines of the localities: all of them, inside the drawing, each label inside its own shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locator.places import outlines
from locator.places.outlines import WIDTH, Outline

SETS = [("localities-2013", 6), ("consortia-2026", 9)]


def points(outline: Outline) -> list[list[tuple[float, float]]]:
    """The rings of a path."""
    rings = [ring for ring in outline.path.split("M") if ring]
    return [[(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", ring)] for ring in rings]


def is_inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    """Whether a point is inside a ring: a line from it to the right crosses the ring an odd number of times."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1


@pytest.fixture
def folder(seed: Path) -> Path:
    return seed / "reference" / "boundaries"


@pytest.mark.parametrize(("set_id", "count"), SETS)
def test_every_locality_is_drawn_inside_the_drawing(folder: Path, set_id: str, count: int) -> None:
    found = outlines.outlines(folder, set_id)
    assert found is not None
    assert len({one.slug for one in found.localities}) == count
    every = [point for one in found.localities for ring in points(one) for point in ring]
    assert all(0 <= x <= WIDTH and 0 <= y <= found.height for x, y in every)


@pytest.mark.parametrize(("set_id", "count"), SETS)
def test_the_middle_of_a_locality_is_inside_it(folder: Path, set_id: str, count: int) -> None:
    found = outlines.outlines(folder, set_id)
    assert found is not None
    assert (
        sum(any(is_inside(one.middle_x, one.middle_y, ring) for ring in points(one)) for one in found.localities)
        == count
    )


def test_north_is_up_and_the_proportions_are_those_of_the_land(folder: Path) -> None:
    """North Lanarkshire is about 31 km from west to east and 35 km from north to south."""
    found = outlines.outlines(folder, "consortia-2026")
    assert found is not None
    middles = {one.slug: one.middle_y for one in found.localities}
    assert middles["kilsyth"] < middles["airdrie"] < middles["wishaw"]
    assert 1.0 < found.height / WIDTH < 1.3


@pytest.mark.parametrize("set_id", ["no-such-set", "../localities", ""])
def test_a_set_without_shapes_has_no_outlines(folder: Path, set_id: str) -> None:
    assert outlines.outlines(folder, set_id) is None
