"""JSON-LD says what the page says in schema.org's words, and can stand in a page whatever a listing's text is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.directory import schedule as schedules
from locator.directory.listing import Listing
from locator.directory.service import CostOption, Delivery, ServiceStatus
from locator.exchange import json_ld
from tests.directory import strategies
from tests.directory.samples import HALL, LISTING, LUNCH, TUESDAYS

URL = "https://locator.example.org/services/broomlea-lunch-club"
TODAY = date(2026, 3, 24)

# What schema.org 30 allows on each type that we use, inherited properties included: https://schema.org/docs/full.html
THING = {"@type", "@id", "name", "description", "url", "identifier"}
EVENT = THING | {
    *("organizer", "eventStatus", "eventAttendanceMode", "isAccessibleForFree", "typicalAgeRange", "offers"),
    *("location", "eventSchedule", "startDate", "endDate", "subEvent"),
}
PROPERTIES = {
    "Service": THING | {"provider", "serviceType", "areaServed", "audience", "availableChannel", "offers"},
    "Organization": THING | {"email", "telephone"},
    "EventSeries": EVENT,
    "Event": EVENT,
    "Place": THING | {"address", "geo", "amenityFeature"},
    "PostalAddress": THING | {"streetAddress", "addressLocality", "postalCode", "addressCountry"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
    "LocationFeatureSpecification": THING | {"value"},
    "AdministrativeArea": THING,
    "PeopleAudience": THING | {"audienceType", "suggestedMinAge", "suggestedMaxAge"},
    "ServiceChannel": THING | {"serviceUrl", "servicePhone", "serviceLocation"},
    "ContactPoint": THING | {"telephone"},
    "Offer": THING | {"price", "priceCurrency"},
    "VirtualLocation": THING,
    "Schedule": THING
    | {
        *("repeatFrequency", "repeatCount", "byDay", "byMonth", "byMonthDay", "startDate", "endDate"),
        *("startTime", "endTime", "exceptDate", "scheduleTimezone"),
    },
}


def graph(listing: Listing, today: date = TODAY) -> dict[str, dict[str, Any]]:
    found = json.loads(json_ld.of_listing(listing, schedules.coming(listing, today, 3), URL))
    assert found["@context"] == "https://schema.org"
    return {node["@type"]: node for node in found["@graph"]}


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@settings(max_examples=40)
@given(st.lists(strategies.schedules(st.just("s")), max_size=2), st.sampled_from(list(Delivery)))
def test_only_properties_of_the_vocabulary_are_used(rules: list[schedules.Schedule], delivery: Delivery) -> None:
    service = replace(
        LUNCH, deliveries=(delivery,), is_free=delivery is Delivery.PHONE, website="https://x.example.org"
    )
    found = graph(replace(LISTING, service=service, schedules=tuple(rules)))
    for node in nodes(list(found.values())):
        if set(node) != {"@id"}:
            assert set(node) <= PROPERTIES[node["@type"]], node["@type"]
            assert not {None, ""} & {value for value in node.values() if not isinstance(value, dict | list)}


def test_every_reference_leads_to_a_node_of_the_graph() -> None:
    found = graph(LISTING)
    named = {node["@id"] for node in found.values()}
    pointed = {node["@id"] for node in nodes(list(found.values())) if set(node) == {"@id"}}
    assert pointed
    assert pointed <= named


def test_sessions_are_events_with_the_offset_of_the_day() -> None:
    series = graph(LISTING)["EventSeries"]
    starts = [event["startDate"] for event in series["subEvent"]]
    assert starts == ["2026-03-24T12:00:00+00:00", "2026-03-31T12:00:00+01:00", "2026-04-07T12:00:00+01:00"]
    assert {event["location"]["@id"] for event in series["subEvent"]} == {f"{URL}#place-{HALL.id}"}


def test_a_rule_is_a_schedule_of_the_vocabulary() -> None:
    (rule,) = graph(LISTING)["EventSeries"]["eventSchedule"]
    assert rule["repeatFrequency"] == "P1W"
    assert rule["byDay"] == ["https://schema.org/Tuesday"]
    assert (rule["startTime"], rule["endTime"]) == ("12:00:00", "14:30:00")
    assert rule["exceptDate"] == ["2026-03-03"]


def test_a_rule_that_the_vocabulary_cannot_say_is_left_out() -> None:
    odd = replace(TUESDAYS, rrule="FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2")
    site = replace(LISTING.sites[0], schedules=(odd,))
    series = graph(replace(LISTING, sites=(site,)))["EventSeries"]
    assert "eventSchedule" not in series
    assert len(series["subEvent"]) == 3


def test_a_closed_service_has_no_events() -> None:
    closed = replace(LISTING, service=replace(LUNCH, status=ServiceStatus.TEMPORARILY_CLOSED))
    assert "EventSeries" not in graph(closed)


def test_what_is_not_known_of_a_venue_is_not_said() -> None:
    features = graph(LISTING)["Place"]["amenityFeature"]
    assert {feature["name"]: feature["value"] for feature in features} == {
        "Step-free access": True,
        "Hearing loop": False,
    }


@pytest.mark.parametrize(
    ("costs", "is_free", "prices"),
    [
        ((), True, ["0.00"]),
        ((), None, []),
        ((CostOption(amount_pence=5),), False, ["0.05"]),
        ((CostOption(amount_pence=1250), CostOption(amount_pence=None)), False, ["12.50"]),
    ],
)
def test_prices_are_pounds(costs: tuple[CostOption, ...], is_free: bool | None, prices: list[str]) -> None:
    service = graph(replace(LISTING, service=replace(LUNCH, costs=costs, is_free=is_free)))["Service"]
    assert [offer["price"] for offer in service.get("offers", [])] == prices


def test_a_session_past_midnight_ends_the_next_day() -> None:
    late = replace(TUESDAYS, opens_at=time(22), closes_at=time(0, 30))
    site = replace(LISTING.sites[0], schedules=(late,))
    (event, *_) = graph(replace(LISTING, sites=(site,)))["EventSeries"]["subEvent"]
    assert event["endDate"] == "2026-03-25T00:30:00+00:00"


@given(st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "\u2028\u2029"]))
def test_no_text_of_a_listing_can_leave_the_script_element(text: str) -> None:
    listing = replace(LISTING, service=replace(LUNCH, name=text, summary=text), organization=LISTING.organization)
    raw = json_ld.of_listing(listing, (), URL)
    assert not set("<>&\u2028\u2029") & set(raw)
    assert text in {node.get("name", "") for node in nodes(json.loads(raw))}


def test_an_online_group_has_a_place_on_the_net() -> None:
    online = replace(LUNCH, deliveries=(Delivery.ONLINE,), website="https://meet.example.org/tea")
    series = graph(replace(LISTING, service=online, sites=(), schedules=(TUESDAYS,)))["EventSeries"]
    assert series["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert series["location"] == {"@type": "VirtualLocation", "url": "https://meet.example.org/tea"}
    assert {event["location"]["@type"] for event in series["subEvent"]} == {"VirtualLocation"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("www.example.org/tea", {"https://www.example.org/tea"}),
        ("javascript:alert(1)", set()),
        ("ring the hall", set()),
    ],
)
def test_a_website_is_told_as_the_page_links_to_it_and_what_is_none_is_left_out(typed: str, told: set[str]) -> None:
    online = replace(LUNCH, deliveries=(Delivery.ONLINE,), website=typed)
    group = replace(LISTING.organization, website=typed)
    raw = json_ld.of_listing(replace(LISTING, service=online, organization=group, sites=()), [], URL)
    links = {node[name] for node in nodes(json.loads(raw)) for name in ("url", "serviceUrl") if name in node}
    assert {link for link in links if not link.startswith("https://locator.example.org/")} == told
    assert "javascript" not in raw


def test_a_group_at_a_hall_and_online_is_both() -> None:
    both = replace(LUNCH, deliveries=(Delivery.VENUE, Delivery.ONLINE))
    mode = graph(replace(LISTING, service=both))["EventSeries"]["eventAttendanceMode"]
    assert mode == "https://schema.org/MixedEventAttendanceMode"


def test_a_phone_line_is_a_service_with_a_number_and_no_events() -> None:
    line = replace(LUNCH, deliveries=(Delivery.PHONE,), website=None)
    found = graph(replace(LISTING, service=line, sites=()))
    assert set(found) == {"Service", "Organization"}
    assert found["Service"]["availableChannel"]["servicePhone"]["telephone"] == "01632 960002"
    assert found["Service"]["areaServed"] == [{"@type": "AdministrativeArea", "name": "Motherwell"}]


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"), [(60, None, "60-"), (None, 25, "0-25"), (16, 25, "16-25"), (None, None, None)]
)
def test_ages_are_a_range(youngest: int | None, oldest: int | None, words: str | None) -> None:
    service = replace(LUNCH, minimum_age=youngest, maximum_age=oldest)
    assert graph(replace(LISTING, service=service))["EventSeries"].get("typicalAgeRange") == words


def test_every_second_month_is_said_as_iso_8601_says_it() -> None:
    monthly = replace(TUESDAYS, rrule="FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1TU", ends_on=date(2027, 1, 1))
    site = replace(LISTING.sites[0], schedules=(monthly,))
    (rule,) = graph(replace(LISTING, sites=(site,)))["EventSeries"]["eventSchedule"]
    assert (rule["repeatFrequency"], rule["byDay"], rule["repeatCount"]) == ("P2M", ["1TU"], 6)
    assert rule["endDate"] == "2027-01-01"
