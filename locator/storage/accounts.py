"""Accounts and teams <-> their tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.accounts.account import Account, AccountStatus, Team, TeamKind, User
from locator.roles import Role
from locator.storage import keepers, moments
from locator.storage.database import Row, Store, marks

_TEAM_COLUMNS = "id, slug, name, kind, created_at, closed_at"
_COLUMNS = (
    "id, email, name, role, team_id, status, password_hash, totp_sealed, totp_step, identity_issuer, identity_subject, "
    "created_at, signed_in_at, is_demonstration"
)
_SAVE_TEAM = f"""
    INSERT INTO team ({_TEAM_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        slug = excluded.slug, name = excluded.name, kind = excluded.kind, closed_at = excluded.closed_at
"""
_SAVE = f"""
    INSERT INTO account ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        email = excluded.email, name = excluded.name, role = excluded.role, team_id = excluded.team_id,
        status = excluded.status, password_hash = excluded.password_hash, totp_sealed = excluded.totp_sealed,
        totp_step = excluded.totp_step, identity_issuer = excluded.identity_issuer,
        identity_subject = excluded.identity_subject, signed_in_at = excluded.signed_in_at,
        is_demonstration = excluded.is_demonstration
"""
_SAVE_ORGANIZATION = """
    INSERT INTO account_organization (account_id, organization_id) VALUES (?, ?)
    ON CONFLICT (account_id, organization_id) DO NOTHING
"""
_LOOKED_AFTER = f"""
    SELECT organization_id, answers, is_trusted
    FROM account_organization JOIN account ON account.id = account_organization.account_id
    WHERE account_id = ? AND {keepers.HOLDS} ORDER BY organization_id
"""
_USER = """
    SELECT account.id, account.name, account.email, account.role, team.id, team.name
    FROM account LEFT JOIN team ON team.id = account.team_id
    WHERE account.id = ? AND account.status = 'active' AND team.closed_at IS NULL
"""


def save_team(store: Store, team: Team) -> None:
    """Add the team or change it."""
    with store.atomic():
        closed = moments.text(team.closed_at) if team.closed_at else None
        store.write(_SAVE_TEAM, (team.id, team.slug, team.name, team.kind.value, moments.text(team.created_at), closed))


def team(store: Store, team_id: str) -> Team | None:
    """The team of this id; None if there is none."""
    row = store.row(f"SELECT {_TEAM_COLUMNS} FROM team WHERE id = ?", (team_id,))
    return _team(row) if row else None


def teams(store: Store) -> tuple[Team, ...]:
    """Every team, by name."""
    return tuple(_team(row) for row in store.rows(f"SELECT {_TEAM_COLUMNS} FROM team ORDER BY name, id"))


def save(store: Store, account: Account) -> None:
    """Add the account or change it, with the organizations that it is for.

    What an account already does for an organization stays as it is; for one that is new here it answers referrals.
    """
    with store.atomic():
        store.write(_SAVE, _row(account))
        kept = account.organization_ids
        store.write(
            f"DELETE FROM account_organization WHERE account_id = ? AND organization_id NOT IN ({marks(kept)})",
            (account.id, *kept),
        )
        store.write_many(_SAVE_ORGANIZATION, [(account.id, organization_id) for organization_id in kept])


def by_id(store: Store, account_id: str) -> Account | None:
    """The account of this id; None if there is none."""
    return _one(store, "id = ?", (account_id,))


def by_email(store: Store, email: str) -> Account | None:
    """The account with this address, however it is written; None if there is none."""
    return _one(store, "email = ?", (email.strip().lower(),))


def by_identity(store: Store, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom an identity provider vouches for; None if there is none."""
    return _one(store, "identity_issuer = ? AND identity_subject = ?", (issuer, subject))


def every(store: Store) -> tuple[Account, ...]:
    """Every account, by name."""
    return _some(store, "SELECT " + _COLUMNS + " FROM account ORDER BY name, id", ())


def with_role(store: Store, role: Role) -> tuple[Account, ...]:
    """The active accounts with this role, by name."""
    sql = f"SELECT {_COLUMNS} FROM account WHERE role = ? AND status = 'active' ORDER BY name, id"
    return _some(store, sql, (role.value,))


def of_organization(store: Store, organization_id: str) -> tuple[Account, ...]:
    """The active accounts that answer referrals for this organization, by name."""
    sql = f"""
        SELECT {_COLUMNS} FROM account WHERE status = 'active'
        AND id IN (SELECT account_id FROM account_organization WHERE organization_id = ? AND answers = 1)
        ORDER BY name, id
    """
    return _some(store, sql, (organization_id,))


def emails_of_managers(store: Store) -> dict[str, tuple[str, ...]]:
    """The addresses of those who look after each organization, by its id, each by address; no disabled account is among them."""
    sql = f"""
        SELECT organization_id, email FROM account_organization JOIN account ON account.id = account_id
        WHERE status = 'active' AND role = ? AND {keepers.HOLDS} ORDER BY organization_id, email
    """
    found: dict[str, tuple[str, ...]] = {}
    for organization_id, email in store.rows(sql, (Role.ORGANISER.value,)):
        found[organization_id] = (*found.get(organization_id, ()), email)
    return found


def user(store: Store, account_id: str) -> User | None:
    """Who this account is, as of now; None once it is disabled or its team is closed."""
    row = store.row(_USER, (account_id,))
    if row is None:
        return None
    id_, name, email, role, team_id, team_name = row
    answered, managed, trusted = _looked_after(store, id_)
    return User(
        id=id_,
        name=name,
        email=email,
        role=Role(role),
        team_id=team_id,
        team_name=team_name or "",
        organization_ids=answered,
        managed_ids=managed,
        trusted_ids=trusted,
    )


def _looked_after(store: Store, account_id: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The organizations whose referrals the account answers, whose listings it looks after, and where it is trusted."""
    rows = store.rows(_LOOKED_AFTER, (account_id,))
    answered = tuple(id_ for id_, answers, _ in rows if answers)
    trusted = tuple(id_ for id_, _, is_trusted in rows if is_trusted)
    return answered, tuple(id_ for id_, _, _ in rows), trusted


def _one(store: Store, where: str, values: tuple[str, ...]) -> Account | None:
    row = store.row(f"SELECT {_COLUMNS} FROM account WHERE {where}", values)
    return _made(row, _organizations(store, row[0])) if row else None


def _some(store: Store, sql: str, values: Sequence[str]) -> tuple[Account, ...]:
    with store.snapshot():
        return tuple(_made(row, _organizations(store, row[0])) for row in store.rows(sql, values))


def _organizations(store: Store, account_id: str) -> tuple[str, ...]:
    sql = "SELECT organization_id FROM account_organization WHERE account_id = ? ORDER BY organization_id"
    return tuple(id_ for (id_,) in store.rows(sql, (account_id,)))


def _row(account: Account) -> Row:
    issuer, subject = account.identity or (None, None)
    return (
        account.id,
        account.email.strip().lower(),
        account.name,
        account.role.value,
        account.team_id,
        account.status.value,
        account.password_hash,
        account.totp_sealed,
        account.totp_step,
        issuer,
        subject,
        moments.text(account.created_at),
        _text(account.signed_in_at),
        int(account.is_demonstration),
    )


def _made(row: Row, organization_ids: tuple[str, ...]) -> Account:
    id_, email, name, role, team_id, status, hash_, totp, step, issuer, subject, created, signed_in, is_demo = row
    return Account(
        id=id_,
        email=email,
        name=name,
        role=Role(role),
        team_id=team_id,
        organization_ids=organization_ids,
        status=AccountStatus(status),
        password_hash=hash_,
        totp_sealed=totp,
        totp_step=step,
        identity=(issuer, subject) if issuer and subject else None,
        created_at=moments.moment(created),
        signed_in_at=moments.moment(signed_in) if signed_in else None,
        is_demonstration=bool(is_demo),
    )


def _team(row: Row) -> Team:
    id_, slug, name, kind, created_at, closed_at = row
    return Team(
        id=id_,
        slug=slug,
        name=name,
        kind=TeamKind(kind),
        created_at=moments.moment(created_at),
        closed_at=moments.moment(closed_at) if closed_at else None,
    )


def _text(moment: datetime | None) -> str | None:
    return moments.text(moment) if moment else None
