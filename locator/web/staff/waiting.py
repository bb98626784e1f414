"""For curators: the groups that have not answered, whom to phone, and no word about any person."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from locator.actions import unanswered
from locator.actions.context import LONDON
from locator.actions.unanswered import Waiting
from locator.directory import contact, dates
from locator.web.shared import paging, site

door = Blueprint("waiting", __name__)

PATH = "/waiting"
LINES = 50
"""Of one page."""


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


@door.get(PATH)
def waiting() -> str:
    """The table: of every group, or of the one that the address names."""
    group = request.args.get("group", "")
    found = [one for one in unanswered.every(site.context()) if group in ("", one.service_id)]
    count = max(1, -(-len(found) // LINES))
    page = min(paging.page_number(request.args.get("page", "")), count)
    return render_template(
        "staff/waiting.html",
        entries=tuple(map(_line, found[(page - 1) * LINES : page * LINES])),
        total=len(found),
        is_of_one=bool(group),
        page=page,
        count=count,
        pages=paging.paging(page, count, lambda number: f"{PATH}?{urlencode({'group': group, 'page': number})}"),
    )


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
