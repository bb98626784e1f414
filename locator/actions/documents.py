"""A listing as the index sees it: its words, its facts by facet, and when it is on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from locator.actions.reference import Reference
from locator.directory import freshness, quality, schedule
from locator.directory.cycle import DEFAULT
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing
from locator.directory.location import Accessibility, AreaKind
from locator.directory.schedule import Session
from locator.directory.service import Delivery, Service, ServiceStatus
from search_index.documents import Document, Occurrence, Point

GREAT_BRITAIN = "K03000001"
HORIZON_DAYS = 60
"""How far ahead sessions are written into the index; `indexing` renews it long before it runs out."""

LOWERED_SHARE = 0.6
"""What is left of the quality of a listing that was not checked for too long."""

CLOSED_SHARE = 0.3
"""What is left of it while the group is closed."""

_PARTS = ((time(0), time(12)), (time(12), time(17)), (time(17), time(23, 59)))
_DELIVERY = {Delivery.VENUE: "venue", Delivery.HOME: "home", Delivery.PHONE: "phone", Delivery.ONLINE: "online"}
_ACCESS = {
    "step-free": "step_free",
    "hearing-loop": "hearing_loop",
    "toilet": "accessible_toilet",
    "parking": "parking",
}


def is_findable(service: Service) -> bool:
    """Whether a search may bring the service: what is closed for good keeps its page, but is not offered."""
    return service.status in (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED)


def document(listing: Listing, reference: Reference, today: date) -> Document:
    """The listing's document, its sessions from `today` on."""
    service = listing.service
    sessions = _sessions(listing, today)
    facets, unknown = _facets(listing, reference)
    return Document(
        id=service.id,
        name=service.name,
        organization=listing.organization.name,
        theme=_words(t.name for t in service.terms if t.taxonomy in ("theme", "activity")),
        summary=service.summary,
        description=_words([service.description, *(t.name for t in service.terms if t.taxonomy == "accreditation")]),
        who_for=_words([*(t.name for t in service.terms if t.taxonomy in ("who", "language")), service.eligibility]),
        venue=_words(_venue_words(listing)),
        points=tuple(
            Point(key=site.id, latitude=site.location.latitude, longitude=site.location.longitude)
            for site in listing.sites
        ),
        areas=area_codes(listing, reference),
        facets=facets,
        unknown=unknown,
        slots=frozenset((s.on.weekday(), part) for s in sessions for part in parts_of_day(s)),
        occurrences=tuple(
            Occurrence(day=s.on.toordinal(), part=part)
            for s in sessions
            if (s.on - today).days < HORIZON_DAYS and service.status is ServiceStatus.ACTIVE
            for part in parts_of_day(s)
        ),
        last_day=last_day(listing),
        quality=_quality(listing, reference, today),
    )


def parts_of_day(session: Session) -> tuple[int, ...]:
    """The parts of the day (0 morning, 1 afternoon, 2 evening) that a session falls in.

    The part that it starts in, and each later one of which it takes at least an hour. Without a known time it is all three: a
    search for a morning should not hide it.
    """
    if session.opens_at is None:
        return (0, 1, 2)
    closes = session.opens_at if session.closes_at is None else session.closes_at
    if session.closes_at is not None and session.closes_at <= session.opens_at:
        closes = time.max  # until midnight, or into the next day
    return tuple(
        number
        for number, (start, end) in enumerate(_PARTS)
        if start <= session.opens_at < end
        or (session.opens_at < start and _minutes(min(closes, end)) - _minutes(start) >= 60)
    )


def area_codes(listing: Listing, reference: Reference) -> frozenset[str]:
    """The codes of the areas that the service covers wherever a person lives in them.

    A locality is written as its wards, so that a place matches by its ward. A phone line or online group that names no area covers
    the whole country.
    """
    codes: set[str] = set()
    for area in listing.areas:
        codes |= reference.wards_of(area.code) if area.kind is AreaKind.LOCALITY else {area.code}
    if not codes and not listing.sites and {Delivery.PHONE, Delivery.ONLINE} & set(listing.service.deliveries):
        codes.add(GREAT_BRITAIN)
    return frozenset(codes)


