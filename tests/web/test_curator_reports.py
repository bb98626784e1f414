"""What a visitor says is wrong, as a curator sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import reporting
from locator.directory.report import ReportKind, ReportOutcome
from locator.storage import reports
from locator.web.curator import queue_way
from locator.web.curator import reports as pages
from tests import changing, signing
from tests.changing import SECOND_CURATOR
from tests.web import curating, looking
from tests.web.curating import engine_of, form_of, press, send
from tests.web.page import Page
from tests.web.village import LUNCH

MESSAGE = "It is on Mondays <b>now</b>."


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*changing.LISTINGS)
    signing.add(engine_of(made), *changing.EVERYBODY)
    return made


@pytest.fixture
def path(app: Flask) -> str:
    context = engine_of(app).context()
    reporting.something_wrong(
        context, slug=LUNCH.service.slug, kind=ReportKind.TIMES, message=MESSAGE, form_key="report"
    )
    return f"/curate/reports/{reports.waiting(context.store)[0].id}"


def test_every_kind_and_outcome_has_words() -> None:
    assert set(pages.WRONG) == set(pages.FIRST) == set(ReportKind)
    assert set(queue_way.CLOSED) == set(ReportOutcome)


def test_the_message_stands_beside_what_the_listing_says_of_it(app: Flask, path: str) -> None:
    page = curating.curator(app).get(path)
    assert MESSAGE in page.text
    assert "Days and times Every Tuesday, 12 noon to 2pm, at Knowetop Hall" in page.text
    assert page.link("See its page") == "/services/tuesday-lunch-club"


def test_a_report_about_the_number_shows_that_of_the_group_too(app: Flask) -> None:
    context = engine_of(app).context()
    reporting.something_wrong(
        context, slug=LUNCH.service.slug, kind=ReportKind.CONTACT, message="Nobody answers.", form_key="contact"
    )
    page = curating.curator(app).get(f"/curate/reports/{reports.waiting(context.store)[0].id}")
    assert "Phone numbers of the group" in page.text
    edit = f"/organise/organizations/{LUNCH.organization.id}/edit"
    assert page.link("Change the group’s own number or address") == edit


@pytest.mark.parametrize(("button", "said"), [("changed", "Put right"), ("nothing", "Nothing to change")])
def test_it_is_dealt_with_noted_and_taken_up_again(app: Flask, path: str, button: str, said: str) -> None:
    curator = curating.curator(app)
    done = curator.get(press(curator, path, button, note="Rang them.").headers["Location"])
    assert f"{said}: Tuesday Lunch Club." in done.text
    page = curator.get(path)
    assert "Rang them." in page.text
    assert "Effie Gunn" in page.text
    assert press(curator, path, action=f"{path}/undo").headers["Location"] == path
    assert len(reports.waiting(engine_of(app).store)) == 1


def test_of_two_curators_the_second_is_told(app: Flask, path: str) -> None:
    first, second = curating.curator(app), curating.curator(app, SECOND_CURATOR)
    form = form_of(second.get(path), path)
    press(first, path, "changed")
    answer = send(second, path, form, "nothing")
    assert answer.status_code == 409
    page = Page(path, answer.get_data(as_text=True))
    looking.at_page(page)
    assert "Somebody else has dealt with it" in page.text


def test_what_is_neither_is_a_mistake_in_words(app: Flask, path: str) -> None:
    assert press(curating.curator(app), path, "shred").status_code == 400
    curating.curator(app).get("/curate/reports/none", 404)
