"""Referrals, their moves and the listings as they were <-> their tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason, Referral, Snapshot
from locator.referral.states import UNANSWERED, CloseReason, Move, Mover, State
from locator.storage import moments
from locator.storage.database import Row, Store, Value, marks

_COLUMNS = (
    "id, need_id, level, form_key, created_at, account_id, team_id, service_id, snapshot_id, theme_code, for_whom, "
    "age_band, outward_code, locality_id, how, reference, state, state_at, closed_reason, undone_at, erased_at"
)
_INSERT = f"""
    INSERT INTO referral ({_COLUMNS}) VALUES ({", ".join("?" * 21)})
    ON CONFLICT (form_key, service_id) DO NOTHING
"""
_OPEN = """
    undone_at IS NULL AND level <> 'signpost' AND state NOT IN ('completed', 'closed', 'permission withdrawn')
"""
MOST = 10_000
"""So many are read at most where all of a kind are asked for."""

_SNAPSHOT_COLUMNS = "id, service_id, service_name, organization_name, content, taken_at"
_MOVE_COLUMNS = "id, referral_id, from_state, to_state, closed_reason, moved_at, mover, account_id"


def add(store: Store, referral: Referral) -> bool:
    """Keep the referral (its snapshot first); False where the same form has made one for this service already."""
    with store.atomic():
        if not store.write(_INSERT, _row(referral)):
            return False
        store.write_many(
            "INSERT INTO referral_reason (referral_id, reason) VALUES (?, ?)",
            [(referral.id, reason.value) for reason in dict.fromkeys(referral.reasons)],
        )
        return True


def add_snapshot(store: Store, snapshot: Snapshot) -> None:
    """Keep the listing as it was; the same content is kept once."""
    with store.atomic():
        store.write(
            f"INSERT INTO listing_snapshot ({_SNAPSHOT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (
                snapshot.id,
                snapshot.service_id,
                snapshot.service_name,
                snapshot.organization_name,
                snapshot.content,
                moments.text(snapshot.taken_at),
            ),
        )


def snapshots(store: Store, snapshot_ids: Sequence[str]) -> dict[str, Snapshot]:
    """The listings as they were, by the id of the snapshot."""
    ids = list(dict.fromkeys(snapshot_ids))
    rows = store.rows(f"SELECT {_SNAPSHOT_COLUMNS} FROM listing_snapshot WHERE id IN ({marks(ids)})", ids)
    return {row[0]: _made_snapshot(row) for row in rows}


def by_id(store: Store, referral_id: str) -> Referral | None:
    """The referral of this id, undone or not; None if there is none."""
    found = _some(store, "id = ?", (referral_id,))
    return found[0] if found else None


def by_ids(store: Store, referral_ids: Sequence[str]) -> tuple[Referral, ...]:
    """The referrals of these ids, undone or not, the newest first; unknown ids are left out."""
    return _some(store, f"id IN ({marks(referral_ids)})", tuple(referral_ids), len(referral_ids))


def by_reference(store: Store, reference: str) -> Referral | None:
    """The referral with this reference ("P-7K3M"); None if there is none."""
    found = _some(store, "reference = ?", (reference,))
    return found[0] if found else None


def of_form(store: Store, form_key: str) -> tuple[Referral, ...]:
    """What one form made."""
    return _some(store, "form_key = ?", (form_key,))


def of_need(store: Store, need_id: str) -> tuple[Referral, ...]:
    """What was made for one need, the newest first."""
    return _some(store, "need_id = ? AND undone_at IS NULL", (need_id,))


def of_team(store: Store, team_id: str, *, since: datetime, limit: int = 200) -> tuple[Referral, ...]:
    """What a team made since that moment, the newest first; what was undone is left out."""
    where = "team_id = ? AND created_at >= ? AND undone_at IS NULL"
    return _some(store, where, (team_id, moments.text(since)), limit)


def open_of_team(store: Store, team_id: str, limit: int = 500) -> tuple[Referral, ...]:
    """The team's coded referrals and hand-overs that are not at their end, the newest first."""
    return _some(store, f"team_id = ? AND {_OPEN}", (team_id,), limit)


def count_open_of_team(store: Store, team_id: str) -> int:
    """How many of these there are."""
    row = store.row(f"SELECT COUNT(*) FROM referral WHERE team_id = ? AND {_OPEN}", (team_id,))
    return int(row[0]) if row else 0


def of_organizations(store: Store, organization_ids: Sequence[str], limit: int = 500) -> tuple[Referral, ...]:
    """The coded referrals and hand-overs to services of these organizations, the newest first."""
    where = f"""
        level <> 'signpost' AND undone_at IS NULL
        AND service_id IN (SELECT id FROM service WHERE organization_id IN ({marks(organization_ids)}))
    """
    return _some(store, where, tuple(organization_ids), limit)


def unanswered(store: Store) -> tuple[Referral, ...]:
    """The referrals that their groups have not answered, the longest first; beyond MOST the newest are left for later."""
    where, states = _unanswered()
    return _some(store, where, states, MOST, order="created_at, id")


def unanswered_by_service(store: Store, before: datetime) -> dict[str, tuple[int, datetime]]:
    """How many referrals from before this moment each service has not answered, and when the first was made, by its id."""
    where, states = _unanswered()
    sql = f"""
        SELECT service_id, COUNT(*), MIN(created_at) FROM referral WHERE {where} AND created_at < ?
        GROUP BY service_id ORDER BY service_id
    """
    rows = store.rows(sql, (*states, moments.text(before)))
    return {service_id: (count, moments.moment(first)) for service_id, count, first in rows}


