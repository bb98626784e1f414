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


TOOLS = (Tool("Everyday words", "Say what else a word finds, and try it first.", "/curate/words"),)


@door.get("/curate/tools")
def tools() -> str:
    """The tools that this person may use."""
    user = site.context().user
    shown = [tool for tool in TOOLS if user is not None and user.can(tool.needs)]
    return render_template("curator/tools.html", tools=shown)
