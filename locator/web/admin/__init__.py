"""The door for those who run the installation: teams, accounts, the audit trail, mail."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.admin import accounts, overview, teams
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (overview.door, teams.door, accounts.door)

ACCESS: Access = {
    "admin.overview": Permission.MANAGE_ACCOUNTS,
    "teams.every": Permission.MANAGE_ACCOUNTS,
    "teams.new": Permission.MANAGE_ACCOUNTS,
    "teams.one": Permission.MANAGE_ACCOUNTS,
    "teams.close": Permission.MANAGE_ACCOUNTS,
    "teams.open_again": Permission.MANAGE_ACCOUNTS,
    "accounts.every": Permission.MANAGE_ACCOUNTS,
    "accounts.new": Permission.MANAGE_ACCOUNTS,
    "accounts.one": Permission.MANAGE_ACCOUNTS,
    "accounts.disable": Permission.MANAGE_ACCOUNTS,
    "accounts.enable": Permission.MANAGE_ACCOUNTS,
    "accounts.reset": Permission.MANAGE_ACCOUNTS,
    "accounts.end_sessions": Permission.MANAGE_ACCOUNTS,
    "accounts.phone": Permission.MANAGE_ACCOUNTS,
}
