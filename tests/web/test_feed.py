"""The open data feed: what it answers, in which pages, to whom, and what it does with nonsense."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from flask import Flask

from locator.actions import merging
from locator.actions.merging import Asked
from locator.exchange.open_referral import description
from locator.storage import facts
from locator.web import create_app
from tests import changing, making, signing
from tests.conftest import OpenEngine
from tests.signing import as_user
from tests.web.conftest import Visit
from tests.web.curating import engine_of
from tests.web.village import EVERY, FOLDED, FRIENDS, HOSTILE, LUNCH, SHED
from tests.web.visitor import Visitor

FEED = "/api/oruk/v3"
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
NOBODY = "00000000-0000-4000-8000-000000000000"
FORMATS: dict[str, Callable[[str], object]] = {
    "uuid": UUID,
    "uri": re.compile(r"https?://[^\s<>\"]+").fullmatch,
    "email": re.compile(r"[^\s@<>]+@[^\s@<>]+").fullmatch,
    "date": date.fromisoformat,
    "date-time": lambda text: datetime.fromisoformat(text).tzinfo,
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
}


def told(visitor: Visitor, path: str) -> Any:
    answer = visitor.raw(f"{FEED}{path}")
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), path
    return answer.get_json()


def every(visitor: Visitor, path: str) -> list[dict[str, Any]]:
    """All records of a list, one a line."""
    answer = visitor.raw(f"{FEED}{path}{'&' if '?' in path else '?'}format=ndjson")
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def names(visitor: Visitor, path: str) -> list[str]:
    return [one["name"] for one in every(visitor, path)]


def faults(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Where a value is not as the feed's own description says: of another type or format, without something, with more."""
    if "$ref" in schema:
        schema = description.document("", "")["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if not isinstance(value, TYPES[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return [f"{at} is {value!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} is {value!r}"]
    if "format" in schema and not FORMATS[schema["format"]](value):
        return [f"{at} is {value!r}"]
    if schema["type"] == "array":
        return [fault for n, one in enumerate(value) for fault in faults(one, schema["items"], f"{at}[{n}]")]
    if schema["type"] != "object":
        return []
    wrong = [f"{at} lacks {name}" for name in schema["required"] if name not in value]
    wrong += [f"{at}.{name} is not described" for name in value if name not in schema["properties"]]
    known = [(name, one) for name, one in value.items() if name in schema["properties"]]
    return wrong + [fault for name, one in known for fault in faults(one, schema["properties"][name], f"{at}.{name}")]


def answers_of(path: str) -> dict[str, Any]:
    answer = description.document("", "")["paths"][path]["get"]["responses"]["200"]
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


def test_it_says_what_it_is(guest: Visitor) -> None:
    for path in ("", "/"):
        about = told(guest, path)
        assert about["version"] == "HSDS-UK-3.0"
        assert about["openapi_url"] == f"http://localhost{FEED}/openapi.json"
        assert "locator_is_demonstration" not in about
    document = told(guest, "/openapi.json")
    assert document["x-hsds-version"] == "HSDS-UK-3.0"
    assert {f"/{name}" for name in LISTS} <= {*document["paths"]}


def test_made_up_groups_are_said_to_be_so(open_engine: OpenEngine) -> None:
    engine = open_engine()
    with engine.store.atomic():
        facts.put(engine.store, "demonstration", "yes")
    made_up = open_engine()
    assert told(Visitor(create_app(made_up)), "/")["locator_is_demonstration"] is True


@pytest.mark.parametrize("name", LISTS)
def test_every_record_is_as_the_feed_describes_it(guest: Visitor, name: str) -> None:
    page = told(guest, f"/{name}?per_page=200&full=true")
    assert page["contents"]
    assert faults(page, answers_of(f"/{name}")) == []
    for record in page["contents"]:
        one = told(guest, f"/{name}/{record['id']}")
        assert one["id"] == record["id"]
        assert faults(one, answers_of(f"/{name}/{{id}}")) == []


def test_what_the_description_does_not_say_is_noticed() -> None:
    schema = answers_of("/services/{id}")
    good = {"id": NOBODY, "name": "Lunch", "status": "active"}
    assert faults(good, schema) == []
    for bad in (
        {"id": "7"},
        {"status": "open"},
        {"url": "example"},
        {"colour": "red"},
        {"phones": [{"id": NOBODY}]},
        {"minimum_age": True},
    ):
        try:
            found = faults({**good, **bad}, schema)
        except ValueError:
            found = ["format"]
        assert found, bad


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [1, 3, 200])
def test_pages_together_hold_every_record_once_in_one_order(guest: Visitor, name: str, size: int) -> None:
    expected = [one["id"] for one in every(guest, f"/{name}")]
    found, page = [], 1
    while page == 1 or not told(guest, f"/{name}?per_page={size}&page={page - 1}")["last_page"]:
        answer = told(guest, f"/{name}?per_page={size}&page={page}")
        assert answer["size"] == len(answer["contents"])
        assert answer["total_items"] == len(expected)
        assert answer["first_page"] == (page == 1)
        found += [one["id"] for one in answer["contents"]]
        page += 1
    assert found == expected
    beyond = told(guest, f"/{name}?per_page={size}&page={page + 7}")
    assert (beyond["contents"], beyond["empty"], beyond["last_page"]) == ([], True, True)


