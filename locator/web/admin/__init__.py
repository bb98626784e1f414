"""The door for those who run the installation: teams, accounts, the audit trail, mail."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.admin import erase, outside, trail
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (trail.door, erase.door, outside.door)

ACCESS: Access = {
    "trail.audit": Permission.READ_AUDIT,
    "trail.check": Permission.READ_AUDIT,
    "erase.erase": Permission.ERASE,
    "erase.erased": Permission.ERASE,
    "outside.find": Permission.OPEN_OUTSIDE_TEAM,
    "outside.one": Permission.OPEN_OUTSIDE_TEAM,
}
