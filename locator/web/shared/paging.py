"""Pages of a long list: which numbers to show, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of the row of page numbers; without a number it is a gap."""

    number: int | None
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The row of page numbers; `earlier` and `later` are addresses, "" at the ends."""

    steps: tuple[Step, ...]
    earlier: str
    later: str


MOST_PAGES = 10_000


def page_number(text: str) -> int:
    """The page that an address asks for: 1 for anything that is no number."""
    return min(max(1, int(text)), MOST_PAGES) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def paging(page: int, pages: int, href: Callable[[int], str]) -> Paging | None:
    """The first, the last, this page and its neighbours; None when there is only one page."""
    if pages <= 1:
        return None
    steps: list[Step] = []
    for number in sorted({1, pages, page - 1, page, page + 1} & set(range(1, pages + 1))):
        if steps and (steps[-1].number or 0) + 1 < number:
            steps.append(Step(number=None))
        steps.append(Step(number=number, href=href(number), is_current=number == page))
    return Paging(
        steps=tuple(steps),
        earlier=href(page - 1) if page > 1 else "",
        later=href(page + 1) if page < pages else "",
    )
