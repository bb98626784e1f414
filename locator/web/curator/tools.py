"""Where the curators' tools begin: one plain sentence for each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from locator.roles import Permission
from locator.web.shared import site

door = Blueprint("tools", __name__)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its name, what it is for, its address, and what it takes."""

    name: str
    what: str
    href: str
    needs: Permission = Permission.CURATE


TOOLS = (
    Tool("Everyday words", "Say what else a word finds, and try it first.", "/curate/words"),
    Tool("Themes and terms", "Name the kinds of group and activity that people choose from.", "/curate/terms"),
    Tool("Areas", "Say which ward is in which area, and from which day.", "/curate/areas"),
    Tool("Venues", "Put an address or a pin right, and make two of the same one.", "/curate/venues"),
    Tool("Many listings at once", "Mark, sort, close, hide or move a whole list, and take it back.", "/curate/many"),
    Tool("Texts", "Say it in your own words: messages, and the two permissions.", "/curate/texts", Permission.SET_UP),
    Tool("Settings", "Say how the site is called and reached.", "/curate/settings", Permission.SET_UP),
    Tool("Teams", "Say who works together.", "/admin/teams", Permission.MANAGE_ACCOUNTS),
    Tool("Accounts", "Say who may sign in, and as what.", "/admin/accounts", Permission.MANAGE_ACCOUNTS),
)


@door.get("/curate/tools")
def tools() -> str:
    """The tools that this person may use."""
    user = site.context().user
    shown = [tool for tool in TOOLS if user is not None and user.can(tool.needs)]
    return render_template("curator/tools.html", tools=shown)
