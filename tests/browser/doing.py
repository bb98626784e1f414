"""What a person does on the site, in one place: search, narrow, keep, read the list."""

from __future__ import annotations

import re
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

MILES = re.compile(r"([\d.]+) mile")


def search(page: Page, what: str = "", near: str = "") -> None:
    """Fill in the search boxes of the page and send them."""
    page.get_by_label("What are you looking for?").fill(what)
    page.locator("#near").fill(near)
    page.locator("#near").press("Enter")
    page.wait_for_url("**/services?*")


def results(page: Page) -> Locator:
    """The cards that match all words, in order: those about them, then those that mention them."""
    return page.locator("#results > .app-cards > .app-card, [aria-labelledby=mentioning] .app-card")


def names(cards: Locator) -> list[str]:
    """The names on the cards, in order."""
    return [name.strip() for name in cards.locator(".app-card__name").all_inner_texts()]


def miles(cards: Locator) -> list[float]:
    """The distances on those cards that have one, in order."""
    found = (MILES.search(text) for text in cards.locator(".app-distance").all_inner_texts())
    return [float(match.group(1)) for match in found if match]


def goes_out_at_most_twice(distances: list[float]) -> bool:
    """Nearest first: once through what is called so, then once more through what only mentions it (decision 0004)."""
    steps_back = sum(later < sooner for sooner, later in pairwise(distances))
    return len(distances) > 1 and steps_back <= 1


def total(page: Page) -> int:
    """The number in the heading of the results."""
    heading = page.locator(".app-results__heading").inner_text()
    found = re.match(r"([\d,]+) groups?\b", heading)
    return int(found.group(1).replace(",", "")) if found else 0


def tick(page: Page, label: str) -> int:
    """Tick a filter (opening what it lies in) and show the results; the count that it promised."""
    box = page.get_by_label(re.compile(rf"^{re.escape(label)}\s*\("))
    for fold in (page.locator("#filters"), page.locator("details.app-fold").filter(has=box)):
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
    promised = re.search(r"\((\d+)\)", page.locator(f"label[for='{box.get_attribute('id')}']").inner_text())
    box.check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".app-chip").filter(has_text=label)).to_be_visible()
    return int(promised.group(1)) if promised else -1


def button(page: Page, action: str, name: str) -> Locator:
    """The button that does this to the service with that name (the name is there for those who cannot see where)."""
    return page.get_by_role("button", name=re.compile(rf"^{re.escape(action)}\s*:\s*{re.escape(name)}\s*$"))


def keep(page: Page, name: str) -> None:
    """Keep the service with this name, on whatever page its button is."""
    button(page, "Keep in my list", name).click()
    expect(button(page, "Take off my list", name)).to_be_visible()


def tab_to(page: Page, target: Locator, most: int = 60) -> None:
    """Press Tab until the target, which is looked for once, has the focus."""
    element = target.element_handle()
    for _ in range(most):
        if element.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab did not get to {target}")
