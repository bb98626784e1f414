"""Lists that were shared as links <-> their tables; of the token only a hash is kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from locator.directory.shared_list import SharedList
from locator.storage import identifiers, moments
from locator.storage.database import Store

_ITEM = """
    INSERT INTO shared_list_item (shared_list_id, service_id, position)
    SELECT ?, id, ? FROM service WHERE id = ?
"""


def add(store: Store, shared: SharedList) -> None:
    """Keep the list until it expires; ids of services that are not there are left out."""
    id_ = identifiers.fresh()
    with store.atomic():
        store.write(
            "INSERT INTO shared_list (id, token_hash, expires_at) VALUES (?, ?, ?)",
            (id_, _hash(shared.token), moments.text(shared.expires_at)),
        )
        kept = dict.fromkeys(shared.service_ids)
        store.write_many(_ITEM, [(id_, position, service_id) for position, service_id in enumerate(kept)])


def count_expiring_after(store: Store, moment: datetime) -> int:
    """How many links still work after that moment."""
    row = store.row("SELECT COUNT(*) FROM shared_list WHERE expires_at > ?", (moments.text(moment),))
    return int(row[0]) if row else 0


def by_token(store: Store, token: str, now: datetime) -> SharedList | None:
    """The list of this token; None if there is none or it has expired."""
    with store.snapshot():
        row = store.row(
            "SELECT id, expires_at FROM shared_list WHERE token_hash = ? AND expires_at > ?",
            (_hash(token), moments.text(now)),
        )
        if row is None:
            return None
        items = store.rows(
            "SELECT service_id FROM shared_list_item WHERE shared_list_id = ? ORDER BY position", (row[0],)
        )
    return SharedList(token=token, service_ids=tuple(id_ for (id_,) in items), expires_at=moments.moment(row[1]))


def forget_expired(store: Store, now: datetime) -> int:
    """Delete the lists that have expired; answers how many."""
    with store.atomic():
        return store.write("DELETE FROM shared_list WHERE expires_at <= ?", (moments.text(now),))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
