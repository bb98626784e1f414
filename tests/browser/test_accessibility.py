"""WCAG 2.2 AA by axe-core, on every page, at four widths, with and without JavaScript."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.browser import axe
from tests.browser.addresses import Example, rules
from tests.browser.conftest import OpenExamples, OpenPage, VisitErrorPage

SIZES = {"1280 px": (1280, 900), "640 px": (640, 900), "360 px": (360, 740), "320 px": (320, 512)}
ENDS = {name: SIZES[name] for name in ("1280 px", "320 px")}
EXAMPLES_WITHOUT_SCRIPTS = 2
ERRORS = (400, 403, 404, 405, 410, 413, 429, 500, 503, 507)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("rule", rules())
def test_a_page_has_no_fault_that_axe_can_find(
    open_page: OpenPage, open_examples: OpenExamples, rule: str, scripts: bool
) -> None:
    page = open_page()
    switch = axe.ScriptSwitch(page)

    def look(example: Example, sizes: dict[str, tuple[int, int]]) -> list[str]:
        switch.turn(on=True)
        found = []
        for name, (width, height) in sizes.items():
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{example.path} at {name}: {fault}" for fault in axe.violations(page)]
        switch.turn(on=scripts)
        return found

    switch.turn(on=scripts)
    # Without scripts the examples of a rule differ in nothing that they do not differ in with scripts.
    shown = islice(open_examples(page, rule), None if scripts else EXAMPLES_WITHOUT_SCRIPTS)
    faults = [fault for number, example in enumerate(shown) for fault in look(example, ENDS if number else SIZES)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_has_no_fault_that_axe_can_find(
    open_page: OpenPage, visit_error_page: VisitErrorPage, status: int
) -> None:
    page = open_page()
    visit_error_page(page, status)
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert axe.violations(page) == []
    assert page.locator("h1").count() == 1
    assert page.get_by_role("main").get_by_role("link").count() > 0, "an error page says how to go on"