def test_hostile_text_is_given_out_as_it_is_and_never_as_a_page(guest: Visitor) -> None:
    answer = guest.raw(f"{FEED}/services/{HOSTILE.service.id}")
    assert answer.get_json()["name"] == HOSTILE.service.name
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/json", "nosniff")


def test_what_is_closed_for_good_is_not_in_it(guest: Visitor) -> None:
    ids = {one["id"] for one in every(guest, "/services")}
    assert FOLDED.service.id not in ids
    assert len(ids) == len(EVERY) - 1
    assert guest.raw(f"{FEED}/services/{FOLDED.service.id}").status_code == 404


def test_what_is_asked_for_narrows_all_together(guest: Visitor) -> None:
    lunch = LUNCH.service
    term = next(one for one in told(guest, "/taxonomy_terms?search=meeting")["contents"] if one["code"] == "social")
    own = f"organization_id={FRIENDS.id}"
    assert lunch.name in names(guest, f"/services?{own}")
    assert SHED.service.name not in names(guest, f"/services?taxonomy_term_id={term['id']}&{own}&search=zyzzyva")
    tagged = names(guest, f"/services?taxonomy_term_id={term['id']}")
    assert lunch.name in tagged
    assert set(tagged) < set(names(guest, "/services"))
    assert set(tagged) < set(names(guest, f"/services?taxonomy_id={term['taxonomy_id']}"))
    assert names(guest, f"/services?taxonomy_term_id={NOBODY}") == []
    assert names(guest, f"/services?organization_id={NOBODY}") == []
    assert lunch.name in names(guest, "/services?search=lunch")
    assert names(guest, "/services?search=lunchx") == []


def test_words_find_the_group_that_runs_it_and_are_taken_as_they_are(guest: Visitor) -> None:
    assert LUNCH.service.name in names(guest, "/services?search=knowetop+friends")
    assert names(guest, "/organizations?search=knowetop") == ["Knowetop Friends"]


def test_what_has_changed_since_is_found(visit: Visit) -> None:
    visitor = visit(LUNCH, SHED)
    changed = {one["id"]: one["last_modified"] for one in every(visitor, "/services?minimal=true")}
    assert changed.keys() == {LUNCH.service.id, SHED.service.id}
    assert names(visitor, "/services?modified_after=2999-01-01T00:00:00Z") == []
    assert len(names(visitor, "/services?modified_after=1970-01-01")) == 2
    assert len(names(visitor, f"/services?modified_after={quote('1970-01-01T00:00:00+01:00')}")) == 2


def test_the_least_of_a_record_is_its_id_and_when_it_changed(guest: Visitor) -> None:
    assert {tuple(sorted(one)) for one in every(guest, "/services?minimal=true")} == {("id", "last_modified")}


def test_a_list_is_flat_and_a_record_is_whole(guest: Visitor) -> None:
    flat = next(one for one in every(guest, "/services") if one["id"] == LUNCH.service.id)
    whole = told(guest, f"/services/{LUNCH.service.id}")
    assert not [name for name, value in flat.items() if isinstance(value, list)]
    assert whole["service_at_locations"][0]["location"]["name"] == "Knowetop Hall"
    assert {**whole, **flat} == whole


def test_an_organization_lists_its_services(guest: Visitor) -> None:
    some = told(guest, f"/organizations/{FRIENDS.id}")["services"]
    whole = told(guest, f"/organizations/{FRIENDS.id}?full_service=true")["services"]
    assert [one["id"] for one in some] == [one["id"] for one in whole]
    assert {*some[0]} == {"id", "name", "status"}
    assert any("service_at_locations" in one for one in whole)


