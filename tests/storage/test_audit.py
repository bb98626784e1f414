"""The audit trail is only added to, and each row says what the one before it was."""

from __future__ import annotations

import sqlite3

import pytest

from locator.storage import audit
from locator.storage.audit import Entry
from locator.storage.database import Store
from tests.conftest import NOW

VIEW = Entry(
    happened_at=NOW,
    account_id="a",
    role="staff",
    team_id="t",
    action="referral.view",
    subject_kind="referral",
    subject_id="1",
)


@pytest.fixture
def filled(store: Store) -> Store:
    for why in ("", "asked by the person", "ends"):
        audit.add(store, Entry(**{name: getattr(VIEW, name) for name in VIEW.__slots__} | {"why": why}))
    return store


def test_entries_come_back_in_order(filled: Store) -> None:
    found = audit.about(filled, "referral", "1")
    assert [one.why for one in found] == ["", "asked by the person", "ends"]
    assert found[0] == VIEW
    assert audit.about(filled, "referral", "2") == ()


def test_each_row_is_chained_to_the_one_before(filled: Store) -> None:
    previous = audit.FIRST
    for row in audit.rows(filled):
        assert row[10] == previous
        assert row[11] == audit.chained(previous, tuple(row[1:10]))
        previous = row[11]


@pytest.mark.parametrize("sql", ["UPDATE audit SET why = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 3"])
def test_a_row_can_be_neither_changed_nor_taken_away(filled: Store, sql: str) -> None:
    before = audit.rows(filled)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"), filled.atomic():
        filled.write(sql)
    assert audit.rows(filled) == before


def test_rows_are_read_from_behind_a_place(filled: Store) -> None:
    assert [row[0] for row in audit.rows(filled, after=1, limit=1)] == [2]


def test_the_row_of_a_deed_that_failed_is_not_there(filled: Store) -> None:
    def fail() -> None:
        with filled.atomic():
            audit.add(filled, VIEW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(audit.rows(filled)) == 3
