"""What came of a referral is written down once, with the questions for whoever was referred, asked or on paper."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from locator.actions import following_up, moving, my_work
from locator.actions.following_up import AnswerRefusedError
from locator.actions.moving import MovedOnError, Step
from locator.actions.permission import NotYoursError
from locator.referral import outcomes
from locator.referral.follow_up import Source
from locator.referral.referral import ForWhom, Referral
from locator.referral.states import State
from locator.storage import accounts, follow_ups
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import OpenEngine
from tests.referred import NURSE, STRANGER
from tests.signing import as_user

LONELY = "older-less-lonely"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY)
    return engine


def write_down(
    engine: Engine,
    referral_id: str,
    answers: Mapping[str, int] | None = None,
    *,
    has_attended: bool | None = None,
    source: Source = Source.STAFF,
    key: str = "key",
) -> bool:
    return following_up.write_down(
        as_user(engine, NURSE),
        referral_id,
        has_attended=has_attended,
        answers=answers or {},
        source=source,
        form_key=key,
    )


def test_the_same_form_twice_is_one_follow_up(engine: Engine) -> None:
    made = referred.refer(engine)
    assert [write_down(engine, made.id, {LONELY: 4}) for _ in range(3)] == [True, False, False]
    (kept,) = follow_ups.of_referral(engine.store, made.id)
    assert (kept.answers, kept.account_id) == ({LONELY: 4}, NURSE.id)


def test_no_question_has_to_be_answered(engine: Engine) -> None:
    made = referred.refer(engine)
    assert write_down(engine, made.id, has_attended=False)
    (kept,) = follow_ups.of_referral(engine.store, made.id)
    assert (kept.has_attended, kept.answers) == (False, {})


@pytest.mark.parametrize(
    ("for_whom", "older", "carers"),
    [(ForWhom.OLDER_PERSON, 5, 0), (ForWhom.CARER, 0, 4), (ForWhom.BOTH, 5, 4)],
)
def test_older_people_are_asked_five_questions_and_carers_four(
    engine: Engine, for_whom: ForWhom, older: int, carers: int
) -> None:
    made = referred.refer(engine, for_whom=for_whom)
    codes = [one.code for one in following_up.asking(as_user(engine, NURSE), made.id).questions]
    assert (sum(code.startswith("older") for code in codes), sum(code.startswith("carer") for code in codes)) == (
        older,
        carers,
    )
    assert write_down(engine, made.id, dict.fromkeys(codes, 3))


def test_every_question_is_one_of_the_programmes_outcomes(seed: Path) -> None:
    with (seed / "reference" / "outcomes.csv").open(encoding="utf-8", newline="") as lines:
        codes = sorted(row["code"] for row in csv.DictReader(lines))
    assert codes == sorted(one.code for one in outcomes.asked_of(ForWhom.BOTH))


@pytest.mark.parametrize("answers", [{LONELY: 0}, {LONELY: 6}, {"carer-well": 3}, {"no-such": 3}])
def test_an_answer_to_no_question_or_off_the_scale_is_refused(engine: Engine, answers: dict[str, int]) -> None:
    made = referred.refer(engine)
    with pytest.raises(AnswerRefusedError):
        write_down(engine, made.id, answers)
    assert follow_ups.of_referral(engine.store, made.id) == ()


def test_a_sheet_that_is_typed_in_later_says_so_and_is_kept_beside_the_first(engine: Engine) -> None:
    made = referred.refer(engine)
    write_down(engine, made.id, {LONELY: 2}, key="first")
    write_down(engine, made.id, {LONELY: 5}, source=Source.PAPER, key="second")
    assert {one.source for one in follow_ups.of_referral(engine.store, made.id)} == {Source.STAFF, Source.PAPER}


def test_who_went_has_been_to_the_group_from_then_on(engine: Engine) -> None:
    made = referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = 'started'")
    write_down(engine, made.id, has_attended=True)
    assert referred.now(engine, made).state is State.ATTENDED


@pytest.mark.parametrize("has_attended", [False, None])
def test_who_did_not_go_is_moved_nowhere(engine: Engine, has_attended: bool | None) -> None:
    made = referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = 'started'")
    write_down(engine, made.id, has_attended=has_attended)
    assert referred.now(engine, made).state is State.STARTED


def test_nobody_follows_up_another_teams_referral(engine: Engine) -> None:
    made = referred.refer(engine)
    stranger = as_user(engine, STRANGER)
    with pytest.raises(NotYoursError):
        following_up.asking(stranger, made.id)
    with pytest.raises(NotYoursError):
        following_up.write_down(stranger, made.id, has_attended=True, answers={}, source=Source.STAFF, form_key="k")
    assert follow_ups.of_referral(engine.store, made.id) == ()


def test_while_the_group_moves_it_on_nothing_that_was_written_down_is_lost(engine: Engine) -> None:
    signing.add(engine, referred.ORGANISER)
    every = [referred.refer(engine, key=f"form-{number}") for number in range(12)]
    organiser = as_user(engine, referred.ORGANISER)
    started = Step(seen=State.SENT, to=State.STARTED, form_key="started")

    def press(made: Referral) -> bool:
        return write_down(engine, made.id, {LONELY: 4}, has_attended=True, key=made.id)

    def move(made: Referral) -> None:
        with suppress(MovedOnError):
            moving.move_by_group(organiser, made.id, started)

    with ThreadPoolExecutor(8) as people:
        pressed = [(people.submit(press, made), people.submit(move, made)) for made in every]
        assert all(first.result() for first, _ in pressed)
    assert {referred.now(engine, made).state for made in every} == {State.ATTENDED}


def test_what_was_logged_for_another_team_is_not_offered_to_be_taken_back(engine: Engine) -> None:
    referred.refer(engine)
    assert len(my_work.work(as_user(engine, NURSE)).just_logged) == 1
    with engine.store.atomic():
        accounts.save(engine.store, replace(NURSE, team_id=signing.WORKERS.id))
    assert my_work.work(as_user(engine, NURSE)).just_logged == ()
