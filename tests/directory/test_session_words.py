"""What was typed is read back in one sentence, with the next days."""

from __future__ import annotations

from datetime import date

import pytest

from locator.directory.schedule import Gap, Schedule
from locator.directory.session_words import listed, next_sessions, sentence
from tests.making import TODAY, one_off, weekly

FORTNIGHT = {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"}


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (
            weekly(**FORTNIGHT, cancelled=(date(2026, 12, 22),)),
            "Every second Tuesday, 10am to 11.30am, not 22 December",
        ),
        (weekly(cancelled=(date(2026, 11, 17),)), "Every Tuesday, 10am to 11.30am"),
        (
            weekly(cancelled=(date(2027, 1, 5), date(2026, 12, 29), date(2026, 12, 22))),
            "Every Tuesday, 10am to 11.30am, not 22 and 29 December and 5 January 2027",
        ),
        (weekly(extra=(date(2026, 12, 23),)), "Every Tuesday, 10am to 11.30am, also 23 December"),
        (
            weekly(
                gaps=(Gap(starts_on=date(2027, 7, 1), ends_on=date(2027, 8, 14), reason="school holidays"),),
                ends_on=date(2027, 12, 1),
            ),
            "Every Tuesday, 10am to 11.30am, until 1 December 2027, no sessions 1 July to 14 August 2027 (school holidays)",
        ),
        (
            one_off(date(2026, 12, 1), extra=(date(2026, 12, 8),)),
            "Tuesday 1 December 2026 and Tuesday 8 December 2026, 10am to 3pm",
        ),
    ],
    ids=["fortnight", "over", "two years", "extra", "gap", "once"],
)
def test_the_sentence_says_the_rule_and_what_is_different(schedule: Schedule, words: str) -> None:
    assert sentence(schedule, TODAY) == words


def test_the_next_five_days_leave_out_what_is_off_and_name_the_bank_holidays() -> None:
    found = next_sessions(weekly(day="FR", cancelled=(date(2026, 12, 11),)), TODAY)
    assert [session.on.isoformat() for session in found] == [
        "2026-11-27",
        "2026-12-04",
        "2026-12-18",
        "2026-12-25",
        "2027-01-01",
    ]
    assert [bool(session.bank_holiday) for session in found] == [False, False, False, True, True]


def test_what_is_rare_or_ends_has_as_many_days_as_there_are() -> None:
    assert len(next_sessions(weekly(rrule="FREQ=MONTHLY;BYDAY=-1MO"), TODAY)) == 5
    assert len(next_sessions(weekly(ends_on=date(2026, 12, 2)), TODAY)) == 2
    assert next_sessions(one_off(date(2026, 11, 1)), TODAY) == ()


def test_a_list_of_days_says_each_once() -> None:
    assert listed([date(2026, 12, 29), date(2026, 12, 22), date(2026, 12, 22)], 2026) == "22 and 29 December"
