"""Templates: nothing unescaped, nothing inline, no other host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locator import assets

TEMPLATES = sorted(assets.folder("templates").rglob("*.html"))
SCRIPTS = sorted(file for file in assets.folder("static").glob("js/*.js") if file.name != "govuk.js")
FORBIDDEN = {
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    "an inline style": re.compile(r"<style|\sstyle="),
    "an inline handler": re.compile(r"\son[a-z]+="),
    "an inline script": re.compile(r"<script(?![^>]*\s(src=|type=\"application/ld\+json\"))"),
    "a form for no one": re.compile(r"<form(?![^>]*\bmethod=)"),
    "a resource of another host": re.compile(r"\bsrc=\"(https?:)?//"),
    "an address made in a loop": re.compile(r"url_for\("),
}


def names(files: list[Path]) -> list[str]:
    """The files' names, for the test report."""
    return [file.name for file in files]


@pytest.mark.parametrize("file", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_has_nothing_that_the_house_forbids(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert not {rule: found.group() for rule, pattern in FORBIDDEN.items() if (found := pattern.search(source))}


@pytest.mark.parametrize("file", SCRIPTS, ids=names(SCRIPTS))
def test_a_script_makes_no_markup_from_text(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


def test_no_style_sheet_asks_another_host_or_shows_a_crest() -> None:
    for file in assets.folder("static").rglob("*.css"):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*[\"']?(https?:|//|data:)", source), file.name
        assert "@import" not in source
        assert "crest" not in source
