"""Merging two listings on a page, and what everybody else sees of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import duplicates, revising
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.storage import merges
from tests import changing, making, referred, signing
from tests.changing import CURATOR, NURSE, ORGANISER, SECOND_CURATOR
from tests.conftest import save
from tests.signing import as_user
from tests.web import curating, looking
from tests.web.curating import engine_of, form_of, press, send
from tests.web.page import Page, words
from tests.web.village import BALANCE, LUNCH, SHED
from tests.web.visitor import Visitor

TWIN = making.listing("Lunch Club on Tuesdays", run_by=LUNCH.organization, summary="Twin.", terms=LUNCH.service.terms)
KEPT, GONE = TWIN.service.id, LUNCH.service.id
PATH = f"/curate/merge?first={KEPT}&second={GONE}"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(LUNCH, SHED, TWIN, BALANCE)
    signing.add(engine_of(made), *changing.EVERYBODY)
    return made


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return curating.curator(app)


def merge(curator: Visitor, **changes: object) -> str:
    answer = press(curator, PATH, action="/curate/merge", **changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def said(app: Flask, service_id: str) -> dict[str, object]:
    found = revising.content_of(engine_of(app).context(), subject.service(service_id))
    assert found is not None
    return found


def test_a_listing_is_chosen_from_its_history(curator: Visitor) -> None:
    page = curator.get(f"/curate/listings/{KEPT}/history")
    choose = curator.get(f"{page.link('Merge it with another listing')}&q=lunch")
    assert choose.heading == "Merge Lunch Club on Tuesdays with which listing?"
    assert curator.get(choose.link("Tuesday Lunch Club")).heading == "Merge two listings"
    assert curator.raw("/curate/merge").headers["Location"] == "/curate/listings"


def test_both_stand_side_by_side_with_what_is_likely_chosen(curator: Visitor) -> None:
    page = curator.get(PATH)
    sent = form_of(page, "/curate/merge")
    assert sent["choose-name"] == ["first"]
    assert sent["choose-phones"] == ["second"]
    assert "The same in both:" in page.text
    assert page.link("Swap: let the other one stay") == f"/curate/merge?first={GONE}&second={KEPT}"


def test_merging_says_what_was_done_and_can_be_undone(app: Flask, curator: Visitor) -> None:
    before = said(app, KEPT), said(app, GONE)
    path = merge(curator, **{"choose-summary": "second", "choose-who": "both"})
    page = curator.get(path)
    assert page.heading == "Two listings are one"
    assert said(app, KEPT)["summary"] == LUNCH.service.summary
    assert press(curator, path, action=f"{path.partition('?')[0]}/undo").status_code == 303
    assert curator.get(path).heading == "Merging was undone"
    assert (said(app, KEPT), said(app, GONE)) == before


@pytest.mark.parametrize("rest", ["", "/calendar.ics", "/something-wrong", "/something-wrong/thanks"])
def test_every_address_of_the_merged_listing_leads_to_the_kept_one(app: Flask, curator: Visitor, rest: str) -> None:
    merge(curator)
    answer = Visitor(app).raw(f"/services/tuesday-lunch-club{rest}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/services/lunch-club-on-tuesdays{rest}")


def test_my_list_shows_the_kept_listing_in_place_of_the_merged_one(app: Flask, curator: Visitor) -> None:
    guest = Visitor(app)
    for id_ in (GONE, KEPT):
        guest.post("/my-list/keep", {"id": id_})
    merge(curator)
    assert [words(one) for one in guest.get("/my-list").classed("app-card__name")] == ["Lunch Club on Tuesdays"]
    assert "no longer listed" not in guest.get("/my-list").text
    assert "Take off my list" in guest.get("/services/lunch-club-on-tuesdays").text
    guest.post("/my-list/remove", {"id": KEPT})
    assert "Your list is empty." in guest.get("/my-list").text


def test_somebody_is_pointed_to_the_kept_listing_from_an_old_link(app: Flask, curator: Visitor) -> None:
    merge(curator)
    nurse = signing.sign_in(app, NURSE)
    location = nurse.raw("/staff/signpost?service=tuesday-lunch-club").headers["Location"]
    assert "Lunch Club on Tuesdays" in nurse.get(location).text


def test_groups_a_nurse_used_lately_lead_to_the_kept_listing(app: Flask, curator: Visitor) -> None:
    referred.refer(engine_of(app))
    merge(curator)
    links = signing.sign_in(app, NURSE).get("/staff").links()
    assert any("lunch-club-on-tuesdays" in link for link in links)
    assert not any("service=tuesday-lunch-club" in link for link in links)


def test_changes_that_wait_are_shown_and_not_lost(app: Flask, curator: Visitor) -> None:
    found = changing.sent(as_user(engine_of(app), ORGANISER), {"summary": "Soup."})
    assert f"/curate/changes/{found.id}" in curator.get(PATH).links()
    answer = press(curator, PATH, action="/curate/merge", **{"choose-summary": "second"})
    page = Page(PATH, answer.get_data(as_text=True))
    looking.at_page(page)
    assert answer.status_code == 422
    assert form_of(page, "/curate/merge")["choose-summary"] == ["second"]
    merge(curator, moves="yes")
    assert curator.get(f"/curate/changes/{found.id}").heading == "Change: Lunch Club on Tuesdays"


def test_pressed_twice_it_is_merged_once(app: Flask, curator: Visitor) -> None:
    form = form_of(curator.get(PATH), "/curate/merge")
    answers = [send(curator, "/curate/merge", form) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(merges.live(engine_of(app).store)) == 1


def test_of_two_curators_the_second_is_told(app: Flask, curator: Visitor) -> None:
    other = curating.curator(app, SECOND_CURATOR)
    form = form_of(other.get(f"/curate/merge?first={GONE}&second={KEPT}"), "/curate/merge")
    merge(curator)
    answer = send(other, "/curate/merge", form)
    page = other.get(answer.headers["Location"], 409)
    assert "One of the two is a part of another listing already." in page.text
    assert f"/curate/listings/{KEPT}/history" in other.get(f"/curate/listings/{GONE}/history").links()


def test_a_page_that_is_out_of_date_merges_nothing(app: Flask, curator: Visitor) -> None:
    form = form_of(curator.get(PATH), "/curate/merge")
    context = as_user(engine_of(app), CURATOR)
    revising.publish(context, subject.service(GONE), {"summary": "Stew."}, way_in=WayIn.CURATOR)
    answer = send(curator, "/curate/merge", form)
    assert answer.status_code == 409
    assert "Stew." in answer.text
    assert merges.live(engine_of(app).store) == ()


def test_a_merged_listing_is_not_restored_past_the_merging(app: Flask, curator: Visitor) -> None:
    merge(curator)
    path = f"/curate/listings/{GONE}/history/1/restore"
    answer = press(curator, path)
    assert answer.status_code == 422
    assert "Undo the merging first" in answer.text
    assert said(app, GONE)["status"] == "inactive"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/curate/merge?first={KEPT}&second={KEPT}", 409),
        (f"/curate/merge?first={KEPT}&second=none", 404),
        ("/curate/merge?first=none", 404),
        ("/curate/merged/none", 404),
    ],
)
def test_what_cannot_be_merged_is_said(curator: Visitor, path: str, status: int) -> None:
    curator.get(path, status)


def test_made_up_forms_merge_nothing(app: Flask, curator: Visitor) -> None:
    for fields in ({}, {"first": KEPT}, {"first": KEPT, "second": "%00"}, {"first": KEPT, "second": KEPT}):
        assert curator.post("/curate/merge", fields).status_code in (303, 404)
    bad = {"first": KEPT, "second": GONE, "first_number": "x", "second_number": "1"}
    assert curator.post("/curate/merge", bad).status_code == 409
    assert merges.live(engine_of(app).store) == ()


def test_a_report_about_a_merged_listing_leads_to_the_kept_one(app: Flask, curator: Visitor) -> None:
    Visitor(app).post("/services/tuesday-lunch-club/something-wrong", {"kind": "times", "form_key": "x"})
    merge(curator)
    page = curator.get(curator.raw("/curate/queue/next").headers["Location"])
    assert page.link("Look at the other listing") == f"/curate/listings/{KEPT}/history"


def test_what_is_found_twice_waits_in_the_queue_until_it_is_merged_or_said_to_be_two(
    app: Flask, curator: Visitor
) -> None:
    context = engine_of(app).context()
    sites = (making.site(LUNCH.sites[0].location, making.weekly("TU", "12:30")),)
    twin = making.listing("Tuesday lunch club.", slug="the-lunch", run_by=LUNCH.organization, sites=sites)
    save(engine_of(app), twin)
    duplicates.find_all(context)
    page = curator.get("/curate/queue?kind=duplicate")
    path = next(link for link in page.links() if link.startswith("/curate/merge?first="))
    form = next(
        one.get("action") or "" for one in curator.get(path).every("form") if "/different" in (one.get("action") or "")
    )
    assert [curator.post(form).status_code for _ in range(2)] == [303, 303]
    assert path not in curator.get("/curate/queue?kind=duplicate").links()
    assert "two different things" not in curator.get(path).text
