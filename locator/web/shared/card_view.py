"""A card as words: what one entry of a list of services says, the same in results, on themes and in My list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from locator.actions.cards import Card
from locator.directory import contact, cost, dates
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing
from locator.directory.organization import Phone
from locator.directory.schedule import Session
from locator.directory.service import Capacity, Delivery, Joining, Service, ServiceStatus
from locator.places import distance as walking
from locator.web.shared import wording

MOST_MILES_ON_FOOT = 1.0
SAME_PLACE_MILES = 0.01
AWAY = "away"
NOT_KNOWN = "Not known. Ask the group"
WITHOUT_VENUE = {
    Delivery.HOME: "They come to your home",
    Delivery.PHONE: "By phone",
    Delivery.ONLINE: "Online",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A short label; `tone` is go, wait, stop or plain."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What an entry says whoever looks and wherever they are; empty text is not shown, what is not known says so."""

    id: str
    anchor: str
    href: str
    name: str
    summary: str
    organization: str
    organization_href: str
    when: str
    check_first: str
    where: str
    cost: str
    phone: str
    phone_link: str
    tags: tuple[Tag, ...]
    warning: str


class CardView(NamedTuple):
    """One entry of a list: the words, how far it is from the person, and whether they keep it."""

    words: CardWords
    distance: str
    is_kept: bool

    @property
    def variant(self) -> tuple[bool, ...]:
        """What changes the entry's form."""
        return bool(self.distance), self.is_kept

    @property
    def own(self) -> dict[str, object]:
        """What goes into the entry's own gap."""
        return {"distance": self.distance}


def views(cards: Iterable[Card], kept: Collection[str], measured: str = AWAY) -> tuple[CardView, ...]:
    """The cards as words; `kept` are the ids in the person's list, `measured` says from where the distance is."""
    return tuple(view(card, kept, measured) for card in cards)


def view(card: Card, kept: Collection[str] = (), measured: str = AWAY) -> CardView:
    """One card as words."""
    words = _remembered_words(card)
    return CardView(words, _distance(card, measured), words.id in kept)


def _remembered_words(card: Card) -> CardWords:
    """The words of the card; the same object for as long as they say the same."""
    key = (card.listing.service.id, card.site.id if card.site else "")
    known = _known.get(key)
    if known is not None and _says_the_same(known[0], card):
        return known[1]
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    words = _words(card)
    _known[key] = (card, words)
    return words


def _says_the_same(earlier: Card, card: Card) -> bool:
    """Storage hands out the same listing until it changes, and `cards` the same session and freshness for a day."""
    return (
        earlier.listing is card.listing
        and earlier.next_session is card.next_session
        and earlier.sooner is card.sooner
        and earlier.is_on_today == card.is_on_today
        and earlier.is_over_today == card.is_over_today
        and earlier.freshness is card.freshness
    )


def _words(card: Card) -> CardWords:
    service, organization = card.listing.service, card.listing.organization
    phone = first_phone(card.listing)
    return CardWords(
        id=service.id,
        anchor=f"s-{service.slug}",
        href=f"/services/{service.slug}",
        name=service.name,
        summary=service.summary,
        organization=organization.name,
        organization_href=f"/organizations/{organization.slug}",
        when=_when(card),
        check_first=check_first(card.next_session.bank_holiday) if card.next_session else "",
        where=where(card.listing, card),
        cost=price(service),
        phone=phone.number if phone else "",
        phone_link=contact.tel_link(phone.number) if phone else "",
        tags=_tags(card),
        warning=warning(card),
    )


def price(service: Service) -> str:
    """What it costs in a few words."""
    words = cost.describe(service)
    return words[:1].upper() + words[1:] or NOT_KNOWN


def first_phone(listing: Listing) -> Phone | None:
    """The number to ring: the service's own, else the organization's."""
    return next((p for p in (*listing.phones, *listing.organization.phones) if p.kind != "text"), None)


def check_first(bank_holiday: str | None) -> str:
    """What to do about a bank holiday; "" on other days."""
    return f"{bank_holiday}: check first that it is on" if bank_holiday else ""


