"""Handing somebody over, page by page: nothing is kept before the end, nothing personal is in an address or a cookie."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.storage import audit, referrals
from locator.wiring import Engine
from tests import handing, signing
from tests.handing import JEAN, NURSE, ORGANISER, OTHER_NURSE, OTHER_ORGANISER, SLUG
from tests.web import looking
from tests.web.page import Page, words
from tests.web.visitor import Visitor

PATH = "/staff/hand-over"
START = f"{PATH}?service={SLUG}"
DANGER = {"service": SLUG, "form_key": "key-1", "danger": "no"}
PERMISSION = {"refer": "yes", "share": "yes", "given_by": "the person", "given_how": "spoken"}
DETAILS = {
    "for_whom": "older person",
    "name": JEAN.name,
    "contact_kind": "landline",
    "contact": "01698 555123",
    "best_time": JEAN.best_time,
    "communication": JEAN.communication,
    "interpreter": "",
    "matters": JEAN.matters,
    "reason": JEAN.reason,
}
WHOLE = DANGER | PERMISSION | DETAILS
TEXTS = ("name", "contact", "best_time", "communication", "interpreter", "matters", "reason")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(handing.LISTING)
    handing.allow(made.extensions["locator"])
    return made


@pytest.fixture
def nurse(app: Flask) -> Visitor:
    return signing.sign_in(app, NURSE)


def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


def sent(visitor: Visitor, step: str, fields: dict[str, str]) -> Page:
    """The page that a step answers with, looked at from all sides."""
    answer = visitor.post(PATH, fields | {"step": step})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    page = Page(PATH, answer.text)
    looking.at_page(page)
    return page


def count(app: Flask, table: str = "referral") -> int:
    row = engine(app).store.row(f"SELECT COUNT(*) FROM {table}")
    assert row is not None
    return int(row[0])


def hand(visitor: Visitor, **changes: str) -> str:
    """Send the whole form; the id of the referral that it made."""
    answer = visitor.post(PATH, WHOLE | {"step": "check"} | changes)
    assert answer.status_code == 303
    return answer.headers["Location"].split("/")[3]


def test_the_way_from_the_first_page_to_the_last(app: Flask, nurse: Visitor) -> None:
    assert nurse.get(START).heading == "Before you hand somebody over"
    assert sent(nurse, "danger", DANGER).heading == "Two permissions"
    assert sent(nurse, "permission", DANGER | PERMISSION).heading == "As little as the group needs"
    check = sent(nurse, "details", WHOLE)
    assert check.heading == "Check before you send"
    assert all(text in check.text for text in (JEAN.name, "01698 555123", JEAN.reason, "An older person"))
    assert count(app) == 0
    referral_id = hand(nurse)
    page = nurse.get(f"{PATH}/{referral_id}/sent")
    made = referrals.by_id(engine(app).store, referral_id)
    assert made is not None
    assert made.reference in page.text  # type: ignore[operator]
    assert JEAN.name not in page.source


@pytest.mark.parametrize("path", [f"/services/{SLUG}", f"/staff/signpost?service={SLUG}&form=0123456789abcdef"])
def test_the_pages_of_a_group_lead_there_where_somebody_reads_it(app: Flask, nurse: Visitor, path: str) -> None:
    assert START in nurse.get(path).links()
    assert not [link for link in Visitor(app).look_at(f"/services/{SLUG}").links() if "hand-over" in link]  # type: ignore[union-attr]
    engine(app).store.connection.execute("UPDATE account SET status = 'disabled' WHERE role = 'organiser'")
    assert START not in nurse.get(path).links()


@pytest.mark.parametrize("path", [f"/services/{SLUG}", f"/staff/signpost?service={SLUG}&form=0123456789abcdef"])
def test_no_page_leads_there_where_it_is_switched_off(app: Flask, nurse: Visitor, path: str) -> None:
    engine(app).settings = handing.replace(engine(app).settings, has_named_hand_over=False)
    assert START not in nurse.get(path).links()


def test_the_way_to_a_code_instead_has_the_tick_for_it(nurse: Visitor) -> None:
    instead = sent(nurse, "permission", DANGER | {"refer": "no"}).link("Refer with a code")
    box = nurse.get(nurse.raw(instead).headers["Location"]).by_id("level")
    assert box is not None
    assert "checked" in box.attrib


def test_each_page_carries_the_others_answers_and_no_address_does(nurse: Visitor) -> None:
    page = sent(nurse, "details", WHOLE)
    hidden = {e.get("name"): e.get("value") for e in page.every("input") if e.get("type") == "hidden"}
    assert {name: hidden[name] for name in WHOLE} == WHOLE
    assert [link for link in page.links() if "Jean" in link or "01698" in link] == []
    assert {form.get("action") for form in page.every("form")} == {PATH, "/sign-out"}


def test_before_the_last_button_nothing_is_kept_whatever_is_filled_in(app: Flask, nurse: Visitor) -> None:
    before = {name: count(app, name) for name in ("referral", "referral_person", "audit", "mail", "fact")}
    for step in ("danger", "permission", "details"):
        sent(nurse, step, WHOLE)
    assert {name: count(app, name) for name in before} == before


def test_somebody_in_danger_is_not_handed_over(app: Flask, nurse: Visitor) -> None:
    page = sent(nurse, "danger", DANGER | {"danger": "yes"})
    assert page.heading == "Stop: do this instead"
    assert "999" in page.text
    assert sent(nurse, "check", WHOLE | {"danger": "yes"}).heading == "Stop: do this instead"
    assert count(app) == 0


@pytest.mark.parametrize("permission", ["refer", "share"])
def test_a_no_stops_and_offers_what_needs_no_permission(app: Flask, nurse: Visitor, permission: str) -> None:
    page = sent(nurse, "permission", DANGER | {permission: "no"})
    assert page.heading == "Without both permissions nothing is handed over"
    assert page.link("Signpost") == f"/staff/signpost?service={SLUG}"
    assert page.link("Refer with a code").endswith("level=coded")
    assert sent(nurse, "check", WHOLE | {permission: "no"}).heading == page.heading
    assert count(app) == 0


def test_the_words_to_read_out_are_shown_with_their_version(nurse: Visitor) -> None:
    page = sent(nurse, "danger", DANGER)
    assert "Are you happy for me to ask this group" in page.text
    assert "version 2026-11" in page.text


@pytest.mark.parametrize("value", ["", "made up"])
def test_a_choice_that_was_not_made_is_asked_for_even_at_the_end(app: Flask, nurse: Visitor, value: str) -> None:
    for name in ("danger", "refer", "share", "given_by", "given_how", "for_whom", "contact_kind"):
        page = sent(nurse, "check", WHOLE | {name: value})
        assert page.title.startswith("Error: ")
        (link,) = (e for e in page.every("a") if (e.get("href") or "") == f"#{name}")
        assert words(link).startswith("Choose")
    assert count(app) == 0


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("010150 1234", "This looks like a CHI number"),
        ("0101501234", "the group does not need it and we must not keep it"),
        ("3/4/1941", "This looks like a date of birth"),
        ("NHS number on request", "Take out health, hospital and National Insurance numbers"),
        ("x" * 301, "letters or fewer"),
    ],
)
def test_what_must_not_be_written_is_refused_in_every_field_and_explained(
    app: Flask, nurse: Visitor, text: str, explained: str
) -> None:
    for name in TEXTS:
        for step in ("details", "check"):
            page = sent(nurse, step, WHOLE | {name: text})
            assert page.heading == "As little as the group needs"
            assert page.link(next(one for one in page.texts("a") if explained in one)) == f"#{name}"
    assert count(app) == 0


@pytest.mark.parametrize(
    ("kind", "text", "explained"),
    [
        ("landline", "555123", "with its area code"),
        ("mobile", "ask her son", "with its area code"),
        ("email", "jean at home", "Write an email address"),
        ("letter", "", "Write how the group can reach them"),
    ],
)
def test_a_way_to_reach_somebody_that_leads_nowhere_is_noticed(
    nurse: Visitor, kind: str, text: str, explained: str
) -> None:
    assert explained in sent(nurse, "details", WHOLE | {"contact_kind": kind, "contact": text}).text


def whereabouts(app: Flask) -> list[tuple[str, str | None]]:
    return [
        (str(code), place) for code, place in engine(app).store.rows("SELECT outward_code, locality_id FROM referral")
    ]


def test_a_hand_over_counts_where_the_person_lives_and_keeps_no_more_of_it(app: Flask, nurse: Visitor) -> None:
    assert "ML1, Motherwell" in sent(nurse, "details", WHOLE | {"near": "ml1 1aa"}).text
    hand(nurse, near="ml1 1aa")
    assert whereabouts(app) == [("ML1", "consortia-2026/motherwell")]
    assert "1AA" not in "\n".join(engine(app).store.connection.iterdump())
    first = "from=2026-11-01&to=2026-11-30"
    assert "1 entry" in nurse.get(f"/staff/log?{first}&locality=consortia-2026/motherwell").text
    assert "0 entries" in nurse.get(f"/staff/log?{first}&locality=consortia-2026/airdrie").text


def test_without_a_place_it_is_sent_all_the_same(app: Flask, nurse: Visitor) -> None:
    hand(nurse, near="  ")
    assert whereabouts(app) == [("", None)]


@pytest.mark.parametrize(
    ("typed", "explained"), [("Narnia", "We do not know this place"), ("0101501234", "This looks like a CHI number")]
)
def test_a_place_that_is_none_is_said_to_be_so_at_its_box(
    app: Flask, nurse: Visitor, typed: str, explained: str
) -> None:
    for step in ("details", "check"):
        page = sent(nurse, step, WHOLE | {"near": typed})
        assert page.link(next(one for one in page.texts("a") if explained in one)) == "#near"
    assert count(app) == 0


def test_the_place_of_the_last_search_is_there_already_and_its_locality_goes_with_it_alone(
    app: Flask, nurse: Visitor
) -> None:
    nurse.get("/services?q=balance&near=ML1+1AA")
    page = sent(nurse, "permission", DANGER | PERMISSION)
    names = ("near", "near_before", "locality_before")
    found = {one.get("name") or "": one.get("value") or "" for one in page.every("input") if one.get("name") in names}
    assert found == dict(zip(names, ("ML1", "ML1", "consortia-2026/motherwell"), strict=True))
    hand(nurse, **found)
    hand(nurse, **found | {"near": "ML6", "form_key": "key-2"})
    assert sorted(whereabouts(app), key=str) == [("ML1", "consortia-2026/motherwell"), ("ML6", None)]


@pytest.mark.parametrize("back", ["danger", "permission", "details"])
def test_one_can_go_back_and_finds_what_one_wrote(nurse: Visitor, back: str) -> None:
    page = sent(nurse, "check", WHOLE | {"back": back})
    assert not page.title.startswith("Error")
    kept = {e.get("name"): e.get("value") for e in page.every("input") if e.get("type") in ("hidden", "text")}
    assert kept["form_key"] == "key-1"
    if back == "details":
        assert kept["name"] == JEAN.name
        assert kept["refer"] == "yes"


def test_a_double_click_two_tabs_and_a_lost_answer_make_one_hand_over(app: Flask, nurse: Visitor) -> None:
    assert len({hand(nurse) for _ in range(3)}) == 1
    assert (count(app), count(app, "referral_person"), count(app, "mail")) == (1, 1, 1)


def test_no_box_is_remembered_or_spell_checked_elsewhere(nurse: Visitor) -> None:
    page = sent(nurse, "permission", DANGER | PERMISSION)
    boxes = [e for e in page.every("input", "textarea") if e.get("id") in TEXTS]
    assert len(boxes) == len(TEXTS)
    assert {(e.get("autocomplete"), e.get("spellcheck")) for e in boxes} == {("off", "false")}


def test_the_team_and_the_group_read_it_and_others_are_told_there_is_nothing(app: Flask, nurse: Visitor) -> None:
    referral_id = hand(nurse)
    page = nurse.get(f"/staff/referrals/{referral_id}/person")
    assert JEAN.name in page.text
    assert "tel:+441698555123" in page.links()
    group = signing.sign_in(app, ORGANISER).get(f"/group/referrals/{referral_id}/person")
    assert all(text in group.text for text in (JEAN.name, JEAN.reason, JEAN.matters))
    signing.sign_in(app, OTHER_NURSE).get(f"/staff/referrals/{referral_id}/person", 404)
    signing.sign_in(app, OTHER_NURSE).get(f"{PATH}/{referral_id}/sent", 404)
    signing.sign_in(app, OTHER_ORGANISER).get(f"/group/referrals/{referral_id}/person", 404)
    trail = [entry.action for entry in audit.about(engine(app).store, "referral", referral_id)]
    assert trail.count("person.view") == 2
    assert trail.count("referral.refused") == 3


def test_somebody_without_an_account_is_asked_to_sign_in(app: Flask, nurse: Visitor) -> None:
    referral_id = hand(nurse)
    answer = Visitor(app).raw(f"/group/referrals/{referral_id}/person")
    assert (answer.status_code, JEAN.name in answer.text) == (303, False)
    assert answer.headers["Location"].startswith("/sign-in")


def test_it_can_be_taken_back_for_a_while_and_is_read_by_nobody_then(app: Flask, nurse: Visitor) -> None:
    referral_id = hand(nurse)
    page = nurse.get(f"{PATH}/{referral_id}/sent")
    form_key = next(one.get("value") for one in page.every("input") if one.get("name") == "form_key")
    assert "Take it back" in page.texts("button")
    assert nurse.post("/staff/undo", {"form_key": form_key}).status_code == 303
    taken = nurse.get(f"/staff/logged/{form_key}")
    assert taken.heading == "Taken back"
    assert "The group cannot read the details any more" in taken.text
    assert nurse.client.get(f"{PATH}/{referral_id}/sent").headers["Location"] == f"/staff/logged/{form_key}"
    nurse.get(f"/staff/referrals/{referral_id}/person", 410)
    signing.sign_in(app, ORGANISER).get(f"/group/referrals/{referral_id}/person", 410)


def test_after_it_was_declined_the_group_gets_a_plain_page(app: Flask, nurse: Visitor) -> None:
    referral_id = hand(nurse)
    with engine(app).store.atomic():
        engine(app).store.write("UPDATE referral SET state = 'closed' WHERE id = ?", (referral_id,))
    page = signing.sign_in(app, ORGANISER).get(f"/group/referrals/{referral_id}/person", 410)
    assert page.heading == "These details can no longer be read"
    assert JEAN.name not in page.source


def test_a_group_without_an_account_and_a_service_that_is_not_there(app: Flask, nurse: Visitor) -> None:
    engine(app).store.connection.execute("UPDATE account SET status = 'disabled' WHERE role = 'organiser'")
    assert nurse.get(START).heading == "This group cannot be handed a name"
    nurse.get(f"{PATH}?service=nothing", 404)
    nurse.get(PATH, 404)


def test_where_it_is_switched_off_there_is_no_such_page(app: Flask, nurse: Visitor) -> None:
    engine(app).settings = handing.replace(engine(app).settings, has_named_hand_over=False)
    nurse.get(START, 404)
    assert nurse.post(PATH, WHOLE | {"step": "check"}).status_code == 404
    assert count(app) == 0


@pytest.mark.parametrize("account", [ORGANISER, handing.ADMINISTRATOR], ids=["organiser", "administrator"])
def test_only_staff_come_in(app: Flask, account: object) -> None:
    assert signing.sign_in(app, account).raw(START).status_code == 403  # type: ignore[arg-type]


def test_a_form_from_elsewhere_or_without_the_token_does_nothing(app: Flask, nurse: Visitor) -> None:
    assert nurse.post(PATH, WHOLE | {"step": "check", "form_token": "x"}).status_code == 403
    assert nurse.post(PATH, WHOLE | {"step": "check"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert count(app) == 0


@pytest.mark.parametrize("step", ["", "send", "nonsense"])
def test_a_step_that_is_none_begins_at_the_beginning(app: Flask, nurse: Visitor, step: str) -> None:
    assert sent(nurse, step, WHOLE).heading == "Before you hand somebody over"
    assert count(app) == 0


def test_a_page_that_fails_says_nothing_of_the_person_in_the_log(
    app: Flask, nurse: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("locator.storage.hand_overs.add", broken)
    answer = nurse.post(PATH, WHOLE | {"step": "check"})
    assert answer.status_code == 500
    assert not [text for text in (JEAN.name, JEAN.reason, "555123") if text in answer.text + caplog.text]
    assert (count(app), count(app, "mail"), count(app, "listing_snapshot")) == (0, 0, 0)
