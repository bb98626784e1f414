"""Erasing somebody leaves no byte of them, and the ledger keeps them from coming back."""

from __future__ import annotations

import pytest

from locator.actions import erasure
from locator.actions.erasure import NoSuchReferenceError
from locator.actions.permission import NotAllowedError
from locator.directory.search_log import SearchRow
from locator.referral.opening import EraseReason
from locator.referral.states import State
from locator.storage import audit, backups, erasures, hand_overs, referrals, searches
from locator.wiring import Engine
from tests import handing
from tests.conftest import NOW, OpenEngine
from tests.handing import ADMINISTRATOR, NURSE, as_, handed


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    opened = open_engine(handing.LISTING)
    handing.allow(opened)
    return opened


def test_everything_about_the_person_goes_and_the_count_stays(engine: Engine) -> None:
    made = handed(engine)
    done = erasure.erase(
        as_(engine, ADMINISTRATOR), (made.reference or "").lower().replace("-", " "), EraseReason.ASKED
    )
    assert done.is_off_disk
    left = referrals.by_id(engine.store, made.id)
    assert left is not None
    assert (left.reference, left.erased_at, left.state) == (None, as_(engine).now, State.CLOSED)
    assert hand_overs.sealed(engine.store, made.id) is None
    assert engine.store.row("SELECT COUNT(*) FROM referral_key") == (0,)
    assert engine.store.rows("SELECT * FROM mail") == []
    assert audit.about(engine.store, "referral", made.id)[-1].why == "the person asked for it"


def test_a_search_for_the_person_is_emptied_and_still_counts(engine: Engine) -> None:
    made = handed(engine)
    rows = [SearchRow(at=NOW, words=words) for words in ("Jean Canaryworth class", "jean brodie", "lunch")]
    searches.record(engine.store, rows)
    erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    assert sorted(one.words for one in searches.recent(engine.store)) == ["", "", "lunch"]


def test_only_those_who_may_erase_do(engine: Engine) -> None:
    made = handed(engine)
    with pytest.raises(NotAllowedError):
        erasure.erase(as_(engine, NURSE), made.reference or "", EraseReason.ASKED)
    assert hand_overs.sealed(engine.store, made.id)


def test_a_reference_that_is_not_there_is_named_as_such(engine: Engine) -> None:
    with pytest.raises(NoSuchReferenceError):
        erasure.erase(as_(engine, ADMINISTRATOR), "P-0000", EraseReason.ASKED)


def test_the_ledger_holds_a_mark_that_tells_nothing(engine: Engine) -> None:
    made = handed(engine)
    erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.MISTAKE)
    ledger = (engine.settings.data / erasures.LEDGER).read_text()
    assert erasures.marks_in_file(engine.settings.data) == {engine.sealer.mark(made.id)}
    assert erasures.marks_in_store(engine.store) == {engine.sealer.mark(made.id)}
    assert made.id not in ledger
    assert (made.reference or "x") not in ledger


def test_a_line_of_the_ledger_that_was_cut_off_spoils_no_other(engine: Engine) -> None:
    made = handed(engine)
    erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    with (engine.settings.data / erasures.LEDGER).open("a") as lines:
        lines.write("abc")
    assert erasures.marks_in_file(engine.settings.data) == {engine.sealer.mark(made.id)}


def test_an_erasure_that_only_the_ledger_knows_of_is_made_again(engine: Engine) -> None:
    made = handed(engine)
    erasures.append(engine.settings.data, engine.sealer.mark(made.id), as_(engine).now)
    assert erasure.replay(engine.context()) == 1
    assert hand_overs.sealed(engine.store, made.id) is None
    assert erasure.replay(engine.context()) == 0


def test_an_erasure_does_away_with_a_database_that_was_put_aside(engine: Engine) -> None:
    aside = engine.settings.data / f"locator.sqlite{backups.REPLACED}"
    aside.write_bytes(b"old")
    made = handed(engine)
    erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    assert not aside.exists()


def test_while_somebody_reads_the_log_cannot_be_emptied_and_that_is_said(engine: Engine) -> None:
    made = handed(engine)
    reader = type(engine.store)(engine.store.path)
    with reader.snapshot():
        reader.rows("SELECT * FROM referral")
        engine.store.connection.execute("PRAGMA busy_timeout = 50")
        done = erasure.erase(as_(engine, ADMINISTRATOR), made.reference or "", EraseReason.ASKED)
    reader.close()
    assert not done.is_off_disk
    assert erasure.fold(engine.context())
