"""Whoever has to know of a move hears of it, and nobody hears of what was over before it began."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import erasure, moving, retention
from locator.actions.moving import Step
from locator.referral.opening import EraseReason
from locator.referral.referral import Referral
from locator.referral.states import CloseReason, Mover, State
from locator.roles import Role
from locator.storage import accounts, audit, mails, referrals
from locator.wiring import Engine
from tests import handing, referred, signing
from tests.conftest import NOW, OpenEngine
from tests.referred import NURSE, ORGANISER
from tests.signing import as_user
from tests.web.village import LUNCH

LEAD = signing.person(Role.TEAM_LEAD, "Iain Baird")
OTHER_LEAD = signing.person(Role.TEAM_LEAD, "Una Kerr", team=signing.WORKERS)
ALLOWED = handing.ADMINISTRATOR


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, ORGANISER, LEAD, OTHER_LEAD)
    return engine


@pytest.fixture
def handed(open_engine: OpenEngine) -> tuple[Engine, Referral]:
    engine = open_engine(handing.LISTING)
    handing.allow(engine)
    return engine, handing.handed(engine)


def answered(engine: Engine) -> list[str]:
    """Who hears that the group has said yes to what the nurse sent."""
    made = referred.now(engine, referred.refer(engine))
    moving.move_by_group(as_user(engine, ORGANISER), made.id, Step(seen=made.state, to=State.ACCEPTED, form_key="yes"))
    return [to for to, _, _ in referred.letters(engine, "moved/")]


def ended(engine: Engine, made: Referral, to: State = State.WITHDRAWN) -> None:
    reason = CloseReason.OTHER if to is State.CLOSED else None
    nurse = as_user(engine, NURSE)
    moving.move_by_staff(nurse, made.id, Step(seen=State.SENT, to=to, reason=reason, form_key="end"))


def all_went(engine: Engine) -> None:
    """The mail server has taken every message that waited."""
    while mail := mails.take(engine.store, NOW, NOW + timedelta(minutes=5)):
        mails.mark_sent(engine.store, mail, NOW, keeps_body=False)


def told_to_stop(engine: Engine) -> set[str]:
    return {to for to, _, _ in referred.letters(engine, "stop/")}


def test_whoever_referred_hears_of_the_answer(engine: Engine) -> None:
    assert answered(engine) == [NURSE.email]


@pytest.mark.parametrize("how", ["moved to another team", "disabled", "in another role"])
def test_once_they_are_not_of_the_team_any_more_its_lead_hears(engine: Engine, how: str) -> None:
    made = referred.refer(engine)
    changed = {
        "moved to another team": "UPDATE account SET team_id = ? WHERE id = ?",
        "disabled": "UPDATE account SET status = 'disabled', team_id = COALESCE(team_id, ?) WHERE id = ?",
        "in another role": "UPDATE account SET role = 'curator', team_id = NULLIF(?, ?)",
    }[how]
    with engine.store.atomic():
        if how == "in another role":
            accounts.save(engine.store, replace(NURSE, role=Role.CURATOR, team_id=None))
        else:
            engine.store.write(changed, (signing.WORKERS.id, NURSE.id))
    step = Step(seen=State.SENT, to=State.ACCEPTED, form_key="yes")
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step)
    assert [to for to, _, _ in referred.letters(engine, "moved/")] == [LEAD.email]


def test_nobody_of_a_closed_team_is_written_to(engine: Engine) -> None:
    made = referred.refer(engine)
    with engine.store.atomic():
        accounts.save_team(engine.store, replace(signing.NURSES, closed_at=NOW))
    step = Step(seen=State.SENT, to=State.ACCEPTED, form_key="yes")
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step)
    assert referred.letters(engine, "moved/") == []


@pytest.mark.parametrize("to", [State.WITHDRAWN, State.CLOSED])
def test_a_group_whose_question_has_not_gone_never_hears_of_what_has_ended(engine: Engine, to: State) -> None:
    ended(engine, referred.refer(engine), to)
    assert referred.letters(engine) == []


def test_whoever_was_asked_is_told_to_stop_and_whoever_was_not_hears_nothing(engine: Engine) -> None:
    made = referred.refer(engine)
    first = mails.take(engine.store, NOW, NOW + timedelta(minutes=5))
    assert first
    ended(engine, made)
    assert told_to_stop(engine) == {first.to}


def test_a_question_that_failed_is_not_sent_again_once_the_referral_has_ended(engine: Engine) -> None:
    made = referred.refer(engine)
    while mail := mails.take(engine.store, NOW, NOW + timedelta(minutes=5)):
        mails.mark_failed(engine.store, mail, NOW, "nobody there")
    ended(engine, made)
    failed = mails.newest(engine.store, (mails.MailState.FAILED,))
    assert len(failed) == 2
    assert [mails.again(engine.store, one.id, NOW) for one in failed] == [False, False]
    assert told_to_stop(engine) == {LUNCH.service.email, ORGANISER.email}


def test_a_group_that_was_asked_long_ago_is_told_to_stop(engine: Engine) -> None:
    made = referred.refer(engine)
    all_went(engine)
    retention.sweep(handing.later(engine.context(), days=40))
    ended(engine, made)
    assert told_to_stop(engine) == {LUNCH.service.email, ORGANISER.email}


def test_that_permission_was_withdrawn_still_goes_out_after_the_details_are_erased(
    handed: tuple[Engine, Referral],
) -> None:
    engine, made = handed
    all_went(engine)
    nurse = handing.as_(engine)
    moving.move_by_staff(nurse, made.id, Step(seen=State.SENT, to=State.WITHDRAWN, form_key="end"))
    retention.sweep(handing.later(engine.context(), days=1))
    assert referred.now(engine, made).erased_at
    ((to, subject, body),) = referred.letters(engine, "stop/")
    assert to == handing.ORGANISER.email
    assert "do not contact the person" in body
    assert "Jean" not in subject + body
    all_went(engine)
    rows = engine.store.rows("SELECT subject, body FROM mail WHERE dedupe_key LIKE 'stop/%'")
    assert rows == [("", "")]


def test_the_group_of_somebody_who_is_erased_is_told_to_stop(handed: tuple[Engine, Referral]) -> None:
    engine, made = handed
    all_went(engine)
    erasure.erase(handing.as_(engine, ALLOWED), made.reference or "", EraseReason.ASKED)
    ((to, _, body),) = referred.letters(engine, "stop/")
    assert to == handing.ORGANISER.email
    assert "What was kept about the person is erased." in body


@pytest.mark.parametrize("to", [State.COMPLETED, State.CLOSED, State.WITHDRAWN])
def test_a_group_that_was_given_details_hears_of_their_erasure_afterwards_too_and_once(
    handed: tuple[Engine, Referral], to: State
) -> None:
    engine, made = handed
    all_went(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = ? WHERE id = ?", (to.value, made.id))
    for _ in range(2):
        erasure.forget(engine.context(), referred.now(engine, made), EraseReason.ASKED)
    assert told_to_stop(engine) == {handing.ORGANISER.email}
    assert len(referred.letters(engine, "stop/")) == 1


def test_details_whose_time_is_over_go_without_a_word(handed: tuple[Engine, Referral]) -> None:
    engine, made = handed
    moving.move_by_group(
        handing.as_(engine, handing.ORGANISER), made.id, Step(seen=State.SENT, to=State.ATTENDED, form_key="went")
    )
    moving.move_by_staff(
        handing.as_(engine), made.id, Step(seen=State.ATTENDED, to=State.COMPLETED, form_key="complete")
    )
    all_went(engine)
    retention.sweep(handing.later(engine.context(), days=91))
    assert referred.now(engine, made).erased_at
    assert told_to_stop(engine) == set()


def test_a_restore_that_erases_again_writes_to_nobody(handed: tuple[Engine, Referral]) -> None:
    engine, made = handed
    all_went(engine)
    erasure.forget(engine.context(), made, EraseReason.REPLAYED)
    assert told_to_stop(engine) == set()


def test_both_sides_hear_that_the_program_has_closed_what_nobody_moved_on(engine: Engine) -> None:
    made = referred.refer(engine)
    all_went(engine)
    retention.sweep(handing.later(engine.context(), days=181))
    (move,) = referrals.moves(engine.store, made.id)
    assert (move.to_state, move.mover) == (State.CLOSED, Mover.SYSTEM)
    assert [row.why for row in audit.about(engine.store, "referral", made.id) if row.action == "referral.move"] == [
        "closed"
    ]
    assert [(to, "nobody has moved it on" in body) for to, _, body in referred.letters(engine, "moved/")] == [
        (NURSE.email, True)
    ]
    assert told_to_stop(engine) == {LUNCH.service.email, ORGANISER.email}


@pytest.mark.parametrize("state", [State.STARTED, State.ATTENDED])
def test_a_group_that_a_person_goes_to_is_not_told_to_stop_because_nobody_writes_it_down(
    handed: tuple[Engine, Referral], state: State
) -> None:
    engine, made = handed
    begun = Step(seen=State.SENT, to=state, form_key="begun")
    moving.move_by_group(handing.as_(engine, handing.ORGANISER), made.id, begun)
    all_went(engine)
    retention.sweep(handing.later(engine.context(), days=181))
    assert referred.now(engine, made).erased_at
    assert told_to_stop(engine) == set()


def test_of_a_coded_one_that_has_begun_both_sides_hear_only_that_it_is_closed(engine: Engine) -> None:
    made = referred.refer(engine)
    begun = Step(seen=State.SENT, to=State.STARTED, form_key="begun")
    moving.move_by_group(as_user(engine, ORGANISER), made.id, begun)
    all_went(engine)
    retention.sweep(handing.later(engine.context(), days=181))
    assert told_to_stop(engine) == set()
    told = {to for to, _, body in referred.letters(engine, "moved/") if "nobody has moved it on" in body}
    assert told == {NURSE.email, LUNCH.service.email, ORGANISER.email}
