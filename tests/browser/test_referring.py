"""Staff at work in a real browser: two presses and it is logged, by keyboard alone, on a phone, and nothing that axe minds."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import OpenPage
from tests.browser.doing import tab_to
from tests.browser.watch import Watcher

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main button, main a.govuk-button, main select, main summary, .app-choice')]
  .filter((one) => one.getBoundingClientRect().width && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 90))"""
A_KEY_MILLISECONDS, A_CHOICE_SECONDS = 150, 1.0
"""How fast somebody types who is not used to it, and how long a look at a choice takes."""
SEARCH = "/services?q=strength+balance&near=ML1+1AB"


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def sign_in(page: Page, name: str = "Morag Reid") -> Page:
    """Sign in as somebody of the demonstration, with one press."""
    page.goto("/sign-in")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    heading(page, "Your work")
    return page


def looked_at(page: Page) -> None:
    """The page has no fault that axe can find, is no wider than the screen, and its targets are big enough."""
    assert axe.violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("from_card", [True, False], ids=["from a result", "from a group"])
def test_two_presses_and_it_is_logged(open_page: OpenPage, size: dict[str, int], from_card: bool) -> None:
    page = sign_in(open_page(viewport=size))
    page.goto(SEARCH)
    if not from_card:
        page.goto(page.locator(".app-card__name a").first.get_attribute("href") or "")
    page.get_by_role("link", name=re.compile("^Point somebody here")).first.click()
    page.get_by_role("button", name="Log it: for an older person").click()
    heading(page, "Logged")
    page.get_by_role("button", name="Undo").click()
    heading(page, "Taken back")


def test_a_coded_referral_takes_less_than_thirty_seconds_at_human_speed(open_page: OpenPage) -> None:
    page = sign_in(open_page(viewport=WIDE))
    began = time.monotonic()
    page.keyboard.press("/")
    page.keyboard.type("strength balance", delay=A_KEY_MILLISECONDS)
    page.get_by_label("Town or postcode").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("ML1 1AB", delay=A_KEY_MILLISECONDS)
    page.keyboard.press("Enter")
    time.sleep(3 * A_CHOICE_SECONDS)
    page.get_by_role("link", name=re.compile("^Point somebody here")).first.click()
    time.sleep(A_CHOICE_SECONDS)
    page.get_by_label("Ask the group to answer").check()
    time.sleep(A_CHOICE_SECONDS)
    page.get_by_text("Say a little more").click()
    time.sleep(A_CHOICE_SECONDS)
    page.get_by_label("Falls, or afraid of falling").check()
    time.sleep(A_CHOICE_SECONDS)
    page.get_by_role("button", name="Log it: for an older person").click()
    heading(page, "Logged")
    expect(page.locator(".app-reference")).to_have_text(re.compile(r"^P-\w{4,}$"))
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_by_keyboard_alone_on_a_phone(open_page: OpenPage, scripts: bool) -> None:
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=scripts))
    page.goto(SEARCH)
    tab_to(page, page.get_by_role("link", name=re.compile("^Point somebody here")).first, most=90)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Told them"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Ask the group to answer"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Log it: for a carer"))
    page.keyboard.press("Enter")
    heading(page, "Logged")
    expect(page.get_by_role("status")).to_contain_text("For a carer. Gave them a print-out.")
    tab_to(page, page.locator(".app-reference"))
    page.keyboard.press("Enter")
    heading(page, re.compile(r"^P-\w{4,}: "))


def test_the_slash_goes_to_the_search_and_takes_nothing_from_anybody(open_page: OpenPage) -> None:
    page = sign_in(open_page(viewport=WIDE))
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#q")).to_have_value("a/b")
    page.locator("#near").focus()
    page.keyboard.type("/")
    expect(page.locator("#near")).to_be_focused()


@pytest.mark.parametrize("size", [WIDE, PHONE, {"width": 320, "height": 512}], ids=["1280 px", "360 px", "320 px"])
def test_the_pages_of_staff_have_no_fault_that_axe_can_find(open_page: OpenPage, size: dict[str, int]) -> None:
    page = sign_in(open_page(viewport=size))
    looked_at(page)
    page.goto("/services?q=zebra+quasar&near=ML1+1AB")
    looked_at(page)
    page.get_by_role("link", name="Nothing suitable? Tell us why").click()
    looked_at(page)
    page.get_by_role("button", name="There is no transport").click()
    heading(page, "Thank you, that is noted")
    looked_at(page)
    page.goto(SEARCH)
    page.get_by_role("link", name=re.compile("^Point somebody here")).first.click()
    page.get_by_text("Say a little more").click()
    looked_at(page)
    page.get_by_label("Ask the group to answer").check()
    page.get_by_role("button", name="Log it: for both of them").click()
    looked_at(page)
    page.locator(".app-reference").first.click()
    looked_at(page)
    page.goto("/staff?all=1")
    assert page.evaluate(OVERFLOW) <= 0


def test_a_place_that_is_none_is_told_beside_its_box(open_page: OpenPage, watcher: Watcher) -> None:
    page = sign_in(open_page(viewport=PHONE))
    page.goto(SEARCH)
    page.get_by_role("link", name=re.compile("^Point somebody here")).first.click()
    page.get_by_text("Say a little more").click()
    page.get_by_label("Where do they live, roughly?").fill("Jean Broon")
    watcher.allow(422)
    page.get_by_role("button", name="Log it: for an older person").click()
    expect(page.locator("#near-error")).to_contain_text("We do not know this place")
    looked_at(page)
