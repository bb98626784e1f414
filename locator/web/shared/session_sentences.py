"""What to say about a day and time that cannot be read, or is not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from locator.directory import dates, reading_dates
from locator.directory.reading_dates import DateFault, NotADateError
from locator.directory.reading_times import NotATimeError, TimeFault
from locator.directory.session_problems import MOST_GAPS, MOST_NOTES, MOST_REASON, YEARS_ON, Found, Problem

_DATES: Mapping[DateFault, str] = {
    DateFault.NOT_A_DATE: "We cannot read “{text}” as a date. Write it like 7 March 2026",
    DateFault.NO_MONTH: "“{text}” is not a whole date. Write the day and the month, like 7 March",
    DateFault.MONTH_FIRST: "“{text}” has the month first. Write the day first, like 13/3/26",
    DateFault.NO_SUCH_DAY: "There is no such date as “{text}”",
    DateFault.YEAR: "Check the year of “{text}”",
    DateFault.RANGE: "“{text}” is more than one day. Write one date, or use “Breaks” for several days off",
    DateFault.TOO_MANY: f"Write {reading_dates.MOST_DATES} dates or fewer",
}
_TIMES: Mapping[TimeFault, str] = {
    TimeFault.NOT_A_TIME: "We cannot read “{text}” as a time. Write it like 10.30am",
    TimeFault.NO_SUCH_TIME: "There is no such time as “{text}”. Write it like 10.30am",
    TimeFault.MORNING_OR_EVENING: "Is “{text}” in the morning or in the evening? Write am or pm after it",
    TimeFault.TWO_ENDS: "“{text}” says when it ends already. Empty the “To” box, or write only the start here",
}
_PROBLEMS: Mapping[Problem, Callable[[str], str]] = {
    Problem.NO_WEEKDAY: lambda _: "Choose which days it is on",
    Problem.NO_NUMBER: lambda _: "Choose which in the month, such as the first",
    Problem.START_IS_NO_SESSION: lambda days: f"{days} is not one of the days you chose. Write a date when it is on",
    Problem.END_BEFORE_START: lambda _: "It ends before it starts. Check am and pm",
    Problem.PAST_MIDNIGHT: lambda _: "It goes on past midnight and ends the next day",
    Problem.NO_END_TIME: lambda _: "You have not said when it ends",
    Problem.LAST_BEFORE_FIRST: lambda _: "The last date is before the first date",
    Problem.GAP_TURNED: lambda _: "The last day off is before the first day off",
    Problem.OFF_IS_NO_SESSION: lambda days: f"It is not on anyway on {days}. Check the date",
    Problem.EXTRA_IS_SESSION: lambda days: f"It is on anyway on {days}",
    Problem.EXTRA_AFTER_END: lambda days: f"{days} is after the last date",
    Problem.OFF_AND_EXTRA: lambda days: f"You wrote {days} both as off and as on. Take one away",
    Problem.TWICE: lambda days: f"You wrote {days} twice. Take one away",
    Problem.YEAR: lambda days: f"Check the year of {days}. We keep dates up to {YEARS_ON} years from now",
    Problem.TOO_MANY_GAPS: lambda _: f"Write {MOST_GAPS} breaks or fewer",
    Problem.OVER: lambda _: "There are no more dates from today on, so people will not see it",
}
NO_PATTERN = "Choose how often it is on"
NO_PLACE = "Choose where it is"
NO_START = "Write a date when it is on, so that we know which weeks"
NO_DATE = "Write the date"
GAP_HALF = "Write the first and the last day of the break"
MOST_NAMED = 3


def date_fault(wrong: NotADateError) -> str:
    """Why a text is no date, and what to write."""
    if wrong.fault is DateFault.WRONG_WEEKDAY and wrong.day:
        day = wrong.day
        return f"{dates.date_words(day)} is a {dates.WEEKDAYS[day.weekday()]}, so “{_cut(wrong.text)}” cannot be right. Check it, or add the year"
    return _DATES[wrong.fault].format(text=_cut(wrong.text))


def time_fault(wrong: NotATimeError) -> str:
    """Why a text is no time, and what to write."""
    return _TIMES[wrong.fault].format(text=_cut(wrong.text))


def problem(found: Found) -> str:
    """What is wrong with a day and time that can be read."""
    if found.problem is Problem.TOO_LONG:
        return too_long(MOST_NOTES if found.where == "notes" else MOST_REASON)
    days = [dates.weekday_words(day) for day in found.days[:MOST_NAMED]]
    more = [f"{len(found.days) - MOST_NAMED} more"] if len(found.days) > MOST_NAMED else []
    return _PROBLEMS[found.problem](dates.joined([*days, *more]))


def too_long(most: int) -> str:
    """For a box with too much in it."""
    return f"Write {most:,} letters or fewer"


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
