"""Areas are chosen by ticking boxes: by a curator for themselves, by an administrator on the account's page."""

from __future__ import annotations

import pytest
from flask import Flask

from locator.actions import curator_places
from locator.roles import Role
from locator.web import create_app
from locator.wiring import Engine
from tests import signing
from tests.conftest import OpenEngine

CURATOR = signing.person(Role.CURATOR, "Effie Gunn")
ADMINISTRATOR, NURSE = signing.person(Role.ADMINISTRATOR), signing.person()


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine()
    signing.add(engine, CURATOR, ADMINISTRATOR, NURSE)
    return engine


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


def first(engine: Engine) -> str:
    context = engine.context()
    return context.reference.localities(context.today)[0].id


def chosen(engine: Engine) -> frozenset[str]:
    return curator_places.own(signing.as_user(engine, CURATOR)).chosen


def test_a_curator_ticks_their_own(app: Flask, engine: Engine) -> None:
    curator = signing.sign_in(app, CURATOR)
    page = curator.get("/curate/my-areas")
    assert len([box for box in page.every("input") if box.get("name") == "area"]) >= 6
    answer = curator.post("/curate/my-areas", {"area": first(engine)})
    page = curator.get(answer.headers["Location"])
    assert [box.get("value") for box in page.every("input") if box.get("checked") is not None] == [first(engine)]
    assert chosen(engine) == {first(engine)}


def test_an_administrator_ticks_a_curator_s_on_the_account_s_page(app: Flask, engine: Engine) -> None:
    administrator, path = signing.sign_in(app, ADMINISTRATOR), f"/admin/accounts/{CURATOR.id}"
    assert "Areas" in administrator.get(path).texts("h2")
    answer = administrator.post(f"{path}/areas", {"area": first(engine)})
    assert "Their areas are kept." in administrator.get(answer.headers["Location"]).text
    assert chosen(engine) == {first(engine)}


def test_no_other_account_has_areas(app: Flask) -> None:
    administrator = signing.sign_in(app, ADMINISTRATOR)
    assert "Areas" not in administrator.get(f"/admin/accounts/{NURSE.id}").texts("h2")
    assert administrator.post(f"/admin/accounts/{NURSE.id}/areas").status_code == 404
