"""Every page fits its reader: small screens, large letters, fingers, paper, forced colours, no movement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import geometry
from tests.browser.addresses import rules
from tests.browser.conftest import OpenExamples, OpenPage

LEAST_LETTERS = 16.0
FOR_SCREENS_ONLY = ("header nav", "footer nav", "form button", ".govuk-skip-link", ".app-again")


@pytest.mark.parametrize("rule", rules())
def test_a_page_fits_a_small_screen_large_letters_and_fingers(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(has_touch=True)
    faults = [f"{example.path}: {fault}" for example in open_examples(page, rule) for fault in misfits(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("rule", rules())
def test_a_page_suits_paper_forced_colours_and_people_who_want_no_movement(
    open_page: OpenPage, open_examples: OpenExamples, rule: str
) -> None:
    page = open_page(viewport={"width": 720, "height": 1000})
    faults = [f"{example.path}: {fault}" for example in open_examples(page, rule) for fault in unsuited(page)]
    assert not faults, "\n".join(faults)


def misfits(page: Page) -> Iterator[str]:
    """What does not fit at 320 px, at 360 px, and with letters twice as large and text set loosely (WCAG 1.4.12)."""
    page.set_viewport_size({"width": 320, "height": 640})
    yield from (f"sideways at 320 px: {name}" for name in geometry.sticking_out(page))
    page.set_viewport_size({"width": 360, "height": 740})
    yield from (f"smaller than 44 px: {name}" for name in geometry.small_targets(page))
    before = geometry.letter_sizes(page)
    yield from (f"letters of {size:.0f} px: {name}" for name, size in before.items() if size < LEAST_LETTERS)
    geometry.enlarge(page, geometry.LARGE_TEXT)
    for name, size in geometry.letter_sizes(page).items():
        if size < 1.7 * before.get(name, 0):
            yield f"letters do not grow: {name}"
    geometry.enlarge(page, geometry.LOOSE_TEXT)
    yield from (f"sideways with large, loose text: {name}" for name in geometry.sticking_out(page))
    yield from (f"cut off with large, loose text: {name}" for name in geometry.cut_off(page))


def unsuited(page: Page) -> Iterator[str]:
    """What is wrong on paper, in forced colours and for people who asked for less movement."""
    page.emulate_media(media="print")
    if not page.locator("h1").first.is_visible():
        yield "no heading on paper"
    for selector in FOR_SCREENS_ONLY:
        yield from (f"of no use on paper: {text}" for text in geometry.seen(page, selector))
    yield from (f"sideways on paper: {name}" for name in geometry.sticking_out(page))
    yield from (f"white on paper: {name}" for name in geometry.pale(page))
    page.emulate_media(media="screen", forced_colors="active")
    yield from (f"no edge in forced colours: {name}" for name in geometry.without_edge(page))
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    yield from (f"moves all the same: {name}" for name in geometry.moving(page))
