"""A search done the slow and obvious way: every row of the directory is looked at, and asked each question in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property

from geopy.distance import geodesic

from locator.actions import find
from locator.actions.find import Found, Search
from locator.actions.reference import Reference
from locator.directory import schedule
from locator.directory.listing import Listing
from locator.directory.location import AreaKind
from locator.directory.schedule import Session
from locator.directory.service import Capacity, Delivery, ServiceStatus
from locator.places.place import Place
from locator.storage import listings
from locator.wiring import Engine
from search_index import analysis

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {"morning": (0, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 24 * 60 - 1)}
REGULAR_DAYS = 120
"""A day of the week counts for a service that is on then within so many days."""

Chosen = Mapping[str, frozenset[str]]
Told = bool | None
"""Yes, no, or None: nobody has told us."""


@dataclass(frozen=True, eq=False)
class Row:
    """One listing and the answers to every filter's question about it."""

    listing: Listing
    reference: Reference
    today: date

    @property
    def id(self) -> str:
        """The service's id."""
        return self.listing.service.id

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that a listing says of itself."""
        service = self.listing.service
        venues = [part for site in self.listing.sites for part in (site.location.name, site.location.address.city)]
        terms = [term.name for term in service.terms]
        texts = [service.name, self.listing.organization.name, service.summary, service.description, *venues, *terms]
        return frozenset(analysis.words(" . ".join(texts)))

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions of the months to come."""
        last = self.today + timedelta(days=REGULAR_DAYS)
        rules = [*self.listing.schedules, *(rule for site in self.listing.sites for rule in site.schedules)]
        return tuple(one for rule in rules for one in schedule.occurrences(rule, self.today, last))

    @cached_property
    def is_offered(self) -> bool:
        """Neither closed for good nor withdrawn, and not over."""
        rules = [*self.listing.schedules, *(rule for site in self.listing.sites for rule in site.schedules)]
        ends = [schedule.last_day(rule) for rule in rules]
        is_over = bool(ends) and all(end is not None and end < self.today for end in ends)
        return self.listing.service.status in (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED) and not is_over

    def has(self, group: str, value: str) -> Told:
        """Whether the row has this value of this filter."""
        return _answer(self, group, value)

    def is_on(self, chosen: Chosen) -> bool:
        """Whether one session has a chosen day, a chosen part of the day and lies between the dates."""
        return _is_on(self, *(chosen.get(name, frozenset()) for name in ("day", "time", "when")))

    def _is_in_time(self, one: Session, when: frozenset[str]) -> bool:
        if not when:
            return True
        last = self.today + timedelta(days=6 if "week" in when else 0)
        return one.on <= last and self.listing.service.status is ServiceStatus.ACTIVE

    def passes(self, chosen: Chosen) -> bool:
        """Whether the row is offered and known to have what is chosen: any value of a group, all of them for access."""
        timed = any(chosen.get(name) for name in ("day", "time", "when"))
        return (
            self.is_offered
            and (not timed or self.is_on(chosen))
            and all(self._passes(group, values) for group, values in chosen.items() if values and group in ANSWERS)
        )

    def _passes(self, group: str, values: frozenset[str]) -> bool:
        return (all if group == "access" else any)(self.has(group, value) is True for value in values)

    def metres(self, place: Place) -> float | None:
        """How far the nearest venue is; None without one."""
        points = ((site.location.latitude, site.location.longitude) for site in self.listing.sites)
        return min((_geodesic((place.latitude, place.longitude), there) for there in points), default=None)

    @cached_property
    def areas(self) -> frozenset[str]:
        """Every area code that the service covers, a locality as its wards."""
        found: set[str] = set()
        for area in self.listing.areas:
            found |= self._wards(area.code) if area.kind is AreaKind.LOCALITY else {area.code}
        is_remote = bool({Delivery.PHONE, Delivery.ONLINE} & set(self.listing.service.deliveries))
        return frozenset(found or ({"K03000001"} if is_remote and not self.listing.sites else ()))

    def _wards(self, locality_id: str) -> frozenset[str]:
        every = {one.id: one.ward_codes for each in self.reference.locality_sets for one in each.localities}
        return every.get(locality_id, frozenset())

    def is_within(self, place: Place, metres: float | None) -> bool:
        """Whether the service is of use at this place: near enough, or it covers the place's area."""
        if self.areas & place.area_codes:
            return True
        away = self.metres(place)
        if metres is None:
            return away is not None or not self.areas
        return away is not None and away <= metres


