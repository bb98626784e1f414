"""Curators see which websites do not open, in words, with the way to each listing; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from locator.directory.link_check import LinkCheck, Outcome
from locator.storage import link_checks
from locator.web.curator.links import WORDS
from tests import signing
from tests.conftest import NOW
from tests.making import listing, organization
from tests.referred import CURATOR, NURSE

GROUP = organization("Tea <b>Friends</b>", website="www.tea.scot")
TEA = listing("Tea & cake", run_by=GROUP, website="https://tea.scot/menu")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(TEA)
    signing.add(made.extensions["locator"], CURATOR, NURSE)
    return made


def fail(app: Flask, url: str, outcome: Outcome, detail: str = "") -> None:
    since = NOW - timedelta(days=8)
    found = LinkCheck(url=url, checked_at=NOW, outcome=outcome, detail=detail, failures=2, first_failed_at=since)
    link_checks.save(app.extensions["locator"].store, found)


def test_with_nothing_broken_the_page_says_so(app: Flask) -> None:
    assert "No website is known to be broken." in signing.sign_in(app, CURATOR).get("/curate/links").text


def test_each_broken_link_has_its_words_its_day_and_its_listings(app: Flask) -> None:
    fail(app, "https://tea.scot/menu", Outcome.GONE, "404")
    fail(app, "https://www.tea.scot", Outcome.BAD_CERTIFICATE)
    page = signing.sign_in(app, CURATOR).get("/curate/links")
    assert "2 websites did not open on two different days." in page.text
    assert "The page is not there any more (404)" in page.text
    assert "16 November 2026" in page.text
    assert f'href="/services/{TEA.service.slug}"' in page.source
    assert f'href="/organizations/{GROUP.slug}"' in page.source
    assert 'href="https://tea.scot/menu"' in page.source


def test_what_a_group_wrote_is_only_text(app: Flask) -> None:
    fail(app, "https://www.tea.scot", Outcome.REFUSED, "<script>")
    page = signing.sign_in(app, CURATOR).get("/curate/links")
    assert "<b>Friends" not in page.source
    assert "<script>)" not in page.source


def test_others_are_not_let_in(app: Flask) -> None:
    assert signing.sign_in(app, NURSE).raw("/curate/links").status_code == 403


def test_every_outcome_has_words() -> None:
    assert set(WORDS) == set(Outcome)
