"""Suggestions while typing: by keyboard and by finger, never in the way, and not needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe, doing
from tests.browser.conftest import OpenPage
from tests.browser.settled import enter


def options(page: Page) -> Locator:
    return page.get_by_role("option")


@pytest.fixture
def box(page: Page) -> Locator:
    """The box for words on the first page."""
    page.goto("/")
    return page.get_by_role("combobox", name="What are you looking for?")


def test_the_arrow_keys_choose_and_enter_takes_without_searching(page: Page, box: Locator) -> None:
    box.press_sequentially("lunc", delay=30)
    expect(options(page).first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = options(page).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    text = chosen.inner_text()
    box.press("Enter")
    expect(box).to_have_value(text)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.url.endswith("/"), "the first Enter takes the suggestion, the second searches"
    box.press("Enter")
    page.wait_for_url("**/services?*")
    assert doing.results(page).count() > 0


def test_escape_closes_and_the_words_stay(page: Page, box: Locator) -> None:
    box.press_sequentially("lunc", delay=30)
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_value("lunc")


def test_a_finger_can_take_one(page: Page, box: Locator) -> None:
    box.press_sequentially("walk", delay=30)
    text = options(page).first.inner_text()
    options(page).first.click()
    expect(box).to_have_value(text)


def test_the_place_box_suggests_places(page: Page, box: Locator) -> None:
    near = page.get_by_role("combobox", name="Near which town or postcode?")
    near.press_sequentially("Aird", delay=30)
    expect(options(page).filter(has_text="Airdrie").first).to_be_visible()


def test_an_open_list_has_no_fault_and_hides_no_button_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto("/")
    page.get_by_role("combobox", name="What are you looking for?").press_sequentially("lunc", delay=30)
    expect(options(page).first).to_be_visible()
    assert axe.violations(page) == []
    for option in options(page).all():
        box = option.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 320


def test_the_list_goes_away_when_the_box_is_left(page: Page, box: Locator) -> None:
    box.press_sequentially("lunc", delay=30)
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_hostile_typing_does_no_harm(page: Page, box: Locator) -> None:
    for text in ("***((", "<script>alert(1)</script>", "\u202eemordnilap", "lunch' OR 1=1"):
        box.fill(text)
        page.wait_for_timeout(300)
    expect(box).to_be_visible()


def test_the_whole_search_needs_only_the_keyboard(page: Page) -> None:
    page.goto("/")
    doing.tab_to(page, page.locator("#q"))
    page.keyboard.type("lunch club")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("ML1 1AB")
    page.keyboard.press("Escape")
    doing.tab_to(page, page.locator(".app-search__button"))
    enter(page)
    page.wait_for_url("**/services?*")
    first = doing.results(page).first.locator(".app-card__name a")
    name = first.inner_text()
    doing.tab_to(page, first, most=120)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    doing.tab_to(page, doing.button(page, "Keep in my list", name))
    enter(page)
    expect(doing.button(page, "Take off my list", name)).to_be_visible()
