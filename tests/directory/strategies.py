"""Rules, schedules and listings that hypothesis makes up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from locator.directory import recurrence
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.location import Accessibility, Address, AreaKind, Location, ServiceArea
from locator.directory.organization import Contact, Organization, Phone
from locator.directory.recurrence import BadRuleError
from locator.directory.schedule import Gap, Schedule
from locator.directory.service import (
    Assurance,
    AssuredHow,
    Capacity,
    CostOption,
    Delivery,
    Joining,
    Service,
    ServiceStatus,
    Term,
)

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _list_of(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values.map(str), min_size=1, max_size=most, unique=True).map(",".join)


def _is_legal(rule: str) -> bool:
    try:
        return bool(recurrence.parts(rule))
    except BadRuleError:
        return False


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A legal rule in the usual order of its parts."""
    frequency = draw(st.sampled_from(["WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "DAILY", "YEARLY"]))
    numbered = st.tuples(st.sampled_from(["", "1", "2", "3", "4", "-1"]), st.sampled_from(CODES)).map("".join)
    plain = st.sampled_from(CODES)
    options = {
        "INTERVAL": st.integers(1, 6).map(str),
        "COUNT": st.integers(1, 60).map(str),
        "UNTIL": st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(lambda day: day.strftime("%Y%m%d")),
        "BYMONTH": _list_of(st.integers(1, 12)),
        "BYMONTHDAY": _list_of(st.integers(1, 31) | st.just(-1)),
        "BYDAY": _list_of(numbered if frequency in ("MONTHLY", "YEARLY") else plain),
        "WKST": plain,
    }
    chosen = draw(st.sets(st.sampled_from(sorted(options)), max_size=3))
    parts: dict[str, str | int | None] = {"FREQ": frequency}
    parts |= {name: draw(options[name]) for name in sorted(chosen)}
    rule = recurrence.text(parts)
    if rule is None or not _is_legal(rule):
        return f"FREQ={frequency}"
    return rule


SOON = st.dates(date(2025, 6, 1), date(2027, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def schedules(draw: st.DrawFn, ids: st.SearchStrategy[str]) -> Schedule:
    """A schedule of any shape, with exceptions that often fall on its days."""
    starts_on = draw(st.dates(date(2025, 6, 1), date(2026, 12, 31)))
    rule = draw(st.none() | rules())
    near = SOON
    if rule is not None:
        days = list(recurrence.dates(rule, starts_on, starts_on, date(2027, 12, 31)))[:200]
        near = st.sampled_from(days) | SOON if days else SOON
    gaps = st.tuples(near, st.integers(0, 60), st.text(max_size=8)).map(
        lambda gap: Gap(starts_on=gap[0], ends_on=gap[0] + timedelta(days=gap[1]), reason=gap[2])
    )
    return Schedule(
        id=draw(ids),
        starts_on=starts_on,
        rrule=rule,
        opens_at=draw(st.none() | TIMES),
        closes_at=draw(st.none() | TIMES),
        ends_on=draw(st.none() | near),
        cancelled=tuple(draw(st.lists(near, max_size=3))),
        extra=tuple(draw(st.lists(near, max_size=3))),
        gaps=tuple(draw(st.lists(gaps, max_size=2))),
        notes=draw(st.text(max_size=10)),
    )


NAMES = st.text(min_size=1, max_size=12)
WORDS = st.text(max_size=12)
KNOWN = st.none() | st.booleans()
Ids = st.SearchStrategy[str]


@st.composite
def _terms(draw: st.DrawFn) -> tuple[Term, ...]:
    """Terms whose name follows from their code, as it does in one directory."""
    pairs = st.tuples(st.sampled_from(["theme", "activity", "who", "language"]), st.sampled_from(["a", "b", "en"]))
    found = draw(st.lists(pairs, unique=True, max_size=6))
    return tuple(Term(taxonomy=taxonomy, code=code, name=f"{taxonomy} {code}") for taxonomy, code in found)


@st.composite
def services(draw: st.DrawFn, ids: Ids, organization_id: str) -> Service:
    """A service of that organization, with anything in it."""
    assured = st.builds(Assurance, on=st.dates(), by=WORDS, how=st.sampled_from(AssuredHow))
    price = st.none() | st.integers(0, 100_000)
    costs = st.builds(CostOption, amount_pence=price, option=WORDS, details=WORDS)
    ages = st.none() | st.integers(0, 120)
    words = {
        name: draw(WORDS) for name in ("summary", "description", "status_note", "joining_details", "who_may_refer")
    }
    return Service(
        id=draw(ids),
        slug=draw(ids),
        organization_id=organization_id,
        name=draw(NAMES),
        **words,
        status=draw(st.sampled_from(ServiceStatus)),
        website=draw(st.none() | WORDS),
        email=draw(st.none() | WORDS),
        deliveries=tuple(draw(st.lists(st.sampled_from(Delivery), unique=True))),
        joining=draw(st.none() | st.sampled_from(Joining)),
        takes_referrals=draw(KNOWN),
        eligibility=draw(WORDS),
        minimum_age=draw(ages),
        maximum_age=draw(ages),
        is_free=draw(KNOWN),
        costs=tuple(draw(st.lists(costs, max_size=3))),
        capacity=draw(st.none() | st.sampled_from(Capacity)),
        transport_offered=draw(KNOWN),
        terms=draw(_terms()),
        content_changed_on=draw(st.dates()),
        assured=draw(st.none() | assured),
        imported_on=draw(st.none() | st.dates()),
    )


def _address() -> st.SearchStrategy[Address]:
    return st.builds(Address, address_1=WORDS, address_2=WORDS, city=WORDS, postal_code=WORDS)


def _venue(ids: Ids) -> st.SearchStrategy[Location]:
    access = st.builds(
        Accessibility, step_free=KNOWN, accessible_toilet=KNOWN, hearing_loop=KNOWN, parking=KNOWN, details=WORDS
    )
    return st.builds(
        Location,
        id=ids,
        name=WORDS,
        address=_address(),
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        ward_code=st.none() | WORDS,
        directions=WORDS,
        landmark=WORDS,
        accessibility=access,
    )


def phones(ids: Ids) -> st.SearchStrategy[tuple[Phone, ...]]:
    """Up to two telephone numbers."""
    kinds = st.sampled_from(["voice", "text", "textphone"])
    phone = st.builds(
        Phone, id=ids, number=NAMES, kind=kinds, extension=st.none() | WORDS, description=st.none() | WORDS
    )
    return st.lists(phone, max_size=2).map(tuple)


def organizations(ids: Ids) -> st.SearchStrategy[Organization]:
    """An organization with anything in it."""
    return st.builds(
        Organization,
        id=ids,
        slug=ids,
        name=NAMES,
        description=WORDS,
        website=st.none() | WORDS,
        email=st.none() | WORDS,
        charity_number=st.none() | WORDS,
        phones=phones(ids),
    )


@st.composite
def listings(draw: st.DrawFn, prefix: str) -> Listing:
    """A listing of any shape: several venues or none, any schedules, areas, phones and contacts.

    Its ids and slugs are the prefix and a number, so that no two are the same.
    """
    numbers = count()
    ids = st.builds(lambda: f"{prefix}{next(numbers)}")
    organization = draw(organizations(ids))
    site = st.builds(
        ServiceAtLocation,
        id=ids,
        location=_venue(ids),
        schedules=st.lists(schedules(ids), max_size=2).map(tuple),
        description=WORDS,
    )
    area = st.builds(ServiceArea, kind=st.sampled_from(AreaKind), code=WORDS, name=WORDS)
    contact = st.builds(Contact, id=ids, name=st.none() | WORDS, title=st.none() | WORDS, email=st.none() | WORDS)
    return Listing(
        service=draw(services(ids, organization.id)),
        organization=organization,
        sites=tuple(draw(st.lists(site, max_size=2))),
        schedules=tuple(draw(st.lists(schedules(ids), max_size=1))),
        areas=tuple(draw(st.lists(area, max_size=2))),
        phones=draw(phones(ids)),
        contacts=tuple(draw(st.lists(contact, max_size=2))),
    )
