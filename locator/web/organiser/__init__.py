"""The door for groups: come in, answer referrals, and keep their own listings right."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.organiser import (
    about_group,
    answer,
    begin,
    changes,
    claiming,
    edit,
    enter,
    getting_in,
    group,
    handed_person,
    home,
    new,
    paper,
    people,
    places,
    still_correct,
    times,
)
from locator.web.shared.doorkeeper import Access, Who

DOORS: tuple[Blueprint, ...] = tuple(
    part.door
    for part in (
        answer,
        begin,
        enter,
        group,
        handed_person,
        home,
        edit,
        about_group,
        getting_in,
        places,
        times,
        new,
        changes,
        paper,
        claiming,
        people,
        still_correct,
    )
)

ACCESS: Access = {
    "answer.page": Who.ANYBODY,
    "answer.press": Who.ANYBODY,
    "begin.ask": Who.ANYBODY,
    "begin.sent": Who.ANYBODY,
    "enter.ask": Who.ANYBODY,
    "enter.sent": Who.ANYBODY,
    "enter.press": Who.ANYBODY,
    "group.group": Permission.ANSWER,
    "group.referral": Permission.ANSWER,
    "group.move": Permission.ANSWER,
    "person_for_group.person": Permission.ANSWER,
    "still_correct.page": Who.ANYBODY,
    "still_correct.press": Who.ANYBODY,
    "about_group.edit": Permission.EDIT_OWN,
    "edit.listing": Permission.EDIT_OWN,
    "edit.preview": Permission.EDIT_OWN,
    "edit.send": Permission.EDIT_OWN,
    "paper.empty": Who.ANYBODY,
    "paper.filled": Permission.EDIT_OWN,
    "getting_in.page": Permission.EDIT_OWN,
    "places.page": Permission.EDIT_OWN,
    "places.add": Permission.EDIT_OWN,
    "places.new": Permission.EDIT_OWN,
    "places.remove": Permission.EDIT_OWN,
    "times.page": Permission.EDIT_OWN,
    "new_listing.begin": Permission.EDIT_OWN,
    "claiming.service": Who.ANYBODY,
    "claiming.organization": Who.ANYBODY,
    "claiming.sent": Who.ANYBODY,
    "claiming.done": Who.ANYBODY,
    "claiming.prove": Who.ANYBODY,
    "organise_home.home": Permission.EDIT_OWN,
    "organise_home.correct": Permission.EDIT_OWN,
    "organise_home.password": Permission.EDIT_OWN,
    "organise_home.figures": Permission.EDIT_OWN,
    "organise_people.page": Permission.SHARE_OWN,
    "organise_people.invite": Permission.SHARE_OWN,
    "organise_people.lead": Permission.SHARE_OWN,
    "organise_people.take_off": Permission.SHARE_OWN,
    "organise_people.leave": Permission.SHARE_OWN,
    "organise_people.answer": Permission.SHARE_OWN,
    "changes.every": Permission.EDIT_OWN,
    "changes.one": Permission.EDIT_OWN,
    "changes.withdraw": Permission.EDIT_OWN,
}
