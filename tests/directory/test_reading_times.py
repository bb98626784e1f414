"""Times are read as people write them here; morning or evening is only assumed where nobody would meet in the other."""

from __future__ import annotations

import time as clock
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import dates
from locator.directory.reading_times import NotATimeError, TimeFault, read_time, read_times

TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WRITTEN = (
    dates.time_words,
    lambda at: f"{at:%H:%M}",
    lambda at: f"{at:%I.%M} {at:%p}".lower(),
    lambda at: f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}",
    lambda at: f"{at:%H%M} hrs",
)


def outcome(opens: str, closes: str) -> tuple[time | None, time | None] | TimeFault:
    """The times of those boxes, or why there are none."""
    try:
        return read_times(opens, closes)
    except NotATimeError as wrong:
        return wrong.fault


@given(TIMES, st.sampled_from(WRITTEN))
def test_a_time_with_its_half_of_the_day_is_read_back(at: time, write: object) -> None:
    text = write(at)  # type: ignore[operator]
    is_clear = "m" in text or at.hour not in range(1, 13) or text[0] == "0" or "hrs" in text or "no" in text
    if is_clear:
        assert read_time(text) == at


@given(TIMES, TIMES, st.sampled_from([" to ", "-", " – ", " until "]))
def test_our_own_words_for_a_session_are_read_back(opens: time, closes: time, between: str) -> None:
    assert read_times(f"{dates.time_words(opens)}{between}{dates.time_words(closes)}") == (opens, closes)
    assert read_times(dates.time_words(opens), dates.time_words(closes)) == (opens, closes)


@given(st.text(max_size=70) | st.text("0123456789 :.-apmto", max_size=14), st.text(max_size=20))
def test_any_text_is_times_or_has_a_reason_why_not(opens: str, closes: str) -> None:
    assert isinstance(outcome(opens, closes), tuple | TimeFault)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10", "from 10am"),
        ("10am", "from 10am"),
        ("10.30", "from 10.30am"),
        ("1:30 pm", "from 1.30pm"),
        ("13.30", "from 1.30pm"),
        ("2", "from 2pm"),
        ("0930", "from 9.30am"),
        ("10 o'clock", "from 10am"),
        ("half past 10", "from 10.30am"),
        ("Quarter to 1", "from 12.45pm"),
        ("noon", "from 12 noon"),
        ("12 midday", "from 12 noon"),
        ("12.30", "from 12.30pm"),
        ("7.30 p.m.", "from 7.30pm"),
        ("7 in the evening", "from 7pm"),
        ("10-11.30am", "10am to 11.30am"),
        ("10 – 12", "10am to 12 noon"),
        ("10 to 2", "10am to 2pm"),
        ("11-1pm", "11am to 1pm"),
        ("12 - 2", "12 noon to 2pm"),
        ("9 - 5", "9am to 5pm"),
        ("8 to 4", "8am to 4pm"),
        ("7-9pm", "7pm to 9pm"),
        ("from 10am until quarter to 11", "10am to 10.45am"),
        ("6pm to midnight", "6pm to 12 midnight"),
        ("11 - 10.30am", "11am to 10.30am the next day"),
        ("10pm to 7", "10pm to 7am the next day"),
        ("8pm - 12.30am", "8pm to 12.30am the next day"),
        ("", ""),
    ],
)
def test_times_are_read_as_they_are_typed(text: str, words: str) -> None:
    assert dates.times_words(*read_times(text)) == words


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        ("10", "11.30", "10am to 11.30am"),
        ("7", "9pm", "7pm to 9pm"),
        ("", "4", "until 4pm"),
        ("2", "", "from 2pm"),
        ("7am", "8", "7am to 8am"),
    ],
)
def test_each_of_two_boxes_helps_to_read_the_other(opens: str, closes: str, words: str) -> None:
    assert dates.times_words(*read_times(opens, closes)) == words


@pytest.mark.parametrize(
    ("opens", "closes", "fault", "is_end"),
    [
        ("7", "", TimeFault.MORNING_OR_EVENING, False),
        ("7-9", "", TimeFault.MORNING_OR_EVENING, False),
        ("8.30", "10", TimeFault.MORNING_OR_EVENING, False),
        ("", "8", TimeFault.MORNING_OR_EVENING, True),
        ("25", "", TimeFault.NO_SUCH_TIME, False),
        ("10", "10.75", TimeFault.NO_SUCH_TIME, True),
        ("14pm", "", TimeFault.NO_SUCH_TIME, False),
        ("mornings", "", TimeFault.NOT_A_TIME, False),
        ("10", "late", TimeFault.NOT_A_TIME, True),
        ("10-11", "12", TimeFault.TWO_ENDS, False),
    ],
)
def test_what_is_no_clear_time_has_a_reason(opens: str, closes: str, fault: TimeFault, is_end: bool) -> None:
    with pytest.raises(NotATimeError) as told:
        read_times(opens, closes)
    assert (told.value.fault, told.value.is_end) == (fault, is_end)


@pytest.mark.parametrize("text", ["1" * 10_000_000, "10 to " * 1_000_000, " " * 5_000_000 + "x" * 100])
def test_a_huge_box_takes_no_time(text: str) -> None:
    started = clock.perf_counter()
    with pytest.raises(NotATimeError):
        read_times(text)
    assert clock.perf_counter() - started < 1
