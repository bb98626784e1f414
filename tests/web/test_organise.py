"""A volunteer comes in by a link, sees their own groups and no other, and does what there is to do with one press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from locator.accounts.link import OneTimeLink, Purpose
from locator.accounts.session import Stage
from locator.actions import claims
from locator.storage import audit, listings, one_time_links
from locator.vault import tokens
from locator.web import create_app
from locator.wiring import Engine
from tests import keeping, referred, signing
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, GROUP, HELPER, LEAD, OTHER, SHED, STRANGER, WALKS
from tests.signing import SignedInVisitor
from tests.web import entering as way_in
from tests.web.visitor import Visitor

PUBLISHED = "friends@example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*keeping.LISTINGS)
    keeping.fill(engine)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


@pytest.fixture
def lead(app: Flask) -> SignedInVisitor:
    visitor = signing.sign_in(app, LEAD, Stage.LINK)
    assert isinstance(visitor, SignedInVisitor)
    return visitor


@pytest.fixture
def stranger(app: Flask) -> SignedInVisitor:
    visitor = signing.sign_in(app, STRANGER)
    assert isinstance(visitor, SignedInVisitor)
    return visitor


def ask(app: Flask, email: str, **fields: str) -> bytes:
    answer = Visitor(app).post("/organise/enter", {"email": email, **fields})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organise/enter/sent")
    return answer.get_data()


def link(engine: Engine, to: str = PUBLISHED) -> str:
    return f"/organise/enter/{keeping.token(engine, to)}"


def test_whoever_asks_gets_the_same_answer_and_one_gets_a_link(app: Flask, engine: Engine) -> None:
    answers = {ask(app, one) for one in (PUBLISHED, "nobody@example.org", keeping.CURATOR.email, "no address")}
    assert len(answers) == 1
    assert Visitor(app).get("/organise/enter/sent").heading == "Look in your email"
    assert [to for to, _, body in keeping.mails(engine) if "/organise/enter/" in body] == [PUBLISHED]


def test_opening_a_link_changes_nothing_and_pressing_its_button_lets_in(app: Flask, engine: Engine) -> None:
    ask(app, PUBLISHED)
    visitor, path = Visitor(app), link(engine)
    before = list(engine.store.connection.iterdump())
    for _ in range(3):
        page = visitor.get(path)
        visitor.client.head(path)
    assert GROUP.name in page.text
    assert list(engine.store.connection.iterdump()) == before
    assert visitor.post(path).headers["Location"] == "/organise"
    assert visitor.get("/organise").texts("h3") == [CHOIR.service.name, WALKS.service.name]
    assert Visitor(app).post(path).status_code == 410
    assert Visitor(app).get(path, 410).heading == "This link does not work any more"


def test_a_link_takes_the_place_of_whatever_session_was_there(app: Flask, engine: Engine) -> None:
    visitor = signing.sign_in(app, keeping.CURATOR)
    old = way_in.cookie(visitor)
    ask(app, PUBLISHED)
    visitor.post(link(engine))
    assert way_in.cookie(visitor) not in ("", old)
    assert engine.store.rows("SELECT id FROM session WHERE id = ?", (tokens.hashed(old),)) == []
    assert visitor.raw("/waiting").status_code == 303


@pytest.mark.parametrize(
    ("way", "to"),
    [
        ("/organise/changes", "/organise/changes"),
        ("https://evil.example/organise/", "/organise"),
        ("//evil.example", "/organise"),
        ("/organise/../group", "/organise/../group"),
        ("/staff", "/organise"),
        ("/organisers", "/organise"),
    ],
)
def test_a_link_leads_on_to_a_page_for_groups_and_nowhere_else(app: Flask, engine: Engine, way: str, to: str) -> None:
    ask(app, PUBLISHED, next=way)
    assert "evil.example" not in keeping.mails(engine)[-1][2]
    answer = Visitor(app).post(link(engine), {"next": way})
    assert answer.headers["Location"] == to


def test_the_pages_behind_links_are_kept_by_nobody_and_told_to_nobody(app: Flask, engine: Engine) -> None:
    ask(app, PUBLISHED)
    for path in (link(engine), "/organise/enter/wrong", "/organise/claim/wrong"):
        answer = Visitor(app).raw(path)
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "same-origin")
        assert path not in answer.get_data(as_text=True)


def test_without_a_session_one_is_led_to_ask_for_a_link_and_comes_back(app: Flask) -> None:
    answer = Visitor(app).raw("/organise/people")
    assert answer.headers["Location"] == "/organise/enter?next=/organise/people"
    assert 'value="/organise/people"' in Visitor(app).get(answer.headers["Location"]).source


def test_who_is_in_goes_straight_on(lead: SignedInVisitor) -> None:
    assert lead.raw("/organise/enter").headers["Location"] == "/organise"


def test_the_way_in_is_found_from_the_foot_of_each_page_and_the_page_to_sign_in(app: Flask) -> None:
    assert Visitor(app).get("/").link("Look after your group’s page") == "/organise/enter"
    assert Visitor(app).get("/sign-in").link("Come in without a password") == "/organise/enter"


def test_a_session_by_a_link_ends_when_the_address_changes_away(app: Flask, engine: Engine) -> None:
    ask(app, PUBLISHED)
    visitor = Visitor(app)
    visitor.post(link(engine))
    assert visitor.raw(f"/organise/listings/{CHOIR.service.id}/edit").status_code == 200
    keeping.moved(engine, "new@example.org")
    assert visitor.raw(f"/organise/listings/{CHOIR.service.id}/edit").status_code == 404
    assert "You look after no group now." in visitor.get("/organise").text


def test_the_home_page_says_how_each_listing_stands_and_what_to_do_next(lead: SignedInVisitor, engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE service SET status = 'inactive' WHERE id = ?", (WALKS.service.id,))
    text = lead.get("/organise").text
    assert "In the directory. Not checked yet." in text
    assert "Not in the directory." in text
    assert "What you can do next:" in text
    assert SHED.service.name not in text


def test_one_press_says_that_all_is_correct(lead: SignedInVisitor, engine: Engine) -> None:
    answer = lead.post(f"/organise/listings/{CHOIR.service.id}/correct", {"form_key": "a-key-of-this-form"})
    lead.post(f"/organise/listings/{CHOIR.service.id}/correct", {"form_key": "a-key-of-this-form"})
    assert "Thank you" in lead.get(answer.headers["Location"]).text
    (listing,) = listings.by_ids(engine.store, (CHOIR.service.id,))
    assert listing.service.assured is not None
    assert (listing.service.assured.on, listing.service.assured.by) == (engine.context().today, GROUP.name)
    assert len(engine.store.rows("SELECT id FROM assurance")) == 1


def test_who_answers_referrals_sees_how_many_wait_only_with_a_password(app: Flask, engine: Engine) -> None:
    signing.add(engine, referred.NURSE)
    with engine.store.atomic():
        engine.store.write("UPDATE account_organization SET answers = 1 WHERE account_id = ?", (LEAD.id,))
        engine.store.write("UPDATE service SET takes_referrals = 1")
    pointing = referred.Pointing(
        form_key="k" * 20,
        slugs=(CHOIR.service.slug,),
        level=referred.Level.CODED,
        for_whom=referred.ForWhom.OLDER_PERSON,
    )
    referred.referring.point(signing.as_user(engine, referred.NURSE), pointing)
    whole, by_link = signing.sign_in(app, LEAD), signing.sign_in(app, LEAD, Stage.LINK)
    assert "1 referral waits for your answer" in whole.get("/organise").text
    text = by_link.get("/organise").text
    assert "waits for your answer" not in text
    assert by_link.get("/organise").link("sign in with your password") == "/sign-in?next=/group"


def test_a_password_is_asked_for_with_one_press_and_a_curator_sees_it(lead: SignedInVisitor, app: Flask) -> None:
    for _ in range(2):
        lead.post("/organise/password", {"organization": GROUP.id, "form_key": "a-key-of-this-form"})
    assert "You asked for a password" in lead.get("/organise").text
    curator = signing.sign_in(app, keeping.CURATOR)
    page = curator.get("/curate/claims")
    assert "1 person waiting" in page.text
    assert "May Rab Tennant answer referrals?" in curator.get(page.link("Knowetop Friends: Rab Tennant")).heading


POSTS = {
    f"/organise/listings/{CHOIR.service.id}/correct": {},
    "/organise/password": {"organization": GROUP.id},
    "/organise/people/invite": {"organization": GROUP.id, "name": "Una", "email": "una@example.org"},
    "/organise/people/lead": {"organization": GROUP.id, "account": HELPER.id},
    "/organise/people/take-off": {"organization": GROUP.id, "account": HELPER.id},
    "/organise/people/leave": {"organization": GROUP.id},
}


@pytest.mark.parametrize("path", POSTS)
def test_another_group_s_form_is_not_found_whatever_ids_it_is_given(
    stranger: SignedInVisitor, engine: Engine, path: str
) -> None:
    before = engine.store.rows("SELECT * FROM account_organization ORDER BY account_id, organization_id")
    assert stranger.post(path, POSTS[path]).status_code == 404
    assert engine.store.rows("SELECT * FROM account_organization ORDER BY account_id, organization_id") == before
    assert engine.store.rows("SELECT id FROM claim") == []
    assert engine.store.rows("SELECT id FROM assurance") == []
    tried = [
        e
        for _, e in audit.newest(engine.store)
        if (e.account_id == STRANGER.id and "refused" in e.action) or "not_yours" in e.action
    ]
    assert tried


@pytest.mark.parametrize("page", ["edit", "preview", "figures", "times", "places"])
def test_another_group_s_pages_are_not_there_by_id_or_by_slug(stranger: SignedInVisitor, page: str) -> None:
    for handle in (CHOIR.service.id, CHOIR.service.slug, GROUP.id):
        assert stranger.raw(f"/organise/listings/{handle}/{page}").status_code == 404
    assert CHOIR.service.name not in stranger.get("/organise").text
    assert LEAD.email not in stranger.get("/organise/people").text


def test_fields_that_no_form_has_change_nothing(lead: SignedInVisitor, engine: Engine) -> None:
    extra = {
        "role": "administrator", "answers": "1", "is_trusted": "1", "is_lead": "1", "came_by": "approved",
        "organization_id": OTHER.id, "managed_ids": OTHER.id, "status": "active", "password_hash": "x",
    }  # fmt: skip
    lead.post("/organise/people/invite", {"organization": GROUP.id, "name": "Una", "email": "una@example.org", **extra})
    lead.post("/organise/password", {"organization": GROUP.id, **extra})
    lead.post(f"/organise/listings/{CHOIR.service.id}/correct", extra)
    rows = engine.store.rows(
        "SELECT account.role, password_hash, organization_id, answers, is_lead, is_trusted FROM account "
        "JOIN account_organization ON account_id = account.id WHERE email = 'una@example.org'"
    )
    assert [tuple(row) for row in rows] == [("organiser", "", GROUP.id, 0, 0, 0)]
    assert keeping.managed(engine, LEAD) == (GROUP.id,)
    ((state, account_id),) = engine.store.rows("SELECT state, account_id FROM claim")
    assert (state, account_id) == ("waiting", LEAD.id)


def test_the_lead_asks_somebody_in_makes_them_lead_and_leaves(
    lead: SignedInVisitor, engine: Engine, app: Flask
) -> None:
    fields = {
        "organization": GROUP.id,
        "name": "Una Bell",
        "email": "una@example.org",
        "form_key": "a-key-of-this-form",
    }
    answer = lead.post("/organise/people/invite", fields)
    page = lead.get(answer.headers["Location"])
    assert "Una Bell" in page.texts("h3")
    (una,) = engine.store.rows("SELECT id FROM account WHERE email = 'una@example.org'")
    refused = lead.post("/organise/people/leave", {"organization": GROUP.id})
    assert (refused.status_code, "Make somebody else the lead first" in refused.get_data(as_text=True)) == (409, True)
    lead.post("/organise/people/lead", {"organization": GROUP.id, "account": una[0]})
    assert lead.post("/organise/people/leave", {"organization": GROUP.id}).status_code == 303
    assert "You look after no group now." in lead.get("/organise/people").text
    ask(app, "una@example.org")
    visitor = Visitor(app)
    visitor.post(link(engine, "una@example.org"))
    assert "Una Bell (you)" in visitor.get("/organise/people").texts("h3")


def test_who_does_not_lead_has_no_buttons_for_others_and_is_refused(app: Flask) -> None:
    visitor = signing.sign_in(app, HELPER, Stage.LINK)
    assert "Take off" not in visitor.get("/organise/people").text
    assert visitor.post("/organise/people/take-off", {"organization": GROUP.id, "account": LEAD.id}).status_code == 403


def test_what_is_not_right_in_the_form_is_said_at_its_box(lead: SignedInVisitor) -> None:
    answer = lead.post("/organise/people/invite", {"organization": GROUP.id, "name": "", "email": "no address"})
    assert (answer.status_code, "Type their name" in answer.get_data(as_text=True)) == (422, True)
    answer = lead.post("/organise/people/invite", {"organization": GROUP.id, "name": "Una", "email": "no address"})
    assert "such as morag.reid@example.org" in answer.get_data(as_text=True)


def check_link(engine: Engine, email: str) -> str:
    token, now = tokens.fresh(), engine.context().now
    one_time_links.add(
        engine.store,
        OneTimeLink(
            id=token[:8],
            purpose=Purpose.CHECK,
            token_hash=tokens.hashed(token),
            organization_id=GROUP.id,
            email=email,
            created_at=now,
            expires_at=now + timedelta(days=30),
        ),
    )
    return token


def test_something_has_changed_lets_the_reader_of_a_reminder_in_to_change_it(app: Flask, engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE service SET assured_date = '2025-01-01', assured_how = 'phone', assured_by = 'us'")
        engine.store.write("UPDATE account_organization SET answers = 0 WHERE account_id <> ?", (LEAD.id,))
    token, visitor = check_link(engine, LEAD.email), Visitor(app)
    assert visitor.raw(f"/still-correct/{token}").status_code == 200
    answer = visitor.post(f"/still-correct/{token}", {"answer": "changed", "listing": CHOIR.service.slug})
    assert answer.headers["Location"] == f"/organise/listings/{CHOIR.service.id}/edit"
    assert visitor.get(answer.headers["Location"]).heading == f"Change {CHOIR.service.name}"
    assert visitor.raw("/group").headers["Location"].startswith("/sign-in?next=")
    way = visitor.raw("/organise/people").headers["Location"]
    assert way == "/organise/enter?next=/organise/people"
    assert "a letter that others may have too" in visitor.get(way).text
    assert visitor.get("/organise").heading == "Your listings"


def test_the_answer_of_a_lead_to_a_claim_counts_once(lead: SignedInVisitor, engine: Engine) -> None:
    asked = claims.Asked(
        organization_id=GROUP.id,
        name="Una Bell",
        email="una@example.org",
        does="I sing",
        how_to_check="Ring",
        form_key="k" * 20,
    )
    claims.begin(engine.context(), asked, "192.0.2.1")
    claim = claims.prove(engine.context(), keeping.token(engine, "una@example.org", Purpose.CLAIM))
    assert "Una Bell asks to look after it too" in lead.get("/organise/people").texts("h3")
    path, fields = f"/organise/people/claims/{claim.id}", {"step": str(claim.step), "answer": "yes"}
    assert "They can look after the group now" in lead.get(lead.post(path, fields).headers["Location"]).text
    assert "Somebody else has answered" in lead.get(lead.post(path, fields).headers["Location"]).text
    for step in ("", "x", "9" * 30, "٣"):
        assert lead.post(path, {"step": step}).status_code == 303
