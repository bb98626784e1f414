"""One bad day breaks no link, and one good answer mends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from locator.directory import link_check, made_up
from locator.directory.link_check import LinkCheck, Outcome

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
URL = "https://tea.scot"


def after(*answers: tuple[float, Outcome]) -> LinkCheck:
    """How the link stands after these answers, each so many hours after the first morning."""
    check: LinkCheck | None = None
    for hours, outcome in answers:
        check = link_check.noted(check, URL, outcome, "", MORNING + timedelta(hours=hours))
    assert check
    return check


def test_failing_on_two_days_is_broken() -> None:
    check = after((0, Outcome.GONE), (168, Outcome.NO_ANSWER))
    assert check.is_broken
    assert (check.failures, check.first_failed_at, check.outcome) == (2, MORNING, Outcome.NO_ANSWER)


@pytest.mark.parametrize(
    "answers",
    [
        ((0, Outcome.GONE),),
        ((0, Outcome.GONE), (1, Outcome.GONE), (14, Outcome.GONE)),
        ((0, Outcome.GONE), (24, Outcome.THERE)),
        ((0, Outcome.GONE), (24, Outcome.THERE), (48, Outcome.GONE)),
        ((0, Outcome.THERE), (48, Outcome.THERE)),
    ],
)
def test_less_than_that_is_not(answers: tuple[tuple[float, Outcome], ...]) -> None:
    assert not after(*answers).is_broken


def test_days_are_those_of_london() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    first = link_check.noted(None, URL, Outcome.GONE, "404", summer)
    assert link_check.noted(first, URL, Outcome.GONE, "404", summer + timedelta(hours=1)).is_broken


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (6.9, False), (7, True), (900, True)])
def test_a_link_is_due_after_a_week(days: float, is_due: bool) -> None:
    assert link_check.is_due(after((0, Outcome.THERE)), MORNING + timedelta(days=days)) is is_due
    assert link_check.is_due(None, MORNING)


@pytest.mark.parametrize(
    ("domain", "made"),
    [("example.org", True), ("a.b.EXAMPLE.com.", True), ("tea.example", True), ("notexample.org", False), ("", False)],
)
def test_a_made_up_domain_is_known_as_one(domain: str, made: bool) -> None:
    assert made_up.is_made_up(domain) is made
