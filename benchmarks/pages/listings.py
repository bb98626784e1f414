"""Generated documents as listings that the real database takes, in the council's own wards."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from benchmarks import corpus
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import Accessibility, Address, Location
from locator.directory.organization import Organization, Phone
from locator.directory.schedule import Schedule
from locator.directory.service import Assurance, AssuredHow, Capacity, Delivery, Joining, Service, Term
from search_index.documents import Document

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OPENS = (time(10), time(14), time(19))
DELIVERIES = {"venue": Delivery.VENUE, "home": Delivery.HOME, "phone": Delivery.PHONE, "online": Delivery.ONLINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postcode:
    """A postcode with its point and its ward."""

    name: str
    latitude: float
    longitude: float
    ward_code: str


def identifier(*parts: object) -> str:
    """A UUID that is the same for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, parts))))


def generate(count: int, postcodes: Sequence[Postcode], today: date) -> Iterator[Listing]:
    """That many listings, each at one of the postcodes."""
    chance = random.Random(corpus.SEED)
    for document in corpus.generate(count):
        yield listing(document, chance.choice(postcodes), today, chance)


def listing(document: Document, postcode: Postcode, today: date, chance: random.Random) -> Listing:
    """The document as a listing at this postcode."""
    run_by = _organization(document.organization)
    site = ServiceAtLocation(
        id=identifier("site", document.id),
        location=_location(document, postcode),
        schedules=tuple(_schedule(document.id, weekday, part) for weekday, part in sorted(document.slots)),
    )
    phone = Phone(id=identifier("phone", document.id), number="01632 960" + f"{int(document.id) % 1000:03d}")
    service = _service(document, run_by.id, today - timedelta(days=chance.randrange(300)))
    return Listing(service=service, organization=run_by, sites=(site,), phones=(phone,))


def _organization(name: str) -> Organization:
    return Organization(id=identifier("organization", name), slug=name.lower().replace(" ", "-"), name=name)


def _location(document: Document, postcode: Postcode) -> Location:
    has = document.facets.get("access", frozenset())
    return Location(
        id=identifier("venue", document.id),
        name=document.venue,
        address=Address(address_1="1 Main Street", city=document.venue.split()[0], postal_code=postcode.name),
        latitude=postcode.latitude,
        longitude=postcode.longitude,
        ward_code=postcode.ward_code,
        accessibility=Accessibility(
            step_free="step-free" in has,
            accessible_toilet="toilet" in has,
            hearing_loop="hearing-loop" in has,
            parking=True if "parking" in has else None,
        ),
    )


def _schedule(key: str, weekday: int, part: int) -> Schedule:
    return Schedule(
        id=identifier("schedule", key, weekday, part),
        starts_on=date(2024, 1, 1) + timedelta(days=weekday),
        rrule=f"FREQ=WEEKLY;BYDAY={DAYS[weekday]}",
        opens_at=OPENS[part],
        closes_at=OPENS[part].replace(minute=45),
    )


def _service(document: Document, organization_id: str, assured_on: date) -> Service:
    facets = {group: sorted(values) for group, values in document.facets.items()}
    terms = [Term(taxonomy="theme", code=code, name=code.capitalize()) for code in facets["theme"]]
    terms += [Term(taxonomy="who", code=code, name=code.capitalize()) for code in facets["who"]]
    return Service(
        id=identifier("service", document.id),
        slug=f"listing-{document.id}",
        organization_id=organization_id,
        name=document.name,
        summary=document.summary,
        description=document.description,
        deliveries=tuple(DELIVERIES[each] for each in facets["delivery"]),
        joining=Joining.TURN_UP,
        takes_referrals="referrals" in facets,
        is_free="cost" in facets,
        capacity=Capacity(facets["capacity"][0].replace("-", " ")),
        transport_offered=True if "transport" in facets else None,
        terms=tuple(terms),
        content_changed_on=assured_on,
        assured=Assurance(on=assured_on, by="Link worker", how=AssuredHow.PHONE),
    )
