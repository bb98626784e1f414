"""Anybody can say that a group is theirs; nothing comes of it before the address is theirs and a curator says yes."""

from __future__ import annotations

import pytest
from flask import Flask

from locator.accounts.link import Purpose
from locator.web import create_app
from locator.wiring import Engine
from tests import keeping, signing
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, CURATOR, GROUP, HELPER, LEAD, SECOND_CURATOR
from tests.web.visitor import Visitor

SERVICE, GROUP_PAGE = f"/services/{CHOIR.service.slug}/claim", f"/organizations/{GROUP.slug}/claim"
WHO = "una.bell@example.org"
FORM = {
    "name": "Una Bell",
    "email": WHO,
    "does": "I sing <b>alto</b>",
    "how_to_check": "Ring the hall & ask",
    "form_key": "a-key-of-this-form",
}


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*keeping.LISTINGS)
    keeping.fill(engine)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


def claimed(app: Flask, engine: Engine, path: str = SERVICE) -> str:
    """The id of a claim that waits."""
    Visitor(app).post(path, FORM)
    Visitor(app).post(f"/organise/claim/{keeping.token(engine, WHO, Purpose.CLAIM)}")
    ((claim_id,),) = engine.store.rows("SELECT id FROM claim WHERE state = 'waiting'")
    return str(claim_id)


@pytest.mark.parametrize(
    ("page", "words", "path"),
    [
        (f"/services/{CHOIR.service.slug}", "Look after this listing", SERVICE),
        (f"/organizations/{GROUP.slug}", "Look after this page", GROUP_PAGE),
    ],
)
def test_a_claim_goes_from_the_page_through_the_address_to_the_curator(
    app: Flask, engine: Engine, page: str, words: str, path: str
) -> None:
    visitor = Visitor(app)
    assert visitor.get(page).link(words) == path
    assert visitor.get(path).heading == "Is this your group?"
    assert visitor.post(path, FORM).headers["Location"] == "/organise/claim/sent"
    assert visitor.get("/organise/claim/sent").heading == "Look in your email"
    link = f"/organise/claim/{keeping.token(engine, WHO, Purpose.CLAIM)}"
    before = list(engine.store.connection.iterdump())
    assert WHO in visitor.get(link).text
    assert list(engine.store.connection.iterdump()) == before
    assert visitor.post(link).headers["Location"] == "/organise/claim/done"
    assert visitor.get("/organise/claim/done").heading == "Thank you"
    assert visitor.post(link).status_code == 410
    curator = signing.sign_in(app, CURATOR)
    waiting = curator.get("/curate/claims")
    one = curator.get(waiting.link(f"{GROUP.name}: Una Bell"))
    assert "I sing <b>alto</b>" in one.text


