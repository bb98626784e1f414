"""A kept service as on a printed sheet: what somebody needs in the hand on the way there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from locator.actions.cards import Card
from locator.directory import schedule
from locator.directory.location import Location
from locator.web.shared import changed_dates, wording
from locator.web.shared.card_view import CardView, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One venue: its name, where it is, and what it is near."""

    name: str
    address: str
    landmark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service on the sheet."""

    card: CardView
    places: tuple[Place, ...]
    rules: tuple[str, ...]
    next_date: str
    changes: tuple[str, ...]


def entries(cards: Iterable[Card], today: date) -> tuple[Entry, ...]:
    """The sheet's entries in the order of the list, with what is different from today on."""
    return tuple(_entry(card, today) for card in cards)


def _entry(card: Card, today: date) -> Entry:
    """All its venues and all that is on in them: on paper nobody can look up "and 1 other place"."""
    listing = card.listing
    several = len(listing.sites) > 1
    rules = [(rule, site.location.name if several else "") for site in listing.sites for rule in site.schedules]
    rules += [(rule, "") for rule in listing.schedules]
    there = card.site.location.name if card.site and several else ""
    return Entry(
        card=view(card),
        places=tuple(_place(site.location) for site in listing.sites),
        rules=tuple(_at(schedule.describe(rule), name) for rule, name in rules),
        next_date=_at(wording.session(card.next_session), there) if card.next_session else "",
        changes=changed_dates.lines(listing, today) if card.next_session else (),
    )


def _at(words: str, name: str) -> str:
    return f"{words}, at {name}" if name else words


def _place(location: Location) -> Place:
    address = location.address
    lines = (address.address_1, address.address_2, address.city, address.postal_code)
    return Place(name=location.name, address=", ".join(line for line in lines if line), landmark=location.landmark)
