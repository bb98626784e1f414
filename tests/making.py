"""Make nouns for tests: everything has a sensible default, so that a test names only what it is about."""

from __future__ import annotations

import uuid
from datetime import date, time
from typing import Any

from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import Accessibility, Address, Location
from locator.directory.organization import Organization, Phone
from locator.directory.schedule import Schedule
from locator.directory.service import Delivery, Joining, Service, Term
from locator.directory.slugs import slug_for

TODAY = date(2026, 11, 24)
"""The day on which tests happen: a Tuesday."""

MOTHERWELL = (55.78396, -3.98281, "ML1 1AB", "S13003058")
AIRDRIE = (55.86628, -3.97971, "ML6 6AB", "S13003050")
CUMBERNAULD = (55.94702, -3.98596, "G67 1DZ", "S13003044")
GLASGOW = (55.86050, -4.25800, "G2 1DY", "S13002976")


def identifier(*parts: object) -> str:
    """A UUID that is the same for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, parts))))


def organization(name: str = "Dalziel Friends", **changes: Any) -> Organization:
    """An organization of that name."""
    values = {"id": identifier("organization", name), "slug": slug_for(name), "name": name}
    return Organization(**(values | changes))


def venue(at: tuple[float, float, str, str] = MOTHERWELL, name: str = "Dalziel Hall", **changes: Any) -> Location:
    """A venue at one of the points above."""
    latitude, longitude, postcode, ward = at
    values = {
        "id": identifier("venue", name, postcode),
        "name": name,
        "address": Address(address_1="1 Main Street", city="Motherwell", postal_code=postcode),
        "latitude": latitude,
        "longitude": longitude,
        "ward_code": ward,
        "accessibility": Accessibility(),
    }
    return Location(**(values | changes))


def weekly(day: str = "TU", opens: str = "10:00", closes: str = "11:30", **changes: Any) -> Schedule:
    """A session every week on that RFC 5545 day."""
    values: dict[str, Any] = {
        "id": identifier("schedule", day, opens, closes, sorted(changes.items(), key=str)),
        "starts_on": date(2024, 1, 2),
        "rrule": f"FREQ=WEEKLY;BYDAY={day}",
        "opens_at": time.fromisoformat(opens),
        "closes_at": time.fromisoformat(closes),
    }
    return Schedule(**(values | changes))


def one_off(on: date, opens: str = "10:00", closes: str = "15:00", **changes: Any) -> Schedule:
    """An event on one day."""
    values: dict[str, Any] = {
        "id": identifier("event", on, opens),
        "starts_on": on,
        "opens_at": time.fromisoformat(opens),
        "closes_at": time.fromisoformat(closes),
    }
    return Schedule(**(values | changes))


def site(at: Location | None = None, *schedules: Schedule, **changes: Any) -> ServiceAtLocation:
    """A service at a venue."""
    place = at or venue()
    values = {
        "id": identifier("site", place.id, *(rule.id for rule in schedules)),
        "location": place,
        "schedules": schedules,
    }
    return ServiceAtLocation(**(values | changes))


def themes(*codes: str) -> tuple[Term, ...]:
    """Theme terms with these codes."""
    return tuple(Term(taxonomy="theme", code=code, name=code.title()) for code in codes)


def listing(
    name: str = "Tuesday Lunch Club",
    *,
    sites: tuple[ServiceAtLocation, ...] | None = None,
    schedules: tuple[Schedule, ...] = (),
    areas: tuple[Any, ...] = (),
    run_by: Organization | None = None,
    phones: tuple[Phone, ...] = (),
    **service: Any,
) -> Listing:
    """A listing of that name, at Dalziel Hall in Motherwell every Tuesday unless said otherwise."""
    runs = run_by or organization()
    service_id = identifier("service", name)
    values: dict[str, Any] = {
        "id": service_id,
        "slug": slug_for(name),
        "organization_id": runs.id,
        "name": name,
        "summary": f"{name} for older people.",
        "deliveries": (Delivery.VENUE,),
        "joining": Joining.TURN_UP,
        "content_changed_on": TODAY,
    }
    if sites is None:
        sites = (site(venue(), weekly(id=identifier("schedule", name))),)
    own = tuple(
        ServiceAtLocation(id=identifier("site", service_id, one.id), location=one.location, schedules=one.schedules)
        for one in sites
    )
    return Listing(
        service=Service(**(values | service)),
        organization=runs,
        sites=own,
        schedules=schedules,
        areas=areas,
        phones=phones,
    )