def test_whoever_claims_gets_the_same_answer(app: Flask) -> None:
    answers = {
        Visitor(app).post(SERVICE, {**FORM, "email": email, "form_key": f"a-key-of-the-form-{turn}"}).get_data()
        for turn, email in enumerate((WHO, LEAD.email, CURATOR.email, "friends@example.org"))
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "", "Type your name"),
        ("name", "x" * 101, "in 100 letters or fewer"),
        ("email", "no address", "such as morag.reid@example.org"),
        ("email", "una@example.org,all@example.org", "such as morag.reid@example.org"),
        ("does", "", "Say what you do in the group"),
        ("how_to_check", "x" * 501, "Write 500 letters or fewer"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_sent(
    app: Flask, engine: Engine, field: str, text: str, words: str
) -> None:
    answer = Visitor(app).post(SERVICE, {**FORM, field: text})
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
    assert keeping.mails(engine) == []


def test_a_program_that_fills_in_every_box_is_thanked_and_nothing_is_kept(app: Flask, engine: Engine) -> None:
    answer = Visitor(app).post(SERVICE, {**FORM, "website": "https://spam.example"})
    assert answer.headers["Location"] == "/organise/claim/sent"
    assert (keeping.mails(engine), engine.store.rows("SELECT id FROM claim")) == ([], [])


def test_a_page_that_is_not_there_cannot_be_claimed(app: Flask, engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE service SET status = 'inactive' WHERE id = ?", (CHOIR.service.id,))
    for path in (SERVICE, "/services/nothing/claim", "/organizations/nothing/claim"):
        assert Visitor(app).raw(path).status_code == 404
        assert Visitor(app).post(path, FORM).status_code == 404


def test_the_double_click_of_a_claim_is_one_claim(app: Flask, engine: Engine) -> None:
    for _ in range(2):
        Visitor(app).post(SERVICE, FORM)
    assert len(keeping.mails(engine)) == 1


def test_fields_that_the_form_does_not_have_change_nothing(app: Flask, engine: Engine) -> None:
    extra = {"state": "approved", "kind": "account", "organization_id": keeping.OTHER.id, "is_lead": "1", "step": "9"}
    Visitor(app).post(SERVICE, {**FORM, **extra})
    rows = engine.store.rows("SELECT state, kind, organization_id, step, account_id FROM claim")
    assert [tuple(row) for row in rows] == [("unproven", "listings", GROUP.id, 1, None)]


def test_a_curator_says_yes_and_the_claimant_comes_in(app: Flask, engine: Engine) -> None:
    claim_id, curator = claimed(app, engine), signing.sign_in(app, CURATOR)
    answer = curator.post(f"/curate/claims/{claim_id}/approve", {"step": "2", "is_lead": "yes"})
    assert "You said yes" in curator.get(answer.headers["Location"]).text
    visitor = Visitor(app)
    visitor.post("/organise/enter", {"email": WHO})
    visitor.post(f"/organise/enter/{keeping.token(engine, WHO)}")
    assert "Una Bell (you)" in visitor.get("/organise/people").texts("h3")


def test_two_curators_the_second_is_told_how_it_stands(app: Flask, engine: Engine) -> None:
    claim_id = claimed(app, engine)
    first, second = signing.sign_in(app, CURATOR), signing.sign_in(app, SECOND_CURATOR)
    first.post(f"/curate/claims/{claim_id}/refuse", {"step": "2", "reason": "Nobody there knows you."})
    for deed in ("approve", "refuse"):
        answer = second.post(f"/curate/claims/{claim_id}/{deed}", {"step": "2", "reason": "x"})
        text = answer.get_data(as_text=True)
        assert (answer.status_code, "Somebody else was here." in text, "You said no." in text) == (409, True, True)
    assert "Why: Nobody there knows you." in keeping.mails(engine, WHO)[-1][2]


def test_a_no_needs_a_reason(app: Flask, engine: Engine) -> None:
    claim_id, curator = claimed(app, engine), signing.sign_in(app, CURATOR)
    answer = curator.post(f"/curate/claims/{claim_id}/refuse", {"step": "2", "reason": " "})
    assert (answer.status_code, "They read it in an email" in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize("step", ["", "x", "-1", "99999999999999999999", "1"])
def test_a_page_that_is_out_of_date_decides_nothing(app: Flask, engine: Engine, step: str) -> None:
    claim_id, curator = claimed(app, engine), signing.sign_in(app, CURATOR)
    assert curator.post(f"/curate/claims/{claim_id}/approve", {"step": step}).status_code == 409


def test_a_claim_that_is_not_there_and_one_that_nobody_proved_are_not_found(app: Flask, engine: Engine) -> None:
    Visitor(app).post(SERVICE, FORM)
    ((claim_id,),) = engine.store.rows("SELECT id FROM claim")
    curator = signing.sign_in(app, CURATOR)
    for one in (claim_id, "nothing"):
        assert curator.raw(f"/curate/claims/{one}").status_code == 404
        assert curator.post(f"/curate/claims/{one}/approve", {"step": "1"}).status_code == 404


def test_a_curator_looks_after_who_looks_after_a_group(app: Flask, engine: Engine) -> None:
    curator, path = signing.sign_in(app, CURATOR), f"/curate/people/{GROUP.id}"
    assert f"{LEAD.name} (lead)" in curator.get(path).texts("h2")
    for deed, words in (("lead", "They lead the group now."), ("trust", "public at once"), ("answer", "A link for it")):
        answer = curator.post(path, {"account": HELPER.id, "deed": deed})
        assert words in curator.get(answer.headers["Location"]).text
    assert f"{HELPER.name} (lead)" in curator.get(path).texts("h2")
    assert curator.post(path, {"account": LEAD.id, "deed": "take-off"}).status_code == 303
    assert curator.post(path, {"account": LEAD.id, "deed": "take-off"}).status_code == 404
    assert curator.post(path, {"account": HELPER.id, "deed": "x"}).status_code == 400
    assert curator.raw("/curate/people/nothing").status_code == 404
