"""The programme's figures for those outside the teams: supply, demand and unmet need by locality and theme.

What is published is fixed, so that no two answers can be subtracted from each other: whole quarters that are over, the
localities that held at the time, and the same tables for everybody, in which small counts are hidden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from locator.accounts.account import User
from locator.actions import audit, indexing, log
from locator.actions.context import Context
from locator.actions.permission import require
from locator.directory.locality import LocalitySet
from locator.referral import quarters, suppression
from locator.referral.quarters import Quarter
from locator.referral.suppression import Key
from locator.referral.unmet import UnmetReason
from locator.roles import Permission
from locator.storage import figures
from search_index.query import Query

UNKNOWN = ""
"""The row of no locality, and the column of no theme."""


class NoSuchQuarterError(Exception):
    """There are no published figures for this quarter."""


class Measure(StrEnum):
    """What is counted."""

    SUPPLY = "supply"
    DEMAND = "demand"
    UNMET = "unmet"
    NOTHING_FOUND = "nothing-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One measure by locality id and theme code; None where a count is hidden.

    The supply's sums are not those of its cells: a group may belong to several themes and localities.
    """

    cells: Mapping[tuple[str, str], int | None]
    by_locality: Mapping[str, int | None]
    by_theme: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything that is published about one quarter."""

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    locality_set: LocalitySet | None
    tables: Mapping[Measure, Table]
    unmet_by_reason: Mapping[UnmetReason, int | None]
    unmet_by_reason_and_locality: Mapping[tuple[UnmetReason, str], int | None]
    trend: Mapping[Measure, Mapping[Quarter, int | None]]
    """The totals of every quarter that is published, the oldest first."""

    @property
    def locality_ids(self) -> tuple[str, ...]:
        """The localities in the order of their names."""
        return _locality_ids(self.locality_set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The published figures, who took them out, and when."""

    programme: Programme
    by: User
    at: datetime


def programme(context: Context, quarter: str = "") -> Programme:
    """The figures of a quarter ("2026-q3"), the newest without one; raises NotAllowedError, NoSuchQuarterError."""
    require(context, Permission.SEE_FIGURES)
    known = quarters.to_publish(context.today)
    chosen = next((one for one in known if quarter in ("", one.slug)), None)
    if chosen is None:
        raise NoSuchQuarterError(quarter)
    with context.store.snapshot():
        return _programme(context, chosen, known)


def export(context: Context, quarter: str = "") -> Export:
    """The same figures to take away; that they were is written down."""
    user = require(context, Permission.SEE_FIGURES)
    found = programme(context, quarter)
    with context.store.atomic():
        audit.note(context, "figures.export", "quarter", found.quarter.slug)
    return Export(programme=found, by=user, at=context.now)


def newest_unmet(context: Context) -> tuple[Quarter, Table] | None:
    """What nothing met in the newest quarter that is published, small counts hidden; None before the first.

    It is the very table of `programme`, so that the two cannot be subtracted. Raises NotAllowedError.
    """
    require(context, Permission.SEE_FIGURES)
    newest = next(iter(quarters.to_publish(context.today)), None)
    if newest is None:
        return None
    with context.store.snapshot():
        return newest, _table(_unmet(context, newest))


def _programme(context: Context, quarter: Quarter, known: tuple[Quarter, ...]) -> Programme:
    locality_set = context.reference.locality_set(quarter.last)
    unmet = _unmet(context, quarter)
    demand, nothing = _demand(context, quarter), _nothing_found(context, quarter)
    tables = {Measure.DEMAND: demand, Measure.UNMET: unmet, Measure.NOTHING_FOUND: nothing}
    return Programme(
        quarter=quarter,
        quarters=known,
        locality_set=locality_set,
        tables={Measure.SUPPLY: supply(context, locality_set)} | {one: _table(found) for one, found in tables.items()},
        unmet_by_reason={reason: unmet["first", reason] for reason in UnmetReason},
        unmet_by_reason_and_locality={
            (reason, row): unmet["before", reason, row] for reason in UnmetReason for row in _rows(locality_set)
        },
        trend=_trend(context, known),
    )


