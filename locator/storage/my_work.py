"""What one member of staff and their team have done of late <- the referral table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.referral.referral import How
from locator.storage import moments
from locator.storage.database import Store, marks
from locator.storage.services import member

_ENDED = """
    SELECT id FROM referral
    WHERE team_id = ? AND undone_at IS NULL AND level <> 'signpost' AND state_at >= ?
    AND state IN ('completed', 'closed', 'permission withdrawn')
    ORDER BY state_at DESC, id LIMIT ?
"""
_LAST_HOW = """
    SELECT how FROM referral WHERE account_id = ? AND undone_at IS NULL AND how <> 'handed over'
    ORDER BY created_at DESC, id LIMIT 1
"""
_FORMS = """
    SELECT form_key, MIN(created_at), COUNT(*), MIN(service_id) FROM referral
    WHERE account_id = ? AND team_id = ? AND created_at >= ? AND undone_at IS NULL AND level <> 'named'
    GROUP BY form_key ORDER BY 2 DESC, form_key LIMIT 20
"""
_COUNTS = """
    SELECT COALESCE(SUM(account_id = ?), 0), COUNT(*) FROM referral
    WHERE team_id = ? AND created_at >= ? AND undone_at IS NULL
"""
_RECENT = """
    SELECT service_id FROM referral WHERE account_id = ? AND created_at >= ? AND undone_at IS NULL
    GROUP BY service_id ORDER BY MAX(created_at) DESC, service_id LIMIT ?
"""
_NAMES = "SELECT id, name FROM account WHERE id IN ({marks})"


def ended_of_team(store: Store, team_id: str, *, since: datetime, limit: int = 100) -> tuple[str, ...]:
    """The ids of the team's referrals that came to their end since that moment, the last first."""
    return tuple(id_ for (id_,) in store.rows(_ENDED, (team_id, moments.text(since), limit)))


def last_how(store: Store, account_id: str) -> How | None:
    """How the person last let somebody know; None where they have logged nothing."""
    row = store.row(_LAST_HOW, (account_id,))
    return member(How, row[0]) if row else None


def forms_since(
    store: Store, account_id: str, team_id: str, since: datetime
) -> tuple[tuple[str, datetime, int, str], ...]:
    """(form key, when, how many groups, the id of one) of what the person logged for this team since then, the last first."""
    rows = store.rows(_FORMS, (account_id, team_id, moments.text(since)))
    return tuple((key, moments.moment(at), int(count), service_id) for key, at, count, service_id in rows)


def counts(store: Store, account_id: str, team_id: str, since: datetime) -> tuple[int, int]:
    """How often the person, and how often their team, logged something since that moment."""
    row = store.row(_COUNTS, (account_id, team_id, moments.text(since)))
    return (int(row[0]), int(row[1])) if row else (0, 0)


def recent_services(store: Store, account_id: str, since: datetime, limit: int) -> tuple[str, ...]:
    """The ids of the services that the person pointed somebody to since that moment, the last first."""
    return tuple(id_ for (id_,) in store.rows(_RECENT, (account_id, moments.text(since), limit)))


def names(store: Store, account_ids: Sequence[str]) -> dict[str, str]:
    """The names of these accounts."""
    ids = list(dict.fromkeys(account_ids))
    return dict(store.rows(_NAMES.format(marks=marks(ids)), ids))
