"""Those who run the site: read the audit trail, open another team's referral with a reason, erase a person."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import audit as audit_notes
from locator.actions import following_up, moving
from locator.actions.moving import Step
from locator.referral.follow_up import Source
from locator.referral.referral import Referral
from locator.referral.states import CloseReason, State
from locator.roles import Role
from locator.storage import audit, hand_overs, referrals
from locator.wiring import Engine
from tests import handing, signing
from tests.handing import ADMINISTRATOR, JEAN, handed
from tests.web import looking
from tests.web.page import Page
from tests.web.visitor import Visitor

WHY = "a complaint is looked into"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(handing.LISTING)
    handing.allow(made.extensions["locator"])
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


@pytest.fixture
def made(engine: Engine) -> Referral:
    return handed(engine)


@pytest.fixture
def admin(app: Flask) -> Visitor:
    return signing.sign_in(app, ADMINISTRATOR)


def page_of(visitor: Visitor, path: str, fields: dict[str, str]) -> Page:
    answer = visitor.post(path, fields)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    page = Page(path, answer.text)
    looking.at_page(page)
    return page


@pytest.mark.parametrize("role", [Role.STAFF, Role.TEAM_LEAD, Role.CURATOR, Role.PROGRAMME_LEAD, Role.ORGANISER])
def test_nobody_else_comes_in(app: Flask, engine: Engine, role: Role) -> None:
    account = signing.person(role, "Una Else")
    signing.add(engine, account)
    visitor = signing.sign_in(app, account)
    for path in ("/admin/audit", "/admin/erase", "/admin/open", "/admin/open/x", "/admin/erase/done"):
        assert visitor.raw(path).status_code == 403


def test_a_reference_leads_to_the_question_why(admin: Visitor, made: Referral) -> None:
    assert admin.get("/admin/open").heading == "Open a referral of another team"
    answer = admin.post("/admin/open", {"reference": (made.reference or "").lower()})
    assert answer.headers["Location"] == f"/admin/open/{made.id}"
    page = admin.get(f"/admin/open/{made.id}")
    assert page.heading == "Why do you open it?"
    assert JEAN.name not in page.source


def test_a_number_leads_to_the_referral_of_somebody_who_knows_no_reference(admin: Visitor, made: Referral) -> None:
    page = page_of(admin, "/admin/open", {"reference": "01698 5550123"})
    assert page.heading == "1 referral may be about this person"
    assert page.link(made.reference or "") == f"/admin/open/{made.id}"
    assert JEAN.name not in page.text


def test_without_a_reason_nothing_opens_and_nothing_is_noted(admin: Visitor, engine: Engine, made: Referral) -> None:
    page = page_of(admin, f"/admin/open/{made.id}", {"why": "", "form_key": "k"})
    assert page.link("Choose why you open it") == "#why"
    assert JEAN.name not in page.source
    assert len(audit.about(engine.store, "referral", made.id)) == 1


def test_with_a_reason_it_opens_is_noted_and_told_to_the_privacy_lead_once(
    admin: Visitor, engine: Engine, made: Referral
) -> None:
    for _ in range(2):
        page = page_of(admin, f"/admin/open/{made.id}", {"why": WHY, "form_key": "k"})
    assert all(text in page.text for text in (JEAN.name, JEAN.reason, "Motherwell nurses", ADMINISTRATOR.name))
    row = audit.about(engine.store, "referral", made.id)[-1]
    assert (row.action, row.account_id, row.why) == ("referral.open_outside_team", ADMINISTRATOR.id, WHY)
    mails = engine.store.rows("SELECT body FROM mail WHERE to_address = 'privacy@example.org'")
    assert len(mails) == 1
    assert WHY in mails[0][0]
    assert JEAN.name not in mails[0][0]


def test_what_is_held_can_be_saved_as_a_file_with_who_looked(admin: Visitor, made: Referral) -> None:
    answer = admin.post(f"/admin/open/{made.id}", {"why": WHY, "form_key": "k", "as": "json"})
    held = json.loads(answer.text)
    assert answer.headers["Content-Disposition"] == "attachment; filename=referral.json"
    assert held["person"]["name"] == JEAN.name
    assert [one["to"] for one in held["permissions"]] == ["refer", "share"]
    assert [one["did"] for one in held["who_looked"]] == [
        "handed the person over",
        "opened it from outside the team",
    ]
    assert held["who_looked"][0]["who"] == handing.NURSE.name


def test_how_it_went_is_held_too_and_said_in_words(admin: Visitor, engine: Engine, made: Referral) -> None:
    nurse = handing.as_(engine)
    answers = {"older-less-lonely": 5, "older-care-delayed": 2}
    following_up.write_down(
        nurse, made.id, has_attended=True, answers=answers, source=Source.PAPER, form_key="how it went"
    )
    closed = Step(seen=State.ATTENDED, to=State.CLOSED, reason=CloseReason.COST, form_key="closed")
    moving.move_by_staff(nurse, made.id, closed)
    page = page_of(admin, f"/admin/open/{made.id}", {"why": WHY, "form_key": "k"})
    for part in (
        "Did the person go? Yes.",
        "Feeling lonely or cut off: Much better",
        "Managing at home without more care: A little worse",
        "It is closed. It costs too much.",
        "Reach them by landline",
        "Why they were handed over",
    ):
        assert part in page.text
    held = json.loads(admin.post(f"/admin/open/{made.id}", {"why": WHY, "form_key": "k", "as": "json"}).text)
    (went,) = held["how_it_went"]
    assert (went["went"], went["written_down_from"], len(went["answers"])) == ("yes", "paper", 2)
    assert held["what_happened"][-1]["reason"] == "cost"


def test_an_id_that_is_none_is_told_as_such_and_noted(admin: Visitor, engine: Engine) -> None:
    assert admin.post("/admin/open/nothing", {"why": WHY, "form_key": "k"}).status_code == 404
    assert audit.about(engine.store, "referral", "nothing")[0].action == "referral.refused"
    assert "No referral has this reference" in page_of(admin, "/admin/open", {"reference": "P-0000"}).text


def test_a_person_is_erased_after_a_second_question(admin: Visitor, engine: Engine, made: Referral) -> None:
    assert admin.get("/admin/erase").heading == "Erase a person"
    fields = {"reference": made.reference or "", "why": "the person asked for it"}
    sure = page_of(admin, "/admin/erase", fields)
    assert sure.heading == "Erase for ever?"
    assert "Balance Class" in sure.text
    assert JEAN.name not in sure.source
    assert hand_overs.sealed(engine.store, made.id)
    answer = admin.post("/admin/erase", fields | {"sure": "yes"})
    assert admin.get(answer.headers["Location"]).heading == "Erased"
    assert hand_overs.sealed(engine.store, made.id) is None
    left = referrals.by_id(engine.store, made.id)
    assert left is not None
    assert left.erased_at is not None
    assert "It may have been erased already" in page_of(admin, "/admin/erase", fields | {"sure": "yes"}).text


@pytest.mark.parametrize(
    ("fields", "problem", "target"),
    [
        ({"reference": "", "why": "the person asked for it"}, "Write the reference of the referral", "#reference"),
        ({"reference": "P-2222", "why": "for fun"}, "Choose why they are erased", "#why"),
        ({"reference": "P-2222", "why": "their time is over"}, "Choose why they are erased", "#why"),
    ],
)
def test_what_is_missing_is_asked_for(admin: Visitor, fields: dict[str, str], problem: str, target: str) -> None:
    assert page_of(admin, "/admin/erase", fields | {"sure": "yes"}).link(problem) == target


def test_whoever_closes_a_team_is_told_what_it_has_not_brought_to_its_end(admin: Visitor, made: Referral) -> None:
    path = f"/admin/teams/{made.team_id}"
    assert "1 referral of this team is still open." in admin.get(path).text
    assert "still open" not in admin.get(f"/admin/teams/{signing.WORKERS.id}").text


def test_the_trail_is_shown_newest_first_with_names(admin: Visitor, made: Referral) -> None:
    page = admin.get("/admin/audit")
    assert page.heading == "Who did what"
    assert "Morag Reid" in page.text
    assert f"referral {made.id}" in page.text


def test_the_trail_says_in_words_what_was_done_and_to_whom(admin: Visitor, engine: Engine) -> None:
    audit_notes.note(signing.as_user(engine, ADMINISTRATOR), "account.disable", "account", handing.NURSE.id)
    page = admin.get("/admin/audit?what=account.disable")
    assert page.texts("td")[1:3] == ["disabled an account account.disable", "Morag Reid"]
    assert "Disabled an account" in page.texts("option")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("what=deed.3", ["deed.3"]),
        ("about=thing-4", ["deed.4"]),
        ("who=nobody", []),
        ("since=2026-11-25", []),
        ("until=2026-11-23", []),
        ("since=2026-11-24&until=2026-11-24&what=deed.1", ["deed.1"]),
        ("since=rubbish&before=rubbish&what=deed.1", ["deed.1"]),
        ("before=99999999999999999999999&what=deed.1", ["deed.1"]),
    ],
)
def test_the_trail_is_narrowed_down(admin: Visitor, engine: Engine, asked: str, shown: list[str]) -> None:
    for number in range(6):
        audit_notes.note(handing.as_(engine), f"deed.{number}", "referral", f"thing-{number}")
    page = admin.get(f"/admin/audit?{asked}")
    cells = [text.split()[0] for text in page.texts("td") if text.startswith("deed.")]
    assert cells == shown


def test_the_trail_is_found_by_a_reference_too(admin: Visitor, made: Referral) -> None:
    cells = admin.get(f"/admin/audit?about={made.reference}").texts("td")
    assert "handed the person over referral.hand_over" in cells


def test_a_long_trail_goes_on_on_the_next_page(admin: Visitor, engine: Engine) -> None:
    with engine.store.atomic():
        for number in range(60):
            audit_notes.note(handing.as_(engine), "deed", "referral", str(number))
    first = admin.get("/admin/audit?what=deed")
    second = admin.get(first.link("Older rows"))
    assert [len(page.texts("td")) for page in (first, second)] == [50 * 4, 10 * 4]
    assert "Older rows" not in second.text


def test_the_page_says_whether_the_trail_is_whole(admin: Visitor, engine: Engine, made: Referral) -> None:
    assert "The audit trail is whole: 1 row." in page_of(admin, "/admin/audit/check", {}).text
    engine.store.connection.execute("DROP TRIGGER audit_is_never_changed")
    engine.store.connection.execute("UPDATE audit SET account_id = 'x' WHERE seq = 1")
    assert "It is broken at row 1." in page_of(admin, "/admin/audit/check", {}).text
