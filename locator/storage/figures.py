"""Counts over referrals, unmet need and searches, and the rows of a team's log; what was undone is counted nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from locator.referral.log import LogRow, NamedCount
from locator.referral.referral import ForWhom, How, Level
from locator.referral.states import CloseReason, State
from locator.storage import moments
from locator.storage.database import Row, Store, Value

NOBODY = ""
"""What stands in a key for a locality or a theme that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which referrals of one team: made from `since` until before `until`; None and "" narrow nothing."""

    team_id: str
    since: datetime
    until: datetime
    account_id: str = ""
    locality_id: str = ""
    theme_code: str = ""
    service_id: str = ""
    level: Level | None = None
    state: State | None = None


_WITH_MERGED = """
    SELECT id FROM service
    WHERE COALESCE(merged_into, id) = (SELECT COALESCE(merged_into, id) FROM service WHERE id = ?)
"""
"""A service with all that was merged into it."""
_GROUPED = frozenset({"theme_code", "locality_id", "state", "level", "closed_reason"})


def count(store: Store, chosen: Chosen) -> int:
    """How many referrals there are."""
    where, values = _where(chosen)
    row = store.row(f"SELECT COUNT(*) FROM referral WHERE {where}", values)
    return int(row[0]) if row else 0


def rows(store: Store, chosen: Chosen, *, offset: int = 0, limit: int = 50) -> tuple[LogRow, ...]:
    """The lines of the log, the newest first, each with the names that the listing had at the time."""
    where, values = _where(chosen)
    sql = f"""
        SELECT referral.id, created_at, listing_snapshot.service_name, listing_snapshot.organization_name,
            COALESCE(theme_code, ''), COALESCE(locality_id, ''), level, for_whom, how, state, closed_reason
        FROM referral JOIN listing_snapshot ON listing_snapshot.id = referral.snapshot_id
        WHERE {where} ORDER BY created_at DESC, referral.id LIMIT ? OFFSET ?
    """
    return tuple(_made(row) for row in store.rows(sql, (*values, limit, offset)))


def counts_by(store: Store, chosen: Chosen, column: str) -> Counter[str]:
    """How many referrals have each value of `theme_code`, `locality_id`, `state`, `level` or `closed_reason`."""
    if column not in _GROUPED:
        raise ValueError(f"There are no counts by {column}.")
    where, values = _where(chosen)
    sql = f"SELECT COALESCE({column}, ''), COUNT(*) FROM referral WHERE {where} GROUP BY 1 ORDER BY 1"
    return Counter(dict(store.rows(sql, values)))


def counts_by_service(store: Store, chosen: Chosen) -> tuple[NamedCount, ...]:
    """How often each service was pointed to, the most often first; what was merged counts for what it is a part of now."""
    where, values = _where(chosen)
    sql = f"""
        SELECT kept.id, kept.name, COUNT(*) FROM referral JOIN service ON service.id = referral.service_id
            JOIN service AS kept ON kept.id = COALESCE(service.merged_into, service.id)
        WHERE {where} GROUP BY kept.id ORDER BY COUNT(*) DESC, kept.name, kept.id
    """
    return tuple(NamedCount(service_id=id_, name=name, count=n) for id_, name, n in store.rows(sql, values))


def counts_by_hour(store: Store, chosen: Chosen) -> Iterator[tuple[datetime, int]]:
    """How many were made in each hour in which any was: of hours a day of any time zone can be put together."""
    where, values = _where(chosen)
    sql = f"SELECT SUBSTR(created_at, 1, 13), COUNT(*) FROM referral WHERE {where} GROUP BY 1 ORDER BY 1"
    for hour, number in store.rows(sql, values):
        yield moments.moment(f"{hour}:00:00.000000Z"), number


def services_of_team(store: Store, team_id: str) -> tuple[tuple[str, str], ...]:
    """(id, name) of every service that the team has pointed to, by name; what was merged stands as what it is a part of now."""
    sql = """
        SELECT id, name FROM service WHERE id IN (
            SELECT COALESCE(service.merged_into, service.id) FROM referral
                JOIN service ON service.id = referral.service_id
            WHERE team_id = ? AND undone_at IS NULL)
        ORDER BY name, id
    """
    return tuple((id_, name) for id_, name in store.rows(sql, (team_id,)))


def demand(store: Store, since: datetime, until: datetime) -> Counter[tuple[str, str]]:
    """All teams' signposts and referrals by (locality id, theme code)."""
    return _pairs(
        store,
        """
        SELECT COALESCE(locality_id, ''), COALESCE(theme_code, ''), COUNT(*) FROM referral INDEXED BY referral_counted
        WHERE created_at >= ? AND created_at < ? AND undone_at IS NULL
        GROUP BY locality_id, theme_code ORDER BY locality_id, theme_code
        """,
        (since, until),
    )


def unmet(store: Store, since: datetime, until: datetime) -> Counter[tuple[str, str, str]]:
    """All teams' unmet need by (reason, locality id, theme code)."""
    sql = """
        SELECT reason, COALESCE(locality_id, ''), COALESCE(theme_code, ''), COUNT(*) FROM unmet_need
        WHERE created_at >= ? AND created_at < ? AND undone_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """
    found = store.rows(sql, (moments.text(since), moments.text(until)))
    return Counter({(reason, locality_id, theme): number for reason, locality_id, theme, number in found})


def searches_for_nothing(store: Store, since: datetime, until: datetime) -> tuple[tuple[str, int], ...]:
    """(the filters as JSON, how many) of the searches that found nothing."""
    sql = """
        SELECT filters, COUNT(*) FROM search_log
        WHERE searched_at >= ? AND searched_at < ? AND total = 0 GROUP BY filters ORDER BY filters
    """
    return tuple((filters, n) for filters, n in store.rows(sql, (moments.text(since), moments.text(until))))


def _pairs(store: Store, sql: str, period: tuple[datetime, datetime]) -> Counter[tuple[str, str]]:
    found = store.rows(sql, tuple(moments.text(moment) for moment in period))
    return Counter({(locality_id, theme): number for locality_id, theme, number in found})


def _where(chosen: Chosen) -> tuple[str, tuple[Value, ...]]:
    """The condition and its values."""
    asked: dict[str, Value] = {
        "account_id = ?": chosen.account_id,
        "locality_id = ?": chosen.locality_id,
        "theme_code = ?": chosen.theme_code,
        f"referral.service_id IN ({_WITH_MERGED})": chosen.service_id,
        "level = ?": chosen.level.value if chosen.level else "",
        "state = ?": chosen.state.value if chosen.state else "",
    }
    narrowed = {condition: value for condition, value in asked.items() if value}
    always = "team_id = ? AND created_at >= ? AND created_at < ? AND undone_at IS NULL"
    values = (chosen.team_id, moments.text(chosen.since), moments.text(chosen.until), *narrowed.values())
    return " AND ".join((always, *narrowed)), values


def _made(row: Row) -> LogRow:
    id_, created_at, service, organization, theme, locality_id, level, for_whom, how, state, reason = row
    return LogRow(
        referral_id=id_,
        created_at=moments.moment(created_at),
        service_name=service,
        organization_name=organization,
        theme_code=theme,
        locality_id=locality_id,
        level=Level(level),
        for_whom=ForWhom(for_whom),
        how=How(how),
        state=State(state),
        closed_reason=CloseReason(reason) if reason else None,
    )
