"""Bar charts drawn on the server: where each bar goes, and what a reader who cannot see it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, BAR = 360, 48, 18
"""In the units of the drawing: as wide as a phone, so that its letters are as large there as others."""

_NUMBER_WIDTH = 72
_MOST_LETTERS = 40

HIDDEN = "hidden"
"""What stands for a count that is not shown, whether it is small or covers one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What one bar or one row of a table is about; None is a hidden count."""

    name: str
    count: int | None
    href: str = ""

    @property
    def text(self) -> str:
        """The count in words."""
        return HIDDEN if self.count is None else f"{self.count:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its words above it, its number at its end."""

    label: str
    number: str
    label_y: int
    top: int
    width: int
    number_x: int
    number_y: int
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart and the same figures for the table beside it; `told` is its accessible description."""

    id: str
    title: str
    heading: str
    told: str
    height: int
    bars: tuple[Bar, ...]
    amounts: tuple[Amount, ...]
    total: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the names of its columns, and its rows with the words of each cell."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: tuple[str, tuple[str, ...]]


def chart(
    name: str, title: str, heading: str, amounts: Sequence[Amount], *, total: Amount | None = None, most_bars: int = 12
) -> Chart:
    """The chart of these amounts; past `most_bars` only the table goes on. `heading` is that of the first column."""
    drawn = tuple(amounts[:most_bars])
    longest = max((one.count or 0 for one in drawn), default=0)
    return Chart(
        id=name,
        title=title,
        heading=heading,
        told=_told(drawn, len(amounts)),
        height=max(ROW * len(drawn), 1),
        bars=tuple(_bar(one, place, longest) for place, one in enumerate(drawn)),
        amounts=tuple(amounts),
        total=total,
    )


def _bar(amount: Amount, place: int, longest: int) -> Bar:
    room = WIDTH - _NUMBER_WIDTH
    length = round(room * (amount.count or 0) / longest) if longest else 0
    width = 24 if amount.count is None else max(length, 2 if amount.count else 0)
    top = place * ROW + 22
    return Bar(
        label=_short(amount.name),
        number=amount.text,
        label_y=place * ROW + 16,
        top=top,
        width=width,
        number_x=width + 6,
        number_y=top + 14,
        is_hidden=amount.count is None,
    )


def _short(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1].rstrip()}…"


def _told(drawn: Sequence[Amount], count: int) -> str:
    said = "; ".join(f"{one.name}: {one.text}" for one in drawn)
    more = f" The table has all {count}." if count > len(drawn) else ""
    return f"Bar chart. {said or 'Nothing to show'}.{more}"
