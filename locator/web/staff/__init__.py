"""The door for staff: refer, see what happened next, and what the log tells."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.shared.doorkeeper import Access
from locator.web.staff import figures, log

DOORS: tuple[Blueprint, ...] = (log.door, figures.door)

ACCESS: Access = {
    "log.page": Permission.SEE_TEAM_LOG,
    "log.table": Permission.SEE_TEAM_LOG,
    "figures.page": Permission.SEE_FIGURES,
    "figures.table": Permission.SEE_FIGURES,
}
