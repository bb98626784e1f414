"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import claims, keepers
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (claims, keepers))

ACCESS: Access = {
    "claims.every": Permission.CURATE,
    "claims.one": Permission.CURATE,
    "claims.approve": Permission.CURATE,
    "claims.refuse": Permission.CURATE,
    "keepers.group": Permission.CURATE,
    "keepers.change": Permission.CURATE,
}
