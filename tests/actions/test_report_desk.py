"""What visitors say is wrong is dealt with once, with a note, and can be taken up again."""

from __future__ import annotations

import pytest

from locator.actions import report_desk, reporting
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.report_desk import DealtWithError
from locator.directory.report import ReportKind, ReportOutcome
from locator.storage import audit, reports
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, ORGANISER, SECOND_CURATOR
from tests.conftest import OpenEngine
from tests.signing import as_user
from tests.web.village import LUNCH


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


@pytest.fixture
def report_id(engine: Engine) -> str:
    for number in range(2):
        reporting.something_wrong(
            engine.context(), slug=LUNCH.service.slug, kind=ReportKind.TIMES, message=f"{number}", form_key=f"k{number}"
        )
    return reports.waiting(engine.store)[0].id


def test_a_report_stands_beside_its_listing_and_the_others_about_it(engine: Engine, report_id: str) -> None:
    desk = report_desk.look(as_user(engine, CURATOR), report_id)
    assert desk.listing.service.id == LUNCH.service.id
    assert len(desk.others) == 1
    assert report_desk.is_waiting(desk.report)


def test_what_became_of_it_is_kept_and_written_down(engine: Engine, report_id: str) -> None:
    found = report_desk.close(as_user(engine, CURATOR), report_id, ReportOutcome.NOTHING, " Rang: all right. ")
    assert (found.outcome, found.note) == (ReportOutcome.NOTHING, "Rang: all right.")
    assert report_desk.look(as_user(engine, CURATOR), report_id).closed_by == CURATOR.name
    assert len(reports.waiting(engine.store)) == 1
    assert [one.action for one in audit.about(engine.store, "report", report_id)] == ["report.close"]


def test_pressed_twice_it_is_closed_once_and_somebody_else_is_told(engine: Engine, report_id: str) -> None:
    for _ in range(2):
        report_desk.close(as_user(engine, CURATOR), report_id, ReportOutcome.CHANGED)
    with pytest.raises(DealtWithError):
        report_desk.close(as_user(engine, SECOND_CURATOR), report_id, ReportOutcome.NOTHING)
    assert report_desk.look(as_user(engine, CURATOR), report_id).report.outcome is ReportOutcome.CHANGED


def test_it_can_wait_again(engine: Engine, report_id: str) -> None:
    report_desk.close(as_user(engine, CURATOR), report_id, ReportOutcome.NOTHING, "note")
    for _ in range(2):
        found = report_desk.open_again(as_user(engine, CURATOR), report_id)
    assert report_desk.is_waiting(found)
    assert (found.outcome, found.note, found.closed_by) == (None, "", None)


def test_reports_are_for_curators_and_unknown_ones_are_not_there(engine: Engine, report_id: str) -> None:
    with pytest.raises(NotAllowedError):
        report_desk.look(as_user(engine, ORGANISER), report_id)
    with pytest.raises(NotAllowedError):
        report_desk.close(as_user(engine, ORGANISER), report_id, ReportOutcome.NOTHING)
    with pytest.raises(NotYoursError):
        report_desk.look(as_user(engine, CURATOR), "nothing")
