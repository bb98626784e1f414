"""The log's page and its file: filters, words, who may see it, and that nothing in it can be run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from locator.referral.referral import ForWhom, Level
from locator.referral.states import CloseReason, State
from locator.roles import Role
from locator.storage import audit
from locator.web.staff import log_page
from tests import logbook, making, signing
from tests.logbook import AIRDRIE, OLD_AIRDRIE
from tests.making import TODAY
from tests.web.page import Page, words
from tests.web.visitor import Visitor

MakeApp = Callable[..., Flask]

CLUB = making.listing("Lunch Club")
TRAP = making.listing("=HYPERLINK(1)", run_by=making.organization("＠SUM(1)"))
NURSE = signing.person(name="Morag Reid")
SVG = "{http://www.w3.org/2000/svg}"
WORKER = signing.person(name="Ian Bell", team=signing.WORKERS)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The nurses pointed to the club twice and to the trap once, the social workers to the club once."""
    app = make_app(CLUB, TRAP)
    engine = app.extensions["locator"]
    signing.add(engine, NURSE, WORKER)
    logbook.refer(engine, NURSE, CLUB, theme_code="social", locality_id=AIRDRIE)
    logbook.refer(
        engine,
        NURSE,
        CLUB,
        level=Level.CODED,
        reference="P-2345",
        state=State.CLOSED,
        closed_reason=CloseReason.TRANSPORT,
        for_whom=ForWhom.CARER,
        locality_id=OLD_AIRDRIE,
        created_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        outward_code="ML6",
    )
    logbook.refer(engine, NURSE, TRAP, theme_code="active")
    logbook.refer(engine, WORKER, CLUB, theme_code="dementia")
    return app


@pytest.fixture
def nurse(app: Flask) -> Visitor:
    return signing.sign_in(app, NURSE)


WHOLE_YEAR = "from=2026-01-01&to=2026-12-31"


def log(visitor: Visitor, query: str = WHOLE_YEAR, status: int = 200) -> Page:
    return visitor.get(f"/staff/log?{query}", status)


def table(page: Page, heading: str) -> dict[str, str]:
    """The figures beside one chart."""
    (section,) = [one for one in page.every("section") if words(next(one.iter("h3"))) == heading]
    return {words(row[0]): words(row[1]) for row in section.iter("tr")}


def rows(visitor: Visitor, query: str = WHOLE_YEAR) -> list[dict[str, str]]:
    answer = visitor.raw(f"/staff/log.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_the_page_says_whose_log_it_is_for_which_days_and_by_which_localities(nurse: Visitor) -> None:
    page = log(nurse)
    assert page.heading == "The log of Motherwell nurses"
    assert "3 entries, 1 January to 31 December 2026" in page.text
    assert "by the six localities (to 31 March 2026) and the nine consortia (from 1 April 2026)" in page.text


def test_without_days_it_shows_this_month_and_the_two_before(nurse: Visitor) -> None:
    assert "1 September to 24 November 2026" in log(nurse, "").text


def test_true_counts_stand_beside_each_chart(nurse: Visitor) -> None:
    page = log(nurse)
    assert table(page, "By group")["Lunch Club"] == "2"
    assert table(page, "By theme") == {
        "Theme": "Count",
        "Keeping active and steady": "1",
        "Meeting people": "1",
        "No theme": "1",
        "All": "3",
    }
    assert table(page, "By locality: the six localities (to 31 March 2026)")["Airdrie"] == "1"
    nine = table(page, "By locality: the nine consortia (from 1 April 2026)")
    assert (nine["Airdrie"], nine["Shotts"], nine["Not said"]) == ("1", "0", "1")
    assert table(page, "By what happened")["Closed"] == "1"


def test_each_chart_says_all_that_it_shows(nurse: Visitor) -> None:
    page = log(nurse)
    drawings = [one for one in page.every(f"{SVG}svg") if one.get("role") == "img"]
    assert len(drawings) == 6
    for drawing in drawings:
        for attribute in ("aria-labelledby", "aria-describedby"):
            said = page.by_id(drawing.get(attribute) or "")
            assert said is not None
            assert words(said)
    assert "Lunch Club: 2" in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("who=me", 3),
        (f"locality={AIRDRIE}", 1),
        ("theme=social", 1),
        (f"service={TRAP.service.id}", 1),
        ("level=coded", 1),
        ("outcome=closed", 1),
        ("outcome=nonsense&level=nonsense", 3),
        ("team=nurses", 3),
        ("theme=social&level=coded", 0),
    ],
)
def test_filters_narrow_the_page_and_the_file_alike(nurse: Visitor, query: str, count: int) -> None:
    entries = f"{count} {'entry' if count == 1 else 'entries'},"
    assert entries in log(nurse, f"{WHOLE_YEAR}&{query}").text
    assert len(rows(nurse, f"{WHOLE_YEAR}&{query}")) == count


