"""Sessions come from rules as a person with a calendar would work them out."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.directory import schedule as schedules
from locator.directory.listing import ServiceAtLocation
from locator.directory.schedule import Gap, Schedule
from locator.directory.service import ServiceStatus
from tests.directory import strategies
from tests.directory.samples import HALL, LISTING, LUNCH, TUESDAYS

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule(text: str | None, starts_on: date = date(2026, 1, 6), **changes: object) -> Schedule:
    return replace(Schedule(id="s", starts_on=starts_on, rrule=text, opens_at=time(10), closes_at=time(12)), **changes)


def days(schedule: Schedule, first: date = YEAR[0], last: date = YEAR[1]) -> list[date]:
    return [session.on for session in schedules.occurrences(schedule, first, last)]


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    found = [
        date(year, month, day)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, day).weekday() == weekday
    ]
    return found[number - 1 if number > 0 else number]


@given(DAYS, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 4), DAYS)
def test_a_weekly_rule_gives_its_days_in_every_nth_week(
    starts_on: date, weekdays: set[int], interval: int, first: date
) -> None:
    text = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(CODES[day] for day in sorted(weekdays))}"
    last = first + timedelta(days=70)
    monday = starts_on - timedelta(days=starts_on.weekday())
    expected = [
        day
        for day in (first + timedelta(days=n) for n in range(71))
        if day >= starts_on and day.weekday() in weekdays and (day - monday).days // 7 % interval == 0
    ]
    assert days(rule(text, starts_on), first, last) == expected


@given(st.integers(2024, 2030), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1, -2]))
def test_a_monthly_rule_gives_the_numbered_weekday(year: int, weekday: int, number: int) -> None:
    text = f"FREQ=MONTHLY;BYDAY={number}{CODES[weekday]}"
    expected = [nth_weekday(year, month, weekday, number) for month in range(1, 13)]
    assert days(rule(text, date(year, 1, 1)), date(year, 1, 1), date(year, 12, 31)) == expected


@given(DAYS, st.integers(1, 10))
def test_a_daily_rule_gives_every_nth_day(starts_on: date, interval: int) -> None:
    last = starts_on + timedelta(days=500)
    found = days(rule(f"FREQ=DAILY;INTERVAL={interval}", starts_on), starts_on + timedelta(days=400), last)
    expected = [starts_on + timedelta(days=n) for n in range(0, 501, interval) if n >= 400]
    assert found == expected


@settings(max_examples=40)
@given(strategies.schedules(st.just("s")), DAYS, st.integers(0, 200), st.integers(0, 200))
def test_two_windows_side_by_side_show_what_the_whole_shows(
    schedule: Schedule, first: date, one: int, two: int
) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + 1 + two)
    halves = days(schedule, first, middle) + days(schedule, middle + timedelta(days=1), last)
    assert days(schedule, first, last) == halves


@given(strategies.schedules(st.just("s")), DAYS)
def test_sessions_are_in_order_in_the_window_and_never_on_a_day_called_off(schedule: Schedule, first: date) -> None:
    last = first + timedelta(days=400)
    found = days(schedule, first, last)
    assert found == sorted(set(found))
    for day in found:
        assert first <= day <= last
        assert day not in schedule.cancelled
        assert schedule.ends_on is None or day <= schedule.ends_on
        assert day in schedule.extra or not any(gap.starts_on <= day <= gap.ends_on for gap in schedule.gaps)


@settings(max_examples=40)
@given(st.lists(strategies.schedules(st.uuids().map(str)), max_size=3), DAYS, st.integers(1, 5))
def test_the_coming_sessions_are_the_first_of_all_that_follow(rules: list[Schedule], first: date, count: int) -> None:
    listing = replace(LISTING, sites=(replace(LISTING.sites[0], schedules=tuple(rules)),))
    last = first + timedelta(days=schedules.LOOK_AHEAD_DAYS[-1])
    every = [session for rule_ in rules for session in schedules.occurrences(rule_, first, last)]
    expected = sorted({(one.on, one.opens_at or time(), one.closes_at or time(23, 59, 59)) for one in every})[:count]
    found = schedules.coming(listing, first, count)
    assert [(one.on, one.opens_at or time()) for one in found] == [(on, opens) for on, opens, _ in expected]


@settings(max_examples=40)
@given(strategies.schedules(st.just("s")), DAYS)
def test_every_schedule_has_words(schedule: Schedule, today: date) -> None:
    words = (schedules.describe(schedule), *schedules.exceptions(schedule, today))
    for said in words:
        assert said[0].isupper() or said[0].isdigit()
        assert "None" not in said
        assert not said.endswith((",", " "))


def test_a_one_off_event_is_on_its_day_alone() -> None:
    event = rule(None, date(2026, 12, 5))
    assert days(event) == [date(2026, 12, 5)]
    assert days(event, date(2026, 12, 6)) == []


def test_a_gap_takes_its_days_away_at_both_ends() -> None:
    tuesdays = rule("FREQ=WEEKLY", gaps=(Gap(starts_on=date(2026, 1, 13), ends_on=date(2026, 1, 20)),))
    assert days(tuesdays, last=date(2026, 1, 31)) == [date(2026, 1, 6), date(2026, 1, 27)]


def test_a_cancelled_day_is_off_and_an_extra_day_is_on_even_in_a_gap() -> None:
    schedule = rule(
        "FREQ=WEEKLY",
        cancelled=(date(2026, 1, 13), date(2026, 1, 22)),
        extra=(date(2026, 1, 21), date(2026, 1, 22)),
        gaps=(Gap(starts_on=date(2026, 1, 19), ends_on=date(2026, 1, 25)),),
    )
    assert days(schedule, last=date(2026, 1, 31)) == [date(2026, 1, 6), date(2026, 1, 21), date(2026, 1, 27)]


def test_nothing_comes_after_the_schedule_has_ended() -> None:
    schedule = rule("FREQ=WEEKLY", ends_on=date(2026, 1, 13), extra=(date(2026, 1, 15),))
    assert days(schedule) == [date(2026, 1, 6), date(2026, 1, 13)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20260120", 3),
        ("FREQ=WEEKLY;UNTIL=20260120T235959Z", 3),
        ("FREQ=WEEKLY;UNTIL=20260119T000000Z", 2),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25", 1),
    ],
)
def test_a_rule_that_ends_by_itself_ends(text: str, count: int) -> None:
    assert len(days(rule(text))) == count


def test_an_until_in_summer_time_is_a_day_in_london() -> None:
    assert days(rule("FREQ=DAILY;UNTIL=20260630T230000Z", date(2026, 6, 29)))[-1] == date(2026, 7, 1)


def test_wall_times_stay_the_same_when_the_clocks_change() -> None:
    sessions = schedules.occurrences(rule("FREQ=WEEKLY;BYDAY=SU"), date(2026, 3, 22), date(2026, 4, 5))
    assert [session.on.day for session in sessions] == [22, 29, 5]
    assert {(session.opens_at, session.closes_at) for session in sessions} == {(time(10), time(12))}


def test_a_scottish_bank_holiday_is_flagged_and_stays() -> None:
    mondays = rule("FREQ=WEEKLY;BYDAY=MO")
    flagged = {s.on: s.bank_holiday for s in schedules.occurrences(mondays, *YEAR) if s.bank_holiday}
    assert flagged[date(2026, 11, 30)] == "St Andrew’s Day"
    assert schedules.bank_holiday(date(2026, 12, 28)) == "Holiday for Boxing Day"
    assert date(2026, 8, 3) in flagged
    assert date(2026, 8, 31) not in flagged, "the late-summer holiday is England's"
    assert date(2026, 4, 6) not in flagged, "Easter Monday is not a bank holiday in Scotland"


def test_sessions_of_several_venues_come_in_order_with_their_venue() -> None:
    other = replace(HALL, id="other")
    mornings = replace(TUESDAYS, id="m", opens_at=time(9))
    fridays = replace(TUESDAYS, id="f", rrule="FREQ=WEEKLY;BYDAY=FR")
    listing = replace(
        LISTING,
        sites=(*LISTING.sites, ServiceAtLocation(id="x", location=other, schedules=(mornings, fridays))),
    )
    found = schedules.coming(listing, date(2026, 11, 24), 4)
    assert [(s.on.day, s.location_id) for s in found] == [(24, "other"), (24, HALL.id), (27, "other"), (1, "other")]


def test_the_same_session_said_twice_comes_once() -> None:
    twice = replace(LISTING, sites=(replace(LISTING.sites[0], schedules=(TUESDAYS, replace(TUESDAYS, id="t"))),))
    found = schedules.coming(twice, date(2026, 11, 24), 2)
    assert [session.on.day for session in found] == [24, 1]


def test_what_is_on_once_a_year_is_still_coming() -> None:
    yearly = replace(LISTING, sites=(), schedules=(rule("FREQ=YEARLY", date(2020, 11, 23)),))
    assert [s.on.year for s in schedules.coming(yearly, date(2026, 11, 24), 2)] == [2027, 2028]


@pytest.mark.parametrize("status", [ServiceStatus.DEFUNCT, ServiceStatus.TEMPORARILY_CLOSED])
def test_a_closed_service_has_nothing_coming(status: ServiceStatus) -> None:
    closed = replace(LISTING, service=replace(LUNCH, status=status))
    assert schedules.coming(closed, date(2026, 11, 24), 3) == ()
    assert not schedules.is_on(closed, date(2026, 11, 24))


def test_it_is_on_on_tuesday_and_not_on_wednesday() -> None:
    assert schedules.is_on(LISTING, date(2026, 11, 24))
    assert not schedules.is_on(LISTING, date(2026, 11, 25))


def test_days_that_are_called_off_are_off() -> None:
    called_off = schedules.without(TUESDAYS, [date(2026, 11, 24)])
    assert days(called_off, date(2026, 11, 20), date(2026, 12, 1)) == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "Every Tuesday, 10am to 12 noon"),
        ("FREQ=WEEKLY", "Every Tuesday, 10am to 12 noon"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every second Tuesday, 10am to 12 noon"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Mondays and Thursdays, 10am to 12 noon"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Mondays, Wednesdays and Fridays, 10am to 12 noon"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday, 10am to 12 noon"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH", "Every third week on Monday and Thursday, 10am to 12 noon"),
        ("FREQ=WEEKLY;INTERVAL=12;BYDAY=MO", "Every 12th Monday, 10am to 12 noon"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=4,5,6", "Every Tuesday in April to June, 10am to 12 noon"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "Every Tuesday, 10am to 12 noon, 6 times"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261205", "Every Tuesday, 10am to 12 noon, until 5 December 2026"),
        ("FREQ=DAILY", "Every day, 10am to 12 noon"),
        ("FREQ=DAILY;INTERVAL=2", "Every second day, 10am to 12 noon"),
        ("FREQ=DAILY;BYDAY=SA,SU", "Saturdays and Sundays, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "First and third Monday of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=2TU,-1TU", "Second and last Tuesday of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=3TH,1MO", "First Monday and third Thursday of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "First Tuesday of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "First Monday of every second month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=TU", "Every Tuesday, 10am to 12 noon"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "On certain days, 10am to 12 noon"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,3;BYDAY=1MO", "On certain days, 10am to 12 noon"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2;BYMONTHDAY=15", "On certain days, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "15th of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Last day of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY", "6th of the month, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "On certain days, 10am to 12 noon"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "On certain days, 10am to 12 noon"),
        ("FREQ=YEARLY", "Every year on 6 January, 10am to 12 noon"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25,26", "Every year on 25 and 26 December, 10am to 12 noon"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=6", "Every second year on 6 June, 10am to 12 noon"),
        ("FREQ=YEARLY;BYMONTHDAY=15", "On certain days, 10am to 12 noon"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", "First Monday of March, 10am to 12 noon"),
        ("FREQ=YEARLY;BYWEEKNO=20", "On certain days, 10am to 12 noon"),
        (None, "Tuesday 6 January 2026, 10am to 12 noon"),
    ],
)
def test_a_schedule_is_said_in_plain_words(text: str | None, words: str) -> None:
    assert schedules.describe(rule(text)) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": None, "closes_at": None}, "Every Tuesday"),
        ({"closes_at": None}, "Every Tuesday, from 10am"),
        ({"opens_at": None}, "Every Tuesday, until 12 noon"),
        ({"opens_at": time(0), "closes_at": time(0, 5)}, "Every Tuesday, 12 midnight to 12.05am"),
        ({"opens_at": time(11, 30), "closes_at": time(13)}, "Every Tuesday, 11.30am to 1pm"),
        ({"ends_on": date(2026, 3, 1)}, "Every Tuesday, 10am to 12 noon, until 1 March 2026"),
    ],
)
def test_times_and_ends_are_said_as_far_as_they_are_known(changes: dict[str, object], words: str) -> None:
    assert schedules.describe(rule("FREQ=WEEKLY", **changes)) == words


def test_an_event_on_several_days_names_them_all() -> None:
    event = rule(None, date(2026, 12, 5), extra=(date(2026, 12, 12),), closes_at=time(15))
    assert schedules.describe(event) == "Saturday 5 December 2026 and Saturday 12 December 2026, 10am to 3pm"


def test_exceptions_are_said_from_today_on() -> None:
    said = schedules.exceptions(TUESDAYS, date(2026, 3, 1))
    assert said == (
        "Not on Tuesday 3 March",
        "Also on Thursday 5 March",
        "No sessions 1 July to 14 August 2026 (summer holidays)",
    )
    assert schedules.exceptions(TUESDAYS, date(2026, 9, 1)) == ()
