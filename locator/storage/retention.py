"""What is cleared once its time is over: for each class of data what is due, and the statement that clears it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from locator.storage import identifiers, keepers, moments
from locator.storage.database import Store

_AT_ITS_END = "(state IN ('signposted', 'completed', 'closed', 'permission withdrawn') OR undone_at IS NOT NULL)"
_TRACEABLE = "(reference IS NOT NULL OR outward_code <> '' OR age_band <> '')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Rows of one table that are due before a moment, and what is done with them ("DELETE FROM report")."""

    table: str
    where: str
    change: str


CODED = (
    Step(
        table="referral",
        where=f"created_at < ? AND {_AT_ITS_END} AND {_TRACEABLE} AND (level <> 'named' OR erased_at IS NOT NULL)",
        change="UPDATE referral SET reference = NULL, outward_code = '', age_band = ''",
    ),
)
STAFF_LINK = (
    Step(
        table="referral",
        where="created_at < ? AND account_id IS NOT NULL",
        change="UPDATE referral SET account_id = NULL",
    ),
    Step(
        table="referral_move",
        where="moved_at < ? AND account_id IS NOT NULL",
        change="UPDATE referral_move SET account_id = NULL",
    ),
    Step(
        table="follow_up",
        where="answered_at < ? AND account_id IS NOT NULL",
        change="UPDATE follow_up SET account_id = NULL",
    ),
    Step(
        table="unmet_need",
        where="created_at < ? AND account_id IS NOT NULL",
        change="UPDATE unmet_need SET account_id = NULL",
    ),
)
SEARCH_LOG = (Step(table="search_log", where="searched_at < ?", change="DELETE FROM search_log"),)
REPORTS = (Step(table="report", where="created_at < ?", change="DELETE FROM report"),)
TRIES = (Step(table="sign_in_try", where="tried_at < ?", change="DELETE FROM sign_in_try"),)
MAILS = (
    Step(
        table="mail",
        where="created_at < ? AND state IN ('sent', 'failed') AND (body <> '' OR to_address <> '')",
        change="UPDATE mail SET to_address = '', subject = '', body = '', last_error = ''",
    ),
)
LINKS = (
    Step(
        table="one_time_link",
        where="COALESCE(used_at, expires_at) < ?",
        change="DELETE FROM one_time_link",
    ),
)
CLAIMS = (
    Step(
        table="claim",
        where="COALESCE(decided_at, created_at) < ? AND state IN ('approved', 'refused')",
        change="DELETE FROM claim",
    ),
)
UNPROVEN_CLAIMS = (Step(table="claim", where="created_at < ? AND state = 'unproven'", change="DELETE FROM claim"),)
DRAFTS = (Step(table="proposal", where="changed_at < ? AND state = 'draft'", change="DELETE FROM proposal"),)
IDLE_KEEPERS = (
    Step(
        table="account",
        where=f"""COALESCE(signed_in_at, created_at) < ? AND role = 'organiser' AND status <> 'disabled'
            AND password_hash = '' AND identity_subject IS NULL
            AND NOT EXISTS (SELECT 1 FROM account_organization WHERE account_id = account.id AND {keepers.HOLDS})
            AND NOT EXISTS (SELECT 1 FROM passkey WHERE account_id = account.id)
            AND NOT EXISTS (SELECT 1 FROM proposal WHERE account_id = account.id AND state IN ('draft', 'waiting'))""",
        change="UPDATE account SET status = 'disabled', name = 'Somebody of a group', email = 'gone-' || id",
    ),
)
"""Who came in by a link, chose no password, and looks after nothing: what they changed stays, who they are goes."""
SHARED_LISTS = (Step(table="shared_list", where="expires_at < ?", change="DELETE FROM shared_list"),)
SESSIONS = (Step(table="session", where="created_at < ?", change="DELETE FROM session"),)
SNAPSHOTS = (
    Step(
        table="listing_snapshot",
        where="taken_at < ? AND id NOT IN (SELECT snapshot_id FROM referral)",
        change="DELETE FROM listing_snapshot",
    ),
)


def due(store: Store, steps: Sequence[Step], before: datetime) -> int:
    """How many rows these steps would clear that are older than that moment."""
    rows = [
        store.row(f"SELECT COUNT(*) FROM {step.table} WHERE {step.where}", (moments.text(before),)) for step in steps
    ]
    return sum(int(row[0]) for row in rows if row)


def clear(store: Store, steps: Sequence[Step], before: datetime) -> int:
    """Clear them; answers how many rows it touched."""
    with store.atomic():
        return sum(store.write(f"{step.change} WHERE {step.where}", (moments.text(before),)) for step in steps)


def named_at_their_end(store: Store, before: datetime) -> tuple[str, ...]:
    """The hand-overs, not erased yet, that came to their end before that moment, the oldest first.

    What was taken back, or whose permission was withdrawn, is due at once: nothing is left that it is kept for.
    """
    sql = f"""
        SELECT id FROM referral WHERE level = 'named' AND erased_at IS NULL AND {_AT_ITS_END}
        AND (undone_at IS NOT NULL OR state = 'permission withdrawn' OR state_at < ?) ORDER BY state_at, id
    """
    return tuple(id_ for (id_,) in store.rows(sql, (moments.text(before),)))


def abandoned(store: Store, before: datetime) -> tuple[str, ...]:
    """The coded referrals and hand-overs, not at their end, that nobody has moved since before that moment, the oldest first."""
    sql = f"SELECT id FROM referral WHERE NOT {_AT_ITS_END} AND state_at < ? ORDER BY state_at, id"
    return tuple(id_ for (id_,) in store.rows(sql, (moments.text(before),)))


def log(store: Store, data_class: str, cleared: int, *, is_dry: bool, now: datetime) -> None:
    """Note what one run did, or would have done, with one class of data."""
    with store.atomic():
        store.write(
            "INSERT INTO retention_run (id, ran_at, data_class, cleared, is_dry) VALUES (?, ?, ?, ?, ?)",
            (identifiers.fresh(), moments.text(now), data_class, cleared, int(is_dry)),
        )


def has_run_on(store: Store, day: date) -> bool:
    """Whether a run was noted on that day."""
    row = store.row(
        "SELECT 1 FROM retention_run WHERE is_dry = 0 AND substr(ran_at, 1, 10) = ? LIMIT 1", (day.isoformat(),)
    )
    return row is not None


def last_run(store: Store) -> datetime | None:
    """When data were last cleared; None where they never were."""
    row = store.row("SELECT MAX(ran_at) FROM retention_run WHERE is_dry = 0")
    return moments.moment(row[0]) if row and row[0] else None


def oldest_referral(store: Store) -> datetime | None:
    """When the oldest referral was made; None where there is none."""
    row = store.row("SELECT MIN(created_at) FROM referral")
    return moments.moment(row[0]) if row and row[0] else None


def runs(store: Store, limit: int = 200) -> list[tuple[datetime, str, int, bool]]:
    """(when, class, how many, whether only tried) of the last runs, the newest first."""
    sql = "SELECT ran_at, data_class, cleared, is_dry FROM retention_run ORDER BY ran_at DESC, data_class LIMIT ?"
    return [(moments.moment(at), name, cleared, bool(dry)) for at, name, cleared, dry in store.rows(sql, (limit,))]
