"""The programme's figures: supply, demand and unmet need on one page, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from locator.actions import figures
from locator.actions.figures import NoSuchQuarterError
from locator.exchange import spreadsheet
from locator.web.shared import site
from locator.web.staff import figures_page
from locator.web.staff.log import download

door = Blueprint("figures", __name__)


@door.get("/figures")
def page() -> str:
    """What there is, what people were pointed to, and what was missing."""
    context = site.context()
    try:
        programme = figures.programme(context, request.args.get("quarter", ""))
    except NoSuchQuarterError:
        abort(404)
    measure = figures_page.measure_of(request.args.get("measure", ""))
    return render_template("staff/figures.html", figures=figures_page.page(context, programme, measure))


@door.get("/figures.csv")
def table() -> Response:
    """Every figure of the page, for a spreadsheet."""
    context = site.context()
    try:
        export = figures.export(context, request.args.get("quarter", ""))
    except NoSuchQuarterError:
        abort(404)
    content = spreadsheet.written(figures_page.HEADER, figures_page.table(context, export))
    return download(content, figures_page.file_name(export))
