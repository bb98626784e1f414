"""The door for signing in, and for one's own account."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = ()

ACCESS: Access = {}
