"""The served demonstration directory, the browser, and watched pages with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from locator import settings as settings_module
from locator.web import create_app
from locator.wiring import Engine
from tests import once
from tests.browser import addresses, chromium, organised, settled
from tests.browser import site as sites
from tests.browser.addresses import Directory, Example
from tests.browser.organised import OpenAs, Organised
from tests.browser.site import Site
from tests.browser.watch import Watcher

HERE = Path(__file__).parent
SECONDS_TO_FIND = 10_000

OpenPage = Callable[..., Page]
OpenExamples = Callable[[Page, str], Iterator[Example]]
VisitErrorPage = Callable[[Page, int], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser or the served site."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with the demonstration directory, one for all workers."""
    return sites.install_once(once.shared(tmp_path_factory))


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over the demonstration directory, one for each worker."""
    with sites.served(demonstration, tmp_path_factory.mktemp("server") / "server.log") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests fail and say what to do, they are never left out."""
    try:
        with chromium.launched() as launched, settled.presses():
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
def open_page(browser: Browser, watcher: Watcher) -> Iterator[OpenPage]:
    """Make a page in a fresh, watched context: `open_page(java_script_enabled=False, viewport=...)`."""
    with opening(browser, watcher) as make:
        yield make


@contextmanager
def opening(browser: Browser, watcher: Watcher) -> Iterator[OpenPage]:
    """A way to make such pages of the watcher's site; all are closed at the end."""
    contexts = []

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=watcher.home, locale="en-GB", timezone_id="Europe/London", **options)
        context.set_default_timeout(SECONDS_TO_FIND)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def open_as(browser: Browser, own: Organised) -> Iterator[OpenAs]:
    """Make a watched page of somebody signed in, on the site `own` that a file of tests prepares for itself."""
    with organised.opening(browser, own) as make:
        yield make


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A watched page on a wide screen."""
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    """The same without JavaScript."""
    return open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)


@pytest.fixture(scope="session")
def directory(site: Site) -> Directory:
    """Slugs and ids of the demonstration directory that stand for every shape of page."""
    return addresses.read_directory(site)


@pytest.fixture
def open_examples(site: Site, directory: Directory) -> OpenExamples:
    """Open each example of a rule in turn: `for example in open_examples(page, "/services/<slug>")`."""

    def visit(page: Page, rule: str) -> Iterator[Example]:
        for example in addresses.examples(site, directory, rule):
            page.context.clear_cookies()
            if example.cookie:
                name, value = example.cookie
                page.context.add_cookies([{"name": name, "value": value, "url": site.url}])
            response = page.goto(example.path, wait_until="load")
            assert response is not None
            assert response.headers["content-type"].startswith("text/html"), (
                f"{rule} is no page: name it in NOT_PAGES of tests/browser/addresses.py"
            )
            yield example

    return visit


@pytest.fixture(scope="session")
def error_pages(demonstration: Path) -> Iterator[Callable[[int], str]]:
    """The text of the page for an error, made by the site's own templates."""
    engine = Engine(settings_module.Settings(data=demonstration))
    app = create_app(engine)

    def text(status: int) -> str:
        with app.test_request_context("/"):
            return app.jinja_env.get_template(f"errors/{status}.html").render()

    yield text
    engine.close()


@pytest.fixture
def visit_error_page(site: Site, watcher: Watcher, error_pages: Callable[[int], str]) -> VisitErrorPage:
    """Show the page for an error that cannot be made on purpose, with the site's own styles and scripts."""

    def visit(page: Page, status: int) -> None:
        watcher.allow(status)
        body, address = error_pages(status), f"{site.url}/error-{status}"
        page.route(address, lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
        page.goto(address)

    return visit