def open_by_service(store: Store) -> dict[str, int]:
    """How many referrals of each service have not come to their end, by its id; services without any are left out."""
    sql = f"SELECT service_id, COUNT(*) FROM referral WHERE {_OPEN} GROUP BY service_id ORDER BY service_id"
    return dict(store.rows(sql))


def undo(store: Store, referral_id: str, now: datetime) -> bool:
    """Take the referral back; False where it was taken back before."""
    with store.atomic():
        return (
            store.write(
                "UPDATE referral SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
                (moments.text(now), referral_id),
            )
            > 0
        )


def move(store: Store, move: Move) -> bool:
    """Bring the referral into its new state and note the move; False where it is no longer where the move begins."""
    reason = move.closed_reason.value if move.closed_reason else ""
    at = moments.text(move.moved_at)
    with store.atomic():
        moved = store.write(
            "UPDATE referral SET state = ?, state_at = ?, closed_reason = ? WHERE id = ? AND state = ?",
            (move.to_state.value, at, reason, move.referral_id, move.from_state.value),
        )
        if not moved:
            return False
        store.write(
            f"INSERT INTO referral_move ({_MOVE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                move.id,
                move.referral_id,
                move.from_state.value,
                move.to_state.value,
                reason,
                at,
                move.mover.value,
                move.account_id,
            ),
        )
        return True


def moves(store: Store, referral_id: str) -> tuple[Move, ...]:
    """Every move of a referral, in the order in which they were made, whatever the clock said."""
    sql = f"SELECT {_MOVE_COLUMNS} FROM referral_move WHERE referral_id = ? ORDER BY rowid"
    return tuple(_made_move(row) for row in store.rows(sql, (referral_id,)))


def _unanswered() -> tuple[str, tuple[str, ...]]:
    """The condition on a row, and what fills it."""
    states = tuple(sorted(UNANSWERED))
    return f"state IN ({marks(states)}) AND undone_at IS NULL", states


def _some(
    store: Store, where: str, values: Sequence[Value], limit: int = 200, order: str = "created_at DESC, id"
) -> tuple[Referral, ...]:
    sql = f"SELECT {_COLUMNS} FROM referral WHERE {where} ORDER BY {order} LIMIT ?"
    with store.snapshot():
        rows = store.rows(sql, (*values, limit))
        reasons = _reasons(store, [row[0] for row in rows])
    return tuple(_made(row, reasons.get(row[0], ())) for row in rows)


def _reasons(store: Store, ids: Sequence[str]) -> dict[str, tuple[Reason, ...]]:
    sql = f"SELECT referral_id, reason FROM referral_reason WHERE referral_id IN ({marks(ids)}) ORDER BY rowid"
    found: dict[str, tuple[Reason, ...]] = {}
    for id_, reason in store.rows(sql, ids):
        if reason in set(Reason):
            found[id_] = (*found.get(id_, ()), Reason(reason))
    return found


def _row(one: Referral) -> Row:
    return (
        one.id,
        one.need_id,
        one.level.value,
        one.form_key,
        moments.text(one.created_at),
        one.account_id,
        one.team_id,
        one.service_id,
        one.snapshot_id,
        one.theme_code,
        one.for_whom.value,
        one.age_band.value,
        one.outward_code,
        one.locality_id,
        one.how.value,
        one.reference,
        one.state.value,
        moments.text(one.state_at),
        one.closed_reason.value if one.closed_reason else "",
        moments.text(one.undone_at) if one.undone_at else None,
        moments.text(one.erased_at) if one.erased_at else None,
    )


def _made(row: Row, reasons: tuple[Reason, ...]) -> Referral:
    names = [name.strip() for name in _COLUMNS.split(",")]
    found = dict(zip(names, row, strict=True))
    return Referral(
        **found
        | {
            "level": Level(found["level"]),
            "created_at": moments.moment(found["created_at"]),
            "for_whom": ForWhom(found["for_whom"]),
            "age_band": AgeBand(found["age_band"]),
            "how": How(found["how"]),
            "reasons": reasons,
            "state": State(found["state"]),
            "state_at": moments.moment(found["state_at"]),
            "closed_reason": CloseReason(found["closed_reason"]) if found["closed_reason"] else None,
            "undone_at": moments.moment(found["undone_at"]) if found["undone_at"] else None,
            "erased_at": moments.moment(found["erased_at"]) if found["erased_at"] else None,
        }
    )


def _made_snapshot(row: Row) -> Snapshot:
    id_, service_id, service_name, organization_name, content, taken_at = row
    return Snapshot(
        id=id_,
        service_id=service_id,
        service_name=service_name,
        organization_name=organization_name,
        content=content,
        taken_at=moments.moment(taken_at),
    )


def _made_move(row: Row) -> Move:
    id_, referral_id, from_state, to_state, reason, moved_at, mover, account_id = row
    return Move(
        id=id_,
        referral_id=referral_id,
        from_state=State(from_state),
        to_state=State(to_state),
        closed_reason=CloseReason(reason) if reason else None,
        moved_at=moments.moment(moved_at),
        mover=Mover(mover),
        account_id=account_id,
    )
