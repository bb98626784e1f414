"""For curators: the groups that have not answered, whom to phone, and no word about any person."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from locator.actions import unanswered
from locator.actions.context import LONDON
from locator.actions.unanswered import Waiting
from locator.directory import contact, dates
from locator.web.shared import site

door = Blueprint("waiting", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table."""

    group: str
    organization: str
    phone: str
    phone_link: str
    since: str
    days: int
    is_late: bool
    reminded: str


@door.get("/waiting")
def waiting() -> str:
    """The table."""
    entries = tuple(_line(one) for one in unanswered.every(site.context()))
    return render_template("staff/waiting.html", entries=entries)


def _line(one: Waiting) -> Line:
    return Line(
        group=one.group,
        organization=one.organization,
        phone=one.phone,
        phone_link=contact.tel_link(one.phone) if one.phone else "",
        since=dates.date_words(one.since),
        days=one.working_days,
        is_late=one.is_late,
        reminded=_reminded(one),
    )


def _reminded(one: Waiting) -> str:
    if not one.can_be_mailed:
        return "Has no email: please phone"
    if one.group_reminded_at is None:
        return "Not yet"
    return dates.date_words(one.group_reminded_at.astimezone(LONDON).date())
