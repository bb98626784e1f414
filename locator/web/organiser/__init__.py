"""The door for groups: answer referrals, from an account or from a link."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import handed_person
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = (handed_person.door,)

ACCESS: Access = {
    "person_for_group.person": Permission.ANSWER,
}
