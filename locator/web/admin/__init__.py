"""The door for those who run the installation: teams, accounts, the audit trail, mail."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.admin import accounts, erase, mail, outside, overview, teams, trail
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (mail, accounts, erase, outside, overview, teams, trail))

ACCESS: Access = {
    "mail.page": Permission.MANAGE_ACCOUNTS,
    "mail.again": Permission.MANAGE_ACCOUNTS,
    "admin.overview": Permission.MANAGE_ACCOUNTS,
    "teams.every": Permission.MANAGE_ACCOUNTS,
    "teams.new": Permission.MANAGE_ACCOUNTS,
    "teams.one": Permission.MANAGE_ACCOUNTS,
    "teams.close": Permission.MANAGE_ACCOUNTS,
    "teams.open_again": Permission.MANAGE_ACCOUNTS,
    "accounts.every": Permission.MANAGE_ACCOUNTS,
    "accounts.new": Permission.MANAGE_ACCOUNTS,
    "accounts.one": Permission.MANAGE_ACCOUNTS,
    "accounts.areas": Permission.MANAGE_ACCOUNTS,
    "accounts.disable": Permission.MANAGE_ACCOUNTS,
    "accounts.enable": Permission.MANAGE_ACCOUNTS,
    "accounts.reset": Permission.MANAGE_ACCOUNTS,
    "accounts.end_sessions": Permission.MANAGE_ACCOUNTS,
    "accounts.phone": Permission.MANAGE_ACCOUNTS,
    "trail.audit": Permission.READ_AUDIT,
    "trail.check": Permission.READ_AUDIT,
    "erase.erase": Permission.ERASE,
    "erase.erased": Permission.ERASE,
    "outside.find": Permission.OPEN_OUTSIDE_TEAM,
    "outside.one": Permission.OPEN_OUTSIDE_TEAM,
}
