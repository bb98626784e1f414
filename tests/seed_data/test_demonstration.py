"""The demonstration directory is whole, refers only to what is there, and can reach nobody real."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr

from locator.directory.location import AreaKind
from locator.directory.service import AssuredHow, Capacity, Delivery, Joining, ServiceStatus
from tests.seed_data.demonstration import (
    Row,
    consortium_of_ward,
    live_postcodes,
    load,
    phones,
    schedules_of,
    texts,
)
from tests.seed_data.vocabulary import codes

VENUE_FIELDS = {
    *("key", "name", "address_1", "city", "postal_code", "landmark", "directions", "accessibility"),
}
ORGANIZATION_FIELDS = {"key", "name", "description", "website", "email", "charity_number", "phones"}
SERVICE_FIELDS = {
    *("key", "organization", "name", "summary", "description", "status", "status_note", "website", "email"),
    *("deliveries", "joining", "joining_details", "who_may_refer", "takes_referrals", "eligibility", "minimum_age"),
    *("maximum_age", "is_free", "costs", "capacity", "transport_offered", "themes", "activities", "who"),
    *("accreditations", "languages", "phones", "contacts", "areas", "sites", "schedules", "content_changed_days_ago"),
    *("assured", "imported_days_ago"),
}
SCHEDULE_FIELDS = {
    *("starts_on", "in_days", "rrule", "opens_at", "closes_at", "ends_in_days", "cancelled_in_sessions"),
    *("extra_in_days", "gaps", "notes"),
}
FIELDS = [("venues", VENUE_FIELDS), ("organizations", ORGANIZATION_FIELDS), ("services", SERVICE_FIELDS)]
TAXONOMIES = [
    ("themes", "theme"),
    ("activities", "activity"),
    ("who", "who"),
    ("accreditations", "accreditation"),
    ("languages", "language"),
]
DRAMA_NUMBERS = re.compile(r"0141 496 0\d{3}|01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3}|0306 999 0\d{3}")
ANY_NUMBER = re.compile(r"\b0\d{3}[ \d]{6,9}\d\b|\b0\d{4} \d{6}\b|\+44")


def every_schedule() -> list[tuple[str, Row]]:
    return [(service["key"], rule) for service in load("services") for rule in schedules_of(service)]


@pytest.mark.parametrize(("name", "fields"), FIELDS)
def test_rows_have_only_the_agreed_fields_and_a_key_of_their_own(name: str, fields: set[str]) -> None:
    rows = load(name)

    assert {row["key"]: set(row) - fields for row in rows if set(row) - fields} == {}
    assert len({row["key"] for row in rows}) == len(rows)
    assert [row["key"] for row in rows if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"])] == []


@pytest.mark.parametrize("name", ["venues", "organizations", "services"])
def test_no_two_rows_have_the_same_name(name: str) -> None:
    names = [row["name"].casefold() for row in load(name)]

    assert sorted({one for one in names if names.count(one) > 1}) == []


def test_a_service_names_an_organization_and_venues_that_are_there() -> None:
    organizations = {row["key"] for row in load("organizations")}
    venues = {row["key"] for row in load("venues")}

    assert {row["organization"] for row in load("services")} == organizations
    assert {site["venue"] for row in load("services") for site in row.get("sites", ())} == venues


@pytest.mark.parametrize(("field", "taxonomy"), TAXONOMIES)
def test_a_service_uses_only_known_terms(field: str, taxonomy: str) -> None:
    used = {code for row in load("services") for code in row.get(field, ())}

    assert used - codes(taxonomy) == set()


def test_every_service_has_a_theme_an_activity_and_somebody_it_is_for() -> None:
    assert [r["key"] for r in load("services") if not (r["themes"] and r["activities"] and r["who"])] == []


def test_the_values_of_a_service_are_those_of_the_directory() -> None:
    for row in load("services"):
        ServiceStatus(row.get("status", "active"))
        assert {*row.get("deliveries", ())} <= {*Delivery}
        assert row.get("joining") in {None, *Joining}
        assert row.get("capacity") in {None, *Capacity}
        assert row.get("assured") is None or row["assured"]["how"] in {*AssuredHow}


def test_what_is_given_at_a_venue_has_one_and_what_has_one_says_so() -> None:
    for row in load("services"):
        assert bool(row.get("sites")) == ("venue" in row.get("deliveries", ())), row["key"]


def test_a_service_without_a_venue_says_what_it_covers() -> None:
    assert [row["key"] for row in load("services") if not row.get("sites") and not row.get("areas")] == []


def test_an_area_is_a_locality_a_ward_a_council_or_a_country() -> None:
    localities = {f"consortia-2026/{slug}" for slug in consortium_of_ward().values()}
    known = {
        AreaKind.LOCALITY: localities,
        AreaKind.WARD: set(consortium_of_ward()),
        AreaKind.COUNCIL: {"S12000050"},
        AreaKind.COUNTRY: {"S92000003", "K03000001"},
    }
    for row in load("services"):
        for area in row.get("areas", ()):
            assert area["code"] in known[AreaKind(area["kind"])], row["key"]


def test_the_postcode_of_a_venue_is_in_use() -> None:
    assert [row["key"] for row in load("venues") if row["postal_code"] not in live_postcodes()] == []


def test_what_is_known_of_a_venue_is_yes_no_or_not_known() -> None:
    for row in load("venues"):
        known = row["accessibility"]
        assert set(known) == {"step_free", "accessible_toilet", "hearing_loop", "parking", "details"}
        assert {known[name] for name in known if name != "details"} <= {True, False, None}


def test_every_telephone_number_is_one_that_is_kept_for_drama_and_rings_once() -> None:
    numbers = [phone["number"] for phone in phones()]

    assert [number for number in numbers if not DRAMA_NUMBERS.fullmatch(number)] == []
    assert len(set(numbers)) == len(numbers)
    assert {phone["kind"] for phone in phones()} <= {"voice", "text", "textphone"}


def test_no_telephone_number_hides_in_a_text() -> None:
    for name in ("venues", "organizations", "services"):
        for row in load(name):
            said = texts({key: value for key, value in row.items() if key != "phones"})
            assert [text for text in said if ANY_NUMBER.search(text)] == [], row["key"]


def test_every_address_on_the_web_is_an_example() -> None:
    for name in ("venues", "organizations", "services"):
        for row in load(name):
            assert (row.get("website") or "https://example.org/").startswith("https://example.org/")
            for text in texts(row):
                assert "@" not in text or re.fullmatch(r"[a-z0-9.]+@example\.org", text), row["key"]
                assert not re.search(r"www\.|https?://(?!example\.org/)", text), row["key"]


def test_a_rule_can_be_read_and_begins_on_a_day_that_it_names() -> None:
    for key, rule in every_schedule():
        assert set(rule) <= SCHEDULE_FIELDS, key
        assert ("starts_on" in rule) != ("in_days" in rule), key
        if rule.get("rrule"):
            start = datetime.combine(date.fromisoformat(rule["starts_on"]), time(0))
            assert rrulestr(f"RRULE:{rule['rrule']}", dtstart=start)[0] == start, key


def test_a_session_closes_after_it_opens() -> None:
    for key, rule in every_schedule():
        if rule.get("closes_at"):
            assert time.fromisoformat(rule["opens_at"]) < time.fromisoformat(rule["closes_at"]), key


def test_a_gap_ends_after_it_starts_and_says_why() -> None:
    for key, rule in every_schedule():
        for gap in rule.get("gaps", ()):
            assert gap["starts_in_days"] <= gap["ends_in_days"], key
            assert gap["reason"], key


def test_costs_and_free_agree() -> None:
    for row in load("services"):
        prices = [cost["amount_pence"] for cost in row.get("costs", ())]
        if prices and None not in prices:
            assert row["is_free"] == (max(prices) == 0), row["key"]


def test_what_needs_a_referral_says_who_may_refer() -> None:
    for row in load("services"):
        if row.get("joining") == Joining.REFERRAL:
            assert row["takes_referrals"], row["key"]
            assert row["who_may_refer"], row["key"]


def test_what_is_not_open_says_so() -> None:
    for row in load("services"):
        if row.get("status", "active") != "active":
            assert row["status_note"], row["key"]
