"""Whatever one row of the audit trail suffers is found; a trail that is whole is found whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from locator.actions import audit, audit_trail
from locator.storage.database import Store
from locator.wiring import Engine
from tests import handing
from tests.conftest import OpenEngine
from tests.handing import later

ROWS = 8
COLUMNS = ("happened_at", "account_id", "role", "team_id", "action", "subject_kind", "subject_id", "why", "request_id")


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    opened = open_engine(handing.LISTING)
    handing.allow(opened)
    context = handing.as_(opened)
    for number in range(ROWS):
        audit.note(context, f"deed.{number}", "referral", str(number), why="x")
    return opened


def tampered(store: Store, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the trail as somebody would who has the file: without its triggers."""
    connection = store.connection
    for name in ("audit_is_never_changed", "audit_is_never_deleted"):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    change(connection)


@pytest.mark.parametrize("statement", ["UPDATE audit SET why = 'y' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"])
def test_the_database_itself_refuses_to_change_it(engine: Engine, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="only added to"), engine.store.atomic():
        engine.store.write(statement)


def test_a_whole_trail_is_found_whole_and_anchored(engine: Engine) -> None:
    verdict = audit_trail.verify(engine.context())
    assert (verdict.is_whole, verdict.rows) == (True, ROWS)
    assert (engine.settings.data / audit_trail.ANCHORS).read_text().count("\n") == 1


def test_an_empty_trail_is_whole(open_engine: OpenEngine) -> None:
    assert audit_trail.verify(open_engine().context()).is_whole


def test_every_edit_of_one_row_is_found_there(engine: Engine) -> None:
    audit_trail.verify(engine.context())
    for seq in range(1, ROWS + 1):
        for column in (*COLUMNS, "hash", "previous_hash"):
            row = engine.store.row(f"SELECT {column} FROM audit WHERE seq = ?", (seq,))
            assert row is not None
            change = f"UPDATE audit SET {column} = ? WHERE seq = ?"
            tampered(engine.store, lambda c, text=f"z{row[0]}", at=seq, sql=change: c.execute(sql, (text, at)))
            assert audit_trail.verify(engine.context()).broken_seq == seq, column
            tampered(engine.store, lambda c, text=row[0], at=seq, sql=change: c.execute(sql, (text, at)))
    assert audit_trail.verify(engine.context()).is_whole


@pytest.mark.parametrize("seq", range(1, ROWS + 1))
def test_every_deleted_row_is_found(engine: Engine, seq: int) -> None:
    audit_trail.verify(engine.context())
    tampered(engine.store, lambda c: c.execute("DELETE FROM audit WHERE seq = ?", (seq,)))
    assert audit_trail.verify(engine.context()).broken_seq in (seq, seq + 1)


@pytest.mark.parametrize("seq", range(1, ROWS))
def test_two_rows_that_change_places_are_found(engine: Engine, seq: int) -> None:
    def swap(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE audit SET seq = -1 WHERE seq = ?", (seq,))
        connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (seq, seq + 1))
        connection.execute("UPDATE audit SET seq = ? WHERE seq = -1", (seq + 1,))

    tampered(engine.store, swap)
    assert audit_trail.verify(engine.context()).broken_seq == seq


@pytest.mark.parametrize("left", range(ROWS))
def test_a_cut_off_end_is_found_by_the_anchor_even_where_the_counter_was_set_back(engine: Engine, left: int) -> None:
    audit_trail.verify(engine.context())

    def cut(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM audit WHERE seq > ?", (left,))
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'audit'", (left,))

    tampered(engine.store, cut)
    verdict = audit_trail.verify(engine.context())
    assert verdict.broken_seq == left + 1
    assert f"row {ROWS} was there" in verdict.problem


def test_a_cut_off_end_is_found_by_the_counter_before_any_anchor(engine: Engine) -> None:
    tampered(engine.store, lambda c: c.execute("DELETE FROM audit WHERE seq > 5"))
    assert audit_trail.verify(engine.context()).broken_seq == 6


def test_a_trail_that_was_written_anew_with_right_hashes_is_found_by_the_anchor(engine: Engine) -> None:
    audit_trail.verify(engine.context())
    tampered(engine.store, lambda c: c.execute("DELETE FROM audit"))
    engine.store.connection.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'")
    for number in range(ROWS + 2):
        audit.note(handing.as_(engine), f"other.{number}")
    assert audit_trail.verify(engine.context()).broken_seq == ROWS


def test_an_anchor_that_somebody_else_made_counts_for_nothing(engine: Engine) -> None:
    file = engine.settings.data / audit_trail.ANCHORS
    audit_trail.verify(engine.context())
    with file.open("a") as lines:
        lines.write('{"seq": 1, "hash": "x", "at": "2026-11-25", "kind": "restored"} abc\n{"seq": 99\n')
    assert audit_trail.verify(engine.context()).is_whole


def test_it_is_anchored_once_a_day(engine: Engine) -> None:
    context = engine.context()
    assert audit_trail.anchor_daily(context) is not None
    assert audit_trail.anchor_daily(later(context, hours=3)) is None
    assert audit_trail.anchor_daily(later(context, hours=25)) is not None
