"""The results page: what was found, how to narrow it, and a way on from every dead end."""

from __future__ import annotations

import pytest

from locator.storage import listings, organizations
from tests import making
from tests.entering import House
from tests.making import AIRDRIE, CUMBERNAULD, MOTHERWELL
from tests.web import village
from tests.web.conftest import Visit
from tests.web.page import Page, words
from tests.web.visitor import Visitor


def names(page: Page) -> list[str]:
    """The names of the services in the page's lists, in order."""
    return [words(element) for element in page.classed("app-card__name")]


def boxes(page: Page) -> dict[str, str]:
    """The filters by id, with the words beside them."""
    return {label.get("for") or "": words(label) for label in page.every("label")}


def card(page: Page, name: str) -> str:
    """All that the card of that name says."""
    return next(text for text in map(words, page.classed("app-card")) if name in text)


def test_a_search_names_what_and_where_and_how_many(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&near=ML1+1AB")
    assert page.heading == "1 group for “lunch” near ML1 1AB"
    assert names(page)[0] == "Tuesday Lunch Club"


def test_a_card_says_when_where_how_far_what_it_costs_and_who_runs_it(guest: Visitor) -> None:
    text = card(guest.get("/services?q=lunch&near=ML1+1AB"), "Tuesday Lunch Club")
    for part in (
        "On today",
        "Today: Tuesday 24 November, 12 noon to 2pm",
        "Knowetop Hall, Motherwell",
        "miles away",
        "Free or £3.50",
        "01632 960123",
        "Knowetop Friends",
        "Keep in my list",
    ):
        assert part in text


def test_an_area_is_not_a_distance(guest: Visitor) -> None:
    text = card(guest.get("/services?q=befriending&near=ML1+1AB"), "Befriending visits")
    assert "Covers your area" in text
    assert "They come to your home (North Lanarkshire)" in text
    assert "miles" not in text


def test_what_is_not_known_is_never_a_no(guest: Visitor) -> None:
    text = card(guest.get("/services?q=bare"), "Bare minimum")
    assert text.count("Not known. Ask the group") == 3


def test_an_old_listing_says_so(guest: Visitor) -> None:
    text = card(guest.get("/services?q=shed"), "Airdrie Men's Shed")
    assert "Not checked since October 2025. Ask before you go." in text
    assert "Waiting list" in text


def test_a_listing_that_nobody_ever_checked_says_so(guest: Visitor) -> None:
    assert "We do not know when this was last checked" in card(guest.get("/services?q=slipper"), "Slipper swap")


def test_a_group_that_rests_is_marked(guest: Visitor) -> None:
    text = card(guest.get("/services?q=bowling"), "Bowling for beginners")
    assert "Closed for now" in text
    assert "Closed until the green dries in April." in text


def test_filters_are_open_without_a_script_and_have_counts(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch")
    assert (page.by_id("filters") or page.tree).get("open") is not None
    assert boxes(page)["day-tue"] == "Tuesday (1)"
    assert boxes(page)["day-mon"] == "Monday (0)"
    assert boxes(page)["transport-offered"] == "Transport offered (1)"


def test_boxes_belong_to_the_one_search_form(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&day=tue")
    chosen = [box for box in page.every("input") if box.get("type") == "checkbox" and box.get("checked") is not None]
    assert [(box.get("name"), box.get("value"), box.get("form")) for box in chosen] == [("day", "tue", "search")]


def test_a_chosen_filter_has_a_chip_that_takes_it_away(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&day=tue&transport=offered")
    assert page.link("Take away: Tuesday×") == "/services?q=lunch&transport=offered"
    assert page.link("Clear all") == "/services?q=lunch"


def test_a_fold_opens_when_something_in_it_is_chosen(guest: Visitor) -> None:
    closed, opened = guest.get("/services"), guest.get("/services?delivery=home")
    assert sum(fold.get("open") is not None for fold in closed.classed("app-fold")) == 4
    assert sum(fold.get("open") is not None for fold in opened.classed("app-fold")) == 5


def test_silence_about_a_filter_is_told(guest: Visitor) -> None:
    page = guest.get("/services?q=walking&access=step-free")
    assert "47 more groups have not told us about “Step-free entrance”." in page.text


def test_a_misspelt_word_is_put_right_and_said(guest: Visitor) -> None:
    page = guest.get("/services?q=strenth+and+balence")
    assert "Showing results for strength and balance" in page.text
    assert names(page)[0] == "Strength and balance class"
    href = page.link("strenth and balence")
    assert href == "/services?q=strenth+and+balence&exact=1"
    assert "Showing results for" not in guest.get(href).text


def test_what_has_only_some_words_stands_apart(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch+dance")
    assert page.heading == "No groups found for “lunch dance”"
    assert "These match some of your words" in page.texts("h2")
    assert set(names(page)) >= {"Tuesday Lunch Club", "Glasgow dance"}


def test_an_unknown_place_has_help_of_its_own(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&near=Aidrie")
    assert page.heading == "We do not know the place “Aidrie”"
    assert page.link("Airdrie") == "/services?q=lunch&near=Airdrie"
    assert "Tuesday Lunch Club" in names(page)


def test_a_postcode_that_is_no_longer_used_is_used_and_said(guest: Visitor) -> None:
    page = guest.get("/services?near=ML1+1AX")
    assert "The Royal Mail no longer uses ML1 1AX (since June 1998)" in page.text


def test_nothing_found_is_no_dead_end(guest: Visitor) -> None:
    page = guest.get("/services?q=zebra+quasar")
    assert page.heading == "No groups found for “zebra quasar”"
    assert page.link("Look through the kinds of group") == "/themes"
    assert page.link("01632 960000") == "tel:+441632960000"
    assert not page.classed("app-filters")


def test_a_filter_too_many_is_named(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&day=sun")
    text = "Leave out “Sunday” (1 group)"
    assert page.link(text) == "/services?q=lunch"


def test_nothing_near_means_looking_further_and_saying_so(visit: Visit) -> None:
    far = making.listing("Kilsyth curling", sites=(making.site(making.venue(CUMBERNAULD), making.weekly()),))
    page = visit(far).get("/services?q=curling&near=ML1+1AB")
    assert "There was nothing within 5 miles, so we looked further." in page.text
    assert names(page) == ["Kilsyth curling"]
    chosen = [one.get("value") for one in page.every("option") if one.get("selected") is not None]
    assert chosen == ["any"]


def test_a_distance_that_was_chosen_is_kept_and_the_nearest_beyond_shown(visit: Visit) -> None:
    far = making.listing("Kilsyth curling", sites=(making.site(making.venue(CUMBERNAULD), making.weekly()),))
    page = visit(far).get("/services?q=curling&near=ML1+1AB&radius=2")
    assert page.heading == "No groups found for “curling” near ML1 1AB"
    assert "The nearest one, a little further away" in page.texts("h2")
    assert names(page) == ["Kilsyth curling"]


@pytest.mark.parametrize(("query", "first"), [("", "Near Hall club"), ("&sort=nearest", "Near Hall club")])
def test_a_place_puts_the_nearest_first(visit: Visit, query: str, first: str) -> None:
    near = making.listing("Near Hall club", sites=(making.site(making.venue(MOTHERWELL, "A"), making.weekly()),))
    far = making.listing("Far Hall club", sites=(making.site(making.venue(AIRDRIE, "B"), making.weekly("WE")),))
    page = visit(far, near).get(f"/services?q=club&near=ML1+1AB&radius=any{query}")
    assert names(page)[0] == first
    assert page.link("Best match") == "/services?q=club&near=ML1+1AB&radius=any&sort=best"


def test_long_results_come_in_pages(guest: Visitor) -> None:
    first = guest.get("/services?q=walking")
    assert len(names(first)) == 20
    assert "Page 1 of 3" in first.text
    assert first.link("More results on the next page ›") == "/services?q=walking&page=2"
    last = guest.get("/services?q=walking&page=3")
    assert last.title.startswith("47 groups for “walking”, page 3 of 3")
    assert len(names(last)) == 7


def test_no_service_is_on_two_pages(guest: Visitor) -> None:
    found = [name for page in (1, 2, 3) for name in names(guest.get(f"/services?q=walking&page={page}"))]
    assert len(found) == len(set(found)) == 47


def test_a_page_past_the_end_is_the_last(guest: Visitor) -> None:
    assert "Page 3 of 3" in guest.get("/services?q=walking&page=99").text


def test_the_map_shows_the_same_search(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&near=ML1+1AB&day=tue")
    assert page.link("See these on a map") == "/map?q=lunch&near=ML1+1AB&day=tue"


def test_a_kept_service_says_so_and_can_be_taken_off(guest: Visitor) -> None:
    guest.post("/my-list/keep", {"id": village.LUNCH.service.id})
    assert "Take off my list" in card(guest.get("/services?q=lunch"), "Tuesday Lunch Club")


def test_search_engines_keep_the_plain_searches_only(guest: Visitor) -> None:
    def robots(path: str) -> list[str | None]:
        return [meta.get("content") for meta in guest.get(path).every("meta") if meta.get("name") == "robots"]

    assert robots("/services") == []
    assert robots("/services?near=ML1+1AB") == ["noindex, follow"]


def test_words_are_suggested_while_typing(guest: Visitor) -> None:
    assert "Strength and balance class" in (guest.raw("/suggest?q=stren").json or [])


def test_places_are_suggested_while_typing(guest: Visitor) -> None:
    assert any("Airdrie" in text for text in guest.raw("/suggest?near=aird").json or [])


@pytest.mark.parametrize("query", ["", "?q=", "?q=a", "?q=%00", "?near=x"])
def test_too_little_suggests_nothing(guest: Visitor, query: str) -> None:
    assert guest.raw(f"/suggest{query}").json == []


def test_what_only_mentions_the_words_has_a_heading_of_its_own(visit: Visit) -> None:
    lunch = making.listing("Airdrie Lunch Club", sites=(making.site(making.venue(AIRDRIE, "Airdrie Hall")),))
    stroke = making.listing("Forward After Stroke", summary="Exercise.", description="A club that stops for lunch.")
    page = visit(lunch, stroke).get("/services?q=lunch+club&near=ML1+1AB&radius=any")
    assert names(page) == ["Airdrie Lunch Club", "Forward After Stroke"]
    assert page.text.index("Airdrie Lunch Club") < page.text.index("These mention your words too")
    assert page.text.index("These mention your words too") < page.text.index("Forward After Stroke")


def test_a_village_near_a_town_reads_as_people_say_it(guest: Visitor) -> None:
    assert guest.get("/services?q=lunch&near=Plains").heading.endswith("near Plains (near Airdrie)")


def test_a_word_that_nobody_knows_leads_to_everything_near(guest: Visitor) -> None:
    page = guest.get("/services?q=xylophonist&near=ML1+1AB")
    assert "See everything near ML1 1AB" in page.text


def test_filters_that_leave_nothing_together_can_be_taken_away_at_once(guest: Visitor) -> None:
    page = guest.get("/services?q=curling&near=ML1+1AB&radius=1&day=sun&time=evening&delivery=online")
    href = page.link("Take all filters away and look at any distance")
    assert href is not None
    assert "near=ML1+1AB" in href
    assert "day=" not in href


def test_where_nobody_answers_despair_only_help_is_offered(guest: Visitor) -> None:
    page = guest.get("/services?q=my+husband+hits+me+at+lunch")
    assert page.heading.startswith("No groups found")
    assert page.link("999") == "tel:999"
    assert names(page) == []
    assert "Leave out" not in page.text
    assert page.link("Look through the kinds of group") == "/themes"
    assert names(guest.get("/services?q=lunch+zyzzyva")), "any other search goes on with what has some of its words"


def test_a_search_in_despair_is_answered_with_whom_to_ring(guest: Visitor) -> None:
    page = guest.get("/services?q=suicide&near=ML1+1AB")
    assert "If you need help now" in page.texts("h2")
    assert page.link("Samaritans: 116 123, day and night") == "tel:116123"
    assert page.link("999") == "tel:999"
    assert "If you need help now" not in guest.get("/services?q=lunch").text


def test_a_page_that_is_asked_for_again_knows_what_is_over_by_then(house: House) -> None:
    with house.engine.store.atomic():
        organizations.save(house.engine.store, village.LUNCH.organization)
        listings.save(house.engine.store, village.LUNCH)
    visitor = house.visitor()
    assert "Today: Tuesday 24 November, 12 noon to 2pm" in card(visitor.get("/services"), "Tuesday Lunch Club")
    house.clock.wait(hours=4, minutes=1)
    assert "Over for today. Next: Tuesday 1 December" in card(visitor.get("/services"), "Tuesday Lunch Club")
