"""The watcher must see what it is there for: each fault here is made on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.watch import Watcher

HOME = "http://127.0.0.1:9"
POLICY = {"Content-Security-Policy": "default-src 'self'"}


@pytest.fixture
def bare_watcher() -> Watcher:
    return Watcher(home=HOME)


@pytest.fixture
def bare_page(browser: Browser, bare_watcher: Watcher) -> Iterator[Page]:
    context = browser.new_context()
    bare_watcher.attach(context)
    yield context.new_page()
    context.close()


def show(page: Page, body: str, *, headers: dict[str, str] | None = None, status: int = 200) -> None:
    page.route(
        f"{HOME}/",
        lambda route: route.fulfill(status=status, body=body, content_type="text/html", headers=headers or {}),
    )
    page.goto(f"{HOME}/")


def test_a_quiet_page_passes(bare_page: Page, bare_watcher: Watcher) -> None:
    show(bare_page, "<!DOCTYPE html><link rel=icon href=data:,><title>Quiet</title><p>Quiet")
    bare_watcher.check()


@pytest.mark.parametrize(
    ("body", "headers", "told"),
    [
        pytest.param("<script>throw new Error('broken')</script>", None, "script error", id="error in a script"),
        pytest.param("<script>console.error('oh')</script>", None, "console error: oh", id="console error"),
        pytest.param("<script>alert(1)</script>", POLICY, "Content-Security-Policy", id="inline script"),
        pytest.param("<p style='color: red'>Hello", POLICY, "Content-Security-Policy", id="inline style"),
        pytest.param("<img src='http://other.example/a.png'>", None, "asked another host", id="another host"),
    ],
)
def test_a_fault_is_told(
    bare_page: Page, bare_watcher: Watcher, body: str, headers: dict[str, str] | None, told: str
) -> None:
    show(bare_page, f"<!DOCTYPE html><link rel=icon href=data:,><body>{body}", headers=headers)
    bare_page.wait_for_timeout(100)
    with pytest.raises(AssertionError, match=told):
        bare_watcher.check()


def test_an_error_page_is_a_fault_unless_it_is_expected(bare_page: Page, bare_watcher: Watcher) -> None:
    show(bare_page, "<!DOCTYPE html><link rel=icon href=data:,>Gone", status=404)
    with pytest.raises(AssertionError, match="answer 404"):
        bare_watcher.check()
    bare_watcher.faults.clear()
    bare_watcher.allow(404)
    bare_page.reload()
    bare_watcher.check()


def test_a_folder_without_chromium_has_none(tmp_path: Path) -> None:
    assert chromium.system(path=str(tmp_path)) is None


def test_a_missing_browser_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "bundled", lambda: None)
    with pytest.raises(chromium.ChromiumMissingError, match="make test"):
        chromium.executable()
