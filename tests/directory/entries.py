"""Rows of the sessions editor that hypothesis makes up, as a form without faults would give them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from locator.directory.schedule import Gap
from locator.directory.session_entry import NUMBERS, Entry, Pattern
from tests.directory.strategies import SOON, TIMES

DAYS = st.lists(SOON, unique=True, max_size=4).map(lambda days: tuple(sorted(days)))
GAPS = st.lists(
    st.tuples(SOON, st.integers(0, 60), st.text(max_size=8)).map(
        lambda gap: Gap(starts_on=gap[0], ends_on=gap[0] + timedelta(days=gap[1]), reason=gap[2])
    ),
    max_size=2,
).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry with its weekdays and numbers in order; one on every few weeks starts on one of its days."""
    pattern = draw(st.sampled_from(Pattern))
    interval = draw(st.integers(1, 4)) if pattern is Pattern.WEEKLY else 1
    starts_on = draw(SOON)
    weekdays: set[int] = set()
    if pattern in (Pattern.WEEKLY, Pattern.MONTHLY):
        weekdays = draw(st.sets(st.integers(0, 6), min_size=1)) | ({starts_on.weekday()} if interval > 1 else set())
    numbers = draw(st.sets(st.sampled_from(NUMBERS), min_size=1)) if pattern is Pattern.MONTHLY else set()
    return Entry(
        pattern=pattern,
        starts_on=starts_on,
        venue=draw(st.none() | st.just("hall")),
        interval=interval,
        weekdays=tuple(sorted(weekdays)),
        numbers=tuple(number for number in NUMBERS if number in numbers),
        opens_at=draw(st.none() | TIMES),
        closes_at=draw(st.none() | TIMES),
        ends_on=draw(st.none() | SOON),
        cancelled=draw(DAYS),
        extra=draw(DAYS),
        gaps=draw(GAPS),
        notes=draw(st.text(max_size=10)),
    )
