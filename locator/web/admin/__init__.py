"""The door for those who run the installation: teams, accounts, the audit trail, mail."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = ()

ACCESS: Access = {}
