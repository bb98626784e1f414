"""The log and the figures in a real browser: by keyboard, on a phone, on paper, without scripts, and with axe."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from locator import wiring
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.actions.demonstration import identifier
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts
from locator.wiring import Engine
from tests import signing
from tests.browser import axe, doing
from tests.browser.conftest import OpenPage
from tests.browser.settled import enter
from tests.browser.site import Site

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PAGES = [("/staff/log", Role.TEAM_LEAD), ("/figures", Role.TEAM_LEAD), ("/figures?measure=unmet", Role.CURATOR)]

OpenAs = Callable[..., Page]


@pytest.fixture
def engine(site: Site) -> Iterator[Engine]:
    """The installation that the server is over."""
    engine = wiring.Engine(Settings(data=site.data))
    yield engine
    engine.close()


@pytest.fixture
def open_as(open_page: OpenPage, engine: Engine, site: Site) -> OpenAs:
    """A page of somebody with that role, of the demonstration's nurses where the role has a team."""

    def make(role: Role, **options: object) -> Page:
        account = signing.person(role, name="Figures Reader")
        if account.team_id:
            account = replace(account, team_id=identifier("team", "demo-nurses"))
        with engine.store.atomic():
            accounts.save(engine.store, account)
            token = sessions.begin(engine.context(), account.id, Stage.WHOLE, "Test browser")
        page = open_page(**options)
        page.context.add_cookies([{"name": "session", "value": token, "url": site.url}])
        return page

    return make


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(("address", "role"), PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    open_as: OpenAs, address: str, role: Role, viewport: dict[str, int]
) -> None:
    page = open_as(role, viewport=viewport)
    page.goto(address)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_at_320_pixels_nothing_sticks_out_either(open_as: OpenAs) -> None:
    page = open_as(Role.TEAM_LEAD, viewport={"width": 320, "height": 640})
    for address in ("/staff/log", "/figures"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with scripts", "without scripts"])
def test_the_log_is_narrowed_by_keyboard_alone_on_a_phone(open_as: OpenAs, java_script_enabled: bool) -> None:
    page = open_as(Role.TEAM_LEAD, viewport=PHONE, java_script_enabled=java_script_enabled)
    page.goto("/staff/log")
    before = page.locator("#rows").inner_text()
    if java_script_enabled:
        doing.tab_to(page, page.get_by_label("Theme", exact=True))
        page.keyboard.type("Getting")
        doing.tab_to(page, page.get_by_role("button", name="Show the log"))
        enter(page)
    else:
        page.get_by_label("Theme", exact=True).select_option(label="Getting about")
        page.get_by_role("button", name="Show the log").press("Enter")
    page.wait_for_url("**theme=transport**")
    assert page.locator("#rows").inner_text() != before
    expect(page.get_by_label("Theme", exact=True)).to_have_value("transport")
    expect(page.locator("td[data-name=Theme]").first).to_have_text("Getting about")


def test_the_map_changes_with_the_measure_by_keyboard_alone(open_as: OpenAs) -> None:
    page = open_as(Role.CURATOR, viewport=DESK)
    page.goto("/figures")
    doing.tab_to(page, page.get_by_label("What the map shows"))
    page.keyboard.type("Groups")
    doing.tab_to(page, page.get_by_role("button", name="Show the figures"))
    enter(page)
    page.wait_for_url("**measure=supply**")
    expect(page.get_by_role("img", name="Groups listed")).to_be_visible()


def test_a_wide_table_can_be_moved_by_keyboard(open_as: OpenAs) -> None:
    page = open_as(Role.CURATOR, viewport=PHONE)
    page.goto("/figures")
    region = page.get_by_role("region", name="Signposts and referrals by theme and locality")
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("(element) => element.scrollLeft > 0", arg=region.element_handle())


def test_letters_in_drawings_are_large_enough_on_a_phone(open_as: OpenAs) -> None:
    page = open_as(Role.TEAM_LEAD, viewport=PHONE)
    for address in ("/staff/log", "/figures"):
        page.goto(address)
        smallest = page.evaluate(
            """() => Math.min(...[...document.querySelectorAll("svg[role=img] text")].map((text) =>
                 parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))"""
        )
        assert smallest >= 12


def test_no_letter_of_a_chart_is_cut_off(open_as: OpenAs) -> None:
    page = open_as(Role.TEAM_LEAD, viewport=PHONE)
    for address in ("/staff/log?from=2026-01-01", "/figures?measure=demand"):
        page.goto(address)
        outside = page.evaluate(
            """() => [...document.querySelectorAll("svg[role=img] text")].filter((text) => {
                 const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal;
                 return box.x < -1 || box.x + box.width > view.width + 1 || box.y < -1 || box.y + box.height > view.height + 6;
               }).map((text) => text.textContent)"""
        )
        assert outside == []


def test_on_paper_there_are_the_figures_and_not_the_form(open_as: OpenAs) -> None:
    page = open_as(Role.TEAM_LEAD, viewport=DESK)
    for address in ("/staff/log", "/figures"):
        page.goto(address)
        page.emulate_media(media="print")
        expect(page.locator(".app-ask")).to_be_hidden()
        expect(page.locator(".app-download").first).to_be_hidden()
        expect(page.locator("svg[role=img]").first).to_be_visible()
        expect(page.locator("table").first).to_be_visible()
        assert page.pdf().startswith(b"%PDF")


def test_on_a_narrow_sheet_the_log_is_still_a_table(open_as: OpenAs) -> None:
    page = open_as(Role.TEAM_LEAD, viewport={"width": 670, "height": 950})
    page.goto("/staff/log")
    page.emulate_media(media="print")
    assert (
        page.locator(".app-table--stacked tbody tr").first.evaluate("(row) => getComputedStyle(row).display")
        == "table-row"
    )


def test_the_file_is_downloaded_under_a_name_that_says_what_it_is(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as(Role.TEAM_LEAD, viewport=DESK)
    page.goto("/staff/log")
    with page.expect_download() as told:
        page.get_by_role("link", name="Download all").click()
    assert told.value.suggested_filename.startswith("log-demo-nurses-")
    file = tmp_path / "log.csv"
    told.value.save_as(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert f"{len(rows):,} entries" in page.locator("#rows").inner_text()


def test_the_demonstration_has_something_to_show(open_as: OpenAs) -> None:
    page = open_as(Role.CURATOR, viewport=DESK)
    page.goto("/figures")
    numbers = [text.replace(",", "") for text in page.locator(".app-headline dd").all_inner_texts()]
    assert all(number == "hidden" or int(number) >= 5 for number in numbers)
    assert datetime.now(UTC).year - 1 <= int(page.locator(".govuk-body-l").first.inner_text().split(",")[0][-4:])
