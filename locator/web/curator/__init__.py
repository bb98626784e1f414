"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import (
    bounces,
    calls,
    changes,
    freshness,
    hiding,
    history,
    links,
    merge,
    overview,
    queue,
    reports,
)
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(
    part.door for part in (overview, freshness, calls, bounces, hiding, links, queue, changes, reports, history, merge)
)

_FOR_CURATORS = (
    "broken_links.page",
    "curate.page",
    "freshness.every",
    "freshness.one",
    "calls.page",
    "calls.press",
    "calls.undo",
    "bounces.page",
    "bounces.works",
    "hiding.every",
    "hiding.one",
    "hiding.show_again",
    "queue.queue",
    "queue.following",
    "decisions.one",
    "decisions.preview",
    "decisions.decide",
    "decisions.undo",
    "reports.one",
    "reports.close",
    "reports.undo",
    "histories.listings",
    "histories.history",
    "histories.ask",
    "histories.restore",
    "merge.pair",
    "merge.merge",
    "merge.merged",
    "merge.undo",
    "merge.different",
)

ACCESS: Access = dict.fromkeys(_FOR_CURATORS, Permission.CURATE)
