"""Whatever a listing lacks, its organiser reads what to do and why, in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, render_template_string

from locator.directory import quality
from locator.web.shared.what_next import WORDS, what_next
from tests.directory.samples import LISTING, LUNCH
from tests.directory.test_quality import without

SHOWN = '{% from "components/what_next.html" import what_next %}{{ what_next(next, edit_href) }}'


def shown(app: Flask, listing: object, edit_href: str = "") -> str:
    with app.test_request_context("/"):
        return render_template_string(SHOWN, next=what_next(listing), edit_href=edit_href)  # type: ignore[arg-type]


def test_every_part_has_words() -> None:
    assert set(WORDS) == set(quality.PARTS)


@pytest.mark.parametrize("part", quality.PARTS)
def test_each_missing_part_is_said_with_its_reason(village_app: Flask, part: str) -> None:
    listing = without(part)
    (thing,) = what_next(listing).things
    assert (thing.part, thing.what, thing.why) == (part, *WORDS[part])
    text = shown(village_app, listing, "/edit")
    assert f'href="/edit#{part}"' in text
    assert thing.why in text


def test_a_whole_listing_has_a_hundred_points_and_nothing_to_do(village_app: Flask) -> None:
    assert what_next(LISTING).score == 100
    text = shown(village_app, LISTING)
    assert "Nothing is missing" in text
    assert "100 of 100" in text


def test_the_weightiest_comes_first_and_a_hundred_is_only_for_all() -> None:
    bare = replace(LISTING, service=replace(LUNCH, summary="", eligibility=""))
    found = what_next(bare)
    assert [thing.part for thing in found.things] == ["summary", "audience"]
    assert found.score == 100 * (quality.score(bare)) // 1
    assert all(what_next(without(part)).score < 100 for part in quality.PARTS)
