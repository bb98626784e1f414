"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import links
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (links,))

ACCESS: Access = {
    "broken_links.page": Permission.CURATE,
}
