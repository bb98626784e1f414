"""What waits is sent once: through refusals, a server that is away, a program that dies, and many senders at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import mailing
from locator.actions.context import Context
from locator.actions.mailing import LEASE, TRIED_AGAIN_AFTER
from locator.actions.permission import NotAllowedError
from locator.actions.postman import Postman
from locator.roles import Role
from locator.storage import audit, mails
from locator.storage.mails import Mail, MailState
from locator.wiring import Engine
from tests import signing
from tests.conftest import OpenEngine
from tests.post import mail_server
from tests.post.mail_server import Box

ADMINISTRATOR = signing.person(Role.ADMINISTRATOR)
EVERY_STATE = tuple(MailState)


@pytest.fixture
def box() -> Iterator[Box]:
    with mail_server.running() as box:
        yield box


@pytest.fixture
def engine(open_engine: OpenEngine, box: Box) -> Engine:
    engine = open_engine()
    engine.settings = replace(
        engine.settings,
        mail_host="127.0.0.1",
        mail_port=box.port,
        mail_security="none",
        mail_from="locator@example.org",
    )
    signing.add(engine, ADMINISTRATOR)
    return engine


def put(engine: Engine, *numbers: int, **changes: str) -> None:
    """Let messages wait."""
    for number in numbers:
        values = {
            "key": f"key/{number}",
            "to": f"to{number}@example.org",
            "subject": f"Number {number}",
            "body": "Hi\n",
        }
        assert mails.add(engine.store, **(values | changes), now=engine.context().now)  # type: ignore[arg-type]


def send(context: Context) -> mailing.Sent:
    return mailing.send_due(context, mailing.open_post(context))


def later(engine: Engine, period: timedelta) -> Context:
    context = engine.context()
    return replace(context, now=context.now + period)


def only(engine: Engine) -> Mail:
    (mail,) = mails.newest(engine.store, EVERY_STATE)
    return mail


def test_each_message_is_sent_once_however_often_the_sender_runs(engine: Engine, box: Box) -> None:
    put(engine, 1, 2, 3)
    assert [send(engine.context()).sent for _ in range(3)] == [3, 0, 0]
    assert sorted(box.to) == ["to1@example.org", "to2@example.org", "to3@example.org"]


def test_the_text_of_a_sent_message_is_not_kept(engine: Engine) -> None:
    put(engine, 1)
    send(engine.context())
    assert (only(engine).state, only(engine).body) == (MailState.SENT, "")


def test_senders_side_by_side_send_each_message_once(engine: Engine, box: Box) -> None:
    put(engine, *range(24))
    with ThreadPoolExecutor(4) as senders:
        done = list(senders.map(lambda _: send(engine.context()).sent, range(4)))
    assert sum(done) == 24
    assert len(box.to) == len(set(box.to)) == 24


def test_while_the_server_is_away_messages_wait_longer_after_each_try_and_then_fail(engine: Engine) -> None:
    engine.settings = replace(engine.settings, mail_port=mail_server.free_port())
    put(engine, 1)
    passed = timedelta()
    for number, period in enumerate(TRIED_AGAIN_AFTER, start=1):
        done = send(later(engine, passed))
        assert (done.is_away, only(engine).attempts) == (True, number)
        passed += period
        assert not mails.is_due(engine.store, later(engine, passed - timedelta(seconds=1)).now)
    assert send(later(engine, passed)).failed == 1
    assert "could not be reached" in only(engine).last_error
    assert send(later(engine, passed + timedelta(days=9))) == mailing.Sent()


def test_one_server_that_is_away_keeps_nobody_waiting_for_each_message(engine: Engine) -> None:
    engine.settings = replace(engine.settings, mail_port=mail_server.free_port())
    put(engine, 1, 2, 3)
    send(engine.context())
    assert sorted(one.attempts for one in mails.newest(engine.store, EVERY_STATE)) == [0, 0, 1]


def test_a_refusal_for_now_is_tried_again_and_arrives_once(engine: Engine, box: Box) -> None:
    put(engine, 1)
    box.text_answer = "451 later please"
    assert send(engine.context()).put_off == 1
    box.text_answer = mail_server.TAKEN
    assert send(later(engine, TRIED_AGAIN_AFTER[0])).sent == 1
    assert len(box.to) == 1


def test_a_refusal_for_good_fails_at_once_and_holds_up_nobody(engine: Engine, box: Box) -> None:
    put(engine, 1)
    box.address_answer = "550 no such person"
    assert send(engine.context()).failed == 1
    box.address_answer = mail_server.TAKEN
    put(engine, 2)
    assert send(engine.context()).sent == 1
    assert box.to == ["to2@example.org"]


def test_a_line_that_breaks_after_the_text_never_sends_it_twice(engine: Engine, box: Box) -> None:
    put(engine, 1)
    box.breaks_off = True
    assert send(engine.context()).failed == 1
    box.breaks_off = False
    for days in range(3):
        send(later(engine, timedelta(days=days)))
    assert len(box.to) == 1


def test_what_a_dead_program_was_sending_is_never_sent_by_itself(engine: Engine, box: Box) -> None:
    put(engine, 1)
    now = engine.context().now
    assert mails.take(engine.store, now, now + LEASE)
    assert send(later(engine, LEASE / 2)) == mailing.Sent()
    assert send(later(engine, LEASE)).failed == 1
    assert (only(engine).state, only(engine).last_error, box.to) == (MailState.FAILED, mailing.LEFT_BEHIND, [])


def test_a_receiver_that_is_more_than_an_address_is_refused_and_nothing_is_sent(engine: Engine, box: Box) -> None:
    put(engine, 1, to="a@example.org\r\nBcc: all@example.org")
    put(engine, 2, subject="Hello\r\nBcc: all@example.org")
    assert send(engine.context()).failed == 2
    assert box.to == []


def test_only_an_administrator_sees_messages_and_tries_one_again_and_that_is_written_down(
    engine: Engine, box: Box
) -> None:
    nurse = signing.person()
    signing.add(engine, nurse)
    put(engine, 1)
    box.address_answer = "550 no"
    send(engine.context())
    for refused in (mailing.outbox, lambda context: mailing.send_again(context, only(engine).id)):
        with pytest.raises(NotAllowedError):
            refused(signing.as_user(engine, nurse))
    mine = signing.as_user(engine, ADMINISTRATOR)
    assert [one.id for one in mailing.outbox(mine).failed] == [only(engine).id]
    assert [mailing.send_again(mine, only(engine).id) for _ in range(2)] == [True, False]
    assert [row.action for row in audit.about(engine.store, "mail", only(engine).id)] == ["mail.again"]
    box.address_answer = mail_server.TAKEN
    assert send(mine).sent == 1


@pytest.mark.slow
def test_the_thread_of_a_serving_process_sends_and_stops(engine: Engine, box: Box) -> None:
    postman = Postman(engine.context, every_seconds=0.02)
    postman.start()
    put(engine, 1)
    until = time.monotonic() + 10
    while not mails.counts(engine.store).get(MailState.SENT) and time.monotonic() < until:
        time.sleep(0.02)
    postman.close()
    assert box.to == ["to1@example.org"]
    put(engine, 2)
    time.sleep(0.1)
    assert box.to == ["to1@example.org"]


def test_trouble_does_not_end_the_thread(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Context:
        raise OSError("the disk is full")

    Postman(broken).round()
    assert "they wait" in caplog.text
