"""A reminder's link takes one press, and a curator phones down the list, by keyboard, without scripts, on sound pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator import settings as settings_module
from locator import wiring
from locator.accounts.session import Stage
from locator.actions import reminding, sessions
from locator.roles import Role
from tests import checking, signing
from tests.browser import axe, geometry
from tests.browser import site as sites
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """A served demonstration, the links of its reminders, not yet used, and a curator's session."""

    site: Site
    links: list[str]
    curator: str


OpenAs = Callable[..., Page]


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checking]:
    folder = tmp_path_factory.mktemp("checking")
    data = folder / "data"
    shutil.copytree(demonstration, data, symlinks=True)
    engine = wiring.Engine(replace(settings_module.from_environment({}), data=data))
    curator = signing.person(Role.CURATOR, "Effie Gunn")
    signing.add(engine, curator)
    reminding.remind(engine.context())
    links = [f"/still-correct/{token}" for token in checking.tokens(engine)]
    token = sessions.begin(engine.context(), curator.id, Stage.WHOLE, "Test")
    engine.close()
    with sites.served(data, folder / "server.log") as site:
        yield Checking(site=site, links=links, curator=token)


@pytest.fixture
def open_as(browser: Browser, served: Checking) -> Iterator[OpenAs]:
    """A page of a curator, or of somebody who is not signed in."""
    contexts, watcher = [], Watcher(home=served.site.url)

    def make(size: dict[str, int], *, is_curator: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=served.site.url,
            locale="en-GB",
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        if is_curator:
            context.add_cookies([{"name": "session", "value": served.curator, "url": served.site.url}])
        context.set_default_timeout(10_000)
        watcher.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    watcher.check()


def is_sound(page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the window."""
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert geometry.small_targets(page, "main button, main summary") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
def test_one_press_of_a_link_checks_a_listing(open_as: OpenAs, served: Checking, scripts: bool) -> None:
    page = open_as(PHONE, scripts=scripts)
    page.goto(served.links[0 if scripts else 1])
    name = page.locator("h1").inner_text()
    page.get_by_role("button", name="All correct").first.focus()
    enter(page)
    expect(page.get_by_role("status").first).to_contain_text(f"Thank you. {name} is checked.")


@SIZES
def test_the_page_of_a_link_is_sound_before_and_after(open_as: OpenAs, served: Checking, size: dict[str, int]) -> None:
    page = open_as(size)
    page.goto(served.links[2 if size == PHONE else 3])
    is_sound(page)
    page.get_by_role("button", name="All correct").last.click()
    expect(page.get_by_role("status").first).to_contain_text("is checked.")
    is_sound(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
def test_a_curator_phones_down_the_list_and_takes_one_back(open_as: OpenAs, scripts: bool) -> None:
    page = open_as(WIDE, is_curator=True, scripts=scripts)
    page.goto("/curate")
    page.get_by_role("link", name=re.compile("Groups to phone")).click()
    name = page.locator("main h2").first.inner_text()
    page.get_by_role("button", name=re.compile("No answer")).first.click()
    expect(page.get_by_role("status")).to_contain_text(f"{name}: no answer.")
    assert page.locator("main h2").first.inner_text() != name
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text(f"{name}: taken back.")
    expect(page.locator("main h2").first).to_have_text(name)


@SIZES
@pytest.mark.parametrize("path", ["", "/calls", "/bounces", "/hiding", "/freshness", "/freshness/airdrie"])
def test_the_pages_of_curators_are_sound(open_as: OpenAs, path: str, size: dict[str, int]) -> None:
    page = open_as(size, is_curator=True)
    page.goto(f"/curate{path}")
    is_sound(page)
