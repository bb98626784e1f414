"""A small directory with one listing of every shape, for tests that only read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from locator.directory.listing import Listing
from locator.directory.location import Accessibility, AreaKind, ServiceArea
from locator.directory.organization import Contact, Phone
from locator.directory.schedule import Gap
from locator.directory.service import (
    Assurance,
    AssuredHow,
    Capacity,
    CostOption,
    Delivery,
    Joining,
    ServiceStatus,
    Term,
)
from tests import making
from tests.making import AIRDRIE, CUMBERNAULD, GLASGOW, TODAY

FRESH = Assurance(on=TODAY - timedelta(days=20), by="the Locator team", how=AssuredHow.PHONE)
OLD = Assurance(on=TODAY - timedelta(days=400), by="the Locator team", how=AssuredHow.VISIT)
NORTH_LANARKSHIRE = ServiceArea(kind=AreaKind.COUNCIL, code="S12000050", name="North Lanarkshire")


def phone(number: str, owner: str) -> Phone:
    """That number as the owner's."""
    return Phone(id=making.identifier("phone", number, owner), number=number)


LANDLINE, MOBILE = "01632 960123", "07700 900123"
FRIENDS = making.organization(
    "Knowetop Friends",
    description="Neighbours who look after each other.\n\nSince 1974.",
    website="https://example.org/friends",
    email="friends@example.org",
    charity_number="SC099999",
    phones=(phone(LANDLINE, "friends"),),
)
CARERS = making.organization("Clyde Carers", phones=(phone(MOBILE, "carers"),))
WELCOMING = Accessibility(
    step_free=True, accessible_toilet=False, hearing_loop=None, parking=True, details="Ring the bell."
)
HALL = making.venue(
    name="Knowetop Hall", accessibility=WELCOMING, landmark="Opposite the station", directions="Take the 240 bus."
)


def terms(*pairs: tuple[str, str, str]) -> tuple[Term, ...]:
    """Terms from (taxonomy, code, name)."""
    return tuple(Term(taxonomy=taxonomy, code=code, name=name) for taxonomy, code, name in pairs)


SOCIAL = terms(("theme", "social", "Meeting people"), ("who", "older-people", "Older people"))
ACTIVE = terms(("theme", "active", "Keeping active and steady"))

LUNCH = making.listing(
    "Tuesday Lunch Club",
    run_by=FRIENDS,
    sites=(making.site(HALL, making.weekly(opens="12:00", closes="14:00")),),
    summary="Soup, a main course and a blether.",
    description="A hot lunch.\n\nThen bingo.",
    terms=(*SOCIAL, *terms(("accreditation", "volunteer-friendly", "Volunteer Friendly"), ("language", "bsl", "BSL"))),
    costs=(
        CostOption(amount_pence=350, option="a lunch", details="Pay on the day"),
        CostOption(amount_pence=0, option="Tea"),
    ),
    assured=FRESH,
    capacity=Capacity.HAS_PLACES,
    transport_offered=True,
    minimum_age=60,
    phones=(phone(LANDLINE, "lunch"), phone(MOBILE, "lunch")),
    website="https://example.org/lunch",
    email="lunch@example.org",
)
SHED = making.listing(
    "Airdrie Men's Shed",
    sites=(making.site(making.venue(AIRDRIE, "Gartlea Shed"), making.weekly("MO"), making.weekly("TH")),),
    terms=terms(("theme", "making", "Making, doing and learning"), ("who", "men", "Men")),
    is_free=True,
    assured=OLD,
    joining=Joining.PHONE_FIRST,
    capacity=Capacity.WAITING_LIST,
)
BALANCE = making.listing(
    "Strength and balance class",
    sites=(
        making.site(making.venue(name="Netherton Centre"), making.weekly("WE")),
        making.site(
            making.venue(CUMBERNAULD, "Tryst Centre"),
            making.weekly(
                "FR", gaps=(Gap(starts_on=date(2026, 12, 20), ends_on=date(2027, 1, 5), reason="Christmas"),)
            ),
        ),
    ),
    terms=ACTIVE,
    summary="Exercises that stop falls.",
    assured=FRESH,
)
SLIPPERS = making.listing(
    "Slipper swap",
    sites=(making.site(making.venue(AIRDRIE, "Airdrie Town Hall"), making.one_off(TODAY + timedelta(days=3))),),
    terms=ACTIVE,
    is_free=True,
)
_visits = making.listing(
    "Befriending visits",
    run_by=CARERS,
    sites=(),
    deliveries=(Delivery.HOME,),
    areas=(NORTH_LANARKSHIRE,),
    terms=terms(("theme", "befriending", "Company and befriending")),
    joining=Joining.REFERRAL,
    who_may_refer="Any health or social care worker",
    takes_referrals=True,
    phones=(phone(MOBILE, "visits"),),
)
VISITS = replace(_visits, contacts=(Contact(id=making.identifier("contact"), name="Mairi", title="Visits organiser"),))
HELPLINE = making.listing(
    "Carers' helpline",
    run_by=CARERS,
    sites=(),
    schedules=(making.weekly("MO,TU,WE,TH,FR", opens="09:00", closes="17:00"),),
    deliveries=(Delivery.PHONE,),
    areas=(NORTH_LANARKSHIRE,),
    terms=terms(("theme", "carers", "Support for carers"), ("who", "carers", "Carers")),
)
ONLINE = making.listing("Online choir", sites=(), deliveries=(Delivery.ONLINE,), terms=SOCIAL)
RESTING = making.listing(
    "Bowling for beginners",
    status=ServiceStatus.TEMPORARILY_CLOSED,
    status_note="Closed until the green dries in April.",
    terms=ACTIVE,
)
FOLDED = making.listing("Knitting circle", status=ServiceStatus.DEFUNCT, status_note="It stopped in May.", terms=SOCIAL)
FULL = making.listing("Art class", capacity=Capacity.FULL, is_free=False, terms=SOCIAL)
ABROAD = making.listing("Glasgow dance", sites=(making.site(making.venue(GLASGOW, "City Hall"), making.weekly("SA")),))
BARE = making.listing("Bare minimum", sites=(), deliveries=(), joining=None, summary="", terms=())
HOSTILE = making.listing(
    "<script>alert('x')</script> & \"Sons\"",
    summary="</script><img src=x onerror=alert(1)>",
    description="{{ 7 * 7 }} <b>bold</b>",
    status_note="<i>",
    eligibility="'\"><svg onload=alert(1)>",
)
MANY = tuple(
    making.listing(
        f"Walking group {number}",
        sites=(making.site(making.venue(AIRDRIE, f"Gate {number}"), making.weekly("SA", opens_at=time(10, number))),),
        terms=ACTIVE,
    )
    for number in range(1, 48)
)

EVERY: tuple[Listing, ...] = (
    LUNCH,
    SHED,
    BALANCE,
    SLIPPERS,
    VISITS,
    HELPLINE,
    ONLINE,
    RESTING,
    FOLDED,
    FULL,
    ABROAD,
    BARE,
    HOSTILE,
    *MANY,
)
