"""The queue as a page, and a morning with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from locator.actions import reporting
from locator.actions.queueing import Kind
from locator.directory.report import ReportKind
from locator.storage import account_localities
from locator.web.curator import queue
from tests import changing, signing
from tests.changing import CURATOR, ORGANISER, sent
from tests.signing import as_user
from tests.web import curating
from tests.web.curating import engine_of, press
from tests.web.page import Page, words
from tests.web.village import FRESH, LUNCH, SHED
from tests.web.visitor import Visitor


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(LUNCH, replace(SHED, service=replace(SHED.service, assured=FRESH)))
    signing.add(engine_of(made), *changing.EVERYBODY)
    return made


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return curating.curator(app)


def report(app: Flask, slug: str, key: str) -> None:
    context = engine_of(app).context()
    reporting.something_wrong(context, slug=slug, kind=ReportKind.TIMES, message="At 11.", form_key=key)


def change(app: Flask, key: str = "form-1", **fields: object) -> str:
    return sent(as_user(engine_of(app), ORGANISER), fields or {"summary": "Soup."}, key).id


def titles(page: Page) -> list[str]:
    return [words(one) for one in page.classed("app-queue__title")]


def test_every_kind_has_words() -> None:
    assert set(queue.KINDS) == set(queue.TAGS) == set(Kind)


def test_an_empty_queue_says_that_all_is_done(curator: Visitor) -> None:
    assert "Nothing waits." in curator.get("/curate/queue").text


def test_the_queue_says_what_waits_for_whom_and_since_when(app: Flask, curator: Visitor) -> None:
    change(app)
    page = curator.get("/curate/queue")
    assert titles(page) == ["Tuesday Lunch Club"]
    assert "Rab Tennant, Knowetop Friends" in page.text
    assert "Since today" in page.text


def test_the_filter_narrows_counts_and_stays(app: Flask, curator: Visitor) -> None:
    report(app, LUNCH.service.slug, "a")
    report(app, SHED.service.slug, "b")
    page = curator.get("/curate/queue?locality=airdrie&kind=report")
    assert titles(page) == ["Airdrie Men's Shed"]
    assert {"All areas (2)", "Airdrie (1)", "Motherwell (1)", "Something is wrong (1)"} <= set(page.texts("option"))
    assert page.link("Airdrie Men's Shed").endswith("?locality=airdrie&kind=report")
    following = curator.get(page.link("Airdrie Men's Shed"))
    assert following.link("Back to what waits") == "/curate/queue?locality=airdrie&kind=report"


def test_what_a_filter_leaves_nothing_of_leads_back_to_everything(app: Flask, curator: Visitor) -> None:
    report(app, LUNCH.service.slug, "a")
    assert curator.get("/curate/queue?kind=change").link("Show everything") == "/curate/queue"
    assert len(titles(curator.get("/curate/queue?kind=made-up&locality=%00%ff"))) == 1


def test_my_areas_are_offered_to_who_has_some(app: Flask, curator: Visitor) -> None:
    assert not any("My areas" in text for text in curator.get("/curate/queue").texts("option"))
    context = engine_of(app).context()
    with context.store.atomic():
        account_localities.save(
            context.store, CURATOR.id, [one.id for one in context.reference.localities(context.today)][:1]
        )
    assert "My areas (0)" in curator.get("/curate/queue").texts("option")


def test_a_morning_of_forty_is_one_press_each(app: Flask, curator: Visitor) -> None:
    for number in range(40):
        report(app, LUNCH.service.slug, f"k{number}")
    path = curator.raw("/curate/queue/next?kind=report").headers["Location"]
    for _ in range(40):
        path = press(curator, path, "nothing").headers["Location"]
    assert path.startswith("/curate/queue?kind=report&done=report")
    assert "Nothing like this waits." in curator.get(path).text


def test_undo_stays_at_hand_after_going_on(app: Flask, curator: Visitor) -> None:
    first = change(app)
    report(app, SHED.service.slug, "b")
    path = press(curator, f"/curate/changes/{first}", "approve").headers["Location"]
    page = curator.get(path)
    assert page.heading == "Something is wrong: Airdrie Men's Shed"
    assert "Approved and public: Tuesday Lunch Club." in page.text
    assert changing.public(engine_of(app), "summary") == "Soup."
    answer = press(curator, path, action=f"/curate/changes/{first}/undo")
    assert answer.headers["Location"] == f"/curate/changes/{first}"
    assert changing.public(engine_of(app), "summary") != "Soup."
    assert "Waits for a decision" in curator.get(answer.headers["Location"]).text


@pytest.mark.parametrize("done", ["change:x", "report:x", "x", "change:", "report:%00", "change:x:y"])
def test_a_made_up_notice_is_none(app: Flask, curator: Visitor, done: str) -> None:
    assert not curator.get(f"/curate/queue?done={done}").classed("app-last")


def test_the_queue_is_kept_by_nobody(curator: Visitor) -> None:
    assert curator.raw("/curate/queue").headers["Cache-Control"] == "no-store"
