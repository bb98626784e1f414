"""Axe finds what it is there to find, and colours are only left out where that is asked for."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import axe

FAULTY = """<!DOCTYPE html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
<p style="color: #bbb; background: #fff">Hardly to be seen</p><input type="text"></main>"""


def rules_broken(browser: Browser, *, colours: bool) -> set[str]:
    page = browser.new_page()
    page.set_content(FAULTY)
    told = axe.violations(page, colours=colours)
    page.close()
    return {one.split(" ", 1)[0] for one in told}


def test_a_box_without_a_label_and_pale_letters_are_found(browser: Browser) -> None:
    assert rules_broken(browser, colours=True) == {"label", "color-contrast"}


def test_without_colours_all_else_is_found(browser: Browser) -> None:
    assert rules_broken(browser, colours=False) == {"label"}