def where(listing: Listing, card: Card | None = None) -> str:
    """The venue and its town, or how the service comes to the person."""
    site = card.site if card else next(iter(listing.sites), None)
    if site:
        place = ", ".join(part for part in (site.location.name, site.location.address.city) if part)
        others = len(listing.sites) - 1
        return f"{place}, and {wording.counted(others, 'other place')}" if others > 0 else place
    ways = " or ".join(WITHOUT_VENUE[one] for one in listing.service.deliveries if one in WITHOUT_VENUE)
    covered = ", ".join(area.name for area in listing.areas[:3])
    if ways:
        return f"{ways} ({covered})" if covered else ways
    return f"In {covered}. Ask where" if covered else NOT_KNOWN


def warning(card: Card) -> str:
    """Why to ring before going; "" for a listing that was checked lately."""
    told = not_checked(card.freshness)
    if not told:
        return ""
    return f"{told}. {phone_first(card.listing)}."


def not_checked(fresh: Freshness) -> str:
    """Since when nobody has checked it; "" for a listing that may be relied on."""
    if fresh.is_lowered:
        never = "" if fresh.is_checked else ", when it was first listed"
        return f"Not checked since {dates.month_words(fresh.since)}{never}"
    return "" if fresh.is_checked else "We do not know when this was last checked"


def phone_first(listing: Listing) -> str:
    """What to do about a listing that was not checked."""
    return "Phone first" if first_phone(listing) else "Ask before you go"


def _when(card: Card) -> str:
    if card.listing.service.status is not ServiceStatus.ACTIVE:
        return card.listing.service.status_note or "Not running now"
    if card.sooner:
        return _when_elsewhere(card, card.sooner)
    if card.next_session:
        words = f"{'Today' if card.is_on_today else 'Next'}: {wording.session(card.next_session)}"
        return f"Over for today. {words}" if card.is_over_today else words
    if card.is_over_today:
        return "It was on today, and is over"
    if card.site is None and card.listing.service.deliveries:
        return "When you arrange it"
    return NOT_KNOWN


def _when_elsewhere(card: Card, sooner: Session) -> str:
    """What is on at the venue of the card and, said apart, what comes before it at another."""
    names = {site.location.id: site.location.name for site in card.listing.sites}
    other = f"at {names.get(sooner.location_id or '', 'another place')}: {wording.session(sooner)}"
    here = card.next_session
    return f"Next here: {wording.session(here)}. Sooner {other}" if here else f"No date here yet. Next {other}"


def _distance(card: Card, measured: str) -> str:
    if card.distance_miles is not None:
        if measured != AWAY and card.distance_miles < SAME_PLACE_MILES:
            return "At the same place"
        minutes = walking.walk_minutes(card.distance_miles * walking.METRES_PER_MILE)
        on_foot = f", about {minutes} minutes’ walk" if card.distance_miles <= MOST_MILES_ON_FOOT else ""
        return f"{wording.miles(card.distance_miles)} {measured}{on_foot}"
    return "Covers your area" if card.covers_area else ""


def _tags(card: Card) -> tuple[Tag, ...]:
    service = card.listing.service
    if service.status is ServiceStatus.TEMPORARILY_CLOSED:
        return (Tag(text="Closed for now", tone="stop"),)
    if service.status is ServiceStatus.DEFUNCT:
        return (Tag(text="Closed for good", tone="stop"),)
    found = (
        (card.is_on_today, Tag(text="On today", tone="go")),
        (is_one_off(card.listing), Tag(text="One-off event")),
        (service.capacity is Capacity.FULL, Tag(text="Full", tone="wait")),
        (service.capacity is Capacity.WAITING_LIST, Tag(text="Waiting list", tone="wait")),
        (service.joining is Joining.REFERRAL, Tag(text="Needs a referral")),
    )
    return tuple(tag for holds, tag in found if holds)


def is_one_off(listing: Listing) -> bool:
    """All of its dates are single events."""
    rules = [rule for site in listing.sites for rule in site.schedules] + list(listing.schedules)
    return bool(rules) and all(rule.rrule is None for rule in rules)


MOST_KNOWN = 8_192
_known: dict[tuple[str, str], tuple[Card, CardWords]] = {}
