"""The count of whole changes to the directory sees what a fault could leave: whatever one of them lacks or has twice is noticed."""

from __future__ import annotations

from contextlib import suppress

import pytest

from locator.actions.deciding import MovedOnError
from locator.actions.permission import NotYoursError
from locator.wiring import Engine
from tests.conftest import OpenEngine
from tests.faults import changes

MADE = {
    "deed-0 saved",
    *("deed-1 saved", "deed-1 sent"),
    *("deed-2 saved", "deed-2 sent", "deed-2 approved"),
    *("deed-3 saved", "deed-3 sent", "deed-3 refused"),
    "deed-4 merged",
    "deed-5 correct",
    "deed-6 timed",
    *("deed-7 timed", "deed-7 published"),
}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """One deed of each kind."""
    engine = open_engine()
    changes.prepare(engine.store, 0)
    for number, do in enumerate(changes.DEEDS.values()):
        do(engine.context(), f"deed-{number}")()
    return engine


def test_whole_changes_are_found(engine: Engine) -> None:
    assert changes.found(engine.context()) == MADE


@pytest.mark.parametrize("kept", changes.DEEDS)
def test_pressed_twice_it_is_there_once(engine: Engine, kept: str) -> None:
    press = changes.DEEDS[kept](engine.context(), "deed-9")
    press()
    with suppress(MovedOnError, NotYoursError):
        press()
    assert f"deed-9 {kept}" in changes.found(engine.context())


@pytest.mark.parametrize(
    ("statement", "noticed"),
    [
        ("UPDATE proposal SET fields = '[]' WHERE state = 'draft'", "torn: fields"),
        (
            "DELETE FROM audit WHERE action = 'proposal.send' AND seq = (SELECT MAX(seq) FROM audit WHERE action = 'proposal.send')",
            "torn: audit of sending",
        ),
        ("DELETE FROM audit WHERE action = 'proposal.approved'", "torn: audit of deciding"),
        ("UPDATE proposal SET state = 'waiting' WHERE state = 'refused'", "torn: message"),
        ("DELETE FROM mail", "torn: message"),
        ("UPDATE version SET proposal_id = NULL", "torn: version"),
        ("UPDATE proposal SET state = 'draft' WHERE state = 'published'", "torn: version"),
        ("UPDATE service SET merged_into = NULL", "torn: pointer"),
        ("DELETE FROM audit WHERE action = 'service.merge'", "torn: audit of merging"),
        ("DELETE FROM service_merge", "public without having been asked for"),
        ("UPDATE assurance SET before_how = 'by the group'", "doubled: a check of what was checked"),
        ("DELETE FROM audit WHERE action = 'service.assure'", "torn: audit of checks"),
        ("UPDATE service SET assured_by = 'deed-5' WHERE assured_by IS NOT NULL", "torn: a check that its listing"),
        ("DELETE FROM audit WHERE action = 'service.publish'", "torn: audit of versions"),
        ("UPDATE service SET summary = 'Nobody approved this.' WHERE name = 'deed-2'", "not what its history leads to"),
        ("DELETE FROM version WHERE number = 1", "torn: numbers of versions"),
    ],
)
def test_a_torn_change_is_noticed(engine: Engine, statement: str, noticed: str) -> None:
    connection = engine.store.connection
    for (trigger,) in engine.store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(f"DROP TRIGGER {trigger}")
    assert connection.execute(statement).rowcount > 0
    with pytest.raises(AssertionError, match=noticed):
        changes.found(engine.context())


def test_a_doubled_check_is_noticed(engine: Engine) -> None:
    connection = engine.store.connection
    connection.execute("CREATE TEMP TABLE twice AS SELECT * FROM assurance")
    connection.execute("UPDATE twice SET id = 'again', form_key = 'again'")
    connection.execute("INSERT INTO assurance SELECT * FROM twice")
    with pytest.raises(AssertionError, match="doubled: checks"):
        changes.found(engine.context())
