"""The page and the file of the programme's figures: what they say, what they hide, and to whom."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from locator.roles import Role
from locator.storage import audit
from locator.web.staff import area_map
from tests import logbook, making, signing
from tests.logbook import AIRDRIE, SHOTTS, WISHAW
from tests.web.page import Page, words
from tests.web.visitor import Visitor

MakeApp = Callable[..., Flask]

CLUB = making.listing("Lunch Club", terms=making.themes("social"))
SVG = "{http://www.w3.org/2000/svg}"
NURSE, CURATOR = signing.person(name="Morag Reid"), signing.person(Role.CURATOR, name="Una Clark")


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """Three people of Airdrie are among 105; two needs of Wishaw among 27."""
    app = make_app(CLUB)
    engine = app.extensions["locator"]
    signing.add(engine, NURSE, CURATOR)
    for times, locality_id, theme in (
        (3, AIRDRIE, "social"),
        (20, AIRDRIE, "making"),
        (12, SHOTTS, "social"),
        (30, SHOTTS, "making"),
        (40, WISHAW, "social"),
    ):
        logbook.refer(engine, NURSE, CLUB, times=times, locality_id=locality_id, theme_code=theme)
    with engine.store.atomic():
        logbook.miss(engine, NURSE, times=2, locality_id=WISHAW, theme_code="social")
        logbook.miss(engine, NURSE, times=25, locality_id=SHOTTS, theme_code="social")
        logbook.search(engine, times=6, locality=["airdrie"])
    return app


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return signing.sign_in(app, CURATOR)


def grid(page: Page, caption: str) -> dict[str, dict[str, str]]:
    """The cells of the table under a caption, by row and column."""
    (table,) = [one for one in page.every("table") if words(next(one.iter("caption"))) == caption]
    columns = [words(cell) for cell in next(table.iter("tr"))]
    found = {}
    for row in list(table.iter("tr"))[1:]:
        texts = [words(cell) for cell in row]
        found[texts[0]] = dict(zip(columns[1:], texts[1:], strict=True))
    return found


def rows(visitor: Visitor, query: str = "") -> list[dict[str, str]]:
    answer = visitor.raw(f"/figures.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_the_page_says_which_quarter_and_which_localities(curator: Visitor) -> None:
    page = curator.get("/figures")
    assert "July to September 2026, by the nine consortia (from 1 April 2026)." in page.text
    assert "Groups are counted as they are listed today, 24 November 2026." in page.text
    assert "by the six localities (to 31 March 2026)" in curator.get("/figures?quarter=2026-q1").text


def test_supply_demand_and_unmet_need_stand_side_by_side(curator: Visitor) -> None:
    found = grid(curator.get("/figures"), "All measures by locality")
    assert found["Shotts"]["Signposts and referrals"] == "42"
    assert found["Wishaw"]["Needs that nothing met"] == "hidden"
    assert found["Motherwell"]["Groups listed"] == "1"
    assert found["Airdrie"]["Searches that found nothing"] == "6"
    assert found["Not said"]["Groups listed"] == "–"


def test_small_counts_and_their_cover_are_hidden_by_one_word(curator: Visitor) -> None:
    page = curator.get("/figures?measure=demand")
    found = grid(page, "Signposts and referrals by theme and locality")
    assert found["Meeting people"]["Airdrie"] == found["Making, doing and learning"]["Airdrie"] == "hidden"
    assert found["Meeting people"]["Shotts"] == "hidden"
    assert found["Meeting people"]["Wishaw"] == "40"
    assert found["All"]["Airdrie"] == "23"


def test_the_map_shades_every_locality_and_says_each_number(curator: Visitor) -> None:
    page = curator.get("/figures?measure=demand")
    (drawing,) = page.classed("app-areas")
    fills = [one.get("fill") for one in drawing.iter(f"{SVG}path")]
    assert len(fills) == 9
    assert {"url(#shade-none)", "url(#shade-3)", "url(#shade-4)"} <= set(fills)
    told = page.by_id("areas-told")
    assert told is not None
    assert words(told).startswith("Map of the nine consortia. Airdrie: 23; Bellshill: 0;")
    assert all(page.by_id(fill[5:-1]) is not None for fill in fills if fill)


def test_the_six_localities_have_a_map_too(curator: Visitor) -> None:
    (drawing,) = curator.get("/figures?quarter=2026-q1").classed("app-areas")
    assert len(list(drawing.iter(f"{SVG}path"))) == 6


@pytest.mark.parametrize("measure", ["supply", "demand", "unmet", "nothing-found", "", "nonsense"])
def test_every_measure_can_be_on_the_map(curator: Visitor, measure: str) -> None:
    assert curator.get(f"/figures?measure={measure}").classed("app-areas")


@pytest.mark.parametrize("query", ["?quarter=2026-q4", "?quarter=2019-q1", "?quarter=2026", "?quarter=%00"])
def test_there_is_nothing_for_another_period(curator: Visitor, query: str) -> None:
    assert curator.raw(f"/figures{query}").status_code == 404
    assert curator.raw(f"/figures.csv{query}").status_code == 404


def test_nothing_else_in_the_address_changes_a_figure(curator: Visitor) -> None:
    free = "?from=2026-07-01&to=2026-08-12&team=nurses&theme=social&locality=consortia-2026/airdrie&set=localities-2013"
    assert rows(curator, free) == rows(curator)
    assert curator.get(f"/figures{free}").text == curator.get("/figures").text


def test_the_file_has_what_the_page_has_with_period_and_set_in_each_row(app: Flask, curator: Visitor) -> None:
    found = rows(curator)
    demand = {
        (row["Locality"], row["Theme"]): row["Count"] for row in found if row["Measure"] == "Signposts and referrals"
    }
    assert demand["All", "All"] == "105"
    assert demand["Airdrie", "Meeting people"] == "hidden"
    assert {row["Set of localities"] for row in found} == {"The nine consortia"}
    assert {row["Counted for"] for row in found} == {"July to September 2026", "As of 24 November 2026"}
    assert {(row["Taken out by"], row["Taken out at"]) for row in found} == {("Una Clark", "2026-11-24 10:00")}
    entries = audit.about(app.extensions["locator"].store, "quarter", "2026-q3")
    assert [(entry.action, entry.account_id) for entry in entries] == [("figures.export", CURATOR.id)]


def test_no_small_count_is_anywhere_in_the_file(curator: Visitor) -> None:
    counts = {row["Count"] for row in rows(curator) if row["Measure"] != "Groups listed"}
    assert not counts & {"1", "2", "3", "4"}
    assert "hidden" in counts


def test_why_nothing_was_suitable_has_a_chart_and_a_table(curator: Visitor) -> None:
    page = curator.get("/figures")
    told = page.by_id("reasons-told")
    assert told is not None
    assert "It was full: 27" in words(told)
    assert grid(page, "Needs that nothing met, by reason and locality")["It was full"]["Wishaw"] == "hidden"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.STAFF, 403),
        (Role.TEAM_LEAD, 200),
        (Role.ORGANISER, 403),
        (Role.CURATOR, 200),
        (Role.PROGRAMME_LEAD, 200),
        (Role.ADMINISTRATOR, 200),
    ],
)
def test_who_may_see_the_figures(app: Flask, role: Role, status: int) -> None:
    account = signing.person(role, name="Somebody Else")
    signing.add(app.extensions["locator"], account)
    visitor = signing.sign_in(app, account)
    assert [visitor.raw(address).status_code for address in ("/figures", "/figures.csv")] == [status] * 2


def test_without_signing_in_nothing_opens(app: Flask) -> None:
    assert [Visitor(app).raw(address).status_code for address in ("/figures", "/figures.csv")] == [303, 303]


def test_no_drawing_needs_colour_alone(curator: Visitor) -> None:
    source = curator.get("/figures").source
    for name in ("hidden", "1", "2", "3", "4"):
        (pattern,) = re.findall(rf'<pattern id="shade-{name}".*?</pattern>', source)
        assert "app-hatch" in pattern or "app-dot" in pattern or "app-weave" in pattern


@pytest.mark.parametrize(
    ("count", "most", "name"),
    [
        (None, 9, "hidden"),
        (0, 9, "none"),
        (0, 0, "none"),
        (1, 9, "1"),
        (9, 9, "4"),
        (5, 5, "4"),
        (5, 20, "1"),
        (6, 20, "2"),
    ],
)
def test_a_shade_follows_the_count(count: int | None, most: int, name: str) -> None:
    assert area_map.shade(count, most) == name
