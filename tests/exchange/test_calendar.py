"""The calendar file says the same days and times as the site, to any program that reads RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from locator.directory import schedule as schedules
from locator.directory.listing import Listing
from locator.directory.schedule import Gap, Schedule
from locator.directory.service import ServiceStatus
from locator.exchange import calendar
from tests.directory import strategies
from tests.directory.samples import LISTING, LUNCH, TUESDAYS

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
TODAY, LAST = date(2026, 11, 24), date(2029, 12, 31)


def read(listing: Listing, url: str = "") -> Calendar:
    return Calendar.from_ical(calendar.of_listing(listing, NOW, url=url))


def events(listing: Listing) -> list[Event]:
    return list(read(listing).walk("VEVENT"))


def with_schedule(schedule: Schedule) -> Listing:
    return replace(LISTING, sites=(), schedules=(schedule,))


def moments(event: Event, name: str) -> list[Any]:
    lists = event.get(name, [])
    return [value.dt for one in (lists if isinstance(lists, list) else [lists]) for value in one.dts]


def expanded(event: Event) -> set[tuple[date, time | None]]:
    """The event's occasions by dateutil and the file alone."""
    start = event["dtstart"].dt
    found = {start}
    if "rrule" in event:
        aware = start if isinstance(start, datetime) else datetime.combine(start, time())
        last = datetime.combine(LAST, time(23, 59), tzinfo=aware.tzinfo)
        rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=aware)
        found |= {one if isinstance(start, datetime) else one.date() for one in rule.between(aware, last, inc=True)}
    found = (found | set(moments(event, "rdate"))) - set(moments(event, "exdate"))
    return {(one.date(), one.time()) if isinstance(one, datetime) else (one, None) for one in found}


@given(strategies.schedules(st.just("s")))
def test_the_file_gives_the_days_that_the_site_shows(schedule: Schedule) -> None:
    listing = with_schedule(schedule)
    found = {occasion for event in events(listing) for occasion in expanded(event) if TODAY <= occasion[0] <= LAST}
    shown = schedules.occurrences(schedule, TODAY, LAST)
    assert found == {(session.on, session.opens_at) for session in shown}


@given(strategies.schedules(st.just("s")))
def test_nobody_gets_years_of_past_sessions_into_their_calendar(schedule: Schedule) -> None:
    if schedule.rrule and "COUNT" not in schedule.rrule:
        assert all(day >= TODAY for event in events(with_schedule(schedule)) for day, _ in expanded(event))


def test_every_second_week_stays_on_its_weeks() -> None:
    fortnightly = replace(TUESDAYS, starts_on=date(2015, 6, 2), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", cancelled=())
    (event,) = events(with_schedule(fortnightly))
    assert event["dtstart"].dt.date() == schedules.occurrences(fortnightly, TODAY, LAST)[0].on


@settings(max_examples=40)
@given(strategies.schedules(st.just("s")))
def test_every_file_is_read_back_without_an_error(schedule: Schedule) -> None:
    for event in events(with_schedule(schedule)):
        assert event.errors == []
        assert event["uid"].startswith("s")
        assert event["dtstamp"].dt == NOW


def test_the_same_rule_keeps_its_uid() -> None:
    changed = replace(TUESDAYS, opens_at=time(13), cancelled=())
    (before,), (after,) = events(with_schedule(TUESDAYS)), events(with_schedule(changed))
    assert before["uid"] == after["uid"] == f"{TUESDAYS.id}@locator"


def test_wall_times_cross_the_change_of_the_clocks() -> None:
    sundays = replace(TUESDAYS, starts_on=date(2027, 3, 21), rrule="FREQ=WEEKLY;BYDAY=SU", extra=())
    (event,) = events(with_schedule(sundays))
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event["dtstart"].dt)
    offsets = [moment.utcoffset() for moment in rule[:2]]
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert offsets == [timedelta(0), timedelta(hours=1)]
    assert {moment.time() for moment in rule[:2]} == {time(12)}


@pytest.mark.parametrize("year", [1997, 2020, 2026, 2037])
def test_the_time_zone_in_the_file_is_london(year: int) -> None:
    (component,) = read(LISTING).walk("VTIMEZONE")
    assert isinstance(component, Timezone)
    zone = component.to_tz(lookup_tzid=False)
    for day in range(0, 365, 3):
        noon = datetime(year, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001 - the zone is what is tried
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=LONDON).utcoffset()


def test_a_rule_that_ends_says_so_in_utc() -> None:
    (event,) = events(with_schedule(replace(TUESDAYS, ends_on=date(2027, 6, 30))))
    assert event["rrule"]["UNTIL"] == [datetime(2027, 6, 30, 22, 59, 59, tzinfo=UTC)]


def test_a_rule_cut_short_has_until_in_place_of_count() -> None:
    cut = replace(TUESDAYS, rrule="FREQ=WEEKLY;COUNT=50;BYDAY=TU", ends_on=date(2026, 2, 1))
    whole = replace(cut, ends_on=date(2027, 2, 1))
    assert "COUNT" not in events(with_schedule(cut))[0]["rrule"]
    assert "UNTIL" not in events(with_schedule(whole))[0]["rrule"]


def test_a_gap_without_an_end_ends_the_rule() -> None:
    ever = Gap(starts_on=date(2027, 7, 1), ends_on=date(9999, 12, 31), reason="until further notice")
    (event,) = events(with_schedule(replace(TUESDAYS, gaps=(ever,), cancelled=(date(2027, 3, 2),))))
    assert event["rrule"]["UNTIL"][0].date() == date(2027, 6, 30)
    assert len(moments(event, "exdate")) == 1


def test_a_session_past_midnight_ends_the_next_day() -> None:
    late = replace(TUESDAYS, opens_at=time(22), closes_at=time(0, 30))
    (event,) = events(with_schedule(late))
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2, minutes=30)


def test_a_closed_service_has_a_calendar_without_events() -> None:
    closed = replace(LISTING, service=replace(LUNCH, status=ServiceStatus.DEFUNCT))
    assert events(closed) == []
    assert len(read(closed).walk("VTIMEZONE")) == 1


def test_the_event_says_what_to_know_before_going() -> None:
    (event,) = read(LISTING, "https://locator.example.org/services/lunch").walk("VEVENT")
    assert event["location"] == "Broomlea Hall, 1 Broomlea Road, Motherwell, ML1 1AB"
    assert event["url"] == "https://locator.example.org/services/lunch"
    assert event["geo"].to_ical() == "55.789;-3.991"
    for line in ("Please phone first.", "Lunch: £3.50", "Phone: 01632 960002", "On bank holidays, check first."):
        assert line in str(event["description"]).splitlines()


@pytest.mark.parametrize(
    "text", ["a, b; c\\n \\ d", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x", "tab\tbell\x07nul\x00", "é 👵 \u202e" * 40]
)
def test_no_text_of_a_listing_can_break_the_file(text: str) -> None:
    hostile = replace(LISTING, service=replace(LUNCH, name=text, summary=text, website=f"https://x.example.org/{text}"))
    raw = calendar.of_listing(hostile, NOW)
    (event,) = events(hostile)
    assert raw.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert event["uid"] == f"{TUESDAYS.id}@locator"
    assert not any(character in raw for character in (b"\x00", b"\x07"))


def test_only_a_web_address_becomes_the_address_of_the_event() -> None:
    (event,) = read(LISTING, "javascript:alert(1)").walk("VEVENT")
    assert "url" not in event
