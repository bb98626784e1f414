"""Days with two sets or with none, and wards in none or in two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import locality_dates
from locator.directory.locality import Locality, LocalitySet

DAY = st.dates(date(2020, 1, 1), date(2020, 2, 1))


def a_set(name: str, first: date, last: date | None) -> LocalitySet:
    return LocalitySet(id=name, name=name, valid_from=first, valid_to=last, localities=())


@st.composite
def a_span(draw: st.DrawFn, name: str) -> LocalitySet:
    first = draw(DAY)
    return a_set(name, first, draw(st.none() | st.dates(first, date(2020, 2, 10))))


def holds(one: LocalitySet, day: date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)


@given(a_span("one"), a_span("two"))
def test_sets_overlap_when_there_is_a_day_on_which_both_hold(one: LocalitySet, two: LocalitySet) -> None:
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(60)]
    both = any(holds(one, day) and holds(two, day) for day in days)
    assert (locality_dates.overlapping(one, [two]) is two) is both
    assert (locality_dates.overlapping(two, [one]) is one) is both


def test_a_set_does_not_overlap_itself() -> None:
    one = a_set("one", date(2020, 1, 1), None)
    assert locality_dates.overlapping(one, [one]) is None


@pytest.mark.parametrize(
    ("last", "first", "missing"),
    [
        (date(2020, 1, 31), date(2020, 2, 1), []),
        (date(2020, 1, 31), date(2020, 2, 2), [(date(2020, 2, 1), date(2020, 2, 1))]),
        (date(2020, 1, 31), date(2020, 3, 1), [(date(2020, 2, 1), date(2020, 2, 29))]),
    ],
)
def test_days_between_two_sets_are_missing(last: date, first: date, missing: list[tuple[date, date]]) -> None:
    sets = [a_set("new", first, None), a_set("old", date(2019, 1, 1), last)]
    assert [(gap.first, gap.last) for gap in locality_dates.gaps(sets)] == missing


def test_wards_in_none_and_in_two_are_named() -> None:
    wards = {"a": "Airdrie North", "b": "Bellshill", "c": "Kilsyth"}
    places = [
        Locality(id=str(number), slug="", name="", ward_codes=frozenset(codes))
        for number, codes in enumerate(("ab", "b"))
    ]
    assert locality_dates.without_locality(places, wards) == ("Kilsyth",)
    assert locality_dates.in_two(places, wards) == ("Bellshill",)
