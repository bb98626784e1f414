"""The map of the localities: each with its number, shaded and patterned by it, in as many steps as can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator import assets
from locator.directory.locality import LocalitySet
from locator.places import outlines
from locator.places.outlines import Outline
from locator.web.shared.charts import HIDDEN, Amount

STEPS = 4
"""How many shades there are, from the fewest to the most; nought and hidden have their own."""

_LINE = 17
_LONGEST_LINE = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One locality as it is drawn; `shade` names its pattern, `lines` are its label, the number last."""

    path: str
    shade: str
    x: int
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """The map, what each shade means, and what a reader who cannot see it is told."""

    title: str
    told: str
    width: int
    height: int
    areas: tuple[Area, ...]
    shades: tuple[tuple[str, str], ...]


def area_map(title: str, localities: LocalitySet | None, counts: Mapping[str, int | None]) -> AreaMap | None:
    """The map of a set with these counts by locality id; None where its shapes are not known."""
    folder = assets.folder("seed_data") / "reference" / "boundaries"
    shapes = outlines.outlines(folder, localities.id) if localities else None
    if localities is None or shapes is None:
        return None
    most = max((count or 0 for count in counts.values()), default=0)
    amounts = {one.slug: Amount(name=one.name, count=counts.get(one.id)) for one in localities.localities}
    drawn = tuple(_area(one, amounts[one.slug], most) for one in shapes.localities if one.slug in amounts)
    said = "; ".join(f"{one.name}: {one.text}" for one in sorted(amounts.values(), key=lambda one: one.name))
    return AreaMap(
        title=title,
        told=f"Map of {localities.name[:1].lower()}{localities.name[1:]}. {said}.",
        width=outlines.WIDTH,
        height=shapes.height,
        areas=drawn,
        shades=_shades(most, {one.shade for one in drawn}),
    )


def shade(count: int | None, most: int) -> str:
    """The name of the pattern: "hidden", "none", or "1" for the fewest to "4" for the most."""
    if count is None:
        return HIDDEN
    return str(-(-count * STEPS // most)) if count else "none"


def _area(outline: Outline, amount: Amount, most: int) -> Area:
    words = [*_wrapped(amount.name), amount.text]
    first = outline.middle_y - (len(words) - 1) * _LINE // 2 + 5
    lines = tuple((text, first + place * _LINE) for place, text in enumerate(words))
    return Area(path=outline.path, shade=shade(amount.count, most), x=outline.middle_x, lines=lines)


def _wrapped(name: str) -> list[str]:
    """The name on lines that are short enough for the map."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LONGEST_LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shades(most: int, used: set[str]) -> tuple[tuple[str, str], ...]:
    """The shades that are on the map, with the counts that they stand for, the fewest first."""
    bounds = [(place * most // STEPS + 1, (place + 1) * most // STEPS) for place in range(STEPS)]
    meant = {"none": "0"} | {
        str(place): f"{first:,}" if first == last else f"{first:,} to {last:,}"
        for place, (first, last) in enumerate(bounds, 1)
    }
    return tuple((name, text) for name, text in (meant | {HIDDEN: HIDDEN}).items() if name in used)
