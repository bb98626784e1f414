"""Saying that a listing is wrong."""

from __future__ import annotations

import pytest

from locator.actions import reporting
from locator.actions.show import NotFoundError
from locator.directory.report import ReportKind
from locator.storage import reports
from tests import making
from tests.conftest import OpenEngine

KIND = next(iter(ReportKind))


def test_a_report_waits_for_a_curator(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    engine = open_engine(listing)
    assert reporting.something_wrong(
        engine.context(), slug="lunch-club", kind=KIND, message="It starts at 11.", form_key="one"
    )
    waiting = reports.waiting(engine.store)
    assert [(report.service_id, report.message) for report in waiting] == [(listing.service.id, "It starts at 11.")]


def test_a_form_sent_twice_makes_one_report(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    sent = [
        reporting.something_wrong(engine.context(), slug="lunch-club", kind=KIND, message="Wrong day.", form_key="one")
        for _ in range(2)
    ]
    assert sent == [True, False]
    assert len(reports.waiting(engine.store)) == 1


def test_a_report_about_nothing_is_refused(open_engine: OpenEngine) -> None:
    engine = open_engine()
    with pytest.raises(NotFoundError):
        reporting.something_wrong(engine.context(), slug="nothing", kind=KIND, message="", form_key="one")
    assert reports.waiting(engine.store) == ()
