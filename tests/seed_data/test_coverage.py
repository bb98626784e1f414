"""The demonstration directory holds every place, every theme and every shape of listing that the product must show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.seed_data.demonstration import (
    Row,
    consortium_of_venue,
    consortium_of_ward,
    load,
    localities_of,
    schedules_of,
)
from tests.seed_data.vocabulary import codes


def any_schedule(claim: Callable[[Row], object]) -> Callable[[Row], bool]:
    return lambda service: any(bool(claim(rule)) for rule in schedules_of(service))


def rule_has(*fragments: str) -> Callable[[Row], bool]:
    return any_schedule(lambda rule: all(part in (rule.get("rrule") or "") for part in fragments))


def is_weekly_on_one_day(rule: Row) -> bool:
    text = rule.get("rrule") or ""
    return text.startswith("FREQ=WEEKLY;BYDAY=") and "," not in text


def sessions_a_week(service: Row) -> int:
    rules = [rule.get("rrule") or "" for rule in schedules_of(service)]
    return sum(rule.count(",") + 1 for rule in rules if rule.startswith("FREQ=WEEKLY;BYDAY="))


def age_of_check(days: int) -> Callable[[Row], bool]:
    return lambda service: (service.get("assured") or {"days_ago": 0})["days_ago"] >= days


def reaches_without_venue(delivery: str) -> Callable[[Row], bool]:
    return lambda service: not service.get("sites") and delivery in service.get("deliveries", ())


def is_past(rule: Row) -> bool:
    return int(rule.get("in_days", 0)) < 0


def is_within_four_weeks(rule: Row) -> bool:
    return 0 < int(rule.get("in_days", 0)) <= 28


def is_of(kind: str) -> Callable[[Row], bool]:
    return lambda service: any(area["kind"] == kind for area in service.get("areas", ()))


def says(field: str, value: object) -> Callable[[Row], bool]:
    return lambda service: service.get(field) == value


def holds(field: str, value: str) -> Callable[[Row], bool]:
    return lambda service: value in service.get(field, ())


SHAPES: list[tuple[str, Callable[[Row], object], int]] = [
    ("weekly", any_schedule(is_weekly_on_one_day), 100),
    ("fortnightly", rule_has("FREQ=WEEKLY", "INTERVAL=2"), 12),
    (
        "nth weekday of the month",
        any_schedule(lambda r: "BYDAY=" in r.get("rrule", "") and "MONTHLY" in r["rrule"]),
        40,
    ),
    ("first and third", rule_has("BYDAY=1", ",3"), 5),
    ("last Friday of the month", rule_has("BYDAY=-1FR"), 2),
    ("yearly", rule_has("FREQ=YEARLY"), 1),
    ("several sessions a week", lambda service: sessions_a_week(service) >= 2, 60),
    ("one-off, coming", any_schedule(is_within_four_weeks), 8),
    ("one-off, past", any_schedule(is_past), 3),
    ("gap", any_schedule(lambda rule: rule.get("gaps")), 15),
    ("extra date", any_schedule(lambda rule: rule.get("extra_in_days")), 5),
    ("cancelled date", any_schedule(lambda rule: rule.get("cancelled_in_sessions")), 8),
    ("last day known", any_schedule(lambda rule: rule.get("ends_in_days")), 4),
    ("home visit", reaches_without_venue("home visit"), 40),
    ("phone line", reaches_without_venue("phone"), 15),
    ("online", reaches_without_venue("online"), 6),
    ("covers a ward", is_of("ward"), 5),
    ("covers localities", is_of("locality"), 25),
    ("covers the council", is_of("council"), 20),
    ("covers the country", is_of("country"), 5),
    ("slipper amnesty", holds("activities", "slipper-amnesty"), 8),
    ("temporarily closed", says("status", "temporarily closed"), 4),
    ("closed for good", says("status", "defunct"), 2),
    ("several venues", lambda service: len(service.get("sites", ())) >= 2, 15),
    ("three or four venues", lambda service: len(service.get("sites", ())) in (3, 4), 4),
    ("has places", says("capacity", "has places"), 80),
    ("waiting list", says("capacity", "waiting list"), 15),
    ("full", says("capacity", "full"), 6),
    ("places not known", says("capacity", None), 80),
    ("turn up", says("joining", "turn up"), 100),
    ("phone first", says("joining", "phone first"), 80),
    ("referral needed", says("joining", "referral needed"), 8),
    ("free", says("is_free", True), 120),
    ("not free", says("is_free", False), 90),
    ("cost not known", lambda service: "is_free" not in service, 12),
    ("transport offered", says("transport_offered", True), 30),
    ("no transport", says("transport_offered", False), 8),
    ("transport not known", says("transport_offered", None), 100),
    ("referrals not known", says("takes_referrals", None), 80),
    ("youngest age", lambda service: service.get("minimum_age"), 40),
    ("oldest age", lambda service: service.get("maximum_age"), 1),
    ("for carers", holds("who", "carers"), 60),
    ("for men", holds("who", "men"), 15),
    ("for women", holds("who", "women"), 8),
    ("for people living with dementia", holds("who", "dementia"), 35),
    ("Volunteer Friendly", holds("accreditations", "volunteer-friendly"), 15),
    ("dementia-aware", holds("accreditations", "dementia-aware"), 30),
    ("food hygiene", holds("accreditations", "food-hygiene"), 15),
    ("first aid", holds("accreditations", "first-aid"), 15),
    ("another language", lambda service: set(service.get("languages", ())) - {"en"}, 8),
    ("checked seven months ago", age_of_check(200), 30),
    ("checked fourteen months ago", age_of_check(400), 10),
    ("checked thirty months ago", age_of_check(900), 4),
    ("never checked", lambda service: not service.get("assured"), 10),
    ("imported", lambda service: service.get("imported_days_ago"), 8),
]


def test_there_are_enough_of_everything() -> None:
    assert len(load("services")) >= 280
    assert len(load("organizations")) >= 120
    assert len(load("venues")) >= 60


@pytest.mark.parametrize("locality", sorted(set(consortium_of_ward().values())))
def test_every_locality_has_its_own_groups(locality: str) -> None:
    assert sum(locality in localities_of(service) for service in load("services")) >= 20


@pytest.mark.parametrize("theme", sorted(codes("theme")))
def test_every_theme_has_its_services(theme: str) -> None:
    assert sum(theme in service["themes"] for service in load("services")) >= 15


@pytest.mark.parametrize(("claim", "least"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_every_shape_of_listing_is_there(claim: Callable[[Row], object], least: int) -> None:
    assert sum(bool(claim(service)) for service in load("services")) >= least


def test_every_locality_offers_what_prevents_falls_and_loneliness() -> None:
    wanted = {"strength-and-balance", "lunch-club", "walking-group", "singing", "carers-group"}
    offered: dict[str, set[str]] = {}
    for service in load("services"):
        for locality in localities_of(service):
            offered.setdefault(locality, set()).update(service["activities"])

    assert {name: wanted - found for name, found in offered.items() if wanted - found} == {}


def test_nearly_every_activity_is_offered_somewhere() -> None:
    used = {code for service in load("services") for code in service["activities"]}
    general = {"exercise", "transport", "social-group", "home-help", "training", "crafts", "sport", "advice"}

    assert codes("activity") - used - general == set()


def test_some_venues_lie_over_the_council_border() -> None:
    places = [consortium_of_venue(venue["key"]) for venue in load("venues")]

    assert 5 <= places.count(None) <= 15
    assert set(places) == {None, *consortium_of_ward().values()}


def test_of_access_some_is_known_and_some_is_not() -> None:
    for feature in ("step_free", "accessible_toilet", "hearing_loop", "parking"):
        seen = Counter(venue["accessibility"][feature] for venue in load("venues"))
        assert seen[True] >= 10
        assert seen[None] >= 1