def test_what_was_chosen_stays_chosen(nurse: Visitor) -> None:
    page = log(nurse, f"{WHOLE_YEAR}&theme=social&locality={AIRDRIE}&who=me")
    chosen = {one.get("value") for one in page.every("option") if one.get("selected") is not None}
    assert chosen == {"me", AIRDRIE, "social", ""}
    assert "Only these: Who made it: Me; Locality: Airdrie; Theme: Meeting people." in page.text
    assert "Only these" not in log(nurse).text
    assert "theme=social" in page.link("Download all 1 entry for a spreadsheet (CSV)")


@pytest.mark.parametrize(
    ("query", "box"),
    [
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("from=2026-05-02&to=2026-05-01", "from"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("from=２026-01-01", "from"),
    ],
)
def test_days_that_are_none_are_said_to_be_so(nurse: Visitor, query: str, box: str) -> None:
    page = log(nurse, query, 422)
    assert page.title.startswith("Error: ")
    (summary,) = page.classed("govuk-error-summary__list")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{box}"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "٣"])
def test_a_page_that_is_none_is_the_first_or_the_last(nurse: Visitor, number: str) -> None:
    assert "3 entries" in log(nurse, f"{WHOLE_YEAR}&page={number}").text


def test_nothing_fits_and_the_page_says_what_to_do(nurse: Visitor) -> None:
    assert "Nothing was logged that fits" in log(nurse, "from=2025-01-01&to=2025-01-02").text


def test_another_teams_log_is_not_found_and_leaves_a_row_in_the_audit_trail(app: Flask, nurse: Visitor) -> None:
    for address in ("/staff/log", "/staff/log.csv"):
        assert nurse.raw(f"{address}?team=social-workers").status_code == 404
    entries = audit.about(app.extensions["locator"].store, "team", signing.WORKERS.id)
    assert [entry.action for entry in entries] == ["log.refused"] * 2


def test_a_team_sees_nothing_of_another(app: Flask) -> None:
    worker = signing.sign_in(app, WORKER)
    assert "1 entry" in log(worker).text
    assert [row["Theme"] for row in rows(worker)] == ["Memory and dementia"]


@pytest.mark.parametrize("role", [Role.CURATOR, Role.PROGRAMME_LEAD, Role.ORGANISER, Role.ADMINISTRATOR])
def test_only_teams_come_in(app: Flask, role: Role) -> None:
    account = signing.person(role)
    signing.add(app.extensions["locator"], account)
    visitor = signing.sign_in(app, account)
    assert [visitor.raw(address).status_code for address in ("/staff/log", "/staff/log.csv")] == [403, 403]


def test_without_signing_in_nothing_opens(app: Flask) -> None:
    assert [Visitor(app).raw(address).status_code for address in ("/staff/log", "/staff/log.csv")] == [303, 303]


def test_the_file_says_who_took_it_out_when_and_by_which_localities(app: Flask, nurse: Visitor) -> None:
    found = rows(nurse)
    assert {(row["Taken out by"], row["Taken out at"]) for row in found} == {("Morag Reid", "2026-11-24 10:00")}
    assert [(row["Locality"], row["Set of localities"]) for row in found if row["Locality"] != "Not said"] == [
        ("Airdrie", "The nine consortia"),
        ("Airdrie", "The six localities"),
    ]
    entries = audit.about(app.extensions["locator"].store, "team", signing.NURSES.id)
    assert [(entry.action, entry.account_id) for entry in entries] == [("log.export", NURSE.id)]


def test_the_file_is_saved_and_not_shown(nurse: Visitor) -> None:
    answer = nurse.raw(f"/staff/log.csv?{WHOLE_YEAR}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="log-nurses-2026-11-24-1000.csv"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_listing_that_is_called_like_a_formula_is_shown_and_not_run(nurse: Visitor) -> None:
    (row,) = rows(nurse, f"{WHOLE_YEAR}&service={TRAP.service.id}")
    assert (row["Group"], row["Run by"]) == ("'=HYPERLINK(1)", "'＠SUM(1)")


def test_what_can_still_move_leads_to_its_page_and_a_signpost_to_none(app: Flask, nurse: Visitor) -> None:
    for level in ("coded", "signpost"):
        form = {"form_key": f"{level}-0123456789abcdef", "service": CLUB.service.slug, "level": level}
        assert nurse.post("/staff/signpost", form).status_code == 303
    rows = app.extensions["locator"].store.rows(
        "SELECT id FROM referral WHERE level = 'coded' ORDER BY created_at DESC"
    )
    links = [link for link in log(nurse).links() if link.startswith("/staff/referrals/")]
    assert links == [f"/staff/referrals/{referral_id}" for (referral_id,) in rows]
    assert CLUB.service.name in nurse.get(links[0]).text


def test_neither_page_nor_file_has_anything_of_the_person(nurse: Visitor) -> None:
    for text in (log(nurse).source, nurse.raw(f"/staff/log.csv?{WHOLE_YEAR}").get_data(as_text=True)):
        assert "P-2345" not in text
        assert "ML6" not in text


def test_a_question_for_a_leap_day_is_understood() -> None:
    asked = log_page.question({"from": "2024-02-29", "to": "2024-02-29"}, TODAY)
    assert asked.wrong == ()
    assert asked.asked.first == asked.asked.last
