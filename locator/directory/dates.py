"""Days and times in plain British words: "Tuesday 24 November", "10am to 11.30am"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday_words(day: date, this_year: int | None = None) -> str:
    """ "Tuesday 24 November 2026", without the year where it is this year."""
    year = "" if day.year == this_year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def day_words(day: date, today: date) -> str:
    """ "today", "tomorrow", "Tuesday 24 November", or with the year where it is another one."""
    if day == today:
        return "today"
    return "tomorrow" if day == today + timedelta(days=1) else weekday_words(day, today.year)


def date_words(day: date) -> str:
    """ "24 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """ "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def range_words(first: date, last: date) -> str:
    """ "1 July to 14 August 2026", or the day alone where both ends are the same."""
    if first == last:
        return date_words(first)
    if first.year != last.year:
        return f"{date_words(first)} to {date_words(last)}"
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{first.day}{month} to {date_words(last)}"


def time_words(at: time) -> str:
    """ "10am", "11.30am", "12 noon", "12 midnight"."""
    if at.minute == 0 and at.hour in (0, 12):
        return "12 noon" if at.hour else "12 midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def times_words(opens_at: time | None, closes_at: time | None) -> str:
    """ "10am to 11.30am", "10pm to 7am the next day", "from 10am", "until 4pm"; empty where no time is known."""
    if opens_at is None:
        return f"until {time_words(closes_at)}" if closes_at is not None else ""
    if closes_at is None:
        return f"from {time_words(opens_at)}"
    is_past_midnight = time() < closes_at <= opens_at
    return f"{time_words(opens_at)} to {time_words(closes_at)}{' the next day' if is_past_midnight else ''}"


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th", "22nd"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def joined(words: Sequence[str]) -> str:
    """ "Mondays, Tuesdays and Fridays"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
