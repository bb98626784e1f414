"""The curators' table of websites that do not open, in a real browser: on a phone, wide, and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from locator import wiring
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.directory.link_check import LinkCheck, Outcome
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts, link_checks, listings
from locator.wiring import Engine
from tests import signing
from tests.browser import axe
from tests.browser import site as sites
from tests.browser.conftest import OpenPage
from tests.browser.site import Site

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over a copy of the demonstration: what is broken here is nobody else's, whichever worker they are in."""
    folder = tmp_path_factory.mktemp("links")
    shutil.copytree(demonstration, folder / "data", symlinks=True)
    with sites.served(folder / "data", folder / "server.log") as found:
        yield found


@pytest.fixture
def engine(site: Site) -> Iterator[Engine]:
    """The installation that the server is over."""
    engine = wiring.Engine(Settings(data=site.data))
    yield engine
    engine.close()


@pytest.fixture
def broken(engine: Engine) -> Iterator[list[str]]:
    """Two links of the demonstration that failed for a week, and are well again afterwards."""
    urls = [one.service.website for one in listings.every(engine.store) if one.service.website][:2]
    now = datetime.now(UTC)
    for url, outcome in zip(urls, (Outcome.GONE, Outcome.BAD_CERTIFICATE), strict=True):
        since = now - timedelta(days=8)
        check = LinkCheck(url=url, checked_at=now, outcome=outcome, detail="404", failures=2, first_failed_at=since)
        link_checks.save(engine.store, check)
    yield urls
    link_checks.forget(engine.store, urls)


@pytest.fixture
def open_as_curator(open_page: OpenPage, engine: Engine, site: Site) -> Callable[..., Page]:
    """A page of a curator."""

    def make(**options: object) -> Page:
        account = signing.person(Role.CURATOR, name="Links Reader")
        with engine.store.atomic():
            accounts.save(engine.store, account)
            token = sessions.begin(engine.context(), account.id, Stage.WHOLE, "Test browser")
        page = open_page(**options)
        page.context.add_cookies([{"name": "session", "value": token, "url": site.url}])
        return page

    return make


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with scripts", "without scripts"])
def test_the_table_is_sound_and_leads_to_the_listing(
    open_as_curator: Callable[..., Page], broken: list[str], width: int, java_script_enabled: bool
) -> None:
    page = open_as_curator(viewport={"width": width, "height": 800}, java_script_enabled=java_script_enabled)
    page.goto("/curate/links")
    expect(page.get_by_role("heading", level=1)).to_have_text("Websites that do not open")
    expect(page.get_by_role("row")).to_have_count(len(broken) + 1)
    if java_script_enabled:
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("td[data-name='Shown by'] a").first.press("Enter")
    page.wait_for_url("**/services/**")


def test_with_nothing_broken_it_is_sound_too(open_as_curator: Callable[..., Page]) -> None:
    page = open_as_curator()
    page.goto("/curate/links")
    expect(page.locator("main")).to_contain_text("No website is known to be broken.")
    assert axe.violations(page) == []
