"""Whoever came by a link in an email looks after listings: no referral, nobody's details and no account opens to them."""

from __future__ import annotations

import pytest
from flask import Flask

from locator.accounts.session import Stage
from locator.actions import answering, hand_over, moving, own_account, passwords, second_step, sessions
from locator.actions.permission import NotAllowedError
from locator.actions.signing import RefusedError
from locator.roles import BY_LINK
from locator.storage import audit
from locator.storage import sessions as rows
from locator.vault import tokens
from locator.web import create_app
from locator.wiring import Engine
from tests import entering, referred, signing
from tests.conftest import OpenEngine
from tests.signing import SignedInVisitor

ORGANISER = referred.ORGANISER


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY, ORGANISER)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


@pytest.fixture
def guest_by_link(app: Flask) -> SignedInVisitor:
    visitor = signing.sign_in(app, ORGANISER, Stage.LINK)
    assert isinstance(visitor, SignedInVisitor)
    return visitor


def shut(app: Flask) -> list[str]:
    """A path for every address that takes a permission which a link does not give, or a password."""
    adapter = app.url_map.bind("localhost")
    access = app.extensions["access"]
    found = []
    for rule in app.url_map.iter_rules():
        needed = access.get(rule.endpoint)
        is_open = needed in BY_LINK or str(needed) in ("anybody", "whoever has come in, in whatever way")
        if needed is not None and not is_open:
            given = {name: 1 if "int:" + name in rule.rule else "x" for name in rule.arguments}
            found.append(adapter.build(rule.endpoint, given, method=sorted(rule.methods or {"GET"})[0]))
    return sorted(set(found))


def test_every_address_of_groups_staff_and_accounts_sends_them_to_sign_in(
    app: Flask, engine: Engine, guest_by_link: SignedInVisitor
) -> None:
    made = referred.refer(engine)
    paths = [*shut(app), f"/group/referrals/{made.id}", f"/group/referrals/{made.id}/person"]
    for start in ("/group", "/staff", "/account", "/admin", "/figures", "/waiting"):
        assert any(path.startswith(start) for path in paths), start
    for path in paths:
        answer = guest_by_link.client.get(path, buffered=True)
        if answer.status_code == 405:
            answer = guest_by_link.post(path)
        assert answer.status_code == 303, path
        assert answer.headers["Location"].startswith("/sign-in?next="), path
        assert made.reference not in answer.get_data(as_text=True)


def test_a_form_for_a_referral_moves_nothing(engine: Engine, guest_by_link: SignedInVisitor) -> None:
    made = referred.refer(engine)
    answer = guest_by_link.post(f"/group/referrals/{made.id}/move", {"to": "accepted", "seen": "sent", "form_key": "k"})
    assert answer.headers["Location"] == "/sign-in?next="
    assert engine.store.rows("SELECT id FROM referral_move") == []


def test_the_actions_refuse_them_too(engine: Engine) -> None:
    made = referred.refer(engine)
    context = signing.by_link(engine, ORGANISER)
    for act in (moving.of_group, answering.open_one, hand_over.view_as_group):
        with pytest.raises(NotAllowedError):
            act(context, made.id)
    with pytest.raises(NotAllowedError):
        answering.of_my_groups(context)
    assert "person.view" not in {entry.action for _, entry in audit.newest(engine.store)}


def test_a_code_of_the_app_makes_no_whole_session_of_theirs(open_engine: OpenEngine) -> None:
    engine = open_engine(*referred.LISTINGS)
    organiser = entering.somebody(engine, ORGANISER.role, "Nan Orr", organization_ids=ORGANISER.organization_ids)
    context = engine.context()
    session = sessions.of_token(context, sessions.begin(context, organiser.id, Stage.LINK, ""))
    assert session is not None
    how = {"source": "192.0.2.1", "device": ""}
    with pytest.raises(RefusedError):
        second_step.with_code(context, session, entering.code(), **how)
    with pytest.raises(RefusedError):
        second_step.set_up(context, session, code=entering.code(), password=entering.PASSWORD, **how)
    with pytest.raises(RefusedError):
        passwords.change(context, session, password=entering.PASSWORD, new=entering.NEW, **how)
    with pytest.raises(RefusedError):
        own_account.overview(context, session)
    assert rows.of_account(engine.store, organiser.id) == (session,)


def test_the_sign_in_page_opens_to_them_and_a_password_takes_the_session_s_place(
    app: Flask, guest_by_link: SignedInVisitor
) -> None:
    assert guest_by_link.get("/sign-in").heading == "Sign in"


def test_they_can_sign_out_and_a_copy_of_the_cookie_opens_nothing(
    engine: Engine, guest_by_link: SignedInVisitor
) -> None:
    cookie = guest_by_link.client.get_cookie("session", domain="localhost")
    assert cookie is not None
    assert guest_by_link.post("/sign-out").headers["Location"] == "/sign-in?out=yes"
    assert engine.store.rows("SELECT id FROM session WHERE id = ?", (tokens.hashed(cookie.value),)) == []


def test_a_form_of_theirs_needs_the_token_of_their_session(guest_by_link: SignedInVisitor) -> None:
    assert guest_by_link.post("/sign-out", {"form_token": "of another session"}).status_code == 403
