"""The door for groups: answer referrals, from an account or from a link."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import answer, group
from locator.web.shared.doorkeeper import Access, Who

DOORS: tuple[Blueprint, ...] = (answer.door, group.door)

ACCESS: Access = {
    "answer.page": Who.ANYBODY,
    "answer.press": Who.ANYBODY,
    "group.group": Permission.ANSWER,
    "group.referral": Permission.ANSWER,
    "group.move": Permission.ANSWER,
}
