"""What an erasure takes away, and the ledger that says it must stay away: in the database and in a file beside it.

The file is only added to, each line flushed to the disk before the erasure is committed: a database that is put back from
an older backup knows nothing of the erasure, the file does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from locator.storage import identifiers, moments
from locator.storage.database import Store
from locator.storage.mails import STOP

LEDGER = "erasures.log"


def destroy(store: Store, referral_id: str, now: datetime) -> bool:
    """Take away everything about the person of one referral, its key first; False where there is no such referral."""
    with store.atomic():
        store.write("DELETE FROM referral_key WHERE referral_id = ?", (referral_id,))
        store.write("DELETE FROM referral_person WHERE referral_id = ?", (referral_id,))
        store.write("DELETE FROM one_time_link WHERE referral_id = ?", (referral_id,))
        changed = store.write(
            """
            UPDATE referral SET reference = NULL, outward_code = '', age_band = '', erased_at = COALESCE(erased_at, ?)
            WHERE id = ?
            """,
            (moments.text(now), referral_id),
        )
    return changed > 0


def drop_details(store: Store, referral_id: str, now: datetime) -> None:
    """Take away details that nothing opens any more; the referral itself stays as it is."""
    with store.atomic():
        store.write("DELETE FROM referral_person WHERE referral_id = ?", (referral_id,))
        store.write("UPDATE referral SET erased_at = ? WHERE id = ?", (moments.text(now), referral_id))


def clear_mails(store: Store, referral_id: str, reference: str) -> int:
    """Empty the messages about one referral; those that wait are not sent any more, but that the group must stop. Answers how many."""
    sql = """
        UPDATE mail SET to_address = '', subject = '', body = '', last_error = '',
            state = CASE state WHEN 'waiting' THEN 'failed' ELSE state END
        WHERE (instr(dedupe_key, ?) > 0 OR instr(body, ?) > 0 OR (? <> '' AND instr(body, ?) > 0))
            AND NOT (state IN ('waiting', 'sending') AND instr(dedupe_key, ?) = 1)
    """
    with store.atomic():
        return store.write(sql, (referral_id, referral_id, reference, reference, f"{STOP}/"))


def clear_mentions(store: Store, name: str, words: Sequence[str]) -> None:
    """Empty the searches that hold one of these words, and delete the reports that hold the whole name.

    An emptied search still counts: figures that came out before must not tell that one is gone.
    """
    with store.atomic():
        for word in words:
            store.write("UPDATE search_log SET words = '' WHERE instr(lower(words), ?) > 0", (word,))
        if name:
            store.write("DELETE FROM report WHERE instr(lower(message), ?) > 0", (name.lower(),))


def note(store: Store, mark: str, why: str, now: datetime) -> None:
    """Put the erasure into the ledger: the line on disk first, then the row of this transaction."""
    with store.atomic():
        append(store.path.parent, mark, now)
        store.write(
            """
            INSERT INTO erasure (id, referral_mark, why, erased_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (referral_mark) DO NOTHING
            """,
            (identifiers.fresh(), mark, why, moments.text(now)),
        )


def append(data: Path, mark: str, now: datetime) -> None:
    """Add one line to the ledger beside the database, and wait until the disk has it."""
    descriptor = os.open(data / LEDGER, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, f"{mark} {moments.text(now)}\n".encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    folder = os.open(data, os.O_RDONLY)
    try:
        os.fsync(folder)  # so that a ledger that was just made is there after a power cut
    finally:
        os.close(folder)


def marks_in_file(data: Path) -> frozenset[str]:
    """The marks in the ledger beside the database; a line that was cut off in the middle is left out."""
    file = data / LEDGER
    if not file.exists():
        return frozenset()
    lines = (line.split() for line in file.read_text(encoding="ascii", errors="replace").splitlines())
    return frozenset(words[0] for words in lines if len(words) == 2 and len(words[0]) == 64)


def marks_in_store(store: Store) -> frozenset[str]:
    """The marks in the database itself."""
    return frozenset(mark for (mark,) in store.rows("SELECT referral_mark FROM erasure ORDER BY referral_mark"))


def erasable(store: Store) -> tuple[str, ...]:
    """Every referral that still has something that an erasure takes away."""
    sql = """
        SELECT id FROM referral WHERE reference IS NOT NULL
        OR id IN (SELECT referral_id FROM referral_key) OR id IN (SELECT referral_id FROM referral_person) ORDER BY id
    """
    return tuple(id_ for (id_,) in store.rows(sql))