def _trend(context: Context, known: tuple[Quarter, ...]) -> dict[Measure, dict[Quarter, int | None]]:
    makers = {Measure.DEMAND: _demand, Measure.UNMET: _unmet, Measure.NOTHING_FOUND: _nothing_found}
    return {one: {quarter: make(context, quarter)["total",] for quarter in known[::-1]} for one, make in makers.items()}


def _demand(context: Context, quarter: Quarter) -> dict[Key, int | None]:
    rows = _rows(context.reference.locality_set(quarter.last))
    found: Counter[tuple[str, str]] = Counter()
    for (row, column), count in figures.demand(context.store, *_period(quarter)).items():
        found[row if row in rows else UNKNOWN, column] += count
    return suppression.published(suppression.table(found, rows, _columns(context)))


def _unmet(context: Context, quarter: Quarter) -> dict[Key, int | None]:
    rows = _rows(context.reference.locality_set(quarter.last))
    found: Counter[tuple[str, str, str]] = Counter()
    for (reason, row, column), count in figures.unmet(context.store, *_period(quarter)).items():
        found[reason, row if row in rows else UNKNOWN, column] += count
    return suppression.published(suppression.chain(found, tuple(UnmetReason), rows, _columns(context)))


def _nothing_found(context: Context, quarter: Quarter) -> dict[Key, int | None]:
    rows, columns = _rows(context.reference.locality_set(quarter.last)), _columns(context)
    if not keeps_searches(context, quarter):
        return {one.key: None for one in suppression.table({}, rows, columns)}
    found: Counter[tuple[str, str]] = Counter()
    for filters, count in figures.searches_for_nothing(context.store, *_period(quarter)):
        slug, theme = _filtered(filters, "locality"), _filtered(filters, "theme")
        row = next((id_ for id_ in rows if slug and id_.endswith(f"/{slug}")), UNKNOWN)
        found[row, theme if theme in columns else UNKNOWN] += count
    return suppression.published(suppression.table(found, rows, columns))


def keeps_searches(context: Context, quarter: Quarter) -> bool:
    """Whether every search of the quarter is still there; while they are cleared day by day, a count would tell of a day."""
    return _period(quarter)[0] >= context.now - timedelta(days=context.settings.keep_search_log_days)


def _filtered(filters: str, group: str) -> str:
    """The one value that a search was narrowed to; "" for none and for several, which belong to no one row."""
    try:
        values = json.loads(filters).get(group, ())
    except (ValueError, AttributeError):  # a list of filters that was too long to keep whole
        return ""
    return str(values[0]) if len(values) == 1 else ""


def supply(context: Context, locality_set: LocalitySet | None) -> Table:
    """How many groups are listed today: public anyway, so nothing of it is hidden."""
    today, ids = context.today.toordinal(), _locality_ids(locality_set)
    cells: dict[tuple[str, str], int | None] = {}
    by_theme: dict[str, int | None] = {}
    for theme in context.reference.every_theme:
        answer = indexing.search(context, Query(limit=0, today=today, facets={"theme": frozenset({theme.code})}))
        by_theme[theme.code] = answer.total_all
        cells |= {(id_, theme.code): answer.counts.get("locality", {}).get(id_, 0) for id_ in ids}
    everything = indexing.search(context, Query(limit=0, today=today))
    counts = everything.counts.get("locality", {})
    return Table(
        cells=cells,
        by_theme=by_theme,
        by_locality={id_: counts.get(id_, 0) for id_ in ids},
        total=everything.total_all,
    )


def _table(found: Mapping[Key, int | None]) -> Table:
    return Table(
        cells={(key[1], key[2]): value for key, value in found.items() if key[0] == "cell"},
        by_locality={key[1]: value for key, value in found.items() if key[0] == "row"},
        by_theme={key[1]: value for key, value in found.items() if key[0] == "column"},
        total=found["total",],
    )


def _period(quarter: Quarter) -> tuple[datetime, datetime]:
    return log.moments_of(quarter.first, quarter.last)


def _locality_ids(locality_set: LocalitySet | None) -> tuple[str, ...]:
    return tuple(one.id for one in sorted(locality_set.localities, key=lambda one: one.name)) if locality_set else ()


def _rows(locality_set: LocalitySet | None) -> tuple[str, ...]:
    return (*_locality_ids(locality_set), UNKNOWN)


def _columns(context: Context) -> tuple[str, ...]:
    return (*(theme.code for theme in context.reference.every_theme), UNKNOWN)
