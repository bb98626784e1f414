"""Messages wait in the database: one for each key, each taken by one sender, taken back before they go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from locator.storage import mails
from locator.storage.database import Store
from locator.storage.mails import MailState
from locator.wiring import Engine
from tests.conftest import NOW, OpenEngine

LEASE = NOW + timedelta(minutes=10)


@pytest.fixture
def store(open_engine: OpenEngine) -> Store:
    engine: Engine = open_engine()
    return engine.store


def add(store: Store, key: str, to: str = "lunch@example.org") -> bool:
    return mails.add(store, key=key, to=to, subject="Hello", body="Hello\n", now=NOW)


def test_a_key_makes_one_message_even_after_it_was_sent(store: Store) -> None:
    assert [add(store, "one"), add(store, "one")] == [True, False]
    mail = mails.take(store, NOW, LEASE)
    assert mail
    mails.mark_sent(store, mail, NOW, keeps_body=False)
    assert not add(store, "one")


def test_a_message_is_taken_by_one_sender(store: Store) -> None:
    add(store, "one")
    assert mails.take(store, NOW, LEASE)
    assert mails.take(store, NOW, LEASE) is None


def test_a_message_is_not_taken_before_its_time(store: Store) -> None:
    add(store, "one")
    assert mails.take(store, NOW - timedelta(seconds=1), LEASE) is None


def test_a_try_that_was_given_up_meanwhile_stays_so(store: Store) -> None:
    add(store, "one")
    mail = mails.take(store, NOW, LEASE)
    assert mail
    assert mails.abandon(store, LEASE, "left behind") == 1
    mails.put_off(store, mail, NOW, "busy")
    assert mails.counts(store) == {MailState.FAILED: 1}


def test_what_waits_is_dropped_by_its_key_and_nothing_beside_it(store: Store) -> None:
    for key in ("asked/1", "asked/1/anna", "asked/12", "asked/2", "asked/1-b"):
        add(store, key, f"{key.replace('/', '.')}@example.org")
    assert set(mails.drop_waiting(store, "asked/1")) == {"asked.1@example.org", "asked.1.anna@example.org"}
    assert mails.receivers(store, "asked/1") == ()
    assert len(mails.newest(store, (MailState.WAITING,))) == 3


def test_whoever_may_have_got_a_message_is_known_by_its_key(store: Store) -> None:
    add(store, "asked/1")
    mails.take(store, NOW, LEASE)
    assert mails.drop_waiting(store, "asked/1") == ()
    assert mails.receivers(store, "asked/1") == ("lunch@example.org",)
