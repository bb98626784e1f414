"""The rules that every answer and every page keeps."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.web.page import HEADINGS, Page, words

NEEDED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ("strict-origin-when-cross-origin", "same-origin"),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FORBIDDEN_IN_POLICY = ("unsafe-inline", "unsafe-eval", "data:", "*", "http:", "https:", "nonce-")
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
LABELLED = ("input", "select", "textarea")
UNLABELLED_KINDS = ("hidden", "submit", "button")


def at_headers(answer: TestResponse) -> None:
    """The security headers are there, and say no more than they should."""
    for name, allowed in NEEDED.items():
        assert answer.headers.get(name) in (allowed if isinstance(allowed, tuple) else (allowed,)), name
    policy = answer.headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy
    assert not [word for word in FORBIDDEN_IN_POLICY if word in policy]
    assert "Permissions-Policy" in answer.headers
    assert "Cache-Control" in answer.headers
    assert "Server" not in answer.headers


def at_page(page: Page) -> None:
    """The page is HTML, says what it is, can be used without eyes, and loads nothing that it should not."""
    _title_and_heading(page)
    _landmarks(page)
    _labels(page)
    _ids(page)
    _nothing_inline(page)
    _no_outside_host(page)
    assert page.tree.get("lang") == "en-GB"


def _title_and_heading(page: Page) -> None:
    headings = list(page.every("h1"))
    assert len(headings) == 1, f"{page.path} has {len(headings)} h1"
    title = page.title.removeprefix("Error: ")
    assert title.startswith(words(headings[0])), f"{page.path}: title “{title}”, heading “{words(headings[0])}”"
    assert title.endswith(" – Locator, North Lanarkshire")
    levels = [int(element.tag[1]) for element in page.every(*HEADINGS) if not _is_in_landmark(page, element)]
    jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert not jumps, f"{page.path}: headings jump {jumps}"
    assert all(words(element) for element in page.every(*HEADINGS))


def _is_in_landmark(page: Page, heading: Element) -> bool:
    return any(heading in list(landmark.iter()) for landmark in page.every("footer", "aside"))


def _landmarks(page: Page) -> None:
    for name in ("header", "main", "footer"):
        assert len(list(page.every(name))) == 1, f"{page.path}: {name}"
    skip = page.classed("govuk-skip-link")[0]
    assert page.by_id((skip.get("href") or "").removeprefix("#")) is not None
    names = [element.get("aria-label") or element.get("aria-labelledby") for element in page.every("nav")]
    assert all(names), f"{page.path} has a nav without a name"
    assert len(set(names)) == len(names), f"{page.path} has two navs of one name"


def _labels(page: Page) -> None:
    labelled = {element.get("for") for element in page.every("label")}
    for element in page.every(*LABELLED):
        if element.get("type") not in UNLABELLED_KINDS:
            assert element.get("id") in labelled, f"{page.path}: no label for {element.attrib}"
    for element in page.every("img"):
        assert element.get("alt") is not None, f"{page.path}: no alt for {element.attrib}"
    for element in page.every("a", "button"):
        assert words(element) or element.get("aria-label"), f"{page.path}: empty {element.tag} {element.attrib}"


def _ids(page: Page) -> None:
    count = Counter(element.get("id") for element in page.every() if element.get("id"))
    assert not [name for name, times in count.items() if times > 1], (
        f"{page.path}: ids used twice {count.most_common(2)}"
    )
    for element in page.every():
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "form"):
            for name in (element.get(attribute) or "").split():
                assert name in count, f"{page.path}: {attribute} names {name}, which is not there"


def _nothing_inline(page: Page) -> None:
    for element in page.every():
        assert element.tag != "style", f"{page.path} has a style element"
        bad = [name for name in element.attrib if name == "style" or re.match(r"on[a-z]", name)]
        assert not bad, f"{page.path}: {element.tag} has {bad}"
    for script in page.every("script"):
        is_data = script.get("type") == "application/ld+json"
        assert is_data or (script.get("src") and not (script.text or "").strip()), f"{page.path} has an inline script"
    assert not [href for href in page.links() if href.lower().startswith(("javascript:", "data:"))]


def _no_outside_host(page: Page) -> None:
    sources = [element.get(LOADING[element.tag]) or "/" for element in page.every(*LOADING)]
    sources += [element.get("action") or "/" for element in page.every("form")]
    sources += [link.get("href") or "" for link in page.every("link") if link.get("rel") != "canonical"]
    assert not [source for source in sources if not source.startswith("/") or source.startswith("//")]
    assert "srcset" not in page.source
