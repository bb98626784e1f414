"""Messages that wait to be sent <-> their table: written in the transaction of the deed that they tell of.

A message is `sending` from before the first word to the mail server until the outcome is written down, and `due_at` is then
the end of its lease. One whose lease has run out belonged to a program that died, perhaps after the server took the text:
it is not sent again by itself, so that nobody gets a message twice, but shown as failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from locator.storage import identifiers, moments
from locator.storage.database import Row, Store

_COLUMNS = "id, to_address, subject, body, state, attempts, last_error, created_at, due_at, sent_at"
_INSERT = """
    INSERT INTO mail (id, dedupe_key, to_address, subject, body, state, created_at, due_at)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_TAKE = f"""
    UPDATE mail SET state = 'sending', attempts = attempts + 1, due_at = ?
    WHERE id = (SELECT id FROM mail WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT 1)
    RETURNING {_COLUMNS}
"""
_KEYED = "(dedupe_key = ? OR (dedupe_key >= ? AND dedupe_key < ?))"
"""A key, and all below it: 0 is the sign after the slash."""

STOP = "stop"
"""How the key of a message begins that tells a group to do nothing more: it goes out though the person is erased meanwhile."""

_SENT = """
    UPDATE mail SET state = 'sent', sent_at = ?, last_error = '', body = iif(?, ?, ''),
        subject = iif(? OR instr(dedupe_key, ?) <> 1, subject, '')
    WHERE id = ? AND attempts = ?
"""
_ABANDON = """
    UPDATE mail SET state = 'failed', last_error = ? WHERE state = 'sending' AND due_at <= ?
"""


class MailState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message; `due_at` is when it is next tried, `body` is empty once it was sent in a real installation."""

    id: str
    to: str
    subject: str
    body: str
    state: MailState
    attempts: int
    last_error: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


def add(store: Store, *, key: str, to: str, subject: str, body: str, now: datetime) -> bool:
    """Let the message wait for its turn; False where one with this key is there already, sent or not.

    There is never anything about a person in it.
    """
    with store.atomic():
        moment = moments.text(now)
        return store.write(_INSERT, (identifiers.fresh(), key, to, subject, body, moment, moment)) > 0


def drop_waiting(store: Store, key: str) -> tuple[str, ...]:
    """Delete the messages with this key, or with one that begins with it and a slash, that nobody has begun to send; to whom.

    Those that failed, and may have got there, lose their text, so that nobody sends them again.
    """
    keyed = (key, f"{key}/", f"{key}0")
    with store.atomic():
        store.write(f"UPDATE mail SET body = '' WHERE {_KEYED} AND state = 'failed'", keyed)
        sql = f"DELETE FROM mail WHERE {_KEYED} AND state = 'waiting' RETURNING to_address"
        return tuple(to for (to,) in store.rows(sql, keyed))


def receivers(store: Store, key: str) -> tuple[str, ...]:
    """Who was, or may have been, sent a message with this key, or with one that begins with it and a slash."""
    sql = f"SELECT DISTINCT to_address FROM mail WHERE {_KEYED} AND to_address <> '' ORDER BY to_address"
    return tuple(to for (to,) in store.rows(sql, (key, f"{key}/", f"{key}0")))


def is_due(store: Store, now: datetime) -> bool:
    """Whether a message waits whose time has come, or one was left behind by a program that died."""
    sql = "SELECT 1 FROM mail WHERE state IN ('waiting', 'sending') AND due_at <= ? LIMIT 1"
    return store.row(sql, (moments.text(now),)) is not None


def take(store: Store, now: datetime, lease_ends_at: datetime) -> Mail | None:
    """Take the message that is due longest, so that nobody else does until then; None where none is due."""
    with store.atomic():
        row = store.row(_TAKE, (moments.text(lease_ends_at), moments.text(now)))
    return _made(row) if row else None


def abandon(store: Store, now: datetime, why: str) -> int:
    """Give up what was taken and whose lease is over; answers how many."""
    with store.atomic():
        return store.write(_ABANDON, (why, moments.text(now)))


def mark_sent(store: Store, mail: Mail, now: datetime, *, keeps_body: bool) -> None:
    """Write down that it was sent. Links in a body open things, so that it is kept only where nothing real can be opened."""
    with store.atomic():
        store.write(_SENT, (moments.text(now), keeps_body, mail.body, keeps_body, f"{STOP}/", mail.id, mail.attempts))


def put_off(store: Store, mail: Mail, due_at: datetime, why: str) -> None:
    """Let it wait for another try."""
    _end_try(store, mail, MailState.WAITING, due_at, why)


def mark_failed(store: Store, mail: Mail, now: datetime, why: str) -> None:
    """Give it up."""
    _end_try(store, mail, MailState.FAILED, now, why)


def again(store: Store, mail_id: str, now: datetime) -> bool:
    """Try a failed message once more; False where it is not failed, or its text is gone."""
    with store.atomic():
        sql = "UPDATE mail SET state = 'waiting', due_at = ? WHERE id = ? AND state = 'failed' AND body <> ''"
        return store.write(sql, (moments.text(now), mail_id)) > 0


def newest(store: Store, states: Sequence[MailState], limit: int = 50) -> tuple[Mail, ...]:
    """The messages in these states, the newest first."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT {_COLUMNS} FROM mail WHERE state IN ({marks}) ORDER BY created_at DESC, id LIMIT ?"
    return tuple(_made(row) for row in store.rows(sql, (*(state.value for state in states), limit)))


def counts(store: Store) -> dict[MailState, int]:
    """How many messages are in each state; states without any are left out."""
    rows = store.rows("SELECT state, COUNT(*) FROM mail GROUP BY state ORDER BY state")
    return {MailState(state): count for state, count in rows}


def _end_try(store: Store, mail: Mail, state: MailState, due_at: datetime, why: str) -> None:
    """Write the outcome of this very try; one that was given up meanwhile stays so."""
    sql = """
        UPDATE mail SET state = ?, due_at = ?, last_error = ? WHERE id = ? AND attempts = ? AND state = 'sending'
    """
    with store.atomic():
        store.write(sql, (state.value, moments.text(due_at), why[:300], mail.id, mail.attempts))


def _made(row: Row) -> Mail:
    id_, to, subject, body, state, attempts, last_error, created_at, due_at, sent_at = row
    return Mail(
        id=id_,
        to=to,
        subject=subject,
        body=body,
        state=MailState(state),
        attempts=attempts,
        last_error=last_error,
        created_at=moments.moment(created_at),
        due_at=moments.moment(due_at),
        sent_at=moments.moment(sent_at) if sent_at else None,
    )
