"""Who does not answer is reminded once after 6 working days, and the curators hear of it once after 9."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from locator.actions import answering, mailing, moving, referring, unanswered
from locator.actions.answering import LinkState
from locator.actions.permission import NotAllowedError
from locator.actions.unanswered import Reminded
from locator.referral.states import State
from locator.storage import audit
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import OpenEngine
from tests.referred import CURATOR, NURSE, ORGANISER
from tests.signing import as_user
from tests.web.village import LUNCH, SHED

SIX, NINE = {"days": 9}, {"days": 14}
"""From the Tuesday of the tests, over Saint Andrew's Day and the weekends: 6 and 9 working days."""

NOBODY = Reminded(groups=0, for_curators=0)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, CURATOR)
    return engine


def remind(engine: Engine, **period: float) -> Reminded:
    return unanswered.remind(referred.later(engine.context(), **period))


def mute(engine: Engine) -> None:
    """Take the group's addresses for mail away."""
    with engine.store.atomic():
        for table in ("service", "organization"):
            engine.store.write(f"UPDATE {table} SET email = NULL")


def test_a_group_is_reminded_after_six_working_days_and_not_a_day_before(engine: Engine) -> None:
    referred.refer(engine)
    assert remind(engine, days=8) == NOBODY
    assert remind(engine, **SIX) == Reminded(groups=1, for_curators=0)
    ((to, subject, _),) = referred.letters(engine, "reminder/")
    assert (to, subject) == (LUNCH.service.email, f"Please answer: a referral to {LUNCH.service.name}")


def test_a_group_whose_listing_was_merged_is_reached_where_it_is_reached_now(engine: Engine) -> None:
    referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE service SET email = 'new@example.org' WHERE id = ?", (SHED.service.id,))
        merged = "UPDATE service SET merged_into = ?, status = 'inactive', email = NULL WHERE id = ?"
        engine.store.write(merged, (SHED.service.id, LUNCH.service.id))
    assert remind(engine, **SIX) == Reminded(groups=1, for_curators=0)
    ((to, subject, _),) = referred.letters(engine, "reminder/")
    assert (to, subject) == ("new@example.org", f"Please answer: a referral to {LUNCH.service.name}")


def test_curators_are_told_after_nine_and_not_a_day_before(engine: Engine) -> None:
    made = referred.refer(engine)
    assert remind(engine, days=13).for_curators == 0
    assert remind(engine, **NINE).for_curators == 1
    ((to, _, body),) = referred.letters(engine, "unanswered/")
    assert to == CURATOR.email
    assert LUNCH.service.name in body
    assert made.reference
    assert made.reference not in body


def test_each_is_reminded_once_however_late_or_often_this_runs(engine: Engine) -> None:
    referred.refer(engine)
    assert remind(engine, days=60) == Reminded(groups=1, for_curators=1)
    assert [remind(engine, days=60 + more) for more in range(3)] == [NOBODY] * 3


def test_two_that_run_at_once_remind_once(engine: Engine) -> None:
    referred.refer(engine)
    with ThreadPoolExecutor(4) as programs:
        done = list(programs.map(lambda _: remind(engine, **NINE), range(4)))
    assert (sum(one.groups for one in done), sum(one.for_curators for one in done)) == (1, 1)
    assert len(referred.letters(engine, "reminder/")) == len(referred.letters(engine, "unanswered/")) == 1


def test_the_reminder_has_a_link_of_its_own_and_the_first_answer_counts(engine: Engine) -> None:
    made = referred.refer(engine)
    remind(engine, **SIX)
    first, second = referred.link(engine, made), referred.link(engine, made, "reminder")
    assert answering.answer(engine.context(), second, State.ACCEPTED).state is LinkState.USED
    assert answering.answer(engine.context(), first, State.WAITING_LIST).state is LinkState.ELSEWHERE
    assert referred.now(engine, made).state is State.ACCEPTED


def test_who_has_answered_or_was_taken_back_is_not_reminded(engine: Engine) -> None:
    answered, undone = referred.refer(engine), referred.refer(engine, key="form-key-2")
    answering.answer(engine.context(), referred.link(engine, answered), State.ACCEPTED)
    referring.undo(as_user(engine, NURSE), undone.form_key)
    assert remind(engine, days=60) == NOBODY


def test_a_group_that_only_looked_is_reminded_all_the_same(engine: Engine) -> None:
    signing.add(engine, ORGANISER)
    made = referred.refer(engine)
    step = moving.Step(seen=State.SENT, to=State.SEEN, form_key="key")
    moving.move_by_group(as_user(engine, ORGANISER), made.id, step)
    assert remind(engine, **SIX).groups == 1
    assert {to for to, _, _ in referred.letters(engine, "reminder/")} == {LUNCH.service.email, ORGANISER.email}


def test_a_group_without_an_address_is_left_to_the_curators(engine: Engine) -> None:
    mute(engine)
    referred.refer(engine)
    assert referred.letters(engine) == []
    assert remind(engine, **NINE) == Reminded(groups=0, for_curators=1)
    ((_, _, body),) = referred.letters(engine, "unanswered/")
    assert LUNCH.phones[0].number in body


def test_one_message_tells_a_curator_of_all_that_are_late(engine: Engine) -> None:
    for number in range(3):
        referred.refer(engine, key=f"form-key-{number}")
    assert remind(engine, **NINE).for_curators == 3
    ((_, subject, _),) = referred.letters(engine, "unanswered/")
    assert subject == "3 groups have not answered"


def test_without_a_curator_nothing_is_lost_until_there_is_one(open_engine: OpenEngine) -> None:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY)
    referred.refer(engine)
    assert remind(engine, **NINE).for_curators == 0
    signing.add(engine, CURATOR)
    assert remind(engine, **NINE).for_curators == 1


def test_reminding_is_in_the_audit_trail(engine: Engine) -> None:
    made = referred.refer(engine)
    remind(engine, **NINE)
    actions = [row.action for row in audit.about(engine.store, "referral", made.id)]
    assert actions[-2:] == ["referral.remind_group", "referral.tell_curators"]


def test_curators_see_who_waits_for_whom_and_nobody_else_does(engine: Engine) -> None:
    referred.refer(engine)
    remind(engine, **SIX)
    late = replace(referred.later(engine.context(), **NINE), user=signing.user(engine, CURATOR))
    (one,) = unanswered.every(late)
    assert (one.group, one.working_days, one.is_late) == (LUNCH.service.name, 9, True)
    assert one.group_reminded_at == referred.later(engine.context(), **SIX).now
    with pytest.raises(NotAllowedError):
        unanswered.every(as_user(engine, NURSE))


def test_a_sent_reminder_is_sent_once(engine: Engine) -> None:
    referred.refer(engine)
    remind(engine, **SIX)
    context = referred.later(engine.context(), **SIX)
    post = mailing.open_post(context)
    assert [mailing.send_due(context, post).sent for _ in range(2)] == [2, 0]
