"""My list: keep, reorder, print and send on what a person has found. No account, no JavaScript."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import segno
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import shortlist
from locator.actions.shortlist import MOST_KEPT
from locator.web.public.sheet import Entry, entries
from locator.web.shared import guard, kept_list, site
from locator.web.shared.card_view import CardView, views
from locator.web.shared.frame import frame

door = Blueprint("my_list", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """A list under a link that expires; `mailto` and `sms` carry the link to somebody else."""

    cards: tuple[CardView, ...]
    entries: tuple[Entry, ...]
    link: str
    until: datetime
    mailto: str
    sms: str
    code_href: str
    is_new: bool


@door.get("/my-list")
def my_list() -> str:
    """What the person has kept."""
    kept = kept_list.read()
    cards = shortlist.cards(site.context(), kept)
    gone = len(kept) - len(cards)
    return render_template(
        "public/my_list.html",
        cards=views(cards, kept),
        entries=entries(cards, site.context().today),
        gone=gone,
        most=MOST_KEPT,
    )


@door.get("/my-list/large-print")
def large_print() -> str:
    """The same on paper, in large letters."""
    return render_template(
        "public/large_print.html",
        entries=entries(shortlist.cards(site.context(), kept_list.read()), site.context().today),
    )


@door.post("/my-list/keep")
def keep() -> Answer:
    """Put a service at the end of the list."""
    ids, one = list(kept_list.read()), request.form.get("id", "")
    known = bool(shortlist.cards(site.context(), [one])) if one else False
    return _back([*ids, one] if known and one not in ids and len(ids) < MOST_KEPT else ids)


@door.post("/my-list/remove")
def remove() -> Answer:
    """Take a service out of the list."""
    return _back([one for one in kept_list.read() if one != request.form.get("id")])


@door.post("/my-list/move")
def move() -> Answer:
    """Move a service one place up or down."""
    ids, one = list(kept_list.read()), request.form.get("id", "")
    if one in ids:
        place = ids.index(one)
        other = place + (1 if request.form.get("way") == "down" else -1)
        if 0 <= other < len(ids):
            ids[place], ids[other] = ids[other], ids[place]
    return _back(ids)


@door.post("/my-list/clear")
def clear() -> Answer:
    """Empty the list."""
    return _back([])


@door.post("/my-list/share")
def share() -> Answer:
    """Make a link to the list that works for thirty days."""
    ids = kept_list.read()
    if not ids:
        return redirect(url_for(".my_list"), 303)
    token, _ = shortlist.share(site.context(), ids)
    return redirect(url_for(".shared", token=token, made=1), 303)


@door.get("/my-list/shared/<token>")
def shared(token: str) -> Answer:
    """A list that somebody sent."""
    found = _open(token)
    link = f"{frame().base}{url_for('.shared', token=token)}"
    text = f"Groups and activities from {frame().name}: {link}"
    page = SharedPage(
        cards=views(found.cards, kept_list.read()),
        entries=entries(found.cards, site.context().today),
        link=link,
        until=found.expires_at,
        mailto=f"mailto:?subject={quote('Groups and activities for you')}&body={quote(text)}",
        sms=f"sms:?&body={quote(text)}",
        code_href=url_for(".code", token=token),
        is_new="made" in request.args,
    )
    return _unlisted(make_response(render_template("public/shared_list.html", page=page)))


@door.get("/my-list/shared/<token>/code.svg")
def code(token: str) -> Answer:
    """The link as a square code, for a phone's camera."""
    _open(token)
    link = f"{frame().base}{url_for('.shared', token=token)}"
    picture = io.BytesIO()
    segno.make(link, error="m").save(
        picture, kind="svg", scale=6, border=4, dark="#14201f", light="#ffffff", xmldecl=False
    )
    return _unlisted(Response(picture.getvalue(), mimetype="image/svg+xml"))


def _open(token: str) -> shortlist.Shared:
    try:
        return shortlist.open_shared(site.context(), token)
    except shortlist.SharedListGoneError:
        abort(410)


def _back(ids: Sequence[str]) -> Answer:
    """Keep the list and go back to the page that the form was on."""
    return kept_list.write(redirect(guard.safe_path(request.form.get("back", ""), url_for(".my_list")), 303), ids)


def _unlisted(answer: Response) -> Response:
    """Who has the link may see the list; search engines and caches may not."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
