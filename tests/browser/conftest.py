"""The served demonstration directory, the browser, and watched pages with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser import site as sites
from tests.browser.site import Site
from tests.browser.watch import Watcher

HERE = Path(__file__).parent
SECONDS_TO_FIND = 10_000

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser or the served site."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data folder with the demonstration directory, one for all workers."""
    base = tmp_path_factory.getbasetemp()
    return sites.install_once(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over the demonstration directory, one for each worker."""
    with sites.served(demonstration, tmp_path_factory.mktemp("server") / "server.log") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests fail and say what to do, they are never left out."""
    try:
        with chromium.launched() as launched:
            yield launched
    except chromium.ChromiumMissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def watcher(site: Site) -> Iterator[Watcher]:
    """Fails the test at its end when something went wrong in the browser."""
    watcher = Watcher(home=site.url)
    yield watcher
    watcher.check()


@pytest.fixture
def open_page(browser: Browser, site: Site, watcher: Watcher) -> Iterator[OpenPage]:
    """Make a page in a fresh, watched context: `open_page(java_script_enabled=False, viewport=...)`."""
    contexts = []

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=site.url, locale="en-GB", timezone_id="Europe/London", **options)
        context.set_default_timeout(SECONDS_TO_FIND)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A watched page on a wide screen."""
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    """The same without JavaScript."""
    return open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