def test_venues_near_a_postcode_come_nearest_first(guest: Visitor) -> None:
    near = every(guest, "/service_at_locations?postcode=ML1+1AB&proximity=3000")
    every_one = every(guest, "/service_at_locations?postcode=ML1+1AB")
    assert near == every_one[: len(near)]
    assert 0 < len(near) < len(every_one) == len(every(guest, "/service_at_locations"))
    assert {one["location"]["addresses"][0]["postal_code"] for one in near} == {"ML1 1AB"}


def test_a_merged_service_leads_to_the_one_that_it_is_a_part_of(make_app: Callable[..., Flask]) -> None:
    twin = making.listing("Tuesday lunch", run_by=FRIENDS)
    app = make_app(LUNCH, SHED, twin)
    engine = engine_of(app)
    signing.add(engine, *changing.EVERYBODY)
    curator = as_user(engine, changing.CURATOR)
    pair = merging.look(curator, LUNCH.service.id, twin.service.id)
    merging.merge(
        curator,
        Asked(
            first_id=pair.first_id,
            second_id=pair.second_id,
            first_number=pair.first_number,
            second_number=pair.second_number,
            choices={},
            form_key="merge",
        ),
    )
    visitor = Visitor(app)
    kept = {one["id"] for one in every(visitor, "/services")} - {SHED.service.id}
    (gone,) = {LUNCH.service.id, twin.service.id} - kept
    answer = visitor.raw(f"{FEED}/services/{gone}")
    assert answer.status_code == 301
    assert answer.headers["Location"].rpartition("/")[2] in kept


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=abc",
        "page=1e3",
        "page=99999999999999999999",
        "per_page=0",
        "per_page=-5",
        "per_page=%D9%A3",
        "modified_after=yesterday",
        "modified_after=2026-13-45",
    ],
)
def test_what_means_nothing_is_refused_with_a_sentence(guest: Visitor, query: str) -> None:
    answer = guest.raw(f"{FEED}/services?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["error"].startswith(f"“{query.partition('=')[0]}” must be ")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "query", ["postcode=nonsense", "postcode=ML1+1AB&proximity=far", "proximity=nan", "proximity=-1"]
)
def test_a_place_that_is_none_is_refused(guest: Visitor, query: str) -> None:
    assert guest.raw(f"{FEED}/service_at_locations?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "per_page=100000000",
        "taxonomy_term_id='; DROP TABLE",
        "search=%00",
        f"search={'x' * 3000}",
        "search=%22%22*",
        "full=",
    ],
)
def test_hostile_words_are_only_words(guest: Visitor, query: str) -> None:
    answer = guest.raw(f"{FEED}/services?{query}")
    assert answer.status_code == 200
    assert answer.get_json()["size"] <= 200


@pytest.mark.parametrize("path", [f"/{name}/{id_}" for name in LISTS for id_ in (NOBODY, "not-a-uuid", "%00")])
def test_an_unknown_record_is_told_in_json(guest: Visitor, path: str) -> None:
    answer = guest.raw(f"{FEED}{path}")
    assert (answer.status_code, answer.get_json()) == (404, {"error": "Not Found"})


def test_it_may_be_read_from_any_site_and_only_read(guest: Visitor) -> None:
    for path in ("/", "/services", "/nothing", "/openapi.json"):
        answer = guest.raw(f"{FEED}{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in answer.headers
    refused = guest.post(f"{FEED}/services")
    assert (refused.status_code, refused.get_json()) == (405, {"error": "Method Not Allowed"})


@pytest.mark.parametrize("path", ["/services", "/", "/api/orukv3", "/apix"])
def test_no_other_page_may_be_read_from_other_sites(guest: Visitor, path: str) -> None:
    answer = guest.raw(path)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_answer_that_has_not_changed_is_not_sent_twice(guest: Visitor) -> None:
    first = guest.raw(f"{FEED}/services")
    assert guest.raw(f"{FEED}/services", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_fault_of_ours_is_told_in_json_without_any_of_it(make_app: Callable[..., Flask]) -> None:
    app = make_app(LUNCH)
    engine_of(app).store.database.execute("ALTER TABLE service_at_location RENAME TO gone")
    answer = Visitor(app).raw(f"{FEED}/service_at_locations")
    assert (answer.status_code, answer.get_json()) == (500, {"error": "Internal Server Error"})
