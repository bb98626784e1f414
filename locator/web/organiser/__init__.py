"""The door for groups: answer referrals, from an account or from a link."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import answer, group, handed_person, still_correct
from locator.web.shared.doorkeeper import Access, Who

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (answer, group, handed_person, still_correct))

ACCESS: Access = {
    "answer.page": Who.ANYBODY,
    "answer.press": Who.ANYBODY,
    "group.group": Permission.ANSWER,
    "group.referral": Permission.ANSWER,
    "group.move": Permission.ANSWER,
    "person_for_group.person": Permission.ANSWER,
    "still_correct.page": Who.ANYBODY,
    "still_correct.press": Who.ANYBODY,
}
