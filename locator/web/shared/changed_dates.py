"""What is different from the rules of a listing in the coming weeks, each said once, with where and of which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from locator.directory import schedule
from locator.directory.listing import Listing
from locator.directory.schedule import Schedule


def lines(listing: Listing, today: date) -> tuple[str, ...]:
    """Days off, extra days, gaps and notes; what holds for every rule is said without the rule and the venue."""
    placed = tuple(_placed(listing))
    shared = Counter(line for rule, _ in placed for line in {*schedule.exceptions(rule, today), rule.notes})
    found: dict[str, None] = {}
    for rule, place in placed:
        at = f", at {place}" if place else ""
        told = {line: f"{line}{at}" for line in schedule.exceptions(rule, today)}
        told |= {rule.notes: f"{schedule.describe(rule)}{at}: {rule.notes}"} if rule.notes else {}
        found |= {(line if shared[line] == len(placed) else full): None for line, full in told.items()}
    return tuple(found)


def _placed(listing: Listing) -> Iterator[tuple[Schedule, str]]:
    """Each rule with the name of its venue, where there are several."""
    yield from ((rule, "") for rule in listing.schedules)
    several = len(listing.sites) > 1
    yield from ((rule, site.location.name if several else "") for site in listing.sites for rule in site.schedules)
