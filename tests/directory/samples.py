"""Listings to try things on: a lunch club with everything, and the plain parts it is made of."""

from __future__ import annotations

from datetime import date, time

from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import Accessibility, Address, AreaKind, Location, ServiceArea
from locator.directory.organization import Contact, Organization, Phone
from locator.directory.schedule import Gap, Schedule
from locator.directory.service import (
    Assurance,
    AssuredHow,
    Capacity,
    CostOption,
    Delivery,
    Joining,
    Service,
    Term,
)

CHANGED_ON = date(2026, 10, 1)

GROUP = Organization(
    id="b1a1f6f0-0000-5000-8000-000000000001",
    slug="broomlea-neighbours",
    name="Broomlea Neighbours",
    description="Neighbours who eat together.",
    website="https://broomlea.example.org",
    email="hello@broomlea.example.org",
    charity_number="SC000000",
    phones=(Phone(id="b1a1f6f0-0000-5000-8000-000000000002", number="01632 960001"),),
)

HALL = Location(
    id="b1a1f6f0-0000-5000-8000-000000000003",
    name="Broomlea Hall",
    address=Address(address_1="1 Broomlea Road", city="Motherwell", postal_code="ML1 1AB"),
    latitude=55.789,
    longitude=-3.991,
    ward_code="S13003058",
    directions="The door is at the back.",
    landmark="Beside the library",
    accessibility=Accessibility(step_free=True, hearing_loop=False, details="Ring the bell for the ramp."),
)

TUESDAYS = Schedule(
    id="b1a1f6f0-0000-5000-8000-000000000004",
    starts_on=date(2026, 1, 6),
    rrule="FREQ=WEEKLY;BYDAY=TU",
    opens_at=time(12),
    closes_at=time(14, 30),
    cancelled=(date(2026, 3, 3),),
    extra=(date(2026, 3, 5),),
    gaps=(Gap(starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 14), reason="summer holidays"),),
)

LUNCH = Service(
    id="b1a1f6f0-0000-5000-8000-000000000005",
    slug="broomlea-lunch-club",
    organization_id=GROUP.id,
    name="Broomlea Lunch Club",
    summary="Soup, a main course and company.",
    description="We eat together.\n\nEverybody is welcome.",
    deliveries=(Delivery.VENUE,),
    joining=Joining.PHONE_FIRST,
    takes_referrals=True,
    eligibility="Anyone over 60",
    minimum_age=60,
    is_free=False,
    costs=(CostOption(amount_pence=350, option="Lunch"),),
    capacity=Capacity.HAS_PLACES,
    transport_offered=None,
    terms=(
        Term(taxonomy="theme", code="social", name="Meeting people"),
        Term(taxonomy="language", code="en", name="English"),
        Term(taxonomy="activity", code="lunch-club", name="Lunch club"),
    ),
    content_changed_on=CHANGED_ON,
    assured=Assurance(on=date(2026, 9, 1), by="Locality host", how=AssuredHow.PHONE),
)

LISTING = Listing(
    service=LUNCH,
    organization=GROUP,
    sites=(ServiceAtLocation(id="b1a1f6f0-0000-5000-8000-000000000006", location=HALL, schedules=(TUESDAYS,)),),
    areas=(ServiceArea(kind=AreaKind.LOCALITY, code="consortia-2026/motherwell", name="Motherwell"),),
    phones=(Phone(id="b1a1f6f0-0000-5000-8000-000000000007", number="01632 960002", description="Mornings"),),
    contacts=(Contact(id="b1a1f6f0-0000-5000-8000-000000000008", title="Organiser"),),
)
