"""Inside or outside the council area."""

from __future__ import annotations

from pathlib import Path

import pytest

from locator.places import council


@pytest.mark.parametrize(
    ("at", "is_inside"),
    [
        ((55.78396, -3.98281), True),
        ((55.86628, -3.97971), True),
        ((55.94702, -3.98596), True),
        ((55.86050, -4.25800), False),
        ((55.77500, -4.05000), False),
        ((57.14700, -2.09400), False),
        ((51.50100, -0.12400), False),
    ],
    ids=["Motherwell", "Airdrie", "Cumbernauld", "Glasgow", "Hamilton", "Aberdeen", "London"],
)
def test_a_point_is_inside_or_outside(seed: Path, at: tuple[float, float], is_inside: bool) -> None:
    assert council.holds(seed / "reference" / "boundaries", *at) is is_inside
