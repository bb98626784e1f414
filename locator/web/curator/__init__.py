"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import bounces, calls, freshness, hiding, overview
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (overview.door, freshness.door, calls.door, bounces.door, hiding.door)

ACCESS: Access = {
    "curate.page": Permission.CURATE,
    "freshness.every": Permission.CURATE,
    "freshness.one": Permission.CURATE,
    "calls.page": Permission.CURATE,
    "calls.press": Permission.CURATE,
    "calls.undo": Permission.CURATE,
    "bounces.page": Permission.CURATE,
    "bounces.works": Permission.CURATE,
    "hiding.every": Permission.CURATE,
    "hiding.one": Permission.CURATE,
    "hiding.show_again": Permission.CURATE,
}
