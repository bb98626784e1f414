"""Every listing, hidden ones too, with the history of each, of each group and of each venue; and restoring a version."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import deciding, histories
from locator.actions.deciding import BaseMovedError
from locator.actions.revising import OwnerMissingError
from locator.directory.service import ServiceStatus
from locator.revision.content import ContentError
from locator.revision.subject import Subject
from locator.web.curator import history_page, typed, ways
from locator.web.shared import field_words, paging, site

door = Blueprint("histories", __name__, url_prefix="/curate")

MOVED = "Something else was published since you opened the page. Look at what restoring would change now."
NO_OWNER = "The group that it belonged to is no longer in the directory, so this version cannot come back."
STATUSES = {
    ServiceStatus.ACTIVE: "Open",
    ServiceStatus.TEMPORARILY_CLOSED: "Closed for now",
    ServiceStatus.DEFUNCT: "Closed for good",
    ServiceStatus.INACTIVE: "Hidden",
}


@door.get("/listings")
def listings() -> str:
    """The listings, looked through by words and by state."""
    words = typed.line(request.args.get("q", ""), 200)
    status = next((one for one in ServiceStatus if one.value == request.args.get("status")), None)
    found = histories.listings(site.context(), words, status, typed.number(request.args.get("page", "")))
    chosen = {"q": words, "status": status.value if status else ""}
    pages = paging.paging(
        found.page, found.pages, lambda number: f"/curate/listings?{urlencode({**chosen, 'page': number})}"
    )
    return render_template(
        "curator/listings.html", found=found, words=words, status=status, statuses=STATUSES, pages=pages
    )


@door.get("/listings/<subject_id>/history")
@door.get("/organizations/<subject_id>/history")
@door.get("/venues/<subject_id>/history")
def history(subject_id: str) -> str:
    """The versions, the newest first."""
    found = histories.look(site.context(), _subject(subject_id))
    notice = "That version is public again." if request.args.get("restored") else ""
    page = history_page.page(found, typed.number(request.args.get("page", "")), notice)
    return render_template("curator/history.html", page=page)


@door.get("/listings/<subject_id>/history/<int:number>/restore")
@door.get("/organizations/<subject_id>/history/<int:number>/restore")
@door.get("/venues/<subject_id>/history/<int:number>/restore")
def ask(subject_id: str, number: int) -> Response:
    """What would change."""
    return _shown(_subject(subject_id), number)


@door.post("/listings/<subject_id>/history/<int:number>/restore")
@door.post("/organizations/<subject_id>/history/<int:number>/restore")
@door.post("/venues/<subject_id>/history/<int:number>/restore")
def restore(subject_id: str, number: int) -> Answer:
    """Make it public again; pressed twice it is done once."""
    context, subject = site.context(), _subject(subject_id)
    why = typed.line(request.form.get("why", ""), deciding.LONGEST_REASON)
    if histories.restoring(context, subject, number).changes:
        try:
            deciding.restore(
                context, subject, number, seen_number=typed.number(request.form.get("number", "")), why=why
            )
        except BaseMovedError:
            return _shown(subject, number, MOVED, 409)
        except ContentError as wrong:
            return _shown(subject, number, field_words.trouble(subject.kind, wrong), 422)
        except OwnerMissingError:
            return _shown(subject, number, NO_OWNER, 422)
    return redirect(f"{ways.history(subject)}?restored=yes", 303)


def _shown(subject: Subject, number: int, problem: str = "", status: int = 200) -> Response:
    found = histories.restoring(site.context(), subject, number)
    page = history_page.restore_page(found, problem)
    return make_response(render_template("curator/restore.html", page=page), status)


def _subject(subject_id: str) -> Subject:
    """What the address is about: its second part says the kind."""
    part = request.path.split("/")[2]
    return Subject(kind=next(kind for kind, name in ways.KINDS.items() if name == part), id=subject_id)
