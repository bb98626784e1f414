"""What is said when a page cannot be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask, abort
from jinja2 import DictLoader

from locator.actions.not_saved import BusyError, FullError
from locator.web.shared.doorkeeper import Who
from tests.web.visitor import Visitor

HEADINGS = {
    400: "We could not read that",
    403: "That came from another site",
    404: "We could not find that page",
    405: "That page does not work like that",
    410: "That link has run out",
    413: "That is too much at once",
    429: "Too many at once",
    500: "Sorry, something went wrong",
    503: "We will be back soon",
    507: "We cannot save anything just now",
}


def fail_with(error: Exception) -> str:
    raise error


def failing(app: Flask) -> Flask:
    """The app with addresses that fail in every way."""
    app.add_url_rule("/fail/<int:code>", "fail", lambda code: abort(code))
    app.add_url_rule("/fail/badly", "badly", lambda: 1 / 0)
    for code, error in ((503, BusyError("busy")), (507, FullError("full"))):
        app.add_url_rule(f"/fail/{code}", f"store{code}", partial(fail_with, error))
        app.extensions["access"][f"store{code}"] = Who.ANYBODY
    app.extensions["access"] |= {"fail": Who.ANYBODY, "badly": Who.ANYBODY}
    return app


@pytest.mark.parametrize(("code", "heading"), HEADINGS.items(), ids=map(str, HEADINGS))
def test_a_fault_is_told_in_plain_words(make_app: Callable[..., Flask], code: int, heading: str) -> None:
    page = Visitor(failing(make_app())).get(f"/fail/{code}", status=code)
    assert page.heading == heading
    assert "Traceback" not in page.source


def test_a_fault_without_a_page_of_its_own_has_the_general_one(make_app: Callable[..., Flask]) -> None:
    assert Visitor(failing(make_app())).get("/fail/418", status=418).heading == HEADINGS[400]


def test_a_missing_page_says_where_to_go_and_whom_to_ring(guest: Visitor) -> None:
    page = guest.get("/services/never-was", status=404)
    assert page.link("Find groups and support") == "/services"
    assert page.link("01632 960000") == "tel:+441632960000"


def test_a_wrong_method_says_which_is_right(guest: Visitor) -> None:
    answer = guest.post("/services")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_fault_of_ours_is_logged_and_not_shown(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = Visitor(failing(make_app())).get("/fail/badly", status=500)
    assert page.heading == HEADINGS[500]
    assert "ZeroDivisionError" not in page.source
    assert any(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records)


def test_the_page_for_faults_needs_no_database(make_app: Callable[..., Flask]) -> None:
    app = failing(make_app())
    app.extensions["locator"].store.close()
    app.extensions["locator"].index.close()
    assert Visitor(app).get("/fail/badly", status=500).heading == HEADINGS[500]


def test_even_without_templates_there_are_words(make_app: Callable[..., Flask]) -> None:
    app = failing(make_app())
    app.jinja_env.loader = DictLoader({})
    answer = app.test_client().get("/fail/badly")
    assert answer.status_code == 500
    assert "Sorry, something went wrong" in answer.text


def test_an_address_that_is_no_text_is_no_fault_of_ours(guest: Visitor) -> None:
    for path in (
        "/services/%FF%FE",
        "/services?q=%FF",
        "/services?page=%00",
        "/themes/%00",
        "/localities/../..",
        "/%2e%2e/",
    ):
        assert guest.raw(path).status_code in (200, 308, 400, 404)
