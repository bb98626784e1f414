"""Telephone numbers of services and organizations <-> the phone table."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.organization import Phone
from locator.storage import children
from locator.storage.children import ChildTable
from locator.storage.database import Row, Store, marks

_COLUMNS = ("number", "type", "extension", "description")
_OF_SERVICE = ChildTable("phone", "service_id", _COLUMNS)
_OF_ORGANIZATION = ChildTable("phone", "organization_id", _COLUMNS)


def save_of_service(store: Store, service_id: str, phones: Sequence[Phone]) -> None:
    """Make these the numbers of the service."""
    children.replace(store, _OF_SERVICE, service_id, [_row(phone) for phone in phones])


def save_of_organization(store: Store, organization_id: str, phones: Sequence[Phone]) -> None:
    """Make these the numbers of the organization."""
    children.replace(store, _OF_ORGANIZATION, organization_id, [_row(phone) for phone in phones])


def of(store: Store, owner_ids: Sequence[str]) -> dict[str, list[Phone]]:
    """The numbers of these services and organizations, by owner, in their order."""
    rows = store.rows(
        f"""
        SELECT COALESCE(service_id, organization_id), id, number, type, extension, description FROM phone
        WHERE service_id IN ({marks(owner_ids)}) OR organization_id IN ({marks(owner_ids)})
        ORDER BY position, id
        """,
        (*owner_ids, *owner_ids),
    )
    found: dict[str, list[Phone]] = {}
    for owner_id, id_, number, kind, extension, description in rows:
        phone = Phone(id=id_, number=number, kind=kind, extension=extension, description=description)
        found.setdefault(owner_id, []).append(phone)
    return found


def _row(phone: Phone) -> Row:
    return (phone.id, phone.number, phone.kind, phone.extension, phone.description)
