"""Run axe-core over the page as it stands, at any width, with or without the site's scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import CDPSession, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """([tags, colours]) => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false,
  rules: {'color-contrast': {enabled: colours}}}).then((found) => found.violations)"""
IS_LOADED = "typeof axe === 'object'"


class ScriptSwitch:
    """Turns the page's own scripts off while it loads; axe itself needs them on again afterwards.

    (A context made with `java_script_enabled=False` never answers what axe waits for, so it cannot be used here.)
    """

    def __init__(self, page: Page) -> None:
        """Take hold of that page."""
        self._session: CDPSession = page.context.new_cdp_session(page)

    def turn(self, *, on: bool) -> None:
        """From the next page on, scripts run or do not."""
        self._session.send("Emulation.setScriptExecutionDisabled", {"value": not on})


@cache
def source() -> str:
    """axe-core itself."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds wrong with the page as it stands: the rule, why, and where.

    Whether letters stand out from what is behind them takes longer than all the rest: `colours` False leaves it out where the same
    colours were looked at at another width.
    """
    if not page.evaluate(IS_LOADED):
        page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, colours])
    for violation in found:
        violation["nodes"] = [node for node in violation["nodes"] if not _is_pin(violation, node)]
    return [_told(violation) for violation in found if violation["nodes"]]


def _is_pin(violation: dict[str, Any], node: dict[str, Any]) -> bool:
    """Pins lie where the places are, so they may touch: the exception that WCAG 2.5.8 makes for what is essential."""
    return violation["id"] == "target-size" and "leaflet-marker-icon" in node["html"]


def _told(violation: dict[str, Any]) -> str:
    places = [f"    {node['html'][:160]}\n      {_reason(node)}" for node in violation["nodes"][:5]]
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)


def _reason(node: dict[str, Any]) -> str:
    return " ".join(str(node["failureSummary"]).split())[:300]
