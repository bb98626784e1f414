"""What people come to do, from the first page to the end, at a desk and on a phone, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import doing
from tests.browser.conftest import OpenPage

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(
    params=[(DESK, True), (DESK, False), (PHONE, True), (PHONE, False)],
    ids=["desk", "desk without scripts", "phone", "phone without scripts"],
)
def anywhere(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page on each kind of device."""
    viewport, scripts = request.param
    return open_page(viewport=viewport, java_script_enabled=scripts)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def either(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page at a desk."""
    return open_page(viewport=DESK, java_script_enabled=request.param)


def test_find_a_lunch_club_keep_it_print_it_and_send_it_on(anywhere: Page, open_page: OpenPage) -> None:
    anywhere.goto("/")
    doing.search(anywhere, "lunch club", "ML1 1AB")
    cards = doing.results(anywhere)
    assert doing.total(anywhere) == cards.count() or cards.count() == 20
    found_at, (first, second) = anywhere.url, doing.names(cards)[:2]
    assert doing.goes_out_at_most_twice(doing.miles(cards)), "nearest first"

    anywhere.get_by_role("link", name=first, exact=True).first.click()
    expect(anywhere.get_by_role("heading", level=1)).to_have_text(first)
    doing.keep(anywhere, first)
    anywhere.goto(found_at)
    doing.keep(anywhere, second)

    anywhere.get_by_role("link", name=re.compile("^My list")).first.click()
    kept = anywhere.locator(".app-cards > .app-card")
    assert doing.names(kept) == [first, second]
    doing.button(anywhere, "Move up", second).click()
    expect(kept.locator(".app-card__name").first).to_have_text(second)
    assert doing.names(kept) == [second, first]

    anywhere.get_by_role("link", name="Print it in large letters").click()
    expect(anywhere.locator(".app-large__name")).to_have_text([second, first])
    anywhere.go_back()

    anywhere.get_by_role("button", name="Send it to somebody").click()
    link = anywhere.get_by_label("Or copy the link").input_value()
    assert "made" not in link
    friend = open_page(viewport=PHONE)
    friend.goto(link)
    assert doing.names(friend.locator(".app-card")) == [second, first]
    assert friend.context.cookies() == [], "reading a list leaves nothing behind"


def test_filters_promise_what_they_give_and_come_off_again(anywhere: Page) -> None:
    anywhere.goto("/services?near=Airdrie&radius=10")
    everything = doing.total(anywhere)
    promised = doing.tick(anywhere, "Free")
    assert doing.total(anywhere) == promised
    assert 0 < promised < everything
    promised = doing.tick(anywhere, "Step-free entrance")
    assert doing.total(anywhere) == promised
    chips = anywhere.locator(".app-chip")
    before = chips.count()
    chips.filter(has_text="Free").first.click()
    expect(chips).to_have_count(before - 1)
    anywhere.locator(".app-chips__clear").click()
    expect(chips).to_have_count(0)
    assert "near=Airdrie" in anywhere.url, "clearing the filters keeps the place"


def test_a_filter_outlives_a_new_search_and_the_pages(either: Page) -> None:
    either.goto("/services?near=Wishaw")
    doing.tick(either, "Older people")
    either.locator("#q").fill("")
    either.get_by_role("link", name=re.compile("^More")).click()
    expect(either.locator(".app-chip").filter(has_text="Older people")).to_be_visible()
    assert "page=2" in either.url


def test_a_misspelt_word_is_understood_and_can_be_insisted_on(either: Page) -> None:
    either.goto("/")
    doing.search(either, "strenth and balence", "Airdrie")
    expect(either.get_by_text("Showing results for")).to_contain_text("strength and balance")
    assert doing.results(either).count() > 0
    either.get_by_role("link", name="strenth and balence").click()
    expect(either.get_by_text("Showing results for")).to_have_count(0)


def test_an_unknown_place_is_helped_along(either: Page) -> None:
    either.goto("/")
    doing.search(either, "lunch club", "Airdree")
    suggestion = either.locator("#results, main").get_by_role("link", name="Airdrie", exact=True).first
    if suggestion.count():
        suggestion.click()
    expect(either.locator(".app-results__heading")).to_contain_text("Airdrie")

    doing.search(either, "lunch club", "Nowhereville")
    expect(either.get_by_role("heading", level=1)).to_contain_text("Nowhereville")
    expect(either.get_by_role("main")).to_contain_text("a whole postcode")


def test_a_postcode_that_is_no_longer_used_still_works_and_says_so(either: Page) -> None:
    either.goto("/services?q=lunch+club&near=ml1+9wr")
    expect(either.get_by_role("main")).to_contain_text("no longer uses ML1 9WR")
    assert doing.miles(doing.results(either)) != []


def test_no_result_is_no_dead_end(either: Page) -> None:
    either.goto("/services?q=slipper&near=ML1+1AB&radius=1&day=sun")
    assert doing.total(either) == 0
    way = either.locator(".app-ways__list a").first
    promised = re.findall(r"\((\d+) group", way.inner_text())
    way.click()
    expect(either.locator(".app-results__heading")).not_to_contain_text("No groups")
    assert [str(doing.total(either))] == promised, "a way out keeps its promise"


def test_three_filters_too_many_can_be_taken_away_at_once(either: Page) -> None:
    either.goto("/services?q=mens+shed&near=Plains&radius=1&day=sun&time=evening&delivery=online")
    assert doing.total(either) == 0
    either.get_by_role("link", name="Take all filters away and look at any distance").click()
    assert doing.total(either) > 0
    expect(either.locator(".app-chip")).to_have_count(0)
    assert doing.names(doing.results(either)), "the words and the place are kept"


def test_a_word_that_nobody_uses_leads_on(either: Page) -> None:
    either.goto("/services?q=xyzzyplugh")
    either.get_by_role("link", name="Look through the kinds of group").click()
    expect(either.get_by_role("heading", level=1)).to_have_text("Kinds of group")


def test_the_map_shows_the_same_search(page: Page) -> None:
    page.goto("/services?q=lunch+club&near=ML1+1AB")
    page.get_by_role("link", name="See these on a map").click()
    expect(page).to_have_url(re.compile(r"/map\?.*q=lunch\+club"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    assert doing.results(page).count() > 0


def test_look_by_theme_then_by_area(either: Page) -> None:
    either.goto("/")
    tile = either.locator(".app-tile__link").first
    name, count = tile.locator(".app-tile__name").inner_text(), tile.locator(".app-tile__count").inner_text()
    tile.click()
    expect(either.get_by_role("heading", level=1)).to_have_text(name)
    expect(either.get_by_role("heading", level=2, name=count, exact=True)).to_be_visible()
    area = either.locator(".app-area").first
    promised = re.sub(r"\D", "", area.locator(".app-area__count").inner_text())
    area.click()
    assert str(doing.total(either)) == promised


def test_look_by_area_then_at_a_group_and_the_people_who_run_it(either: Page) -> None:
    either.goto("/localities")
    area = either.locator(".app-area__name").first.inner_text()
    either.locator(".app-area").first.click()
    expect(either.get_by_role("heading", level=1)).to_contain_text(area)
    name = either.locator(".app-card__name a").first.inner_text()
    either.locator(".app-card__name a").first.click()
    expect(either.get_by_role("heading", level=1)).to_have_text(name)
    runner = either.locator(".app-service__by a").inner_text()
    either.locator(".app-service__by a").click()
    expect(either.get_by_role("heading", level=1)).to_have_text(runner)
    expect(either.get_by_role("main").get_by_role("link", name=name, exact=True)).to_be_visible()


def test_back_gives_the_same_results_again(anywhere: Page) -> None:
    anywhere.goto("/services?q=walking&near=Cumbernauld&day=tue&day=thu")
    before, address = doing.names(doing.results(anywhere)), anywhere.url
    doing.results(anywhere).first.locator(".app-card__name a").click()
    anywhere.wait_for_url(re.compile(r"/services/[a-z0-9-]+$"))
    anywhere.go_back()
    expect(anywhere).to_have_url(address)
    assert doing.names(doing.results(anywhere)) == before


def test_the_order_can_be_changed(either: Page) -> None:
    either.goto("/services?q=walking&near=Cumbernauld")
    assert doing.goes_out_at_most_twice(doing.miles(doing.results(either)))
    either.locator(".app-tools__sort a").click()
    expect(either).to_have_url(re.compile("sort=best"))
    assert doing.results(either).count() > 0


def test_nothing_is_kept_about_somebody_who_only_looks(either: Page) -> None:
    for address in ("/", "/services?q=carers", "/themes", "/my-list", "/about"):
        either.goto(address)
    assert either.context.cookies() == []


def test_a_list_can_be_emptied(either: Page) -> None:
    either.goto("/services?q=lunch")
    name = doing.names(doing.results(either))[0]
    doing.keep(either, name)
    either.goto("/my-list")
    doing.button(either, "Take off my list", name).click()
    expect(either.get_by_role("main")).to_contain_text("Your list is empty")
