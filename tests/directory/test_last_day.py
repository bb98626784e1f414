"""The last day that something can be on."""

from __future__ import annotations

from datetime import date

import pytest

from locator.directory import schedule
from locator.directory.schedule import Schedule
from tests import making

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(making.one_off(DAY), DAY, id="a one-off event ends on its day"),
        pytest.param(making.one_off(DAY, extra=(date(2026, 12, 8),)), date(2026, 12, 8), id="or on its extra day"),
        pytest.param(making.weekly(), None, id="a weekly group has no end"),
        pytest.param(making.weekly(ends_on=DAY), DAY, id="unless it names one"),
        pytest.param(making.weekly(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201"), DAY, id="or its rule does"),
        pytest.param(
            making.weekly(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=6"), None, id="a number of times is not counted out"
        ),
    ],
)
def test_the_last_day_of_a_rule(rule: Schedule, expected: date | None) -> None:
    assert schedule.last_day(rule) == expected
