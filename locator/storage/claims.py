"""Claims of groups <-> their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from locator.accounts.claim import Claim, ClaimKind, ClaimState
from locator.storage import moments
from locator.storage.database import Row, Store, marks

_COLUMNS = (
    "id, kind, organization_id, service_id, account_id, name, email, does, how_to_check, form_key, state, created_at, "
    "proven_at, lead_said, decided_at, decided_by, reason, step"
)
_SELECT = f"SELECT {_COLUMNS} FROM claim"
_CHANGE = """
    UPDATE claim SET account_id = ?, state = ?, proven_at = ?, lead_said = ?, decided_at = ?, decided_by = ?, reason = ?,
        step = step + 1
    WHERE id = ? AND step = ?
"""


def add(store: Store, claim: Claim) -> bool:
    """Keep a new claim; False where one of the same form is there already."""
    with store.atomic():
        row = _row(claim)
        sql = f"INSERT INTO claim ({_COLUMNS}) VALUES ({marks(row)}) ON CONFLICT (form_key) DO NOTHING"
        return store.write(sql, row) > 0


def change(store: Store, claim: Claim) -> Claim | None:
    """Keep what has become of it, and answer it as it is now; None where somebody else has changed it since."""
    with store.atomic():
        values = (
            claim.account_id,
            claim.state.value,
            _text(claim.proven_at),
            "no" if claim.has_lead_said_no else "",
            _text(claim.decided_at),
            claim.decided_by,
            claim.reason,
        )
        is_kept = store.write(_CHANGE, (*values, claim.id, claim.step)) > 0
    return replace(claim, step=claim.step + 1) if is_kept else None


def by_id(store: Store, claim_id: str) -> Claim | None:
    """The claim of this id; None if there is none."""
    row = store.row(f"{_SELECT} WHERE id = ?", (claim_id,))
    return _made(row) if row else None


def waiting(store: Store) -> tuple[Claim, ...]:
    """Every claim that waits for a decision, the longest first."""
    return tuple(_made(row) for row in store.rows(f"{_SELECT} WHERE state = 'waiting' ORDER BY proven_at, id"))


def waiting_of_organizations(store: Store, organization_ids: Sequence[str]) -> tuple[Claim, ...]:
    """The claims of these groups that wait, the longest first."""
    where = f"state = 'waiting' AND organization_id IN ({marks(organization_ids)})"
    rows = store.rows(f"{_SELECT} WHERE {where} ORDER BY proven_at, id", tuple(organization_ids))
    return tuple(_made(row) for row in rows)


def waiting_of_email(store: Store, email: str) -> tuple[Claim, ...]:
    """The claims that somebody with this address waits for, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE email = ? AND state = 'waiting' ORDER BY proven_at, id", (email,))
    return tuple(_made(row) for row in rows)


def count_since(store: Store, moment: datetime) -> int:
    """How many claims were made at that moment or later."""
    row = store.row("SELECT COUNT(*) FROM claim WHERE created_at >= ?", (moments.text(moment),))
    return int(row[0]) if row else 0


def _row(claim: Claim) -> Row:
    return (
        claim.id,
        claim.kind.value,
        claim.organization_id,
        claim.service_id,
        claim.account_id,
        claim.name,
        claim.email,
        claim.does,
        claim.how_to_check,
        claim.form_key,
        claim.state.value,
        moments.text(claim.created_at),
        _text(claim.proven_at),
        "no" if claim.has_lead_said_no else "",
        _text(claim.decided_at),
        claim.decided_by,
        claim.reason,
        claim.step,
    )


def _made(row: Row) -> Claim:
    id_, kind, organization_id, service_id, account_id, name, email, does, how_to_check, form_key, state, *rest = row
    created_at, proven_at, lead_said, decided_at, decided_by, reason, step = rest
    return Claim(
        id=id_,
        kind=ClaimKind(kind),
        organization_id=organization_id,
        service_id=service_id,
        account_id=account_id,
        name=name,
        email=email,
        does=does,
        how_to_check=how_to_check,
        form_key=form_key,
        state=ClaimState(state),
        created_at=moments.moment(created_at),
        proven_at=moments.moment(proven_at) if proven_at else None,
        has_lead_said_no=lead_said == "no",
        decided_at=moments.moment(decided_at) if decided_at else None,
        decided_by=decided_by,
        reason=reason,
        step=step,
    )


def _text(moment: datetime | None) -> str | None:
    return moments.text(moment) if moment else None
