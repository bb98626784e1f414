"""Somebody whose group is not in the directory adds it from an email address alone, and looks after it once it is approved."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from locator.actions import deciding, revising
from locator.storage import accounts, proposals
from locator.web import create_app
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, NURSE, STRANGER
from tests.conftest import OpenEngine
from tests.referred import letters
from tests.web import filled
from tests.web.page import Page
from tests.web.visitor import Visitor

ADDRESS = "jean@example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


def ask(app: Flask, email: str = ADDRESS) -> Visitor:
    visitor = Visitor(app)
    boxes = filled.boxes(visitor.get("/organise/begin")) | {"email": [email]}
    answer = visitor.post("/organise/begin", boxes)
    assert answer.location == "/organise/begin/sent"
    return visitor


def come_in(engine: Engine, visitor: Visitor) -> Page:
    (found,) = [body for to, _, body in letters(engine, "enter/") if to == ADDRESS]
    link = re.search(r"/organise/enter/[\w-]+\?next=\S+", found)
    assert link
    answer = visitor.post(link[0], filled.boxes(visitor.get(link[0])))
    assert answer.location == "/organise/new"
    return visitor.get(answer.location)


def begun(engine: Engine, visitor: Visitor, name: str = "Zither Friends") -> str:
    page = come_in(engine, visitor)
    return str(visitor.post("/organise/new", filled.boxes(page) | {"new_group": [name]}).location)


def test_a_stranger_adds_a_group_and_nothing_of_it_is_public_before_it_is_approved(app: Flask, engine: Engine) -> None:
    visitor = ask(app)
    path = begun(engine, visitor)
    boxes = filled.boxes(visitor.get(path), path) | {"name": ["Zither Circle"], "deed": ["send"]}
    answer = visitor.post(path, boxes)
    assert answer.status_code == 303
    assert "Thank you" in visitor.get(answer.location).heading
    assert engine.store.rows("SELECT id FROM organization WHERE name = 'Zither Friends'") == []
    curator = signing.as_user(engine, CURATOR)
    (listing,) = [one for one in deciding.waiting(curator) if one.subject.kind.value == "service"]
    changing.approved(curator, listing)
    assert visitor.get("/services/zither-circle").heading == "Zither Circle"
    account = accounts.by_email(engine.store, ADDRESS)
    assert account is not None
    user = accounts.user(engine.store, account.id)
    assert user is not None
    assert (user.managed_ids, user.organization_ids) == ((listing.organization_id,), ())
    assert "Zither Circle" in visitor.get("/organise").text


def test_nobody_else_sees_or_sends_a_group_that_somebody_has_begun(app: Flask, engine: Engine) -> None:
    path = begun(engine, ask(app))
    stranger = signing.sign_in(app, STRANGER)
    assert stranger.get(path, 404)
    listing = next(iter(proposals.of_account(engine.store, accounts.by_email(engine.store, ADDRESS).id)))  # type: ignore[union-attr]
    sent = {"group": listing.organization_id, "form_key": "mine"}
    assert stranger.post("/organise/new", sent).status_code == 404
    assert revising.content_of(engine.context(), listing.subject) is None


def test_a_group_of_the_directory_cannot_be_named_by_somebody_else(app: Flask) -> None:
    stranger = signing.sign_in(app, STRANGER)
    for group in (changing.GROUP, "no-such-group"):
        assert stranger.post("/organise/new", {"group": group, "form_key": "mine"}).status_code == 404


def test_the_link_works_once_and_programs_that_fill_in_every_box_get_none(app: Flask, engine: Engine) -> None:
    visitor = ask(app)
    come_in(engine, visitor)
    (found,) = [body for to, _, body in letters(engine, "enter/") if to == ADDRESS]
    link = re.search(r"/organise/enter/[\w-]+", found)
    assert link
    assert Visitor(app).get(link[0], 410)
    robot = Visitor(app)
    robot.post("/organise/begin", {"email": "robot@example.org", "website": "x"})
    assert [to for to, _, _ in letters(engine, "enter/")] == [ADDRESS]


def test_staff_are_told_to_sign_in_and_no_link_lets_them_in(app: Flask, engine: Engine) -> None:
    ask(app, NURSE.email)
    ((to, subject, body),) = letters(engine, "enter/")
    assert (to, subject) == (NURSE.email, "Locator: Please sign in with your password")
    assert "/organise/enter/" not in body


def test_three_new_groups_may_wait_and_a_fourth_is_asked_to(app: Flask, engine: Engine) -> None:
    visitor = ask(app)
    begun(engine, visitor, "Group 0")
    for number in (1, 2):
        page = visitor.get("/organise/new")
        answer = visitor.post("/organise/new", filled.boxes(page) | {"group": [""], "new_group": [f"Group {number}"]})
        assert answer.status_code == 303
    page = visitor.get("/organise/new")
    answer = visitor.post("/organise/new", filled.boxes(page) | {"group": [""], "new_group": ["Group 3"]})
    assert answer.status_code == 422
    assert "You have begun three groups" in Page("/organise/new", answer.get_data(as_text=True)).text
