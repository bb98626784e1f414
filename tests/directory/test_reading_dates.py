"""Dates are read as people write them here, the day first, and what is not clear is said, not guessed."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import dates, reading_dates
from locator.directory.reading_dates import DateFault, NotADateError, read_date, read_dates
from tests.making import TODAY

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WRITTEN = (
    dates.date_words,
    dates.weekday_words,
    date.isoformat,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day:%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}-{day.month}-{day:%y}",
    lambda day: f"{day:%a} {day.day} {day:%b} {day:%Y}",
    lambda day: f"{day:%A}, the {dates.ordinal(day.day)} of {day:%B} {day:%Y}".lower(),
    lambda day: f"{day:%B} {dates.ordinal(day.day)}, {day:%Y}".upper(),
)


def outcome(text: str) -> tuple[date, ...] | DateFault:
    """The dates of that text, or why it has none."""
    try:
        return read_dates(text, TODAY)
    except NotADateError as wrong:
        return wrong.fault


@given(DAYS, st.sampled_from(WRITTEN))
def test_a_date_is_read_back_however_it_is_written(day: date, write: object) -> None:
    assert read_dates(write(day), TODAY) == (day,)  # type: ignore[operator]


@given(st.lists(DAYS, max_size=20), st.sampled_from(["\n", ", ", "; ", "\r\n", " and "]), st.data())
def test_several_dates_are_read_in_their_order(days: list[date], between: str, data: st.DataObject) -> None:
    text = between.join(data.draw(st.sampled_from(WRITTEN))(day) for day in days)
    assert read_dates(text, TODAY) == tuple(days)


@given(st.dates(TODAY, date(2027, 11, 23)))
def test_without_a_year_it_is_the_next_such_day(day: date) -> None:
    assert read_date(f"{day.day} {dates.MONTHS[day.month - 1]}", TODAY) == day


@given(st.text(max_size=60) | st.text("0123456789 /-.,mar", max_size=20))
def test_any_text_is_dates_or_has_a_reason_why_not(text: str) -> None:
    assert isinstance(outcome(text), tuple | DateFault)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7 March", ["2027-03-07"]),
        ("Sun 7 Mar", ["2027-03-07"]),
        ("24 November", ["2026-11-24"]),
        ("23 November", ["2027-11-23"]),
        ("29 Feb", ["2028-02-29"]),
        ("7/3/26", ["2026-03-07"]),
        ("6/5", ["2027-05-06"]),
        ("Weds 2 Dec", ["2026-12-02"]),
        ("1 Sept 27", ["2027-09-01"]),
        ("7, 14 and 21 March", ["2027-03-07", "2027-03-14", "2027-03-21"]),
        ("22 & 29 December 2026", ["2026-12-22", "2026-12-29"]),
        ("Tue 8, Thu 10 December", ["2026-12-08", "2026-12-10"]),
        ("Tuesday, 8 December", ["2026-12-08"]),
        ("March 7, 2028", ["2028-03-07"]),
        ("22 Dec, 5 Jan", ["2026-12-22", "2027-01-05"]),
        (" \n, ;", []),
    ],
)
def test_dates_are_read_as_they_are_typed(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in read_dates(text, TODAY)] == days


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("3/13/26", DateFault.MONTH_FIRST),
        ("31 April", DateFault.NO_SUCH_DAY),
        ("30/2/27", DateFault.NO_SUCH_DAY),
        ("Tue 7 March 2027", DateFault.WRONG_WEEKDAY),
        ("7/3/226", DateFault.YEAR),
        ("7 March 20026", DateFault.YEAR),
        ("7 March 1026", DateFault.YEAR),
        ("21 Dec to 4 Jan", DateFault.RANGE),
        ("Tuesday", DateFault.NO_MONTH),
        ("7th", DateFault.NO_MONTH),
        ("Christmas", DateFault.NOT_A_DATE),
        ("7 Marmalade", DateFault.NOT_A_DATE),
        ("٧/3/27", DateFault.NOT_A_DATE),
        ("7/3/27 " * 1000, DateFault.TOO_MANY),
        ("7/3," * 101, DateFault.TOO_MANY),
    ],
)
def test_what_is_no_clear_date_has_a_reason(text: str, fault: DateFault) -> None:
    with pytest.raises(NotADateError) as told:
        read_dates(text, TODAY)
    assert told.value.fault is fault


def test_a_weekday_that_does_not_fit_comes_with_the_date_itself() -> None:
    with pytest.raises(NotADateError) as told:
        read_date("Tue 7 Mar", TODAY)
    assert told.value.day == date(2027, 3, 7)


@pytest.mark.parametrize("text", ["1" * 10_000_000, "7 March, " * 1_000_000, "to " * 600, "the " * 500, "1 " * 1000])
def test_a_huge_or_hostile_box_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(NotADateError):
        read_dates(text, TODAY)
    assert time.perf_counter() - started < 1


def test_the_limits_are_of_a_size_that_a_person_can_reach() -> None:
    text = "\n".join(
        dates.weekday_words(date(2027, 1, 1).replace(month=month, day=day))
        for month in range(1, 6)
        for day in range(1, 16)
    )
    assert len(text) < reading_dates.MOST_LETTERS + 500
    assert len(read_dates(text[: reading_dates.MOST_LETTERS].rpartition("\n")[0], TODAY)) > 50
