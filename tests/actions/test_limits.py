"""How much anybody may write without an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import limits, reporting, shortlist
from locator.actions.context import Context
from locator.directory.report import ReportKind
from tests import making
from tests.conftest import NOW, OpenEngine

CLUB = making.listing("Lunch Club")
Write = Callable[[Context, int], object]


def report(context: Context, number: int) -> object:
    """Say that the club is wrong."""
    return reporting.something_wrong(
        context, slug="lunch-club", kind=ReportKind.OTHER, message="", form_key=str(number)
    )


def share(context: Context, number: int) -> object:
    """Make a link to the club."""
    return shortlist.share(context, [CLUB.service.id])


@pytest.mark.parametrize(
    ("write", "limit"),
    [(report, "MOST_REPORTS_AN_HOUR"), (share, "MOST_SHARED_LISTS_AN_HOUR")],
    ids=["reports", "links"],
)
def test_what_came_in_the_last_hour_counts_and_what_came_before_does_not(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch, write: Write, limit: str
) -> None:
    monkeypatch.setattr(limits, limit, 2)
    context = open_engine(CLUB).context()
    write(context, 1)
    write(replace(context, now=NOW + timedelta(minutes=40)), 2)
    with pytest.raises(limits.TooManyError):
        write(replace(context, now=NOW + timedelta(minutes=50)), 3)
    assert write(replace(context, now=NOW + timedelta(minutes=61)), 4)


def test_a_person_alone_never_meets_the_limit() -> None:
    limits.check(0, limits.MOST_REPORTS_AN_HOUR, "reports")
    assert min(limits.MOST_REPORTS_AN_HOUR, limits.MOST_SHARED_LISTS_AN_HOUR) > 60
