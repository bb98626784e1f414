"""Staff log in two presses what they told somebody, see what is open, and nobody sees another team's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from locator.directory.listing import Listing
from locator.roles import Role
from locator.storage import audit, referrals
from locator.wiring import Engine
from tests import signing
from tests.conftest import NOW
from tests.web import village
from tests.web.page import Page
from tests.web.visitor import Visitor

MakeApp = Callable[..., Flask]
SLUG = village.LUNCH.service.slug
NURSE, STRANGER = signing.person(), signing.person(name="Tam Orr", team=signing.WORKERS)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    made = make_app(village.LUNCH, village.SHED, village.FULL)
    signing.add(made.extensions["locator"], NURSE, STRANGER)
    return made


@pytest.fixture
def nurse(app: Flask) -> Visitor:
    return signing.sign_in(app, NURSE)


def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


def fields(page: Page) -> dict[str, str]:
    """What the form of a page sends when nothing is chosen."""
    hidden = {
        one.get("name") or "": one.get("value") or "" for one in page.every("input") if one.get("type") == "hidden"
    }
    return {name: value for name, value in hidden.items() if name not in ("form_token", "id", "back")}


def press(nurse: Visitor, path: str = f"/staff/signpost?service={SLUG}", **more: str) -> str:
    """Open the page, press the button, and answer where that leads."""
    answer = nurse.post("/staff/signpost", {**fields(nurse.get(path)), "for_whom": "older person", **more})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def made(app: Flask) -> int:
    row = engine(app).store.row("SELECT COUNT(*) FROM referral")
    return int(row[0]) if row else 0


@pytest.mark.parametrize("path", [f"/services/{SLUG}", "/services?q=lunch"])
def test_from_a_group_and_from_a_result_it_is_two_presses(app: Flask, nurse: Visitor, path: str) -> None:
    first = next(link for link in nurse.get(path).links() if link.startswith("/staff/signpost"))
    page = nurse.get(press(nurse, first))
    assert page.heading == "Logged"
    assert village.LUNCH.service.name in page.text
    assert made(app) == 1


def test_all_of_my_list_is_logged_at_once(app: Flask, nurse: Visitor) -> None:
    for listing in (village.LUNCH, village.SHED):
        nurse.post("/my-list/keep", {"id": listing.service.id})
    page = nurse.get("/my-list")
    link = next(link for link in page.links() if link.startswith("/staff/signpost"))
    slugs = re.findall(r"service=([\w-]+)", link)
    asked = nurse.get(link)
    answer = nurse.client.post(
        "/staff/signpost",
        data={**fields(asked), "form_token": nurse.form_token, "service": slugs, "for_whom": "carer"},  # type: ignore[attr-defined]
    )
    assert answer.status_code == 303
    assert made(app) == 2


def test_nobody_else_is_offered_to_point_anybody_anywhere(app: Flask) -> None:
    organiser = signing.person(Role.ORGANISER)
    signing.add(engine(app), organiser)
    for visitor in (Visitor(app), signing.sign_in(app, organiser)):
        for path in (f"/services/{SLUG}", "/services?q=lunch", "/services?q=zebra+quasar", "/my-list"):
            assert "/staff/" not in visitor.get(path).source


def test_a_double_click_logs_once_and_says_the_same(app: Flask, nurse: Visitor) -> None:
    sent = {**fields(nurse.get(f"/staff/signpost?service={SLUG}")), "for_whom": "carer"}
    places = {nurse.post("/staff/signpost", sent).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert made(app) == 1


def test_it_can_be_taken_back(app: Flask, nurse: Visitor) -> None:
    place = press(nurse)
    answer = nurse.post("/staff/undo", fields(nurse.get(place)))
    assert nurse.get(answer.headers["Location"]).heading == "Taken back"
    assert "You logged 0 times" in nurse.get("/staff").text


def test_a_place_that_is_none_is_told_in_words_and_what_was_chosen_stays(app: Flask, nurse: Visitor) -> None:
    sent = {
        **fields(nurse.get(f"/staff/signpost?service={SLUG}")),
        "near": "0101501234",
        "reason": "falls",
        "how": "text",
    }
    answer = nurse.post("/staff/signpost", sent)
    page = Page("/staff/signpost", answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert page.title.startswith("Error: ")
    assert "We do not know this place" in page.text
    checked = {one.get("value") for one in page.every("input") if one.get("checked") is not None}
    assert checked == {"falls", "text"}
    assert made(app) == 0


def test_text_that_nobody_asked_for_is_not_kept(app: Flask, nurse: Visitor) -> None:
    press(
        nurse, notes="Jean Broon", name="Jean Broon", team_id=signing.WORKERS.id, how="Jean Broon", reason="Jean Broon"
    )
    store = engine(app).store
    assert "Jean Broon" not in "\n".join(store.connection.iterdump())
    assert store.rows("SELECT team_id FROM referral") == [(signing.NURSES.id,)]


def test_the_area_of_the_last_search_is_filled_in_but_never_a_whole_postcode(nurse: Visitor) -> None:
    nurse.get("/services?q=lunch&near=ML1+1AB&radius=5&day=tue")
    near = nurse.get(f"/staff/signpost?service={SLUG}").by_id("near")
    assert near is not None
    assert near.get("value") == "ML1"
    page = nurse.get("/staff")
    kept = {one.get("name"): one.get("value") for one in page.every("input")}
    assert (kept["near"], kept["radius"], kept["day"]) == ("ML1", "5", "tue")
    assert "lunch" not in str(kept)
    cookie = nurse.client.get_cookie("last_search")
    assert cookie is not None
    assert "1AB" not in cookie.value


def test_the_locality_of_the_last_search_goes_with_its_outward_code_alone(app: Flask, nurse: Visitor) -> None:
    nurse.get("/services?q=lunch&near=ML1+1AB")
    press(nurse, near="ML1")
    press(nurse, near="ML6")
    rows = engine(app).store.rows("SELECT outward_code, locality_id FROM referral ORDER BY outward_code")
    assert rows == [("ML1", "consortia-2026/motherwell"), ("ML6", None)]


def test_a_coded_referral_is_on_the_dashboard_and_opens_by_its_reference(app: Flask, nurse: Visitor) -> None:
    page = nurse.get(press(nurse, level="coded", reason="lonely"))
    reference = page.classed("app-reference")[0].text or ""
    assert re.fullmatch(r"P-[A-Z2-9]{4}", reference)
    assert reference in nurse.get("/staff").text
    found = nurse.raw(f"/staff/find?reference={reference.lower()}")
    shown = nurse.get(found.headers["Location"])
    assert shown.heading == f"{reference}: {village.LUNCH.service.name}"
    assert "The group has not answered yet" in shown.text
    assert "Lonely or cut off" in shown.text


def test_a_reference_of_nobody_is_told_so(nurse: Visitor) -> None:
    answer = nurse.raw("/staff/find?reference=P-XXXX")
    assert "Your team has nothing with that reference" in nurse.get(answer.headers["Location"]).text


def test_a_referral_of_another_team_is_not_there_and_the_try_is_written_down(app: Flask, nurse: Visitor) -> None:
    place = press(nurse, level="coded")
    (one,) = referrals.of_team(engine(app).store, signing.NURSES.id, since=NOW)
    stranger = signing.sign_in(app, STRANGER)
    for path in (f"/staff/referrals/{one.id}", place):
        assert stranger.get(path, status=404).heading == "We could not find that page"
    assert one.reference not in stranger.get("/staff").source
    assert stranger.post("/staff/undo", {"form_key": one.form_key}).status_code == 404
    refused = [row for row in audit.rows(engine(app).store) if row[5] == "referral.refused"]
    assert [(row[2], row[7]) for row in refused] == [(STRANGER.id, one.id)]


def test_a_search_that_found_nothing_can_be_told_as_missing(app: Flask, nurse: Visitor) -> None:
    page = nurse.get("/services?q=zebra+quasar&theme=social")
    link = next(link for link in page.links() if link.startswith("/staff/unmet"))
    asked = nurse.get(link.replace("&amp;", "&"))
    answer = nurse.post("/staff/unmet", {**fields(asked), "theme": "social", "reason": "none exists"})
    shown = nurse.get(answer.headers["Location"])
    assert shown.heading == "Thank you, that is noted"
    assert "Meeting people" in shown.text
    undone = nurse.post("/staff/unmet/undo", fields(shown))
    assert nurse.get(undone.headers["Location"]).heading == "Taken back"


def test_a_full_group_offers_to_say_that_nothing_was_suitable(nurse: Visitor) -> None:
    page = nurse.get(f"/services/{village.FULL.service.slug}")
    assert [link for link in page.links() if link.startswith("/staff/unmet")]


@pytest.mark.parametrize("sent", [{}, {"reason": "x"}, {"reason": "\x00"}])
def test_a_reason_that_is_none_is_refused_in_words(nurse: Visitor, sent: dict[str, str]) -> None:
    assert nurse.post("/staff/unmet", sent).status_code == 400


@pytest.mark.parametrize("path", ["/staff/signpost", "/staff/signpost?service=never-was", "/staff/logged/never-was"])
def test_what_is_not_there_is_a_page_that_says_so(nurse: Visitor, path: str) -> None:
    assert nurse.get(path, status=404).heading == "We could not find that page"


def test_a_group_that_has_moved_is_still_found(nurse: Visitor, app: Flask) -> None:
    one: Listing = village.SHED
    assert one.service.name in nurse.get(f"/staff/signpost?service={one.service.slug}").heading
