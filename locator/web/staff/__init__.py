"""The door for staff: refer, see what happened next, and what the log tells."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.shared.doorkeeper import Access
from locator.web.staff import (
    figures,
    follow_up,
    hand_over,
    handed_person,
    last_search,
    log,
    moves,
    signpost,
    unmet,
    waiting,
    work,
)

DOORS: tuple[Blueprint, ...] = tuple(
    part.door
    for part in (follow_up, moves, waiting, figures, hand_over, handed_person, last_search, log, signpost, unmet, work)
)

ACCESS: Access = {
    "follow_up.form": Permission.REFER,
    "follow_up.sheet": Permission.REFER,
    "moves.move": Permission.REFER,
    "waiting.waiting": Permission.CURATE,
    "work.page": Permission.SEE_TEAM,
    "work.find": Permission.SEE_TEAM,
    "work.referral": Permission.SEE_TEAM,
    "signpost.form": Permission.REFER,
    "signpost.log": Permission.REFER,
    "signpost.logged": Permission.REFER,
    "signpost.code": Permission.REFER,
    "signpost.undo": Permission.REFER,
    "unmet.form": Permission.REFER,
    "unmet.note": Permission.REFER,
    "unmet.noted": Permission.REFER,
    "unmet.undo": Permission.REFER,
    "log.page": Permission.SEE_TEAM_LOG,
    "log.table": Permission.SEE_TEAM_LOG,
    "figures.page": Permission.SEE_FIGURES,
    "figures.table": Permission.SEE_FIGURES,
    "hand_over.hand_over": Permission.REFER,
    "hand_over.sent": Permission.REFER,
    "handed_person.person": Permission.SEE_TEAM,
}
