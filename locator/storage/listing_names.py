"""Every listing by name, hidden ones too: what curators look through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from locator.directory.service import ServiceStatus
from locator.storage.database import Row, Store, Value
from locator.storage.services import member

_FROM = "FROM service JOIN organization ON organization.id = service.organization_id"
_SELECT = f"""
    SELECT service.id, service.slug, service.name, organization.id, organization.name, service.status,
        service.merged_into, service.content_changed_on {_FROM}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingName:
    """One listing in the list; `merged_into` is the id of the one that it is a part of now."""

    id: str
    slug: str
    name: str
    organization_id: str
    organization: str
    status: ServiceStatus
    merged_into: str | None
    changed_on: date


def count(store: Store, words: Sequence[str], status: ServiceStatus | None) -> int:
    """How many listings have all these words in their name, their organization's or their address."""
    where, values = _where(words, status)
    row = store.row(f"SELECT COUNT(*) {_FROM} WHERE {where}", values)
    return int(row[0]) if row else 0


def some(
    store: Store, words: Sequence[str], status: ServiceStatus | None, *, offset: int = 0, limit: int = 50
) -> tuple[ListingName, ...]:
    """Those listings, by name."""
    where, values = _where(words, status)
    rows = store.rows(
        f"{_SELECT} WHERE {where} ORDER BY LOWER(service.name), service.id LIMIT ? OFFSET ?", (*values, limit, offset)
    )
    return tuple(_made(row) for row in rows)


def _where(words: Sequence[str], status: ServiceStatus | None) -> tuple[str, tuple[Value, ...]]:
    text = "LOWER(service.name || ' ' || organization.name || ' ' || service.slug)"
    parts, values = ["1"], list[Value]()
    for word in words:
        parts.append(f"{text} LIKE ? ESCAPE '\\'")
        values.append(f"%{_escaped(word.lower())}%")
    if status is not None:
        parts.append("service.status = ?")
        values.append(status.value)
    return " AND ".join(parts), tuple(values)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _made(row: Row) -> ListingName:
    id_, slug, name, organization_id, organization, status, merged_into, changed_on = row
    return ListingName(
        id=id_,
        slug=slug,
        name=name,
        organization_id=organization_id,
        organization=organization,
        status=member(ServiceStatus, status) or ServiceStatus.INACTIVE,
        merged_into=merged_into,
        changed_on=date.fromisoformat(changed_on),
    )
