"""Pages a second: the results page, the same page over FTS5, and a bare Flask view, each served as `locator serve` does it."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass(slots=True)
class PageOutcome:
    """One page's turns: pages a second, and the milliseconds that nine in ten stayed under."""

    name: str
    size: int
    turns: list[float] = field(default_factory=list)
    slow_milliseconds: list[float] = field(default_factory=list)
    page_bytes: int = 0

    @property
    def per_second(self) -> float:
        """Pages a second, the median turn."""
        return statistics.median(self.turns)

    @property
    def slowest_tenth_milliseconds(self) -> float:
        """What nine in ten stayed under, in the median turn."""
        return statistics.median(self.slow_milliseconds)

    @property
    def kilobytes(self) -> float:
        """The size of a page before compression."""
        return self.page_bytes / 1024

    def ratio(self, other: PageOutcome) -> float:
        """How many times as many pages a second as the other: the turns paired, and of those ratios the median."""
        return statistics.median(own / theirs for own, theirs in zip(self.turns, other.turns, strict=True))
