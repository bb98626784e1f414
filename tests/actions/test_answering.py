"""A group answers once, by a link that looking at does not use up, or from an account that sees its own referrals only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from locator.actions import answering, moving, referring
from locator.actions.answering import LinkState, LinkUnknownError
from locator.actions.moving import MovedOnError, ReasonMissingError
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.referral.states import CloseReason, Mover, State
from locator.storage import audit, mails, referrals
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import NOW, OpenEngine
from tests.referred import NURSE, ORGANISER, OTHER_ORGANISER
from tests.signing import as_user
from tests.web.village import LUNCH


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY)
    return engine


def everything(engine: Engine) -> list[tuple[object, ...]]:
    """Every row of every table."""
    tables = [
        name for (name,) in engine.store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return [(table, *row) for table in tables for row in engine.store.rows(f"SELECT * FROM {table}")]


def moves(engine: Engine, referral_id: str) -> list[tuple[State, Mover]]:
    return [(one.to_state, one.mover) for one in referrals.moves(engine.store, referral_id)]


def test_a_coded_referral_asks_the_group_in_the_same_breath_and_once(engine: Engine) -> None:
    made = referred.refer(engine)
    referred.refer(engine)
    ((to, _, body),) = referred.letters(engine, "asked/")
    assert to == LUNCH.service.email
    assert made.reference
    assert made.reference in body


def test_a_signpost_asks_nobody(engine: Engine) -> None:
    pressed = referring.Pointing(form_key="key", slugs=(LUNCH.service.slug,))
    referring.point(as_user(engine, NURSE), pressed)
    assert referred.letters(engine) == []


def test_somebody_with_an_account_is_told_where_to_sign_in(engine: Engine) -> None:
    signing.add(engine, ORGANISER)
    made = referred.refer(engine)
    told = {to: body for to, _, body in referred.letters(engine, "asked/")}
    assert set(told) == {LUNCH.service.email, ORGANISER.email}
    assert f"/group/referrals/{made.id}" in told[ORGANISER.email]
    assert "/answer/" not in told[ORGANISER.email]


def test_looking_at_a_link_ten_times_changes_nothing(engine: Engine) -> None:
    token = referred.link(engine, referred.refer(engine))
    before = everything(engine)
    assert {answering.look(engine.context(), token).state for _ in range(10)} == {LinkState.OPEN}
    assert everything(engine) == before


def test_of_a_link_only_a_hash_is_kept_beside_the_message(engine: Engine) -> None:
    token = referred.link(engine, referred.refer(engine))
    assert not [row for row in everything(engine) if row[0] != "mail" and token in map(str, row)]


@pytest.mark.parametrize("to", [State.ACCEPTED, State.WAITING_LIST])
def test_a_press_answers_once_and_a_second_press_shows_the_first_answer(engine: Engine, to: State) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    answered = answering.answer(engine.context(), token, to)
    again = answering.answer(engine.context(), token, State.CLOSED, CloseReason.NO_CAPACITY)
    assert answered == again
    assert (again.state, again.answered and again.answered.to_state) == (LinkState.USED, to)
    assert moves(engine, made.id) == [(to, Mover.GROUP)]


def test_pressed_by_eight_at_once_it_is_one_answer(engine: Engine) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    with ThreadPoolExecutor(8) as people:
        found = list(people.map(lambda _: answering.answer(engine.context(), token, State.ACCEPTED), range(8)))
    assert {one.state for one in found} == {LinkState.USED}
    assert moves(engine, made.id) == [(State.ACCEPTED, Mover.GROUP)]


def test_saying_no_needs_a_reason_and_leaves_the_link_as_it_was(engine: Engine) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    with pytest.raises(ReasonMissingError):
        answering.answer(engine.context(), token, State.CLOSED)
    assert answering.look(engine.context(), token).state is LinkState.OPEN
    answering.answer(engine.context(), token, State.CLOSED, CloseReason.NO_CAPACITY)
    assert referred.now(engine, made).closed_reason is CloseReason.NO_CAPACITY


def test_what_is_no_answer_is_refused(engine: Engine) -> None:
    token = referred.link(engine, referred.refer(engine))
    with pytest.raises(MovedOnError):
        answering.answer(engine.context(), token, State.SENT)
    assert answering.look(engine.context(), token).state is LinkState.OPEN


def test_a_link_ends_after_thirty_days(engine: Engine) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    late = referred.later(engine.context(), days=30)
    assert answering.answer(late, token, State.ACCEPTED).state is LinkState.ENDED
    assert referred.now(engine, made).state is State.SENT


@pytest.mark.parametrize("forged", ["", "a", "x" * 43, "../group", "%00"])
def test_a_forged_link_is_unknown(engine: Engine, forged: str) -> None:
    token = referred.link(engine, referred.refer(engine))
    for wrong in (forged, token[:-1], token.swapcase()):
        with pytest.raises(LinkUnknownError):
            answering.answer(engine.context(), wrong, State.ACCEPTED)


def test_a_link_for_a_password_answers_nothing(engine: Engine) -> None:
    token = referred.link(engine, referred.refer(engine))
    with engine.store.atomic():
        engine.store.write("UPDATE one_time_link SET purpose = 'reset'")
    with pytest.raises(LinkUnknownError):
        answering.look(engine.context(), token)


def test_what_the_team_wrote_down_by_phone_is_not_overwritten_by_a_link(engine: Engine) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    step = moving.Step(seen=State.SENT, to=State.ACCEPTED, form_key="key")
    moving.move_by_staff(as_user(engine, NURSE), made.id, step)
    asked = answering.answer(engine.context(), token, State.CLOSED, CloseReason.OTHER)
    assert (asked.state, asked.answered) == (LinkState.ELSEWHERE, None)
    assert referred.now(engine, made).state is State.ACCEPTED


def test_the_team_hears_of_the_answer_and_the_group_that_answered_does_not(engine: Engine) -> None:
    made = referred.refer(engine)
    answering.answer(engine.context(), referred.link(engine, made), State.ACCEPTED)
    ((to, _, body),) = referred.letters(engine, "moved/")
    assert to == NURSE.email
    assert "The group said yes." in body


def test_taken_back_before_it_went_the_group_never_hears_of_it(engine: Engine) -> None:
    made = referred.refer(engine)
    token = referred.link(engine, made)
    for _ in range(2):
        referring.undo(as_user(engine, NURSE), made.form_key)
    assert referred.letters(engine) == []
    assert answering.answer(engine.context(), token, State.ACCEPTED).state is LinkState.TAKEN_BACK
    assert moves(engine, made.id) == []


def test_taken_back_after_it_went_the_group_is_told_to_do_nothing(engine: Engine) -> None:
    made = referred.refer(engine)
    mails.take(engine.store, NOW, NOW)
    for _ in range(2):
        referring.undo(as_user(engine, NURSE), made.form_key)
    ((to, subject, body),) = referred.letters(engine, "stop/")
    assert (to, subject.endswith("has ended")) == (LUNCH.service.email, True)
    assert "sent by mistake" in body


def test_an_organiser_sees_the_referrals_to_their_own_groups_only(engine: Engine) -> None:
    signing.add(engine, ORGANISER)
    made = referred.refer(engine)
    assert [one.referral.id for one in answering.of_my_groups(as_user(engine, ORGANISER))] == [made.id]
    assert answering.of_my_groups(as_user(engine, OTHER_ORGANISER)) == ()
    assert answering.open_one(as_user(engine, ORGANISER), made.id).team == signing.NURSES.name


def test_another_groups_referral_is_not_there_and_that_somebody_tried_is_written_down(engine: Engine) -> None:
    made = referred.refer(engine)
    step = moving.Step(seen=State.SENT, to=State.ACCEPTED, form_key="key")
    other = as_user(engine, OTHER_ORGANISER)
    for tried in (answering.open_one, lambda context, key: moving.move_by_group(context, key, step)):
        with pytest.raises(NotYoursError):
            tried(other, made.id)  # type: ignore[operator]
    refused = [row for row in audit.about(engine.store, "referral", made.id) if row.action == "referral.refused"]
    assert [row.account_id for row in refused] == [OTHER_ORGANISER.id] * 2
    assert referred.now(engine, made).state is State.SENT


def test_an_organiser_who_is_taken_off_a_group_sees_nothing_of_it_from_then_on(engine: Engine) -> None:
    signing.add(engine, ORGANISER)
    made = referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("DELETE FROM account_organization")
    with pytest.raises(NotYoursError):
        answering.open_one(as_user(engine, ORGANISER), made.id)


def test_staff_do_not_answer_for_a_group(engine: Engine) -> None:
    made = referred.refer(engine)
    with pytest.raises(NotAllowedError):
        answering.open_one(as_user(engine, NURSE), made.id)


def test_each_look_of_a_group_is_a_row_in_the_audit_trail(engine: Engine) -> None:
    signing.add(engine, ORGANISER)
    made = referred.refer(engine)
    for _ in range(2):
        answering.open_one(as_user(engine, ORGANISER), made.id)
    rows = [row.account_id for row in audit.about(engine.store, "referral", made.id) if row.action == "referral.view"]
    assert rows == [ORGANISER.id] * 2
