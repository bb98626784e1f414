"""The count of whole deeds sees what a fault could leave: whatever one of them lacks is noticed."""

from __future__ import annotations

import pytest

from locator.actions import hand_over, moving
from locator.actions.moving import Step
from locator.referral.states import State
from locator.storage import accounts, referrals
from locator.wiring import Engine
from tests import handing, signing
from tests.conftest import OpenEngine
from tests.faults import deeds, killing

MADE = {"deed-1", "deed-1 moved", "deed-2 handed over"}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """A referral that was moved on, and a hand-over."""
    engine = open_engine()
    engine.settings = handing.allowing(engine.settings)
    deeds.prepare(engine.store)
    accounts.save(engine.store, killing.READER)
    deeds.do(signing.as_user(engine, deeds.NURSE), "deed-1")
    (made,) = referrals.of_form(engine.store, "deed-1")
    step = Step(seen=State.SENT, to=State.CONTACTED, form_key="move")
    moving.move_by_staff(signing.as_user(engine, deeds.NURSE), made.id, step)
    asked = handing.asked(form_key="deed-2", service_slug=deeds.LUNCH.service.slug)
    hand_over.send(signing.as_user(engine, deeds.NURSE), asked)
    return engine


def test_whole_deeds_are_found(engine: Engine) -> None:
    assert deeds.found(engine.store.path) == MADE


@pytest.mark.parametrize(
    ("statement", "noticed"),
    [
        ("DELETE FROM referral_reason", "torn: reasons"),
        ("DELETE FROM referral_move", "torn: "),
        ("DELETE FROM referral_key", "torn: referral_key"),
        ("DELETE FROM referral_person", "torn: referral_person"),
        ("DELETE FROM referral_permission WHERE kind = 'share'", "torn: referral_permission"),
        ("DELETE FROM mail WHERE dedupe_key LIKE 'asked/%' AND rowid = (SELECT MIN(rowid) FROM mail)", "messages"),
        ("DELETE FROM audit WHERE action = 'referral.hand_over'", "torn: audit"),
        ("DELETE FROM audit WHERE action = 'referral.move'", "torn: audit of moves"),
        ("UPDATE referral SET state = 'sent'", "torn: state"),
    ],
)
def test_a_torn_deed_is_noticed(engine: Engine, statement: str, noticed: str) -> None:
    connection = engine.store.connection
    connection.execute("DROP TRIGGER audit_is_never_deleted")
    assert connection.execute(statement).rowcount > 0
    with pytest.raises(AssertionError, match=noticed):
        deeds.found(engine.store.path)


def test_a_doubled_move_is_noticed(engine: Engine) -> None:
    connection = engine.store.connection
    connection.execute("CREATE TEMP TABLE twice AS SELECT * FROM referral_move")
    connection.execute("UPDATE twice SET id = 'again'")
    connection.execute("INSERT INTO referral_move SELECT * FROM twice")
    with pytest.raises(AssertionError):
        deeds.found(engine.store.path)
