"""Rules are taken apart and put together without loss, and bad ones are refused at the door."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from locator.directory import recurrence
from locator.directory.recurrence import BadRuleError
from tests.directory.strategies import rules


@given(rules())
def test_a_rule_taken_apart_and_put_together_is_the_same(rule: str) -> None:
    assert recurrence.text(recurrence.parts(rule)) == rule


@given(rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(rule: str, random: object) -> None:
    shuffled = rule.split(";")
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert recurrence.parts(";".join(shuffled)) == recurrence.parts(rule)


@given(rules(), st.dates(date(2015, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_counting_from_a_later_start_gives_the_same_days(rule: str, starts_on: date, first: date) -> None:
    last = date(first.year + 1, 6, 30)
    slow = [day for day in recurrence.dates(rule, starts_on, starts_on, last) if day >= first]
    assert list(recurrence.dates(rule, starts_on, first, last)) == slow


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "Monday",
        "FREQ=FORTNIGHTLY",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=WEEKLY;FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20261231",
        "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;BYHOUR=10",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "freq=weekly",
        "FREQ=WEEKLY\r\nSUMMARY:x",
        "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 100),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(rule: str) -> None:
    with pytest.raises(BadRuleError):
        recurrence.parts(rule)


@given(st.text(max_size=60))
def test_any_other_text_is_refused_by_name(rule: str) -> None:
    assume("FREQ=" not in rule)
    with pytest.raises(BadRuleError):
        recurrence.parts(rule)


@given(rules())
def test_no_rule_takes_long(rule: str) -> None:
    started = time.perf_counter()
    list(recurrence.dates(rule, date(2026, 1, 1), date(2026, 11, 1), date(2027, 12, 31)))
    assert time.perf_counter() - started < 3
