"""Listings in the words of Open Referral: what is told, how, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from locator.directory.listing import Listing
from locator.directory.location import Accessibility, Address, AreaKind, ServiceArea
from locator.directory.organization import Contact, Phone
from locator.directory.service import CostOption, Delivery, Joining, ServiceStatus, Term
from locator.exchange.node import Node
from locator.exchange.open_referral import services
from tests import making
from tests.making import TODAY

MODIFIED = "2026-11-20T09:00:00Z"


def whole(listing: Listing) -> Node:
    return services.whole(listing, MODIFIED, TODAY, making.identifier)


def told(**changes: Any) -> Node:
    """The record of a club with these fields."""
    return whole(making.listing("Lunch Club", **changes))


def scheduled(**changes: Any) -> Node:
    """How a schedule with these fields is told."""
    site = making.site(making.venue(), making.weekly(**changes))
    (record,) = told(sites=(site,))["service_at_locations"][0]["schedules"]
    return dict(record)


def empties(value: object) -> list[object]:
    """Everything inside that is there and says nothing."""
    if isinstance(value, dict):
        return [name for name, each in value.items() if each in (None, "", [], {})] + empties([*value.values()])
    return [one for each in value for one in empties(each)] if isinstance(value, list) else []


def test_what_is_not_known_is_left_out() -> None:
    record = told()

    assert empties(record) == []
    assert {"url", "email", "minimum_age", "contacts", "cost_options", "languages"}.isdisjoint(record)


def test_a_service_is_told_in_the_standards_words() -> None:
    record = told(
        summary="Soup and company.",
        description="Every week.",
        website="www.example.org/lunch",
        status=ServiceStatus.TEMPORARILY_CLOSED,
        status_note="Closed until Easter.",
        joining=Joining.PHONE_FIRST,
        joining_details="Ask for Jean.",
        who_may_refer="Anybody.",
        eligibility="Over 60.",
        minimum_age=60,
        terms=(
            Term(taxonomy="theme", code="social", name="Meeting people"),
            Term(taxonomy="accreditation", code="vf", name="Volunteer Friendly"),
            Term(taxonomy="language", code="bsl", name="British Sign Language"),
        ),
    )

    assert record["description"] == "Soup and company.\n\nEvery week."
    assert record["url"] == "https://www.example.org/lunch"
    assert (record["status"], record["alert"]) == ("temporarily closed", "Closed until Easter.")
    assert record["application_process"] == "Phone first. Ask for Jean. Who may refer: Anybody."
    assert (record["eligibility_description"], record["minimum_age"]) == ("Over 60.", 60)
    assert record["accreditations"] == "Volunteer Friendly"
    assert [one["name"] for one in record["languages"]] == ["British Sign Language"]
    assert [one["taxonomy_term"]["taxonomy"] for one in record["attributes"]] == ["theme", "accreditation"]
    assert {one["link_id"] for one in record["attributes"]} == {record["id"]}
    assert (record["last_modified"], record["organization_id"]) == (MODIFIED, record["organization"]["id"])


def test_nobodys_name_is_given_out() -> None:
    jean = Contact(id=making.identifier("jean"), name="Jean Doe", title="Organiser", email="jean@example.org")
    nameless = Contact(id=making.identifier("nameless"), name="Sam Roe")

    record = whole(replace(making.listing("Lunch Club"), contacts=(jean, nameless)))

    assert record["contacts"] == [{"id": jean.id, "service_id": record["id"], "title": "Organiser"}]
    assert "Doe" not in str(record)
    assert "jean@" not in str(record)
    assert "Roe" not in str(record)


def test_numbers_are_told_as_they_are_dialled_and_whose_they_are() -> None:
    phone = Phone(id=making.identifier("phone"), number="01632960123", extension="12", description="Mornings")
    odd = Phone(id=making.identifier("odd"), number="01632 960124", extension="front desk", kind="text")

    record = whole(replace(making.listing("Lunch Club"), phones=(phone, odd)))

    assert record["phones"][0] == {
        "id": phone.id,
        "service_id": record["id"],
        "number": "01632 960123",
        "extension": 12,
        "type": "voice",
        "description": "Mornings",
    }
    assert "extension" not in record["phones"][1]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_free": True}, [{"option": "Free", "amount": 0.0, "currency": "GBP"}]),
        (
            {"costs": (CostOption(amount_pence=350, option="a meal", details="Pay at the door"),)},
            [{"option": "a meal", "amount": 3.5, "currency": "GBP", "amount_description": "Pay at the door"}],
        ),
        ({"costs": (CostOption(amount_pence=None, details="Ask us"),)}, [{"amount_description": "Ask us"}]),
        ({"is_free": False}, []),
    ],
)
def test_prices_are_told_in_pounds(changes: dict[str, Any], expected: list[Node]) -> None:
    found = told(**changes).get("cost_options", [])

    assert [
        {name: value for name, value in one.items() if name not in ("id", "service_id")} for one in found
    ] == expected


def test_a_weekly_rule_keeps_its_parts() -> None:
    record = scheduled(day="TU", opens="10:00", closes="11:30", rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")

    assert (record["freq"], record["interval"], record["byday"]) == ("WEEKLY", 2, "TU")
    assert (record["dtstart"], record["valid_from"]) == ("2024-01-02", "2024-01-02")
    assert (record["opens_at"], record["closes_at"]) == ("10:00Z", "11:30Z")
    assert record["attending_type"] == "physical"
    assert record["description"] == "Every second Tuesday, 10am to 11.30am"


def test_times_have_the_offset_of_the_first_day() -> None:
    assert scheduled(starts_on=date(2024, 7, 2))["opens_at"] == "10:00+01:00"


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        ("FREQ=DAILY", {"freq": "WEEKLY", "interval": 1, "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        ("FREQ=DAILY;INTERVAL=3", {}),
        ("FREQ=MONTHLY;BYDAY=-1FR", {"freq": "MONTHLY", "interval": 1, "byday": "-1FR"}),
        ("FREQ=MONTHLY;BYMONTHDAY=15", {"freq": "MONTHLY", "interval": 1, "bymonthday": "15"}),
        ("FREQ=WEEKLY;COUNT=6;BYDAY=TU", {"freq": "WEEKLY", "interval": 1, "byday": "TU", "count": 6}),
        (
            "FREQ=WEEKLY;UNTIL=20261201;BYDAY=TU",
            {"freq": "WEEKLY", "interval": 1, "byday": "TU", "until": "2026-12-01"},
        ),
        ("FREQ=YEARLY", {}),
        (None, {}),
    ],
)
def test_what_the_standard_can_say_of_a_rule_is_said(rrule: str | None, expected: Node) -> None:
    record = scheduled(rrule=rrule)

    assert {
        name: record[name] for name in ("freq", "interval", "byday", "bymonthday", "count", "until") if name in record
    } == expected
    assert record["description"]


def test_dates_off_stand_in_the_description() -> None:
    record = scheduled(cancelled=(TODAY + timedelta(days=7),))

    assert record["description"] == "Every Tuesday, 10am to 11.30am. Not on Tuesday 1 December"


def test_a_session_without_a_time_or_a_venue_is_told_all_the_same() -> None:
    weekly = making.weekly(opens_at=None, closes_at=time(12))

    (record,) = told(schedules=(weekly,), deliveries=(Delivery.ONLINE,))["schedules"]

    assert "opens_at" not in record
    assert (record["closes_at"], record["attending_type"]) == ("12:00Z", "online")


def test_a_venue_has_its_point_its_address_and_what_is_known_of_getting_in() -> None:
    hall = making.venue(
        landmark="Opposite the station.",
        accessibility=Accessibility(step_free=True, parking=False, details="Ring the bell."),
    )

    (site,) = told(sites=(making.site(hall),))["service_at_locations"]
    location = site["location"]

    assert (site["location_id"], location["id"]) == (hall.id, hall.id)
    assert (location["latitude"], location["longitude"]) == (hall.latitude, hall.longitude)
    assert (location["name"], location["description"]) == ("Dalziel Hall", "Opposite the station.")
    (address,) = location["addresses"]
    assert (address["address_1"], address["city"], address["postal_code"]) == ("1 Main Street", "Motherwell", "ML1 1AB")
    (access,) = location["accessibility"]
    assert (access["description"], access["details"]) == ("Step-free access: yes. Parking: no.", "Ring the bell.")


def test_half_an_address_is_not_made_up() -> None:
    hall = making.venue(address=Address(address_1="1 Main Street", postal_code="ML1 1AB"))

    (site,) = told(sites=(making.site(hall),))["service_at_locations"]

    assert "addresses" not in site["location"]


def test_areas_have_the_address_of_their_statistics_where_they_have_one() -> None:
    council = ServiceArea(kind=AreaKind.COUNCIL, code="S12000050", name="North Lanarkshire")
    locality = ServiceArea(kind=AreaKind.LOCALITY, code="consortia-2026/airdrie", name="Airdrie")

    found = told(areas=(council, locality))["service_areas"]

    assert [one.get("uri") for one in found] == [
        "http://statistics.gov.scot/id/statistical-geography/S12000050",
        None,
    ]
    assert [one["extent_type"] for one in found] == ["council", "locality"]


def test_a_charity_is_told_by_its_number() -> None:
    friends = making.organization("Dalziel Friends", charity_number="SC099999", description="Neighbours.")

    record = services.organization(friends, making.identifier)

    (identifier,) = record["organization_identifiers"]
    assert (identifier["identifier_scheme"], identifier["identifier"]) == ("GB-SC", "SC099999")
    assert record["description"] == "Neighbours."
    assert services.organization(making.organization("Others"), making.identifier)["description"] == "Others"
