"""The door for staff: refer, see what happened next, and what the log tells."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.shared.doorkeeper import Access
from locator.web.staff import follow_up, moves, waiting

DOORS: tuple[Blueprint, ...] = (follow_up.door, moves.door, waiting.door)

ACCESS: Access = {
    "follow_up.form": Permission.REFER,
    "follow_up.sheet": Permission.REFER,
    "moves.move": Permission.REFER,
    "waiting.waiting": Permission.CURATE,
}
