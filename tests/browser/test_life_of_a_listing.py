"""One listing from the paper form to the end: typed in, found, asked about, put right, approved, doubled, merged.

Months pass in between: the clocks of the timer and of the site are moved on, and no row of the directory is touched.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from playwright.sync_api import Browser, Page, expect

from locator.actions import tasks
from locator.directory import cycle
from locator.roles import Role
from tests.browser import organised
from tests.browser import site as sites
from tests.browser.organised import OpenAs, Organised
from tests.browser.site import Site

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

TODAY = datetime.now(UTC)
UNTIL_ASKED = (TODAY + relativedelta(months=cycle.DEFAULT.remind_months) - TODAY).days
ADDRESS = "zither@example.org"


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("life")) as found:
        yield found


@pytest.fixture
def open_later(browser: Browser, own: Organised, tmp_path: Path) -> Iterator[OpenAs]:
    """A way to open pages on the day on which the group is asked."""
    later = organised.served_later(own, UNTIL_ASKED, tmp_path / "later.log")
    with later as then, organised.opening(browser, then) as make:
        yield make


@pytest.fixture
def beside(own: Organised, tmp_path: Path) -> Iterator[Site]:
    """Another process over the same directory, by the machine's own clock all the time: whatever day it is for the others,
    it shows what they have written.
    """
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


def letters_after(own: Organised, days: int) -> list[str]:
    """What the timer has written to the group once it has run that many days from now; nothing in the directory is made older."""
    engine = organised.open_engine(own.site.data, lambda: datetime.now(UTC) + timedelta(days=days))
    done = tasks.run(engine.context, tuple(one for one in tasks.EVERY if one.run is tasks.check))
    assert not [one for one in done if one.has_failed]
    rows = engine.store.rows("SELECT body FROM mail WHERE to_address = ? ORDER BY rowid", (ADDRESS,))
    engine.close()
    return [body for (body,) in rows]


def reminders_link(own: Organised) -> str:
    """The way in of the reminder, which comes when the months of the cycle are over, not before, and once."""
    assert letters_after(own, 0) == []
    assert letters_after(own, UNTIL_ASKED - 2) == []
    (letter,) = letters_after(own, UNTIL_ASKED)
    assert letters_after(own, UNTIL_ASKED) == [letter]
    found = re.search(r"/still-correct/[\w-]+", letter)
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


def test_a_listing_lives_from_the_paper_form_to_the_merge(
    open_as: OpenAs, open_later: OpenAs, own: Organised, beside: Site
) -> None:
    curator = open_as(Role.CURATOR)
    typed_in(curator, "Zither Circle", "Zithers and tea.", new_group="Zither Friends")
    assert found_within_a_second(beside, "zithers", "zither-circle")

    way_in = reminders_link(own)
    volunteer = open_later(None)
    volunteer.goto(way_in)
    expect(volunteer.locator("main")).to_contain_text("Zithers and tea.")
    volunteer.get_by_role("button", name="Something has changed").first.click()
    volunteer.locator("#part-basics > summary").click()
    volunteer.get_by_label("One sentence about it").fill("Zithers, dulcimers and soup.")
    volunteer.get_by_role("button", name="Send it").click()
    expect(volunteer.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert b"dulcimers" not in beside.get("/services/zither-circle").body

    curator = open_later(Role.CURATOR)
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
