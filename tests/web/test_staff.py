"""Staff log in two presses what they told somebody, see what is open, and nobody sees another team's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from locator.directory.listing import Listing
from locator.referral.states import CloseReason, Move, Mover, State
from locator.roles import Role
from locator.storage import audit, referrals
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import NOW
from tests.web import village
from tests.web.page import Page
from tests.web.test_cost_of_pages import counted
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


def unmet_fields(page: Page) -> dict[str, str]:
    """What the form about unmet need on a public page sends besides the reason."""
    form = next(one for one in page.every("form") if one.get("action") == "/staff/unmet")
    found = {one.get("name") or "": one.get("value") or "" for one in form.iter("input")}
    return {name: value for name, value in found.items() if name != "form_token"}


def opened(nurse: Visitor, path: str) -> Page:
    """The page of the form that a link leads to, under the address that has its key."""
    return nurse.get(nurse.raw(path).headers["Location"])


def press(nurse: Visitor, path: str = f"/staff/signpost?service={SLUG}", **more: str) -> str:
    """Open the page, press the button, and answer where that leads."""
    answer = nurse.post("/staff/signpost", {**fields(opened(nurse, path)), "for_whom": "older person", **more})
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
    asked = opened(nurse, link)
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
    sent = {**fields(opened(nurse, f"/staff/signpost?service={SLUG}")), "for_whom": "carer"}
    places = {nurse.post("/staff/signpost", sent).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert made(app) == 1


def test_it_can_be_taken_back(app: Flask, nurse: Visitor) -> None:
    place = press(nurse)
    answer = nurse.post("/staff/undo", fields(nurse.get(place)))
    assert nurse.get(answer.headers["Location"]).heading == "Taken back"
    assert "Today you logged 0 times" in nurse.get("/staff").text


def test_a_place_that_is_none_is_told_in_words_and_what_was_chosen_stays(app: Flask, nurse: Visitor) -> None:
    sent = {
        **fields(opened(nurse, f"/staff/signpost?service={SLUG}")),
        "near": "Nowhereville",
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


def test_a_chi_number_is_refused_and_not_even_shown_again(app: Flask, nurse: Visitor) -> None:
    sent = {**fields(opened(nurse, f"/staff/signpost?service={SLUG}")), "near": "010150 1234"}
    answer = nurse.post("/staff/signpost", sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "That looks like a CHI number" in page
    assert "1234" not in page
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
    near = opened(nurse, f"/staff/signpost?service={SLUG}").by_id("near")
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
    found = nurse.post("/staff/find", {"reference": reference.lower()})
    shown = nurse.get(found.headers["Location"])
    assert shown.heading == f"{reference}: {village.LUNCH.service.name}"
    assert "The group has not answered yet" in shown.text
    assert "Lonely or cut off" in shown.text


@pytest.mark.parametrize("typed", ["P-XXXX", "0101501234", "Jean Broon"])
def test_a_reference_of_nobody_is_told_so_and_stands_in_no_address(nurse: Visitor, typed: str) -> None:
    answer = nurse.post("/staff/find", {"reference": typed})
    assert typed not in answer.headers["Location"]
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
    assert [(row[2], row[7]) for row in refused] == [(STRANGER.id, one.id)] * 3


def test_a_search_that_found_nothing_is_told_as_missing_in_one_press(app: Flask, nurse: Visitor) -> None:
    page = nurse.get("/services?q=zebra+quasar&theme=social&near=ML1+1AB")
    assert "Nothing suitable? Press why" in page.text
    answer = nurse.post("/staff/unmet", {**unmet_fields(page), "reason": "none exists"})
    shown = nurse.get(answer.headers["Location"])
    assert shown.heading == "Thank you, that is noted"
    for part in ("There is no such group", "Meeting people", "Motherwell"):
        assert part in shown.text
    assert nurse.post("/staff/unmet", {**unmet_fields(page), "reason": "too far"}).headers["Location"] == shown.path
    assert engine(app).store.rows("SELECT reason FROM unmet_need") == [("none exists",)]
    undone = nurse.post("/staff/unmet/undo", fields(shown))
    assert nurse.get(undone.headers["Location"]).heading == "Taken back"


def test_a_search_that_found_little_brings_the_theme_of_what_it_found(app: Flask, nurse: Visitor) -> None:
    page = nurse.get("/services?q=lunch")
    nurse.post("/staff/unmet", {**unmet_fields(page), "reason": "too far"})
    assert engine(app).store.rows("SELECT theme_code, locality_id FROM unmet_need") == [("social", None)]


def test_a_full_group_is_told_as_missing_in_one_press_where_the_search_was(app: Flask, nurse: Visitor) -> None:
    nurse.get("/services?q=art&near=ML1+1AB")
    page = nurse.get(f"/services/{village.FULL.service.slug}")
    nurse.post("/staff/unmet", {**unmet_fields(page), "reason": "full"})
    found = engine(app).store.rows("SELECT reason, service_id, theme_code, locality_id FROM unmet_need")
    assert found == [("full", village.FULL.service.id, "social", "consortia-2026/motherwell")]


def test_going_back_and_a_second_tab_log_nothing_twice(app: Flask, nurse: Visitor) -> None:
    link = next(link for link in nurse.get(f"/services/{SLUG}").links() if link.startswith("/staff/signpost"))
    form = nurse.raw(link).headers["Location"]
    first, second = nurse.get(form), nurse.get(form)
    place = nurse.post("/staff/signpost", {**fields(first), "for_whom": "carer"}).headers["Location"]
    assert nurse.post("/staff/signpost", {**fields(second), "for_whom": "both"}).headers["Location"] == place
    assert nurse.raw(form).headers["Location"] == place
    assert made(app) == 1


@pytest.mark.parametrize("path", [f"/services/{SLUG}", "/services?q=lunch"])
def test_no_key_of_a_form_stands_in_a_page_that_is_remembered_for_everybody(nurse: Visitor, path: str) -> None:
    links = [link for link in nurse.get(path).links() if link.startswith("/staff/signpost")]
    assert links
    assert links == [link for link in nurse.get(path).links() if link.startswith("/staff/signpost")]
    assert len({nurse.raw(links[0]).headers["Location"] for _ in range(3)}) == 3


def test_the_key_of_somebody_elses_form_shows_nothing(app: Flask, nurse: Visitor) -> None:
    key = press(nurse).rpartition("/")[2]
    stranger = signing.sign_in(app, STRANGER)
    place = stranger.raw(f"/staff/signpost?service={SLUG}&form={key}").headers["Location"]
    assert stranger.get(place, status=404)
    asked = {"form_key": key, "service": SLUG, "for_whom": "carer"}
    assert stranger.post("/staff/signpost", asked).status_code == 404
    assert made(app) == 1


def test_a_signpost_becomes_a_referral_in_one_press(app: Flask, nurse: Visitor) -> None:
    place = press(nurse)
    answer = nurse.post(f"{place}/code")
    assert nurse.post(f"{place}/code").headers["Location"] == answer.headers["Location"]
    assert nurse.get(answer.headers["Location"]).classed("app-reference")
    assert nurse.get(place).heading == "Taken back"
    assert "Today you logged 1 time," in nurse.get("/staff").text


def test_a_recent_group_is_logged_again_in_one_press(app: Flask, nurse: Visitor) -> None:
    press(nurse)
    form = next(one for one in nurse.get("/staff").every("form") if one.get("action") == "/staff/signpost")
    sent = {one.get("name") or "": one.get("value") or "" for one in form.iter("input")}
    assert nurse.get(nurse.post("/staff/signpost", sent).headers["Location"]).heading == "Logged"
    assert made(app) == 2


def test_the_locality_of_the_last_search_is_logged_unless_the_place_is_changed(app: Flask, nurse: Visitor) -> None:
    nurse.get("/services?q=lunch&near=ML1+1AB")
    press(nurse, near="ML1")
    press(nurse, near="Airdrie")
    found = engine(app).store.rows("SELECT outward_code, locality_id FROM referral ORDER BY rowid")
    assert found == [("ML1", "consortia-2026/motherwell"), ("ML6", "consortia-2026/airdrie")]


def test_the_last_search_is_for_nobody_else_at_the_same_computer(app: Flask, nurse: Visitor) -> None:
    nurse.get("/services?q=lunch&near=ML1+1AB&day=tue&who=Jean+Broon")
    assert "Jean" not in nurse.get("/staff").source
    stranger = signing.sign_in(app, STRANGER)
    cookie = nurse.client.get_cookie("last_search")
    assert cookie is not None
    stranger.client.set_cookie("last_search", cookie.value, domain="localhost")
    page = stranger.get("/staff")
    near = page.by_id("near")
    assert near is not None
    assert near.get("value") == ""
    assert "Tuesday" not in page.text


def test_a_group_that_takes_no_referrals_offers_none(make_app: MakeApp) -> None:
    app = make_app(making.listing("Quiet Corner", takes_referrals=False))
    signing.add(engine(app), NURSE)
    nurse = signing.sign_in(app, NURSE)
    asked = opened(nurse, "/staff/signpost?service=quiet-corner")
    assert "This group takes no referrals from staff" in asked.text
    answer = nurse.post("/staff/signpost", {**fields(asked), "level": "coded"})
    assert answer.status_code == 422
    assert made(app) == 0


def test_a_referral_shows_what_the_page_of_the_group_said(app: Flask, nurse: Visitor) -> None:
    press(nurse, level="coded")
    (one,) = referrals.of_team(engine(app).store, signing.NURSES.id, since=NOW)
    page = nurse.get(f"/staff/referrals/{one.id}")
    for part in ("Every Tuesday, 12 noon to 2pm", "Knowetop Hall, 1 Main Street", "£3.50", "01632 960123"):
        assert part in page.text


def test_a_group_without_email_has_to_be_told_by_the_nurse(app: Flask, nurse: Visitor) -> None:
    page = nurse.get(press(nurse, f"/staff/signpost?service={village.SHED.service.slug}", level="coded"))
    assert "This group has no email" in page.text


def test_a_group_that_has_closed_for_good_offers_nothing(make_app: MakeApp) -> None:
    app = make_app(village.FOLDED)
    signing.add(engine(app), NURSE)
    nurse = signing.sign_in(app, NURSE)
    assert "/staff/signpost" not in nurse.get(f"/services/{village.FOLDED.service.slug}").source
    nurse.get(nurse.raw(f"/staff/signpost?service={village.FOLDED.service.slug}").headers["Location"], status=404)


@pytest.mark.parametrize("sent", [{}, {"reason": "x"}, {"reason": "\x00"}])
def test_a_reason_that_is_none_is_refused_in_words(nurse: Visitor, sent: dict[str, str]) -> None:
    assert nurse.post("/staff/unmet", sent).status_code == 400


KEY = "form=form-key-of-a-page-1"


@pytest.mark.parametrize(
    "path", [f"/staff/signpost?{KEY}", f"/staff/signpost?service=never-was&{KEY}", "/staff/logged/never-was"]
)
def test_what_is_not_there_is_a_page_that_says_so(nurse: Visitor, path: str) -> None:
    assert nurse.get(path, status=404).heading == "We could not find that page"


def test_a_group_that_has_moved_is_still_found(nurse: Visitor, app: Flask) -> None:
    one: Listing = village.SHED
    assert one.service.name in opened(nurse, f"/staff/signpost?service={one.service.slug}").heading


def test_the_dashboard_asks_as_often_for_many_referrals_as_for_one(app: Flask, nurse: Visitor) -> None:
    press(nurse, level="coded")
    nurse.get("/staff")
    with counted(nurse) as few:
        nurse.get("/staff")
    for _ in range(4):
        press(nurse, level="coded")
    with counted(nurse) as many:
        nurse.get("/staff")
    assert len(many) == len(few)


def test_that_the_list_of_a_team_was_looked_at_is_written_down(app: Flask, nurse: Visitor) -> None:
    nurse.get("/staff")
    seen = [row for row in audit.rows(engine(app).store) if row[5] == "referral.list"]
    assert [(row[2], row[6], row[7]) for row in seen] == [(NURSE.id, "team", signing.NURSES.id)]


def test_the_dashboard_says_what_became_of_a_referral_and_whose_it_was(app: Flask, nurse: Visitor) -> None:
    press(nurse, level="coded")
    store = engine(app).store
    (one,) = referrals.of_team(store, signing.NURSES.id, since=NOW)
    closed = Move(
        id="m",
        referral_id=one.id,
        from_state=State.SENT,
        to_state=State.CLOSED,
        closed_reason=CloseReason.NO_CAPACITY,
        moved_at=NOW,
        mover=Mover.GROUP,
    )
    referrals.move(store, closed)
    for account in (NURSE, signing.person(Role.TEAM_LEAD, "Ina Bell")):
        signing.add(engine(app), account)
        page = signing.sign_in(app, account).get("/staff")
        assert "Ended in the last two weeks" in page.text
        assert "It is closed. The group is full." in page.text
        assert ("You." if account is NURSE else "Morag Reid.") in page.text
