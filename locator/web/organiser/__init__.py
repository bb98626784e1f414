"""The door for groups: answer referrals, from an account or from a link, and look after listings."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import answer, enter, group, handed_person
from locator.web.shared.doorkeeper import Access, Who

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (answer, enter, group, handed_person))

ACCESS: Access = {
    "answer.page": Who.ANYBODY,
    "answer.press": Who.ANYBODY,
    "enter.ask": Who.ANYBODY,
    "enter.sent": Who.ANYBODY,
    "enter.press": Who.ANYBODY,
    "group.group": Permission.ANSWER,
    "group.referral": Permission.ANSWER,
    "group.move": Permission.ANSWER,
    "person_for_group.person": Permission.ANSWER,
}
