"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import freshness
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (freshness.door,)

ACCESS: Access = {
    "freshness.every": Permission.CURATE,
    "freshness.one": Permission.CURATE,
}
