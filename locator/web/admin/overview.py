"""The page where whoever runs the installation begins."""

from __future__ import annotations

from flask import Blueprint, render_template

from locator.accounts.account import AccountStatus
from locator.actions import people, teams
from locator.web.shared import site

door = Blueprint("admin", __name__)


@door.get("/admin")
def overview() -> str:
    """How many teams and accounts there are, and the way to each."""
    found = people.every(site.context())
    return render_template(
        "admin/overview.html",
        teams=sum(team.closed_at is None for team in teams.every(site.context())),
        active=sum(one.status is AccountStatus.ACTIVE for one in found),
        invited=sum(one.status is AccountStatus.INVITED for one in found),
    )