class Directory:
    """An open directory and all its rows; what was worked out once for a search is remembered."""

    def __init__(self, engine: Engine) -> None:
        """Read every row."""
        context = engine.context()
        self.engine = engine
        self.rows = tuple(Row(one, context.reference, context.today) for one in listings.every(engine.store))
        self._known: dict[str, frozenset[str]] = {}

    def search(self, asked: Search) -> Found:
        """What the product finds."""
        return find.search(self.engine.context(), asked)

    def remembered(self, words: str, work_out: Callable[[], frozenset[str]]) -> frozenset[str]:
        """What was worked out for these words."""
        if words not in self._known:
            self._known[words] = work_out()
        return self._known[words]


def is_in(session: Session, part: str) -> bool:
    """Whether the session starts in that part of the day, or takes an hour of it; a session without a time is in all."""
    if session.opens_at is None:
        return True
    first, last = PARTS[part]
    opens = minutes(session.opens_at)
    closes = minutes(session.closes_at) if session.closes_at else opens
    return first <= opens < last or (opens < first and min(closes, last) - first >= 60)


def minutes(at: time) -> int:
    """The minutes since midnight."""
    return at.hour * 60 + at.minute


@cache
def _answer(row: Row, group: str, value: str) -> Told:
    return ANSWERS[group](row, value)


@cache
def _is_on(row: Row, weekdays: frozenset[str], parts: frozenset[str], when: frozenset[str]) -> bool:
    return any(
        DAYS[one.on.weekday()] in (weekdays or DAYS)
        and any(is_in(one, part) for part in parts or PARTS)
        and row._is_in_time(one, when)
        for one in row.sessions
    )


@cache
def _geodesic(here: tuple[float, float], there: tuple[float, float]) -> float:
    return float(geodesic(here, there).meters)


def _of_taxonomy(name: str) -> Callable[[Row, str], Told]:
    return lambda row, value: any(t.taxonomy == name and t.code == value for t in row.listing.service.terms)


def _access(row: Row, value: str) -> Told:
    name = {"step-free": "step_free", "toilet": "accessible_toilet", "hearing-loop": "hearing_loop"}.get(value, value)
    told = [getattr(site.location.accessibility, name) for site in row.listing.sites]
    return True if True in told else None if None in told else False


def _places(row: Row, value: str) -> Told:
    capacity = row.listing.service.capacity
    return None if capacity is None else capacity is Capacity(value.replace("-", " "))


def _locality(row: Row, slug: str) -> Told:
    in_force = row.reference.locality_set(row.today)
    return in_force is not None and is_in_locality(row, f"{in_force.id}/{slug}")


def is_in_locality(row: Row, locality_id: str) -> bool:
    """Whether it meets in the locality, covers a part of it, or covers the whole council area or country."""
    wards = row._wards(locality_id)
    meets = {site.location.ward_code for site in row.listing.sites}
    wide = any(area.kind in (AreaKind.COUNCIL, AreaKind.COUNTRY) for area in row.listing.areas)
    return wide or "K03000001" in row.areas or bool(wards & (meets | row.areas))


def _delivery(row: Row, value: str) -> Told:
    return Delivery("home visit" if value == "home" else value) in row.listing.service.deliveries


ANSWERS: Mapping[str, Callable[[Row, str], Told]] = {
    "theme": _of_taxonomy("theme"),
    "who": _of_taxonomy("who"),
    "cost": lambda row, _: row.listing.service.is_free,
    "transport": lambda row, _: row.listing.service.transport_offered,
    "referrals": lambda row, _: row.listing.service.takes_referrals,
    "places": _places,
    "access": _access,
    "locality": _locality,
    "delivery": _delivery,
}
