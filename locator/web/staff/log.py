"""The log of one's own team: a page with filters, and the same as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from locator.actions import log
from locator.exchange import spreadsheet
from locator.web.shared import site
from locator.web.staff import log_page

door = Blueprint("log", __name__)


@door.get("/staff/log")
def page() -> tuple[str, int]:
    """Which groups older people and carers were pointed to."""
    context = site.context()
    asked = log_page.question(request.args, context.today)
    shown = log_page.page(context, log.show(context, asked.asked), asked.wrong)
    return render_template("staff/log.html", log=shown), 422 if asked.wrong else 200


@door.get("/staff/log.csv")
def table() -> Response:
    """The rows of the log, for a spreadsheet."""
    context = site.context()
    export = log.export(context, log_page.question(request.args, context.today).asked)
    content = spreadsheet.written(log_page.HEADER, log_page.table(context, export))
    return download(content, log_page.file_name(export))


def download(content: bytes, name: str) -> Response:
    """A table as a file that is saved and not shown."""
    answer = Response(content, content_type=spreadsheet.MIME)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
