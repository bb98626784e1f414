"""Every page works from the keyboard: each stop can be seen, none is hidden, and one always gets out again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import rules
from tests.browser.conftest import OpenExamples, OpenPage
from tests.browser.settled import enter

MOST_STOPS = 200

# How the focused element and what is drawn for it look, against the same without focus; and whether it is covered.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const drawn = [element, ...(element.labels ?? []), ...[...element.querySelectorAll('*')].slice(0, 8)];
  const look = () => drawn.flatMap((one) => ['', '::before', '::after'].map((part) => {
    const style = getComputedStyle(one, part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor,
      style.borderTopColor, style.borderTopWidth, style.textDecorationThickness].join('|'); })).join();
  const name = element.outerHTML.replace(/\\s+/g, ' ').slice(0, 140), focused = look();
  const box = element.getBoundingClientRect();
  const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  const covered = !!over && !element.contains(over) && !over.contains(element) &&
    !(element.labels && [...element.labels].some((label) => label.contains(over)));
  element.blur();
  const plain = look();
  element.focus({preventScroll: true, focusVisible: true});
  return {name, changes: focused !== plain, covered, inFooter: !!element.closest('footer')}; }"""


@pytest.mark.parametrize("rule", rules())
def test_every_stop_of_the_tab_key_can_be_seen_and_the_end_is_reached(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    example = next(open_examples(page, rule))
    unseen, reached = [], False
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        reached = reached or stop["inFooter"]
        unseen += [stop["name"]] if not stop["changes"] or stop["covered"] else []
    assert reached, f"{example.path}: the Tab key does not get to the end of the page"
    assert not unseen, f"{example.path}: no sign of focus, or covered\n" + "\n".join(unseen)


@pytest.mark.parametrize("rule", rules())
def test_the_first_stop_skips_to_the_main_part(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page()
    next(open_examples(page, rule))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to main content")
    expect(skip).to_be_in_viewport()
    enter(page)
    expect(page).to_have_url(page.url.split("#")[0] + "#main-content")
    assert first_stop_is_in_main(page)


def first_stop_is_in_main(page: Page) -> bool:
    """Whether the next stop lies in the main part or, when that has none, after it."""
    page.keyboard.press("Tab")
    script = """() => { const main = document.getElementById('main-content'), at = document.activeElement;
      return main.contains(at) || !!(main.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING); }"""
    return bool(page.evaluate(script))
