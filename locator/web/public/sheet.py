"""A kept service as on a printed sheet: what somebody needs in the hand on the way there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from locator.actions.cards import Card
from locator.directory import schedule
from locator.web.shared import wording
from locator.web.shared.card_view import CardView, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service on the sheet."""

    card: CardView
    address: tuple[str, ...]
    landmark: str
    rules: tuple[str, ...]
    next_date: str


def entries(cards: Iterable[Card]) -> tuple[Entry, ...]:
    """The sheet's entries in the order of the list."""
    return tuple(_entry(card) for card in cards)


def _entry(card: Card) -> Entry:
    rules = card.site.schedules if card.site else card.listing.schedules
    address = card.site.location.address if card.site else None
    lines = (address.address_1, address.address_2, address.city, address.postal_code) if address else ()
    return Entry(
        card=view(card),
        address=tuple(line for line in lines if line),
        landmark=card.site.location.landmark if card.site else "",
        rules=tuple(schedule.describe(rule) for rule in rules),
        next_date=wording.session(card.next_session) if card.next_session else "",
    )
