"""The editor of days and times in a real browser: with and without scripts, by keyboard, on a small phone, and for axe."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, doing, geometry
from tests.browser.conftest import OpenPage
from tests.browser.editor_server import SAVED
from tests.browser.settled import enter
from tests.browser.site import Site, free_port, running
from tests.browser.watch import Watcher
from tests.web import editor_page

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with the editor's page, over an installation without listings."""
    folder = tmp_path_factory.mktemp("editor")
    shutil.copy(built / "locator.sqlite", folder / "locator.sqlite")
    (folder / "places").symlink_to(built / "places")
    served = Site(port=free_port(), data=folder)
    command = [sys.executable, "-m", "tests.browser.editor_server", str(folder), str(served.port)]
    with running(served, command, folder / "server.log", ready="/healthz"):
        yield served


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def editor(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """The editor on a phone."""
    page = open_page(viewport=PHONE, java_script_enabled=request.param)
    page.goto(editor_page.PATH)
    return page


def row(page: Page, number: int) -> Any:
    """The boxes of that day and time."""
    return page.locator(f"#sessions-{number - 1}-row")


def add(page: Page) -> Any:
    """A new row at the end."""
    page.get_by_role("button", name="Add another day or time").click()
    return row(page, 3)


def saved(page: Page) -> list[dict[str, Any]]:
    """What was saved."""
    page.get_by_role("button", name="Save").click()
    value: list[dict[str, Any]] = json.loads(page.locator("#saved").inner_text())
    return value


def test_a_day_is_added_checked_and_saved(editor: Page) -> None:
    new = add(editor)
    new.get_by_label("Where?").select_option("St Mary’s Church Hall")
    new.get_by_label("Every month, such as the first Monday").check()
    new.get_by_label("First", exact=True).check()
    new.get_by_label("Third", exact=True).check()
    new.get_by_label("Monday", exact=True).check()
    new.get_by_label("From", exact=True).fill("2-3.30pm")
    new.get_by_text("Dates off, breaks and more").click()
    new.get_by_label("Dates when it is off").fill("7 December")
    editor.get_by_role("button", name="Check what this says").last.click()
    expect(row(editor, 3)).to_contain_text("First and third Monday of the month, 2pm to 3.30pm, not 7 December")
    expect(row(editor, 3).get_by_label("Dates when it is off")).to_have_value("7 December")
    values = saved(editor)
    assert values[:2] == SAVED
    assert values[2]["rrule"] == "FREQ=MONTHLY;BYDAY=1MO,3MO"
    assert values[2]["location_id"] == "church"


def test_a_row_is_removed_and_what_is_typed_in_the_others_stays(editor: Page) -> None:
    row(editor, 1).get_by_label("From", exact=True).fill("10.45")
    editor.get_by_role("button", name="Remove day and time 2").click()
    expect(row(editor, 2)).to_have_count(0)
    expect(row(editor, 1).get_by_label("From", exact=True)).to_have_value("10.45")
    assert [value["opens_at"] for value in saved(editor)] == ["10:45"]


def test_a_new_row_is_where_the_reader_is_taken(editor: Page) -> None:
    new = add(editor)
    expect(new).to_be_in_viewport()
    assert editor.url.endswith("#sessions-2-row")


def test_the_enter_key_in_a_box_loses_nothing(editor: Page) -> None:
    box = row(editor, 1).get_by_label("From", exact=True)
    box.fill("10.15")
    box.press("Enter")
    expect(row(editor, 1)).to_contain_text("Every Tuesday, 10.15am to 11.30am")
    expect(row(editor, 2)).to_contain_text("15th of the month")


def test_an_error_leads_to_its_box_even_in_the_folded_part(editor: Page, watcher: Watcher) -> None:
    watcher.allow(422)
    one = row(editor, 1)
    one.get_by_text("Dates off, breaks and more").click()
    one.get_by_label("Dates when it is off").fill("Christmas")
    editor.get_by_role("button", name="Save").click()
    expect(editor).to_have_title("Error: When is it on? – Locator, North Lanarkshire")
    editor.get_by_role("alert").get_by_role("link").click()
    expect(row(editor, 1).get_by_label("Dates when it is off")).to_be_focused()


def test_every_box_is_there_without_scripts(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(editor_page.PATH)
    for label in ("Which weeks?", "Which in the month?", "Which days?"):
        expect(row(page, 1).get_by_text(label)).to_be_visible()


def test_scripts_put_away_what_does_not_go_with_the_choice(page: Page) -> None:
    page.goto(editor_page.PATH)
    one = row(page, 1)
    weeks, month, days = (one.get_by_text(label) for label in ("Which weeks?", "Which in the month?", "Which days?"))
    expect(days).to_be_visible()
    expect(weeks).to_be_hidden()
    expect(month).to_be_hidden()
    one.get_by_label("Every month, such as the first Monday").check()
    expect(month).to_be_visible()
    one.get_by_label("Once, or on a few dates").check()
    expect(days).to_be_hidden()
    expect(month).to_be_hidden()
    one.get_by_label("Every week").check()
    expect(one.get_by_label("Tuesday")).to_be_checked()


def test_a_box_with_something_in_it_is_never_put_away(page: Page) -> None:
    page.goto(editor_page.PATH)
    one = row(page, 1)
    one.get_by_text("Dates off, breaks and more").click()
    one.get_by_label("Once, or on a few dates").check()
    expect(one.get_by_label("Dates when it is off")).to_be_hidden()
    expect(one.get_by_label("Anything else about this time?")).to_be_visible()
    one.get_by_label("Every week").check()
    one.get_by_label("Dates when it is off").fill("1 December")
    one.get_by_label("Once, or on a few dates").check()
    expect(one.get_by_label("Dates when it is off")).to_be_visible()


def test_it_can_be_filled_in_with_the_keyboard_alone(page: Page) -> None:
    page.goto(editor_page.PATH)
    doing.tab_to(page, row(page, 1).get_by_label("Every week"))
    page.keyboard.press("ArrowDown")
    expect(row(page, 1).get_by_label("Every second, third or fourth week")).to_be_checked()
    doing.tab_to(page, row(page, 1).get_by_label("First date"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1 December")
    doing.tab_to(page, page.get_by_role("button", name="Check what this says").last)
    enter(page)
    expect(row(page, 1)).to_contain_text("Every second Tuesday, 10am to 11.30am")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_sticks_out_is_cut_off_or_too_small_to_hit(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 740}, java_script_enabled=False)
    page.goto(editor_page.PATH)
    for fold in page.locator("summary").all():
        fold.click()
    assert geometry.sticking_out(page) == []
    assert geometry.small_targets(page) == []


def test_large_and_loose_text_fits_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto(editor_page.PATH)
    page.locator("summary").first.click()
    geometry.enlarge(page, geometry.LARGE_TEXT, geometry.LOOSE_TEXT)
    assert geometry.sticking_out(page) == []
    assert geometry.cut_off(page) == []


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_axe_finds_nothing_at_first_nor_with_errors(open_page: OpenPage, watcher: Watcher, has_scripts: bool) -> None:
    watcher.allow(422)
    page = open_page(viewport=PHONE)
    switch = axe.ScriptSwitch(page)
    switch.turn(on=has_scripts)
    page.goto(editor_page.PATH)
    page.locator("summary").first.click()
    page.locator("#sessions-0-cancelled").fill("Christmas")
    page.locator("#sessions-0-opens_at").fill("7")
    switch.turn(on=True)
    assert axe.violations(page) == []
    switch.turn(on=has_scripts)
    page.get_by_role("button", name="Check what this says").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    switch.turn(on=True)
    assert axe.violations(page) == []
