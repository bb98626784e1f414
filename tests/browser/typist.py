"""Somebody who fills in a form by keyboard alone, counted: how long a person would take who types slowly."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

SECONDS_A_KEY = 0.2
SECONDS_A_BOX = 2.0
SECONDS_A_PAGE = 3.0
MOST_STOPS = 120
IS_FOCUSED = "(element) => element === document.activeElement"
IS_IN_GROUP = "(element) => document.activeElement?.name === element.name && document.activeElement.type === 'radio'"


@dataclass
class Typist:
    """What was pressed so far; nothing waits, the seconds are only counted."""

    page: Page
    keys: int = 0
    boxes: int = 0
    pages: int = 0
    visited: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """What it would take: each key, a moment to find and think about each box, and a look at each page."""
        return self.keys * SECONDS_A_KEY + self.boxes * SECONDS_A_BOX + self.pages * SECONDS_A_PAGE

    def told(self) -> str:
        """The count in words."""
        return f"{self.keys} keys, {self.boxes} boxes, {self.pages} pages: {self.seconds:.0f} seconds"

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)
        self.pages += 1

    def key(self, name: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(name)
        self.keys += times

    def go_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        self._tab_until(target, IS_FOCUSED)

    def type(self, box: Locator, text: str, *, instead: bool = False) -> None:
        """Type into a box, after what is in it or instead of it."""
        self.go_to(box)
        self.boxes += 1
        if instead:
            self.key("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, option: Locator) -> None:
        """Choose one of several: to the group by Tab, within it by the arrows."""
        self._tab_until(option, IS_IN_GROUP)
        self.boxes += 1
        for _ in range(10):
            if option.is_checked():
                return
            self.key("ArrowDown")
        raise AssertionError(f"The arrows did not get to {option}")

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.go_to(box)
        self.boxes += 1
        self.key("Space")

    def press(self, button: Locator) -> None:
        """Press a button or follow a link that leads to another page."""
        self.go_to(button)
        button.press("Enter")
        self.keys += 1
        self.pages += 1
        self.visited.append(self.page.url)

    def unfold(self, title: Locator) -> None:
        """Open what is folded."""
        self.go_to(title)
        self.boxes += 1
        self.key("Enter")

    def _tab_until(self, target: Locator, test: str) -> None:
        element = target.element_handle()
        for _ in range(MOST_STOPS):
            if element.evaluate(test):
                return
            self.key("Tab")
        raise AssertionError(f"{MOST_STOPS} times Tab did not get to {target}")
