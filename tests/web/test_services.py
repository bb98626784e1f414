"""A service's page and an organization's page."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from icalendar import Calendar

from locator.storage import listings
from tests import making
from tests.conftest import save
from tests.web import village
from tests.web.conftest import Visit
from tests.web.page import Page, words
from tests.web.visitor import Visitor

LUNCH = "/services/tuesday-lunch-club"


def section(page: Page, name: str) -> str:
    """What the section of that id says."""
    heading = page.by_id(name)
    return next(words(one) for one in page.every("section", "aside") if heading in list(one.iter()))


def test_it_says_what_when_where_how_much_and_for_whom(guest: Visitor) -> None:
    page = guest.get(LUNCH)
    assert "Soup, a main course and a blether." in page.text
    assert "Every Tuesday, 12 noon to 2pm" in section(page, "when")
    assert "Knowetop Hall 1 Main StreetMotherwellML1 1AB" in section(page, "where")
    assert "Nearest landmark: Opposite the station" in section(page, "where")
    assert "Getting there: Take the 240 bus." in section(page, "where")
    assert "£3.50 a lunch. Pay on the day" in section(page, "cost")
    assert "Older people" in section(page, "who")
    assert "Age 60 and over" in section(page, "who")
    assert "Volunteer Friendly" in section(page, "who")
    assert "A hot lunch. Then bingo." in section(page, "more").removeprefix("What happens ").replace(
        "lunch.Then", "lunch. Then"
    )


def test_it_shows_the_next_three_dates_and_doubts_bank_holidays(visit: Visit) -> None:
    page = visit(making.listing("Monday club", sites=(making.site(making.venue(), making.weekly("MO")),))).get(
        "/services/monday-club"
    )
    dates = page.classed("app-date")
    assert [time.get("datetime") for time in page.every("time")] == ["2026-11-30", "2026-12-07", "2026-12-14"]
    assert "check first that it is on" in words(dates[0])
    assert "check first" not in words(dates[1])


def test_it_says_which_dates_are_different(guest: Visitor) -> None:
    assert (
        "No sessions 20 December 2026 to 5 January 2027 (Christmas)"
        in guest.get("/services/strength-and-balance-class").text
    )


def test_each_of_several_venues_is_named_with_its_days(guest: Visitor) -> None:
    page = guest.get("/services/strength-and-balance-class")
    assert "Every Wednesday, 10am to 11.30am at Netherton Centre" in section(page, "when")
    assert "Every Friday, 10am to 11.30am at Tryst Centre" in section(page, "when")


def test_access_is_yes_no_or_not_known(guest: Visitor) -> None:
    page = guest.get(LUNCH)
    lines = [words(line) for line in page.classed("app-access__line")]
    assert lines == ["Step-free entrance Yes", "Accessible toilet No", "Hearing loop Not known. Ask", "Parking Yes"]
    assert "Ring the bell." in section(page, "where")


def test_there_is_one_clear_next_step_and_others_behind_it(guest: Visitor) -> None:
    page = guest.get(LUNCH)
    button = page.classed("app-join__button")
    assert [(words(one), one.get("href")) for one in button] == [("Phone 01632 960123", "tel:+441632960123")]
    assert page.link("Text 07700 900123") == "sms:+447700900123"
    assert page.link("Email lunch@example.org") == "mailto:lunch@example.org"
    assert page.link("Visit their website") == "https://example.org/lunch"


def test_who_may_refer_is_told_where_a_referral_is_needed(guest: Visitor) -> None:
    text = section(guest.get("/services/befriending-visits"), "join")
    assert "Somebody has to refer you." in text
    assert "Who may refer you: Any health or social care worker" in text
    assert "Ask for Mairi, Visits organiser." in text
    assert "Staff of the NHS, the council and charities may refer people to this group." in text


def test_a_service_without_a_venue_says_how_it_comes(guest: Visitor) -> None:
    text = section(guest.get("/services/befriending-visits"), "where")
    assert "They come to your home." in text
    assert "It covers North Lanarkshire." in text


def test_it_says_when_and_how_it_was_checked(guest: Visitor) -> None:
    assert "Last checked: 4 November 2026, by phone by the Locator team." in section(guest.get(LUNCH), "checked")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/services/airdrie-mens-shed", "Not checked since October 2025"),
        ("/services/airdrie-mens-shed", "There is a waiting list"),
        ("/services/slipper-swap", "We do not know when this was last checked"),
        ("/services/bowling-for-beginners", "Closed for now"),
        ("/services/knitting-circle", "This group has closed for good"),
        ("/services/art-class", "Full"),
    ],
)
def test_warnings_stand_at_the_top(guest: Visitor, path: str, heading: str) -> None:
    assert heading in [words(one) for one in guest.get(path).classed("app-notice__heading")]


def test_a_group_that_is_well_has_no_warning(guest: Visitor) -> None:
    assert guest.get(LUNCH).classed("app-notice") == []


def test_a_group_that_has_closed_offers_others_and_no_button_to_ring(guest: Visitor) -> None:
    page = guest.get("/services/knitting-circle")
    assert page.classed("app-join__button") == []
    assert page.link("Tuesday Lunch Club") == LUNCH
    assert not list(page.every("time"))
    assert "It is no longer on." in section(page, "when")
    assert "Not known" not in section(page, "join")


def test_what_is_not_known_says_ask(guest: Visitor) -> None:
    page = guest.get("/services/bare-minimum")
    assert "Not known. Ask the group" in section(page, "when")
    assert "Not known. Ask the group" in section(page, "cost")
    assert "Not known how people join. Ask the group." in section(page, "join")


def test_similar_groups_near_are_offered(guest: Visitor) -> None:
    assert "Similar groups near it" in guest.get(LUNCH).texts("h2")


def test_search_engines_can_read_it(guest: Visitor) -> None:
    page = guest.get(LUNCH)
    data = next(script for script in page.every("script") if script.get("type") == "application/ld+json")
    graph = json.loads(data.text or "")["@graph"]
    assert graph[0]["name"] == "Tuesday Lunch Club"
    assert graph[0]["url"] == "http://localhost/services/tuesday-lunch-club"


def test_hostile_text_stays_inside_the_structured_data(guest: Visitor) -> None:
    page = guest.get(f"/services/{village.HOSTILE.service.slug}")
    data = next(script for script in page.every("script") if script.get("type") == "application/ld+json")
    assert json.loads(data.text or "")["@graph"][0]["name"] == village.HOSTILE.service.name


def test_the_dates_can_be_added_to_a_calendar(guest: Visitor) -> None:
    answer = guest.raw(f"{LUNCH}/calendar.ics")
    assert answer.mimetype == "text/calendar"
    assert 'filename="tuesday-lunch-club.ics"' in answer.headers["Content-Disposition"]
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Tuesday Lunch Club"]
    assert str(events[0]["URL"]) == "http://localhost/services/tuesday-lunch-club"


def test_an_old_address_leads_to_the_new_one_for_good(visit: Visit) -> None:
    old = making.listing("Lunch Club")
    visitor = visit(old)
    renamed = replace(old, service=replace(old.service, slug="soup-club"))
    save(visitor.app.extensions["locator"], renamed)
    for end in ("", "/calendar.ics", "/something-wrong"):
        answer = visitor.raw(f"/services/lunch-club{end}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/services/soup-club{end}")


@pytest.mark.parametrize("end", ["", "/calendar.ics", "/something-wrong", "/something-wrong/thanks"])
def test_a_service_that_never_was_is_not_found(guest: Visitor, end: str) -> None:
    assert guest.get(f"/services/never-was{end}", status=404).heading == "We could not find that page"


def test_a_withdrawn_service_is_not_found(visit: Visit) -> None:
    visitor = visit(making.listing("Lunch Club"))
    store = visitor.app.extensions["locator"].store
    with store.atomic():
        listings.remove(store, making.listing("Lunch Club").service.id)
    assert visitor.get("/services/lunch-club", status=404)


def test_an_organization_has_a_page_with_what_it_runs(guest: Visitor) -> None:
    page = guest.get("/organizations/knowetop-friends")
    assert page.heading == "Knowetop Friends"
    assert "Since 1974." in page.text
    assert page.link("01632 960123") == "tel:+441632960123"
    assert page.link("friends@example.org") == "mailto:friends@example.org"
    assert "SC099999" in page.text
    assert page.link("Tuesday Lunch Club") == LUNCH


def test_an_organization_that_never_was_is_not_found(guest: Visitor) -> None:
    assert guest.get("/organizations/never-was", status=404)
