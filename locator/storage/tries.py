"""Tries to sign in <-> their table: who and from where only as keyed marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.accounts.tries import TryKind
from locator.storage import identifiers, moments
from locator.storage.database import Store, marks


def add(store: Store, *, kind: TryKind, account_mark: str, source_mark: str, now: datetime) -> str:
    """Note a try that has not succeeded yet; its id."""
    try_id = identifiers.fresh()
    with store.atomic():
        store.write(
            "INSERT INTO sign_in_try (id, kind, account_mark, source_mark, tried_at, has_succeeded) VALUES (?, ?, ?, ?, ?, 0)",
            (try_id, kind.value, account_mark, source_mark, moments.text(now)),
        )
    return try_id


def succeed(store: Store, try_id: str) -> None:
    """Note that a try succeeded."""
    with store.atomic():
        store.write("UPDATE sign_in_try SET has_succeeded = 1 WHERE id = ?", (try_id,))


def failures_of_account(store: Store, kinds: Sequence[TryKind], account_mark: str, since: datetime) -> list[datetime]:
    """When tries at an account failed, the last first."""
    return _failures(store, kinds, since, "account_mark = ?", (account_mark,))


def failures_of_source(store: Store, kinds: Sequence[TryKind], source_mark: str, since: datetime) -> list[datetime]:
    """When tries from a source failed, the last first."""
    return _failures(store, kinds, since, "source_mark = ?", (source_mark,))


def failures_of_pair(
    store: Store, kinds: Sequence[TryKind], account_mark: str, source_mark: str, since: datetime
) -> list[datetime]:
    """When tries at an account from one source failed, the last first."""
    return _failures(store, kinds, since, "account_mark = ? AND source_mark = ?", (account_mark, source_mark))


def has_succeeded(store: Store, kind: TryKind, account_mark: str, source_mark: str) -> bool:
    """Whether a try of this kind at the account succeeded from this source, as far back as tries are kept."""
    sql = """
        SELECT 1 FROM sign_in_try WHERE kind = ? AND account_mark = ? AND source_mark = ? AND has_succeeded = 1 LIMIT 1
    """
    return store.row(sql, (kind.value, account_mark, source_mark)) is not None


def forget(store: Store, before: datetime) -> int:
    """Delete what was tried before this moment; answers how many."""
    with store.atomic():
        return store.write("DELETE FROM sign_in_try WHERE tried_at < ?", (moments.text(before),))


def _failures(
    store: Store, kinds: Sequence[TryKind], since: datetime, where: str, values: Sequence[str]
) -> list[datetime]:
    sql = f"""
        SELECT tried_at FROM sign_in_try
        WHERE {where} AND tried_at > ? AND has_succeeded = 0 AND kind IN ({marks(kinds)}) ORDER BY tried_at DESC
    """
    found = store.rows(sql, (*values, moments.text(since), *(kind.value for kind in kinds)))
    return [moments.moment(text) for (text,) in found]
