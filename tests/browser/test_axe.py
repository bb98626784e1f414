"""Axe finds what it is there to find, and colours that no longer stand out are found however much was found well before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe, looks

FAULTY = """<!DOCTYPE html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
<p style="color: #bbb; background: #fff">Hardly to be seen</p><input type="text"></main>"""

SOUND = """<!DOCTYPE html><html lang="en"><title>Sound</title><style>
body { background: #fff; color: #333; margin: 0; }
main { position: relative; }
h1 { font-size: 40px; color: #888; }
#apart { height: 20px; background: #fff; }
</style><main><h1>Large letters</h1><p>Plain words</p><p><b>Some</b> words <a href="#">to press</a></p>
<label>A box <input type="text" value="words"></label><div id="apart"></div></main>"""

PALE = {
    "the letters": "p { color: #bbb }",
    "letters with a fill of their own": "p { -webkit-text-fill-color: #bbb }",
    "what is behind them": "p { background: #444 }",
    "what is further behind them": "main { background: #444 }",
    "all of it shines through": "p { opacity: 0.5 }",
    "all around it shines through": "main { opacity: 0.5 }",
    "smaller letters": "h1 { font-size: 18px }",
    "lighter letters": "h1 { font-size: 19px; font-weight: 400 }",
    "a box": "input { color: #bbb }",
    "a link within words": "a { color: #9bd }",
    "something laid under them": "#apart { background: #555; height: 400px; position: absolute; inset: 0; z-index: -1 } main { z-index: 0 }",
    "something that they moved onto": "#apart { background: #444; height: 80px; width: 100%; position: absolute; top: 90px; z-index: -1 }"
    " main { z-index: 0 }",
}
"""What can make letters hard to see, each in a style."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of no site."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def rules_broken(page: Page) -> set[str]:
    return {one.split(" ", 1)[0] for one in axe.violations(page)}


def test_a_box_without_a_label_and_pale_letters_are_found(page: Page) -> None:
    page.set_content(FAULTY)
    assert rules_broken(page) == {"label", "color-contrast"}
    assert rules_broken(page) == {"label", "color-contrast"}, "what is wrong is told each time"


@pytest.mark.parametrize("pale", PALE.values(), ids=PALE)
def test_what_becomes_pale_at_a_width_is_found_there_after_all_was_well(page: Page, pale: str) -> None:
    page.set_content(SOUND.replace("</style>", f"@media (max-width: 640px) {{ {pale} }}</style>"))
    assert rules_broken(page) == set()
    page.set_viewport_size({"width": 640, "height": 900})
    assert rules_broken(page) == {"color-contrast"}


def test_a_look_that_was_found_well_is_not_asked_about_again(page: Page) -> None:
    page.set_content(SOUND)
    axe.violations(page)
    assert set(page.evaluate(looks.LOOKS)) <= looks.passed
