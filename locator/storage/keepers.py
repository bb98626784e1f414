"""Who looks after which group <-> `account_organization`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.accounts.keeper import CameBy, Keeper
from locator.storage import moments
from locator.storage.database import Row, Store, marks

HOLDS = """(
    account_organization.came_by = 'approved'
    OR EXISTS (
        SELECT 1 FROM organization
        WHERE organization.id = account_organization.organization_id AND LOWER(TRIM(organization.email)) = account.email
    )
    OR EXISTS (
        SELECT 1 FROM service WHERE service.organization_id = account_organization.organization_id
        AND service.status <> 'inactive' AND LOWER(TRIM(service.email)) = account.email
    )
)"""
"""What makes a row count: an approval, or that the address of the account is published for the group as of now."""

_SELECT = f"""
    SELECT account.id, organization_id, account.name, account.email, answers, is_lead, is_trusted, came_by, since,
        (account.password_hash <> '' OR account.identity_subject IS NOT NULL)
    FROM account_organization JOIN account ON account.id = account_organization.account_id
    WHERE account.status <> 'disabled' AND account.role = 'organiser' AND {HOLDS}
"""
_ADD = """
    INSERT INTO account_organization (account_id, organization_id, answers, came_by, since) VALUES (?, ?, 0, ?, ?)
    ON CONFLICT (account_id, organization_id) DO UPDATE SET
        came_by = CASE WHEN excluded.came_by = 'approved' THEN 'approved' ELSE came_by END
"""
_PUBLISHED = """
    SELECT id FROM organization WHERE LOWER(TRIM(email)) = ?
    UNION SELECT organization_id FROM service WHERE LOWER(TRIM(email)) = ? AND status <> 'inactive'
    ORDER BY 1
"""


def of_organization(store: Store, organization_id: str) -> tuple[Keeper, ...]:
    """Everybody who looks after this group, the lead first, then by name."""
    sql = f"{_SELECT} AND organization_id = ? ORDER BY is_lead DESC, account.name, account.id"
    return tuple(_made(row) for row in store.rows(sql, (organization_id,)))


def of_organizations(store: Store, organization_ids: Sequence[str]) -> tuple[Keeper, ...]:
    """Everybody who looks after one of these groups, by group, the lead first."""
    sql = f"{_SELECT} AND organization_id IN ({marks(organization_ids)}) ORDER BY organization_id, is_lead DESC, account.name, account.id"
    return tuple(_made(row) for row in store.rows(sql, tuple(organization_ids)))


def one(store: Store, organization_id: str, account_id: str) -> Keeper | None:
    """What this account is to this group; None where it is nothing."""
    row = store.row(f"{_SELECT} AND organization_id = ? AND account.id = ?", (organization_id, account_id))
    return _made(row) if row else None


def published_at(store: Store, email: str) -> tuple[str, ...]:
    """The ids of the groups whose address this is, on their own page or on that of a listing."""
    return tuple(id_ for (id_,) in store.rows(_PUBLISHED, (email, email)))


def add(store: Store, account_id: str, organization_id: str, came_by: CameBy, now: datetime) -> None:
    """Let the account look after the group's listings; whoever does so already keeps what they may do."""
    with store.atomic():
        store.write(_ADD, (account_id, organization_id, came_by.value, moments.text(now)))


def remove(store: Store, organization_id: str, account_id: str) -> bool:
    """Let the account look after the group no longer; False where it did not."""
    with store.atomic():
        sql = "DELETE FROM account_organization WHERE organization_id = ? AND account_id = ?"
        return store.write(sql, (organization_id, account_id)) > 0


def make_lead(store: Store, organization_id: str, account_id: str) -> None:
    """Make the account the group's one lead."""
    with store.atomic():
        store.write("UPDATE account_organization SET is_lead = 0 WHERE organization_id = ?", (organization_id,))
        store.write(
            "UPDATE account_organization SET is_lead = 1, came_by = 'approved' WHERE organization_id = ? AND account_id = ?",
            (organization_id, account_id),
        )


def let_answer(store: Store, organization_id: str, account_id: str) -> None:
    """Let the account answer the group's referrals too."""
    with store.atomic():
        store.write(
            "UPDATE account_organization SET answers = 1, came_by = 'approved' WHERE organization_id = ? AND account_id = ?",
            (organization_id, account_id),
        )


def trust(store: Store, organization_id: str, account_id: str, *, is_trusted: bool) -> None:
    """Make the account's small changes public at once from now on, or let them wait again."""
    with store.atomic():
        store.write(
            "UPDATE account_organization SET is_trusted = ? WHERE organization_id = ? AND account_id = ?",
            (int(is_trusted), organization_id, account_id),
        )


def _made(row: Row) -> Keeper:
    account_id, organization_id, name, email, answers, is_lead, is_trusted, came_by, since, has_password = row
    return Keeper(
        account_id=account_id,
        organization_id=organization_id,
        name=name,
        email=email,
        answers=bool(answers),
        is_lead=bool(is_lead),
        is_trusted=bool(is_trusted),
        came_by=CameBy(came_by),
        since=moments.moment(since) if since else None,
        has_password=bool(has_password),
    )
