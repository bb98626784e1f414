"""One listing from the paper form to the end: typed in, found, asked about, put right, approved, doubled, merged."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator.actions import tasks
from locator.roles import Role
from locator.storage import listings
from tests.browser import organised
from tests.browser import site as sites
from tests.browser.organised import OpenAs, Organised
from tests.browser.site import Site

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

HALF_A_YEAR_AGO = (datetime.now(UTC) - timedelta(days=190)).date()
ADDRESS = "zither@example.org"


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("life")) as found:
        yield found


@pytest.fixture
def open_as(browser: Browser, own: Organised) -> Iterator[OpenAs]:
    with organised.opening(browser, own) as make:
        yield make


@pytest.fixture
def beside(own: Organised, tmp_path: Path) -> Iterator[Site]:
    """Another process over the same directory."""
    with sites.served(own.site.data, tmp_path / "beside.log") as site:
        yield site


def found_within_a_second(beside: Site, words: str, slug: str) -> bool:
    """Whether the other process finds it by these words within a second of now."""
    end = time.monotonic() + 1
    address = f'href="/services/{slug}'.encode()
    while time.monotonic() < end:
        if address in beside.get(f"/services?q={words}").body:
            return True
        time.sleep(0.05)
    return False


def typed_in(page: Page, name: str, summary: str, **whose: str) -> None:
    """What a curator does with a paper form."""
    page.goto("/organise/new")
    if "new_group" in whose:
        page.get_by_label("Or type the name of a new group").fill(whose["new_group"])
    else:
        page.get_by_label("Which group runs it?").select_option(label=whose["group"])
    page.get_by_label("On a paper form").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the group").fill(name)
    page.get_by_label("One sentence about it").fill(summary)
    page.get_by_label("It is free").check()
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def reminders_link(own: Organised) -> str:
    """The way in that the reminder brings to the group, once half a year has passed and the timer has run.

    The serving process looks at the machine's own clock, so it is the listing that grows older.
    """
    engine = organised.open_engine(own.site.data)
    with engine.store.atomic():
        (one,) = [one for one in listings.every(engine.store) if one.service.slug == "zither-circle"]
        listings.save(engine.store, replace(one, service=replace(one.service, content_changed_on=HALF_A_YEAR_AGO)))
    done = tasks.run(engine.context, tuple(one for one in tasks.EVERY if one.run is tasks.check))
    assert not [one for one in done if one.has_failed]
    (row,) = engine.store.rows("SELECT body FROM mail WHERE to_address = ?", (ADDRESS,))
    engine.close()
    found = re.search(r"/still-correct/[\w-]+", row[0])
    assert found
    return found[0]


def merged(page: Page, kept: str, gone: str) -> None:
    """Make one of two, as a curator does who begins with the history of the one that stays."""
    page.goto("/curate/listings?q=zither")
    page.get_by_role("link", name=kept, exact=True).first.click()
    page.get_by_role("link", name="Merge it with another listing").click()
    page.get_by_label("Name, group or address of the other").fill("zither")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("link", name=gone).first.click()
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two listings are one")


def test_a_listing_lives_from_the_paper_form_to_the_merge(open_as: OpenAs, own: Organised, beside: Site) -> None:
    curator = open_as(Role.CURATOR)
    typed_in(curator, "Zither Circle", "Zithers and tea.", new_group="Zither Friends")
    assert found_within_a_second(beside, "zithers", "zither-circle")

    volunteer = open_as(None)
    volunteer.goto(reminders_link(own))
    expect(volunteer.locator("main")).to_contain_text("Zithers and tea.")
    volunteer.get_by_role("button", name="Something has changed").first.click()
    volunteer.locator("#part-basics > summary").click()
    volunteer.get_by_label("One sentence about it").fill("Zithers, dulcimers and soup.")
    volunteer.get_by_role("button", name="Send it").click()
    expect(volunteer.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert b"dulcimers" not in beside.get("/services/zither-circle").body

    curator.goto("/curate/queue")
    curator.get_by_role("link", name=re.compile("Zither Circle")).first.click()
    expect(curator.locator("ins").first).to_contain_text("dulcimers")
    curator.get_by_role("button", name="Approve what is ticked").click()
    expect(curator.get_by_role("status").first).to_contain_text("Zither Circle")
    assert found_within_a_second(beside, "dulcimers", "zither-circle")

    typed_in(curator, "The Zither Club", "Zithers again.", group="Zither Friends")
    merged(curator, "Zither Circle", "The Zither Club")
    answer = beside.get("/services/the-zither-club")
    assert (answer.status, answer.headers["location"]) == (301, "/services/zither-circle")
    assert b"dulcimers" in beside.get("/services/zither-circle").body
