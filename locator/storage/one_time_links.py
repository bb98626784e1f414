"""Links that work once <-> their table: of a token only its hash is kept."""

from __future__ import annotations

from datetime import datetime

from locator.accounts.link import OneTimeLink, Purpose
from locator.storage import moments
from locator.storage.database import Row, Store, marks

_COLUMNS = "id, purpose, token_hash, account_id, referral_id, organization_id, claim_id, email, created_at, expires_at, used_at"


def add(store: Store, link: OneTimeLink) -> None:
    """Keep a new link."""
    with store.atomic():
        store.write(f"INSERT INTO one_time_link ({_COLUMNS}) VALUES ({marks(_row(link))})", _row(link))


def by_hash(store: Store, purpose: Purpose, token_hash: str) -> OneTimeLink | None:
    """The link for this purpose whose token has this hash; None if there is none."""
    sql = f"SELECT {_COLUMNS} FROM one_time_link WHERE purpose = ? AND token_hash = ?"
    row = store.row(sql, (purpose.value, token_hash))
    return _made(row) if row else None


def use(store: Store, link_id: str, now: datetime) -> bool:
    """Use the link up; False where somebody else was first."""
    with store.atomic():
        sql = "UPDATE one_time_link SET used_at = ? WHERE id = ? AND used_at IS NULL"
        return store.write(sql, (moments.text(now), link_id)) > 0


def end_all_of_account(store: Store, account_id: str) -> None:
    """No link to this account that is still out works from now on."""
    with store.atomic():
        store.write("DELETE FROM one_time_link WHERE account_id = ? AND used_at IS NULL", (account_id,))


def end_all_to(store: Store, purpose: Purpose, email: str) -> None:
    """No link to this address for that purpose that is still out works from now on."""
    with store.atomic():
        sql = "DELETE FROM one_time_link WHERE purpose = ? AND email = ? AND used_at IS NULL"
        store.write(sql, (purpose.value, email))


def forget_of_accounts(store: Store, before: datetime) -> int:
    """Delete links to accounts and addresses that ended before this moment; answers how many."""
    with store.atomic():
        sql = "DELETE FROM one_time_link WHERE referral_id IS NULL AND expires_at < ?"
        return store.write(sql, (moments.text(before),))


def _row(link: OneTimeLink) -> Row:
    return (
        link.id,
        link.purpose.value,
        link.token_hash,
        link.account_id,
        link.referral_id,
        link.organization_id,
        link.claim_id,
        link.email,
        moments.text(link.created_at),
        moments.text(link.expires_at),
        moments.text(link.used_at) if link.used_at else None,
    )


def _made(row: Row) -> OneTimeLink:
    id_, purpose, token_hash, account_id, referral_id, organization_id, claim_id, email, *moments_of = row
    created_at, expires_at, used_at = moments_of
    return OneTimeLink(
        id=id_,
        purpose=Purpose(purpose),
        token_hash=token_hash,
        account_id=account_id,
        referral_id=referral_id,
        organization_id=organization_id,
        claim_id=claim_id,
        email=email,
        created_at=moments.moment(created_at),
        expires_at=moments.moment(expires_at),
        used_at=moments.moment(used_at) if used_at else None,
    )
