"""What a timer does is safe twice, late and side by side, and one task that fails stops no other."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from locator.accounts.session import Stage
from locator.actions import audit_trail, sessions, tasks
from locator.actions.context import Context
from locator.actions.tasks import Task
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import NOW, OpenEngine
from tests.referred import CURATOR, NURSE


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, CURATOR)
    return engine


def words(engine: Engine, **period: float) -> dict[str, str]:
    """What each task answers, so much later."""
    done = tasks.run(partial(_later, engine, timedelta(**period)))
    assert not [one for one in done if one.has_failed], done
    return {one.name: one.words for one in done}


def _later(engine: Engine, period: timedelta) -> Context:
    return referred.later(engine.context(), days=period / timedelta(days=1))


def test_what_one_task_writes_the_last_one_sends(engine: Engine) -> None:
    referred.refer(engine)
    done = words(engine, days=14)
    assert done["Groups that have not answered"] == "1 reminded, curators told of 1"
    assert done["Messages"] == "3 sent, 0 to be tried again, 0 failed"


def test_run_twice_it_does_nothing_the_second_time(engine: Engine) -> None:
    referred.refer(engine)
    words(engine, days=14)
    assert words(engine, days=14) == {
        "Groups that have not answered": "0 reminded, curators told of 0",
        "Listings to check": "0 written to about 0 listings",
        "Signing in": "0 sessions, 0 tries and 0 links forgotten",
        "What is kept too long": "nothing was due",
        "The audit trail": "checked today already",
        "Listings that are there twice": "done today already",
        "Messages": "0 sent, 0 to be tried again, 0 failed",
        "Links": "0 asked, 0 failed",
    }


def test_the_audit_trail_is_anchored_once_a_day(engine: Engine) -> None:
    referred.refer(engine)
    for days in (0, 0.1, 1):
        words(engine, days=days)
    anchors = (engine.settings.data / audit_trail.ANCHORS).read_text()
    assert re.findall(r'"at": "([\d-]+)T', anchors) == ["2026-11-24", "2026-11-25"]


def test_an_audit_trail_that_was_changed_is_told_of(engine: Engine) -> None:
    referred.refer(engine)
    connection = engine.store.connection
    connection.execute("DROP TRIGGER audit_is_never_changed")
    connection.execute("UPDATE audit SET why = 'y' WHERE seq = 1")
    (failed,) = [one for one in tasks.run(engine.context) if one.has_failed]
    assert (failed.name, failed.words) == (
        "The audit trail",
        "failed: Row 1 does not follow from the one before it.",
    )


def test_years_late_it_still_reminds_clears_and_sends_once(engine: Engine) -> None:
    sessions.begin(engine.context(), NURSE.id, Stage.WHOLE, "Test")
    made = referred.refer(engine)
    done = words(engine, days=1500)
    assert done["Signing in"].startswith("1 sessions")
    assert "coded references" in done["What is kept too long"]
    words(engine, days=1500)
    keys = [key for (key,) in engine.store.rows("SELECT dedupe_key FROM mail")]
    assert len(keys) == len(set(keys))
    assert referred.now(engine, made).reference is None


def test_side_by_side_every_message_goes_once(engine: Engine) -> None:
    referred.refer(engine)
    with ThreadPoolExecutor(3) as timers:
        list(timers.map(lambda _: words(engine, days=14), range(3)))
    assert len(list((engine.settings.data / "mail").glob("*.eml"))) == 3


def test_a_task_that_fails_is_told_of_and_the_others_are_done(engine: Engine) -> None:
    def broken(_: object) -> str:
        raise OSError("no room")

    done = tasks.run(engine.context, (Task(name="Broken", run=broken), *tasks.EVERY))
    assert [(one.name, one.has_failed) for one in done][:2] == [
        ("Broken", True),
        ("Groups that have not answered", False),
    ]
    assert done[0].words == "failed: no room"
    assert engine.context().now == NOW
