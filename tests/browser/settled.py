"""A press is over when the page that it leads to has loaded: what a test asks next, it asks of a whole page.

Playwright waits after a press until the next page has begun, not until it is there. `count()` and the like do not wait
at all, so on a busy machine they would be asked of half a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

PRESSES = ("click", "press")


@contextmanager
def presses() -> Iterator[None]:
    """Within it every `Locator.click` and `Locator.press` waits for the page that it leads to."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PRESSES:
            patch.setattr(Locator, name, _settled(getattr(Locator, name)))
        yield


def enter(page: Page, *, delay: float = 0) -> None:
    """Press Enter (for so many milliseconds) on whatever has the focus, as a keyboard does."""
    page.locator(":focus").press("Enter", delay=delay)


def _settled(press: Callable[..., None]) -> Callable[..., None]:
    def pressed(locator: Locator, *arguments: Any, **options: Any) -> None:
        press(locator, *arguments, **options)
        locator.page.wait_for_load_state()

    return pressed