def _sessions(listing: Listing, today: date) -> list[Session]:
    last = today + timedelta(days=2 * HORIZON_DAYS)
    rules = [rule for site in listing.sites for rule in site.schedules] + list(listing.schedules)
    return [session for rule in rules for session in schedule.occurrences(rule, today, last)]


def _venue_words(listing: Listing) -> Iterable[str]:
    for site in listing.sites:
        place = site.location
        yield from (place.name, place.address.address_1, place.address.city, place.landmark)
    yield from (area.name for area in listing.areas)


def _facets(listing: Listing, reference: Reference) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    service = listing.service
    known: dict[str, frozenset[str]] = {
        "theme": frozenset(t.code for t in service.terms if t.taxonomy == "theme"),
        "activity": frozenset(t.code for t in service.terms if t.taxonomy == "activity"),
        "who": frozenset(t.code for t in service.terms if t.taxonomy == "who"),
        "delivery": frozenset(_DELIVERY[d] for d in service.deliveries),
        "locality": localities(listing, reference),
        "kind": frozenset({"event" if is_event(listing) else "regular"}),
        "status": frozenset({service.status.value.replace(" ", "-")}),
        "cost": frozenset({"free"} if service.is_free else ()),
        "transport": frozenset({"offered"} if service.transport_offered else ()),
        "referrals": frozenset({"taken"} if service.takes_referrals else ()),
        "capacity": frozenset({service.capacity.value.replace(" ", "-")} if service.capacity else ()),
    }
    unknown = {
        name
        for name, value in (
            ("cost", service.is_free),
            ("transport", service.transport_offered),
            ("referrals", service.takes_referrals),
            ("capacity", service.capacity),
        )
        if value is None
    }
    known["access"], unknown_access = _access([site.location.accessibility for site in listing.sites])
    return known, frozenset(unknown | unknown_access)


def _access(venues: list[Accessibility]) -> tuple[frozenset[str], set[str]]:
    """What some venue is known to have, and what is known of none ("access:parking")."""
    known, unknown = set(), set()
    for value, field in _ACCESS.items():
        answers = [getattr(venue, field) for venue in venues]
        if True in answers:
            known.add(value)
        elif None in answers:
            unknown.add(f"access:{value}")
    return frozenset(known), unknown


def localities(listing: Listing, reference: Reference) -> frozenset[str]:
    """Every locality, of every set, that the service meets in or covers a part of."""
    wards = {site.location.ward_code for site in listing.sites}
    areas = area_codes(listing, reference)
    wide = any(area.kind in (AreaKind.COUNCIL, AreaKind.COUNTRY) for area in listing.areas) or GREAT_BRITAIN in areas
    return frozenset(
        locality.id
        for locality_set in reference.locality_sets
        for locality in locality_set.localities
        if wide or locality.ward_codes & wards or locality.ward_codes & areas
    )


def last_day(listing: Listing) -> int | None:
    """The day after which the service is over (`date.toordinal()`); None while no end is known."""
    rules = [rule for site in listing.sites for rule in site.schedules] + list(listing.schedules)
    days = [schedule.last_day(rule) for rule in rules]
    known = [day for day in days if day is not None]
    return max(known).toordinal() if rules and len(known) == len(days) else None


def is_event(listing: Listing) -> bool:
    """Whether it is on at single dates only, like a slipper amnesty."""
    rules = [rule for site in listing.sites for rule in site.schedules] + list(listing.schedules)
    return bool(rules) and all(rule.rrule is None for rule in rules)


def freshness_of(listing: Listing, reference: Reference, today: date) -> Freshness:
    """How fresh a listing is by the cycle of its localities, the shortest where there are several."""
    cycle = reference.cycle_of(localities(listing, reference), today) if reference.cycles else DEFAULT
    return freshness.of(listing.service, today, cycle)


def _quality(listing: Listing, reference: Reference, today: date) -> float:
    """How far the listing can be relied on, 0 to 1: complete, checked lately, open."""
    score = quality.score(listing)
    if freshness_of(listing, reference, today).is_lowered:
        score *= LOWERED_SHARE
    if listing.service.status is ServiceStatus.TEMPORARILY_CLOSED:
        score *= CLOSED_SHARE
    return score


def _words(parts: Iterable[str]) -> str:
    return ". ".join(dict.fromkeys(part for part in parts if part))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
