"""A referral moves only as the table allows, from the state that the page showed, once, and the other side is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from locator.accounts.account import Account
from locator.actions import hand_over, moving
from locator.actions.moving import MovedOnError, ReasonMissingError, Step
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.referral import states
from locator.referral.referral import Referral
from locator.referral.states import CloseReason, Mover, State
from locator.storage import audit, mails, referrals
from locator.wiring import Engine
from tests import handing, referred, signing
from tests.conftest import NOW, OpenEngine
from tests.referred import COLLEAGUE, NURSE, ORGANISER, STRANGER
from tests.signing import as_user
from tests.web.village import LUNCH


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, ORGANISER)
    return engine


def step(seen: State, to: State, *, key: str = "key", reason: CloseReason | None = None) -> Step:
    return Step(seen=seen, to=to, reason=reason, form_key=key)


def set_state(engine: Engine, referral: Referral, state: State) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = ? WHERE id = ?", (state.value, referral.id))


def moved(engine: Engine, referral: Referral) -> list[State]:
    return [one.to_state for one in referrals.moves(engine.store, referral.id)]


@pytest.mark.parametrize("here", [state for state in State if state is not State.SIGNPOSTED])
@pytest.mark.parametrize("mover", [Mover.STAFF, Mover.GROUP])
def test_from_every_state_exactly_the_allowed_moves_are_made(engine: Engine, here: State, mover: Mover) -> None:
    made = referred.refer(engine)
    by = moving.move_by_staff if mover is Mover.STAFF else moving.move_by_group
    context = as_user(engine, NURSE if mover is Mover.STAFF else ORGANISER)
    done = set()
    for number, to in enumerate(State):
        set_state(engine, made, here)
        try:
            by(context, made.id, step(here, to, key=f"key-{number}", reason=CloseReason.OTHER))
        except MovedOnError:
            continue
        done.add(to)
        assert referred.now(engine, made).state is to
    assert done == set(states.allowed(here, mover))


def test_a_page_that_is_out_of_date_moves_nothing_and_says_how_it_stands(engine: Engine) -> None:
    made = referred.refer(engine)
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step(State.SENT, State.ACCEPTED))
    with pytest.raises(MovedOnError, match=r"The group said yes\.") as found:
        moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, State.WAITING_LIST, key="other"))
    assert found.value.referral.state is State.ACCEPTED
    assert moved(engine, made) == [State.ACCEPTED]


def test_the_same_form_sent_twice_moves_once_and_tells_once(engine: Engine) -> None:
    made = referred.refer(engine)
    for _ in range(3):
        moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, State.ACCEPTED))
    assert moved(engine, made) == [State.ACCEPTED]
    assert len(referred.letters(engine, "moved/")) == 2


def test_moves_stay_in_their_order_though_the_clock_is_set_back(engine: Engine) -> None:
    made = referred.refer(engine)
    way = (State.ACCEPTED, State.CONTACTED, State.STARTED, State.ATTENDED, State.COMPLETED)
    for hours, (here, there) in enumerate(zip((State.SENT, *way), way, strict=False)):
        nurse = referred.later(as_user(engine, NURSE), hours=-hours)
        moving.move_by_staff(nurse, made.id, step(here, there, key=f"key-{hours}"))
    assert moved(engine, made) == list(way)


def test_two_who_press_at_once_make_one_move(engine: Engine) -> None:
    made = referred.refer(engine)

    def press(number: int) -> bool:
        try:
            to = State.ACCEPTED if number % 2 else State.WAITING_LIST
            moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, to, key=f"key-{number}"))
        except MovedOnError:
            return False
        return True

    with ThreadPoolExecutor(6) as people:
        assert sum(people.map(press, range(6))) == 1
    assert len(moved(engine, made)) == 1


def test_closing_needs_a_reason(engine: Engine) -> None:
    made = referred.refer(engine)
    with pytest.raises(ReasonMissingError):
        moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, State.CLOSED))
    assert moved(engine, made) == []


def test_every_move_says_who_and_when_and_is_in_the_audit_trail(engine: Engine) -> None:
    made = referred.refer(engine)
    moving.move_by_staff(as_user(engine, COLLEAGUE), made.id, step(State.SENT, State.ACCEPTED))
    (move,) = referrals.moves(engine.store, made.id)
    assert (move.account_id, move.moved_at, move.mover) == (COLLEAGUE.id, engine.context().now, Mover.STAFF)
    assert [row.why for row in audit.about(engine.store, "referral", made.id) if row.action == "referral.move"] == [
        "accepted"
    ]


def test_the_group_is_told_what_the_team_did_and_the_team_what_the_group_did(engine: Engine) -> None:
    made = referred.refer(engine)
    moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, State.ACCEPTED))
    assert {to for to, _, _ in referred.letters(engine, "moved/")} == {LUNCH.service.email, ORGANISER.email}
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step(State.ACCEPTED, State.STARTED, key="next"))
    assert referred.letters(engine, "moved/")[-1][0] == NURSE.email
    assert len(referred.letters(engine, "moved/")) == 3


def test_a_group_is_told_to_stop_when_the_person_takes_their_permission_back(engine: Engine) -> None:
    made = referred.refer(engine)
    while mails.take(engine.store, NOW, NOW + timedelta(minutes=5)):
        pass
    moving.move_by_staff(as_user(engine, NURSE), made.id, step(State.SENT, State.WITHDRAWN))
    told = referred.letters(engine, "stop/")
    assert {to for to, _, _ in told} == {LUNCH.service.email, ORGANISER.email}
    for _, subject, body in told:
        assert subject.endswith("has ended")
        assert "do not contact the person" in body


def test_a_nurse_who_has_left_is_told_nothing(engine: Engine) -> None:
    made = referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE account SET status = 'disabled' WHERE id = ?", (NURSE.id,))
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step(State.SENT, State.ACCEPTED))
    assert referred.letters(engine, "moved/") == []


@pytest.mark.parametrize(("who", "refused"), [(STRANGER, NotYoursError), (ORGANISER, NotAllowedError)])
def test_nobody_moves_another_teams_referral(engine: Engine, who: Account, refused: type[Exception]) -> None:
    made = referred.refer(engine)
    with pytest.raises(refused):
        moving.move_by_staff(as_user(engine, who), made.id, step(State.SENT, State.ACCEPTED))
    assert moved(engine, made) == []


def test_a_try_at_another_teams_referral_is_written_down(engine: Engine) -> None:
    made = referred.refer(engine)
    with pytest.raises(NotYoursError):
        moving.of_team(as_user(engine, STRANGER), made.id)
    rows = audit.about(engine.store, "referral", made.id)
    assert [row.account_id for row in rows if row.action == "referral.refused"] == [STRANGER.id]


def test_no_message_about_a_person_who_was_handed_over_says_anything_about_them(open_engine: OpenEngine) -> None:
    engine = open_engine(handing.LISTING)
    handing.allow(engine)
    made = handing.handed(engine)
    way = (State.ACCEPTED, State.CONTACTED, State.STARTED, State.ATTENDED, State.COMPLETED)
    for number, (here, there) in enumerate(zip((State.SENT, *way), way, strict=False)):
        by, who = (moving.move_by_staff, handing.NURSE) if number % 2 else (moving.move_by_group, handing.ORGANISER)
        by(as_user(engine, who), made.id, step(here, there, key=f"key-{number}"))
    written = referred.letters(engine)
    assert len(written) >= len(way) + 1
    person = handing.JEAN
    for text in (person.name, *person.name.split(), person.contact, person.matters, person.reason, person.best_time):
        assert not [one for one in written if text.lower() in " ".join(one).lower()], text
    assert hand_over.view_as_staff(as_user(engine, handing.NURSE), made.id).person == person
