"""Addresses: which are taken, and where old ones lead now."""

from __future__ import annotations

from typing import Literal

from locator.storage import identifiers
from locator.storage.database import Store

Kind = Literal["service", "organization"]

_CURRENT = {
    "service": """
        SELECT service.slug FROM slug_history JOIN service ON service.id = slug_history.target_id
        WHERE slug_history.kind = 'service' AND slug_history.slug = ?
    """,
    "organization": """
        SELECT organization.slug FROM slug_history JOIN organization ON organization.id = slug_history.target_id
        WHERE slug_history.kind = 'organization' AND slug_history.slug = ?
    """,
}
_TAKEN = {
    "service": "SELECT id FROM service WHERE slug = ?",
    "organization": "SELECT id FROM organization WHERE slug = ?",
}
_RETIRE = """
    INSERT INTO slug_history (id, kind, slug, target_id) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, slug) DO UPDATE SET target_id = excluded.target_id
"""


class SlugTakenError(Exception):
    """Another listing has this address already."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The address “{slug}” belongs to another listing.")
        self.slug = slug


def current(store: Store, kind: Kind, old_slug: str) -> str | None:
    """Where an old address leads now; None if it never was one."""
    row = store.row(_CURRENT[kind], (old_slug,))
    return row[0] if row else None


def unused(store: Store, kind: Kind, wanted: str) -> str:
    """The wanted address, or the first of wanted-2, wanted-3 ... that never led anywhere."""
    slug, number = wanted, 1
    while _owner(store, kind, slug) or current(store, kind, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def claim(store: Store, kind: Kind, owner_id: str, slug: str, *, before: str | None) -> None:
    """Take the address for this owner, whose address was `before`; part of the transaction that saves the owner."""
    if _owner(store, kind, slug) not in (None, owner_id):
        raise SlugTakenError(slug)
    store.write("DELETE FROM slug_history WHERE kind = ? AND slug = ?", (kind, slug))
    if before is not None and before != slug:
        store.write(_RETIRE, (identifiers.made_from("slug_history", kind, before), kind, before, owner_id))


def _owner(store: Store, kind: Kind, slug: str) -> str | None:
    row = store.row(_TAKEN[kind], (slug,))
    return row[0] if row else None
