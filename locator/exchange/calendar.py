"""The dates of a listing as a calendar file (RFC 5545) that phones and computers can add and keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText

from locator.directory import cost, dates, recurrence
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.recurrence import LONDON
from locator.directory.schedule import Schedule
from locator.directory.service import Joining, ServiceStatus

PRODUCT = "-//Locator//Community services directory//EN"
OPEN_END_DAYS = 3650
"""A gap that goes on for longer than this from now ends the rule: its days would fill the file."""

_ADDRESS = re.compile(r"https?://[!-~]+")
_JOINING = {
    Joining.TURN_UP: "You can just turn up.",
    Joining.PHONE_FIRST: "Please phone first.",
    Joining.REFERRAL: "You need to be referred.",
}


def of_listing(listing: Listing, now: datetime, *, url: str = "") -> bytes:
    """The listing's rules as events with their exceptions, for `text/calendar`; a closed service has no events.

    The same rule has the same UID for ever, so that adding the file again replaces what was there.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(_line(listing.service.name)))
    calendar.add("x-wr-calname", _line(listing.service.name))
    calendar.add_component(_london())
    if listing.service.status is ServiceStatus.ACTIVE:
        for site, schedule in _placed(listing):
            for event in _events(schedule, now):
                _describe(event, listing, site, schedule)
                event.add("dtstamp", now.astimezone(UTC))
                _add_address(event, url or listing.service.website or "")
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _placed(listing: Listing) -> Iterator[tuple[ServiceAtLocation | None, Schedule]]:
    yield from ((None, schedule) for schedule in listing.schedules)
    yield from ((site, schedule) for site in listing.sites for schedule in site.schedules)


def _events(schedule: Schedule, now: datetime) -> Iterator[Event]:
    """The event of the rule, and one for each extra day before the rule begins (RDATE may not come before DTSTART).

    A rule that has gone on for years begins with its next session: nobody wants the past ones in their calendar.
    """
    today = now.astimezone(LONDON).date()
    far = today + timedelta(days=OPEN_END_DAYS)
    end = _end(schedule, far)
    since = _since(schedule, today)
    first = _first(schedule, since, end)
    extra = sorted({day for day in schedule.extra if schedule.ends_on is None or day <= schedule.ends_on})
    extra = [day for day in extra if day >= since and day not in schedule.cancelled]
    for day in extra:
        if first is None or day < first:
            yield _event(schedule, f"{schedule.id}-{day:%Y%m%d}", day)
    if first is None:
        return
    event = _event(schedule, schedule.id, first)
    if schedule.rrule is not None:
        event.add("rrule", vRecur.from_ical(_rule(schedule, end)))
    regular = {day for day in _regular(schedule, min(end or far, far)) if day >= first}
    _add_days(event, "rdate", schedule, [day for day in extra if day > first and day not in regular])
    off = {day for day in regular if _is_off(schedule, day)} | set(schedule.cancelled) & regular
    _add_days(event, "exdate", schedule, sorted(off))
    yield event


def _event(schedule: Schedule, uid: str, day: date) -> Event:
    event = Event()
    event.add("uid", f"{_line(uid)}@locator")
    event.add("dtstart", _moment(day, schedule.opens_at))
    if schedule.opens_at is not None and schedule.closes_at is not None:
        overnight = timedelta(days=int(schedule.closes_at <= schedule.opens_at))
        event.add("dtend", _moment(day + overnight, schedule.closes_at))
    return event


def _describe(event: Event, listing: Listing, site: ServiceAtLocation | None, schedule: Schedule) -> None:
    service = listing.service
    event.add("summary", _line(service.name))
    event.add("description", _plain("\n".join(_lines(listing, schedule))))
    if site is not None:
        where = site.location
        address = where.address
        parts = (where.name, address.address_1, address.address_2, address.city, address.postal_code)
        event.add("location", _line(", ".join(part for part in parts if part)))
        event.add("geo", (where.latitude, where.longitude))
    event.add("status", "CONFIRMED")
    themes = [_line(term.name) for term in service.terms if term.taxonomy == "theme"]
    if themes:
        event.add("categories", themes)


