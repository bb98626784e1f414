"""Who looks after a listing sees how often it is looked at: whole months, no small counts, no programs, nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from locator.accounts.session import Stage
from locator.actions import listing_figures, referring
from locator.actions.referring import Pointing
from locator.directory.seen import Seen, SeenKind
from locator.referral.referral import ForWhom, Level
from locator.storage import listing_counts
from locator.web import create_app
from locator.web.shared import robots
from locator.wiring import Engine
from tests import keeping, signing
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, CURATOR, LEAD, WALKS
from tests.web.visitor import Visitor

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = f"/organise/listings/{CHOIR.service.id}/figures"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Iterator[Engine]:
    engine = open_engine(*keeping.LISTINGS)
    keeping.fill(engine)
    signing.add(engine, signing.person())
    yield engine
    engine.seen_log.close()


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


def counted(engine: Engine) -> dict[tuple[str, str], int]:
    """What was counted, by service and kind."""
    engine.seen_log.write()
    return {(id_, kind): n for id_, kind, n in engine.store.rows("SELECT service_id, kind, count FROM listing_count")}


def visit(app: Flask, path: str, agent: str = FIREFOX, **headers: str) -> None:
    Visitor(app, headers={"User-Agent": agent, **headers}).get(path)


def test_views_and_searches_of_people_are_counted(app: Flask, engine: Engine) -> None:
    for _ in range(2):
        visit(app, f"/services/{CHOIR.service.slug}")
    visit(app, "/services?q=choir")
    visit(app, "/services")
    assert counted(engine) == {(CHOIR.service.id, "view"): 2, (CHOIR.service.id, "search"): 1}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
    ],
)
def test_programs_are_not_counted(app: Flask, engine: Engine, agent: str) -> None:
    visit(app, f"/services/{CHOIR.service.slug}", agent)
    visit(app, "/services?q=choir", agent)
    assert counted(engine) == {}


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
        "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
    ],
)
def test_browsers_are_people(agent: str) -> None:
    assert not robots.is_one(agent)


def test_a_page_that_a_browser_fetched_ahead_or_only_asked_about_is_not_counted(app: Flask, engine: Engine) -> None:
    visit(app, f"/services/{CHOIR.service.slug}", **{"Sec-Purpose": "prefetch;prerender"})
    Visitor(app).client.head(f"/services/{CHOIR.service.slug}", headers={"User-Agent": FIREFOX})
    assert counted(engine) == {}


def test_who_looks_after_the_listing_is_not_counted(app: Flask, engine: Engine) -> None:
    visitor = signing.sign_in(app, LEAD, Stage.LINK)
    visitor.headers["User-Agent"] = FIREFOX
    visitor.get(f"/services/{CHOIR.service.slug}")
    assert counted(engine) == {}


def test_a_page_writes_nothing_by_being_counted(app: Flask, engine: Engine) -> None:
    before = list(engine.store.connection.iterdump())
    visit(app, f"/services/{CHOIR.service.slug}")
    assert list(engine.store.connection.iterdump()) == before


def fill(engine: Engine) -> None:
    for month, views, searches in (("2026-10", 5, 4), ("2026-11", 99, 99), ("2025-11", 6, 0), ("2025-10", 77, 77)):
        for kind, count in ((SeenKind.VIEW, views), (SeenKind.SEARCH, searches)):
            if count:
                listing_counts.add(engine.store, {Seen(service_id=CHOIR.service.id, month=month, kind=kind): count})


def pointed(engine: Engine, level: Level, count: int) -> None:
    nurse = signing.as_user(engine, signing.person())
    for turn in range(count):
        asked = Pointing(
            form_key=f"{level}-{turn}", slugs=(CHOIR.service.slug,), level=level, for_whom=ForWhom.OLDER_PERSON
        )
        referring.point(nurse, asked)


def test_whole_months_are_shown_and_counts_under_five_are_hidden(app: Flask, engine: Engine) -> None:
    fill(engine)
    pointed(engine, Level.SIGNPOST, 6)
    pointed(engine, Level.CODED, 2)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET created_at = '2026-10-31T23:30:00.000000Z'")
    page = signing.sign_in(app, LEAD, Stage.LINK).get(PAGE)
    cells = page.texts("td")
    assert page.texts("th")[5:7] == ["October 2026", "September 2026"]
    assert cells[:8] == ["5", "hidden", "6", "hidden", "0", "0", "0", "0"]
    assert (len(cells), cells[-4:]) == (12 * 4, ["6", "0", "0", "0"])
    assert "99" not in "".join(cells)
    assert "77" not in "".join(cells)


def test_a_month_is_that_of_london(engine: Engine) -> None:
    pointed(engine, Level.SIGNPOST, 5)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET created_at = '2026-06-30T23:30:00.000000Z'")
    found = listing_figures.of_listing(signing.as_user(engine, CURATOR), CHOIR.service.id)
    assert [one.first_day for one in found.months if one.signposts] == [date(2026, 7, 1)]


def test_what_was_taken_back_and_other_listings_are_not_in_it(engine: Engine) -> None:
    pointed(engine, Level.SIGNPOST, 7)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET created_at = '2026-10-05T10:00:00.000000Z'")
        engine.store.write("UPDATE referral SET undone_at = created_at WHERE form_key = 'signpost-1'")
    context = signing.as_user(engine, LEAD)
    assert listing_figures.of_listing(context, CHOIR.service.id).months[0].signposts == 6
    assert listing_figures.of_listing(context, WALKS.service.id).months[0].signposts == 0


def test_the_figures_can_be_printed_and_a_curator_sees_them_too(app: Flask) -> None:
    assert "print it" in signing.sign_in(app, CURATOR).get(PAGE).text
    assert signing.sign_in(app, CURATOR).raw("/organise/listings/nothing/figures").status_code == 404


def test_the_time_of_a_view_is_kept_as_its_month_alone(engine: Engine) -> None:
    listing_figures.note_view(engine.context(), CHOIR)
    counted(engine)
    assert engine.context().now == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert [tuple(row) for row in engine.store.rows("SELECT * FROM listing_count")] == [
        (CHOIR.service.id, "2026-11", "view", 1)
    ]
