"""The audit trail as a page: who did or looked at what, narrowed down, and the proof that it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from locator.actions import audit_view
from locator.actions.audit_view import Filter, Row
from locator.web.shared import site

door = Blueprint("trail", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """The rows, the boxes to narrow them down with, and the address of the next ones ("" at the end)."""

    rows: Sequence[Row]
    people: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]
    chosen: dict[str, str]
    older: str


@door.get("/admin/audit")
def audit() -> str:
    """The newest rows that fit."""
    context = site.context()
    chosen = {name: request.args.get(name, "").strip()[:64] for name in ("who", "what", "about", "since", "until")}
    before = request.args.get("before", "")
    asked = Filter(
        account_id=chosen["who"],
        action=chosen["what"],
        about=chosen["about"],
        since=_day(chosen["since"]),
        until=_day(chosen["until"]),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None,
    )
    found = audit_view.rows(context, asked)
    page = TrailPage(
        rows=found.rows,
        people=found.people,
        actions=found.actions,
        chosen=chosen,
        older=f"/admin/audit?{urlencode({**chosen, 'before': found.next_before})}" if found.next_before else "",
    )
    return render_template("admin/audit.html", page=page)


@door.post("/admin/audit/check")
def check() -> str:
    """Whether the trail is whole."""
    return render_template("admin/audit_checked.html", verdict=audit_view.checked(site.context()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
