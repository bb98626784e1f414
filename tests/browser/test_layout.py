"""Every page fits: 320 px, letters twice as large, looser text, fingers, paper, forced colours, no movement."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import geometry
from tests.browser.addresses import rules
from tests.browser.conftest import OpenExamples, OpenPage

PHONE = {"width": 360, "height": 740}
every_page = pytest.mark.parametrize("rule", rules())


@every_page
def test_nothing_scrolls_sideways_at_320_pixels(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    faults = [
        f"{example.path}: {fault}" for example in open_examples(page, rule) for fault in geometry.sticking_out(page)
    ]
    assert not faults, "\n".join(faults)


@every_page
def test_letters_twice_as_large_and_loose_text_still_fit(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(viewport=PHONE)
    faults = []
    for example in open_examples(page, rule):
        geometry.enlarge(page, geometry.LARGE_TEXT, geometry.LOOSE_TEXT)
        found = [*geometry.sticking_out(page), *(f"cut off: {name}" for name in geometry.cut_off(page))]
        faults += [f"{example.path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@every_page
def test_all_words_follow_the_readers_letter_size(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page(viewport=PHONE)
    example = next(open_examples(page, rule))
    before = geometry.letter_sizes(page)
    geometry.enlarge(page, geometry.LARGE_TEXT)
    after = geometry.letter_sizes(page)
    stuck = [name for (name, small), (_, large) in zip(before, after, strict=True) if large < 1.7 * small]
    assert not stuck, f"{example.path}: these letters stay small\n" + "\n".join(stuck)


@every_page
def test_no_words_are_smaller_than_16_pixels(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page(viewport=PHONE)
    small = [
        f"{example.path}: {size:.0f} px: {name}"
        for example in open_examples(page, rule)
        for name, size in geometry.letter_sizes(page)
        if size < 16
    ]
    assert not small, "\n".join(small)


@every_page
def test_main_controls_are_large_enough_for_a_finger(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    faults = [
        f"{example.path}: {fault}" for example in open_examples(page, rule) for fault in geometry.small_targets(page)
    ]
    assert not faults, "\n".join(faults)


@every_page
def test_on_paper_only_what_a_reader_needs_is_left(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page(viewport={"width": 720, "height": 1000})
    page.emulate_media(media="print")
    for example in open_examples(page, rule):
        assert page.locator("h1").first.is_visible(), example.path
        for useless in ("header nav", "footer nav", "form button", ".govuk-skip-link"):
            assert seen(page, useless) == [], f"{example.path} prints {useless}"
        assert geometry.sticking_out(page) == [], example.path


@every_page
def test_forced_colours_keep_the_edges_of_controls(open_page: OpenPage, open_examples: OpenExamples, rule: str) -> None:
    page = open_page(forced_colors="active")
    for example in open_examples(page, rule):
        assert page.evaluate(EDGELESS) == [], f"{example.path}: without an edge in forced colours"


@every_page
def test_nothing_moves_for_people_who_asked_for_that(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(reduced_motion="reduce")
    for example in open_examples(page, rule):
        assert page.evaluate(MOVING) == [], f"{example.path}: moves all the same"


EDGELESS = """() => [...document.querySelectorAll('button, .govuk-button, input:not([type=hidden]), select, textarea')]
  .filter((element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter((element) => { const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const edged = ['Top', 'Bottom', 'Left', 'Right'].some((side) => parseFloat(style['border' + side + 'Width']) > 0 &&
      style['border' + side + 'Style'] !== 'none');
    return box.width > 2 && !edged && style.outlineStyle === 'none' && style.appearance === 'none'; })
  .map((element) => element.outerHTML.slice(0, 140))"""

MOVING = """() => [document.documentElement, ...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    const seconds = (style.transitionDuration + ',' + style.animationDuration).split(',').map(parseFloat);
    return style.scrollBehavior === 'smooth' || seconds.some((one) => one > 0.05);
  }).map((element) => element.outerHTML.slice(0, 140))"""


def seen(page: Page, selector: str) -> list[str]:
    """The elements that a reader sees, by their text."""
    return [element.inner_text() for element in page.locator(selector).all() if element.is_visible()]
