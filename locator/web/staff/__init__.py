"""The door for staff: refer, see what happened next, and what the log tells."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.shared.doorkeeper import Access
from locator.web.staff import hand_over, handed_person

DOORS: tuple[Blueprint, ...] = (hand_over.door, handed_person.door)

ACCESS: Access = {
    "hand_over.hand_over": Permission.REFER,
    "hand_over.sent": Permission.REFER,
    "handed_person.person": Permission.SEE_TEAM,
}
