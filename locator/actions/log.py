"""The log: which service an older person or a carer was pointed to, for the team that did, with true counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from locator.accounts.account import User
from locator.actions import audit
from locator.actions.context import LONDON, Context
from locator.actions.permission import NotYoursError, require_team
from locator.directory.locality import LocalitySet
from locator.referral.log import LogRow, NamedCount
from locator.referral.referral import Level
from locator.referral.states import State
from locator.roles import Permission
from locator.storage import accounts, figures
from locator.storage.figures import Chosen

PAGE = 25
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see of the log: the days, both counted in, and what narrows it.

    `team` is a slug; "" is one's own team, which is the only one that there is to see.
    """

    first: date
    last: date
    team: str = ""
    is_mine: bool = False
    locality_id: str = ""
    theme_code: str = ""
    service_id: str = ""
    level: Level | None = None
    state: State | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One page of the log with the counts of all of it; what has no locality or theme counts under ""."""

    asked: Asked
    team_name: str
    team_slug: str
    rows: tuple[LogRow, ...]
    total: int
    by_service: tuple[NamedCount, ...]
    by_theme: Mapping[str, int]
    by_locality: Mapping[str, int]
    by_state: Mapping[str, int]
    by_month: Mapping[str, int]
    """By "2026-11"; every month of the period has a number."""
    services: tuple[tuple[str, str], ...]
    locality_sets: tuple[LocalitySet, ...]
    """The sets that held at some time in the period."""

    @property
    def pages(self) -> int:
        """How many pages the rows fill."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All rows of the log, who took them out, and when."""

    log: Log
    rows: tuple[LogRow, ...]
    by: User
    at: datetime


def show(context: Context, asked: Asked) -> Log:
    """The log of one's own team; raises NotAllowedError, and NotYoursError for another team. That it was seen is written down."""
    chosen, log = _read(context, asked, "log.view")
    with context.store.snapshot():
        rows = figures.rows(context.store, chosen, offset=(log.asked.page - 1) * PAGE, limit=PAGE)
    return replace(log, rows=rows)


def export(context: Context, asked: Asked) -> Export:
    """Everything that `show` would show on all its pages; that it was taken out is written down."""
    user, _ = require_team(context, Permission.SEE_TEAM_LOG)
    chosen, log = _read(context, asked, "log.export")
    rows = figures.rows(context.store, chosen, limit=MOST_EXPORTED)
    return Export(log=log, rows=rows, by=user, at=context.now)


def moments_of(first: date, last: date) -> tuple[datetime, datetime]:
    """When the first day begins in London, and when the last one is over."""
    begins, ends = (datetime.combine(day, time(), LONDON) for day in (first, last + timedelta(days=1)))
    return begins.astimezone(UTC), ends.astimezone(UTC)


def sets_between(sets: tuple[LocalitySet, ...], first: date, last: date) -> tuple[LocalitySet, ...]:
    """The sets of localities that held on any of these days."""
    return tuple(one for one in sets if one.valid_from <= last and (one.valid_to is None or first <= one.valid_to))


def _read(context: Context, asked: Asked, action: str) -> tuple[Chosen, Log]:
    user, team_id = require_team(context, Permission.SEE_TEAM_LOG)
    slug = _own_team(context, team_id, asked.team)
    chosen = _chosen(user, team_id, asked)
    with context.store.atomic():
        audit.note(context, action, "team", team_id)
    with context.store.snapshot():
        log = _log(context, user, slug, asked, chosen)
    page = min(max(1, asked.page), log.pages)
    return chosen, replace(log, asked=replace(asked, page=page, team=slug))


def _own_team(context: Context, team_id: str, asked: str) -> str:
    """The slug of one's own team; for another's, a row in the audit trail with the id of that team, never with what was typed."""
    ids = {team.slug: team.id for team in accounts.teams(context.store)}
    slugs = {id_: slug for slug, id_ in ids.items()}
    if asked not in ("", slugs[team_id]):
        with context.store.atomic():
            audit.note(context, "log.refused", "team", ids.get(asked, ""))
        raise NotYoursError(asked)
    return slugs[team_id]


def _chosen(user: User, team_id: str, asked: Asked) -> Chosen:
    since, until = moments_of(asked.first, asked.last)
    return Chosen(
        team_id=team_id,
        since=since,
        until=until,
        account_id=user.id if asked.is_mine else "",
        locality_id=asked.locality_id,
        theme_code=asked.theme_code,
        service_id=asked.service_id,
        level=asked.level,
        state=asked.state,
    )


def _log(context: Context, user: User, slug: str, asked: Asked, chosen: Chosen) -> Log:
    store = context.store
    return Log(
        asked=asked,
        team_name=user.team_name,
        team_slug=slug,
        rows=(),
        total=figures.count(store, chosen),
        by_service=figures.counts_by_service(store, chosen),
        by_theme=figures.counts_by(store, chosen, "theme_code"),
        by_locality=figures.counts_by(store, chosen, "locality_id"),
        by_state=figures.counts_by(store, chosen, "state"),
        by_month=_by_month(context, asked, chosen),
        services=figures.services_of_team(store, chosen.team_id),
        locality_sets=sets_between(context.reference.locality_sets, asked.first, asked.last),
    )


def _by_month(context: Context, asked: Asked, chosen: Chosen) -> dict[str, int]:
    found: Counter[str] = Counter()
    for hour, number in figures.counts_by_hour(context.store, chosen):
        found[f"{hour.astimezone(LONDON):%Y-%m}"] += number
    months, day = {}, asked.first.replace(day=1)
    while day <= asked.last:
        months[f"{day:%Y-%m}"] = found[f"{day:%Y-%m}"]
        day = (day + timedelta(days=31)).replace(day=1)
    return months
