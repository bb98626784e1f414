"""Addresses from which letters come back <-> their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.storage import keepers, moments
from locator.storage.database import Store

_INSERT = """
    INSERT INTO mail_bounce (address, bounced_at, why, account_id) VALUES (?, ?, ?, ?)
    ON CONFLICT (address) DO UPDATE SET bounced_at = excluded.bounced_at, why = excluded.why,
        account_id = excluded.account_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """An address that does not take letters; `account_id` is the curator who was told, None for the mail server."""

    address: str
    bounced_at: datetime
    why: str
    account_id: str | None


def put(store: Store, bounce: Bounce) -> None:
    """Note that letters to this address come back, in place of what was known before."""
    with store.atomic():
        at = moments.text(bounce.bounced_at)
        store.write(_INSERT, (bounce.address, at, bounce.why[:300], bounce.account_id))


def remove(store: Store, address: str) -> bool:
    """Letters to this address arrive again; False where it was not marked."""
    with store.atomic():
        return store.write("DELETE FROM mail_bounce WHERE address = ?", (address,)) > 0


def every(store: Store) -> dict[str, Bounce]:
    """Every marked address, the newest first."""
    rows = store.rows("SELECT address, bounced_at, why, account_id FROM mail_bounce ORDER BY bounced_at DESC, address")
    return {
        address: Bounce(address=address, bounced_at=moments.moment(at), why=why, account_id=account_id)
        for address, at, why, account_id in rows
    }


def services_of(store: Store, address: str) -> tuple[str, ...]:
    """The ids of the services that letters to this address are about: it is theirs, their group's, or of who looks after it."""
    sql = f"""
        SELECT service.id FROM service JOIN organization ON organization.id = service.organization_id
        WHERE LOWER(TRIM(service.email)) = ? OR LOWER(TRIM(organization.email)) = ? OR organization.id IN (
            SELECT organization_id FROM account_organization JOIN account ON account.id = account_id
            WHERE email = ? AND status = 'active' AND {keepers.HOLDS}
        ) ORDER BY service.name, service.id
    """
    return tuple(id_ for (id_,) in store.rows(sql, (address,) * 3))
