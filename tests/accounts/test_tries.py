"""Limits on tries stop guessing, and never shut a colleague out for long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.accounts import tries
from locator.accounts.tries import Failures
from tests.conftest import NOW

COUNT = st.integers(0, 1000)


def failures(
    of_pair: int = 0, of_source: int = 0, of_account: int = 0, seconds: int = 0, *, known: bool = False
) -> Failures:
    last = NOW - timedelta(seconds=seconds) if of_account else None
    return Failures(of_pair=of_pair, of_source=of_source, of_account=of_account, last_of_account=last, is_known=known)


@pytest.mark.parametrize(
    ("found", "may"),
    [
        (failures(), True),
        (failures(9, 9, 9), True),
        (failures(10, 10, 10), False),
        (failures(0, 10, 0), False),
        (failures(0, 10, 0, known=True), True),
        (failures(10, 10, 10, known=True), False),
        (failures(0, 0, 50, 9), False),
        (failures(0, 0, 50, 10), True),
        (failures(0, 0, 5000, 1, known=True), True),
    ],
)
def test_ten_tries_in_five_minutes_are_enough(found: Failures, may: bool) -> None:
    assert tries.may_try_password(found, NOW) is may


@given(st.builds(failures, COUNT, COUNT, COUNT, st.integers(0, 300), known=st.booleans()))
def test_more_failures_never_let_more_in(found: Failures) -> None:
    more = Failures(
        of_pair=found.of_pair + 1,
        of_source=found.of_source + 1,
        of_account=found.of_account + 1,
        last_of_account=NOW,
        is_known=found.is_known,
    )
    assert tries.may_try_password(found, NOW) or not tries.may_try_password(more, NOW)


@given(COUNT, COUNT)
def test_whoever_came_in_from_here_before_is_not_shut_out_by_others(of_source: int, of_account: int) -> None:
    assert tries.may_try_password(failures(0, of_source, of_account, known=True), NOW)


@given(COUNT)
def test_strangers_all_over_delay_a_person_by_seconds_only(of_account: int) -> None:
    assert tries.may_try_password(failures(0, 0, of_account, int(tries.PAUSE.total_seconds())), NOW)


@pytest.mark.parametrize(("in_window", "in_hour", "may"), [(4, 19, True), (5, 5, False), (0, 20, False)])
def test_codes_are_tried_five_times_in_five_minutes(in_window: int, in_hour: int, may: bool) -> None:
    assert tries.may_try_code(in_window=in_window, in_hour=in_hour) is may


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_household_is_one_source(address: str, source: str) -> None:
    assert tries.source_of(address) == source


@given(st.ip_addresses())
def test_a_source_is_the_source_of_itself_for_every_address(address: object) -> None:
    assert tries.source_of(str(address)) == tries.source_of(str(address).upper())
