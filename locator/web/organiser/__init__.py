"""The door for groups: answer referrals, and keep their own listings right."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import answer, changes, edit, group, handed_person, new, paper, places, still_correct, times
from locator.web.shared.doorkeeper import Access, Who

DOORS: tuple[Blueprint, ...] = tuple(
    part.door for part in (answer, group, handed_person, edit, places, times, new, changes, paper, still_correct)
)

ACCESS: Access = {
    "answer.page": Who.ANYBODY,
    "answer.press": Who.ANYBODY,
    "group.group": Permission.ANSWER,
    "group.referral": Permission.ANSWER,
    "group.move": Permission.ANSWER,
    "person_for_group.person": Permission.ANSWER,
    "still_correct.page": Who.ANYBODY,
    "still_correct.press": Who.ANYBODY,
    "edit.listing": Permission.EDIT_OWN,
    "edit.preview": Permission.EDIT_OWN,
    "edit.send": Permission.EDIT_OWN,
    "paper.empty": Who.ANYBODY,
    "paper.filled": Permission.EDIT_OWN,
    "places.page": Permission.EDIT_OWN,
    "places.add": Permission.EDIT_OWN,
    "places.new": Permission.EDIT_OWN,
    "places.remove": Permission.EDIT_OWN,
    "times.page": Permission.EDIT_OWN,
    "new_listing.begin": Permission.EDIT_OWN,
    "changes.every": Permission.EDIT_OWN,
    "changes.one": Permission.EDIT_OWN,
    "changes.withdraw": Permission.EDIT_OWN,
}
