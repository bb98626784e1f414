"""Telling us that a listing is wrong: errors lead to the box they are about, and a double click counts once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from locator.storage import database, reports
from locator.storage.database import Store
from tests.browser import axe
from tests.browser.addresses import Directory
from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.browser.watch import Watcher


@pytest.fixture
def store(site: Site) -> Iterator[Store]:
    """The database that the server writes to."""
    store = database.open_store(site.data / "locator.sqlite")
    yield store
    store.close()


@pytest.fixture
def slug(directory: Directory) -> str:
    return directory.services[-1]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def form(request: pytest.FixtureRequest, open_page: OpenPage, slug: str) -> Page:
    """The form, reached from the listing's page on a phone."""
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=request.param)
    page.goto(f"/services/{slug}")
    page.get_by_role("link", name="Tell us if something is wrong").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us what is wrong")
    return page


def messages(store: Store) -> list[str]:
    return [report.message for report in reports.waiting(store)]


def test_a_report_reaches_the_curators(form: Page, store: Store, request: pytest.FixtureRequest) -> None:
    message = f"It is on Fridays now ({request.node.name})"
    form.get_by_label("The day or time is wrong").check()
    form.get_by_label("What should it say?").fill(message)
    form.get_by_role("button", name="Tell us").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert messages(store).count(message) == 1


def test_a_double_click_counts_once(form: Page, store: Store, request: pytest.FixtureRequest) -> None:
    message = f"They have moved ({request.node.name})"
    form.get_by_label("The place is wrong").check()
    form.get_by_label("What should it say?").fill(message)
    form.get_by_role("button", name="Tell us").dblclick()
    expect(form.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert messages(store).count(message) == 1


def test_an_error_leads_to_the_box_and_what_was_written_stays(form: Page, watcher: Watcher) -> None:
    watcher.allow(422)
    form.get_by_label("What should it say?").fill("I forgot to choose")
    form.get_by_role("button", name="Tell us").click()
    expect(form).to_have_title("Error: Tell us what is wrong – Locator, North Lanarkshire")
    summary = form.get_by_role("alert")
    expect(summary).to_contain_text("Choose what is wrong")
    summary.get_by_role("link").click()
    expect(form.get_by_label("It has closed or stopped")).to_be_focused()
    expect(form.get_by_label("What should it say?")).to_have_value("I forgot to choose")


def test_every_error_link_leads_to_a_control(form: Page, watcher: Watcher) -> None:
    watcher.allow(422)
    form.get_by_label("What should it say?").fill("x" * 1001)
    form.get_by_role("button", name="Tell us").click()
    links = form.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(2)
    for link in links.all():
        target = form.locator(link.get_attribute("href") or "#nowhere")
        assert target.evaluate("(element) => element.tagName") in {"INPUT", "TEXTAREA", "SELECT"}


def test_the_summary_of_errors_has_the_focus_and_no_fault(open_page: OpenPage, slug: str, watcher: Watcher) -> None:
    watcher.allow(422)
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"/services/{slug}/something-wrong")
    page.get_by_role("button", name="Tell us").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert axe.violations(page) == []


def test_a_form_that_another_site_sends_is_refused(page: Page, slug: str, watcher: Watcher, site: Site) -> None:
    answer = site.post(f"/services/{slug}/something-wrong", {"kind": "closed"}, Origin="https://other.example")
    assert answer.status == 403
    assert b"<h1" in answer.body
