"""The door for those who run the installation: teams, accounts, the audit trail, mail."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.admin import mail
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (mail.door,)

ACCESS: Access = {
    "mail.page": Permission.MANAGE_ACCOUNTS,
    "mail.again": Permission.MANAGE_ACCOUNTS,
}