def _lines(listing: Listing, schedule: Schedule) -> list[str]:
    """What to know before going."""
    service = listing.service
    times = dates.times_words(None, schedule.closes_at) if schedule.opens_at is None else ""
    phones = [phone.number for phone in (*listing.phones, *listing.organization.phones)][:1]
    lines = [
        service.summary,
        times[:1].upper() + times[1:],
        schedule.notes,
        _JOINING[service.joining] if service.joining else "",
        cost.describe(service),
        *(f"Phone: {number}" for number in phones),
        "On bank holidays, check first." if schedule.rrule is not None else "",
    ]
    return [line for line in lines if line]


def _end(schedule: Schedule, far: date) -> date | None:
    """The last day that the rule may reach; None where it goes on."""
    open_gaps = [gap.starts_on - timedelta(days=1) for gap in schedule.gaps if gap.ends_on > far]
    until = recurrence.last_day(schedule.rrule) if schedule.rrule is not None else None
    return min((day for day in (schedule.ends_on, until, *open_gaps) if day is not None), default=None)


def _since(schedule: Schedule, today: date) -> date:
    """The day from which its sessions go into the file: today, but a number of times is counted from the first."""
    counts = schedule.rrule is None or "COUNT" in recurrence.parts(schedule.rrule)
    return date.min if counts else today


def _first(schedule: Schedule, since: date, end: date | None) -> date | None:
    """The day of the rule's first session since then, called off or not, which DTSTART must be; None where it has none."""
    last = end or recurrence.LAST_YEAR_END
    if schedule.rrule is None:
        return schedule.starts_on if schedule.starts_on <= last else None
    return next(recurrence.dates(schedule.rrule, schedule.starts_on, max(since, schedule.starts_on), last), None)


def _regular(schedule: Schedule, last: date) -> Iterator[date]:
    """The days of the rule that an exception may fall on."""
    if schedule.rrule is None:
        yield schedule.starts_on
        return
    marked = [*schedule.cancelled, *schedule.extra, *(gap.ends_on for gap in schedule.gaps)]
    until = min(max(marked, default=schedule.starts_on), last)
    yield from recurrence.dates(schedule.rrule, schedule.starts_on, schedule.starts_on, until)


def _is_off(schedule: Schedule, day: date) -> bool:
    return day not in schedule.extra and any(gap.starts_on <= day <= gap.ends_on for gap in schedule.gaps)


def _rule(schedule: Schedule, end: date | None) -> str:
    """The rule with its real end: RFC 5545 wants UNTIL in UTC beside a local DTSTART, and not together with COUNT."""
    named: dict[str, str | int | None] = dict(recurrence.parts(schedule.rrule or ""))
    if end is None or ("COUNT" in named and _ends_by_itself(schedule, end)):
        return recurrence.text(named) or ""
    if schedule.opens_at is None:
        until = f"{end:%Y%m%d}"
    else:
        until = f"{datetime.combine(end, time(23, 59, 59), tzinfo=LONDON).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return recurrence.text(named | {"COUNT": None, "UNTIL": until}) or ""


def _ends_by_itself(schedule: Schedule, end: date) -> bool:
    """Whether a rule with COUNT has given its last day by then."""
    after = recurrence.dates(
        schedule.rrule or "", schedule.starts_on, end + timedelta(days=1), recurrence.LAST_YEAR_END
    )
    return next(after, None) is None


def _add_days(event: Event, name: str, schedule: Schedule, days: Sequence[date]) -> None:
    if days:
        kind = {"value": "DATE"} if schedule.opens_at is None else {}
        event.add(name, [_moment(day, schedule.opens_at) for day in days], parameters=kind)


def _add_address(event: Event, url: str) -> None:
    if _ADDRESS.fullmatch(url):
        event.add("url", url)


def _moment(day: date, at: time | None) -> date | datetime:
    return day if at is None else datetime.combine(day, at, tzinfo=LONDON)


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """The text without control characters, which no calendar may hold."""
    return "".join(character for character in text if character == "\n" or character.isprintable())


@lru_cache(maxsize=1)
def _london() -> Timezone:
    """Europe/London as it has been since 1996, when the European rule of last Sundays began."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, start, offset, name, month in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 1), 1, "BST", 3),  # noqa: DTZ001 - wall time by RFC 5545
        (TimezoneStandard(), datetime(1996, 10, 27, 2), 0, "GMT", 10),  # noqa: DTZ001
    ):
        part.add("dtstart", start)
        part.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"))
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=1 - offset))
        part.add("tzoffsetto", timedelta(hours=offset))
        zone.add_component(part)
    return zone
