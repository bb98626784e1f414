"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import bounces, calls, claims, freshness, hiding, keepers, links, my_areas, overview
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(
    part.door for part in (overview, freshness, calls, bounces, hiding, links, claims, keepers, my_areas)
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
    "claims.every",
    "claims.one",
    "claims.approve",
    "claims.refuse",
    "keepers.group",
    "keepers.change",
    "my_areas.page",
    "my_areas.choose",
)

ACCESS: Access = dict.fromkeys(_FOR_CURATORS, Permission.CURATE)
