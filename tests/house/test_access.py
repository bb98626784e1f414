"""Every address, every role, every method: let in or refused as access.txt says, and nothing is missing from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed

from locator.accounts.session import Stage
from locator.roles import Role
from locator.web import create_app
from tests import signing
from tests.conftest import OpenEngine
from tests.web.visitor import Visitor

TABLE = Path(__file__).with_name("access.txt")
KEPT = "Nothing that you typed is lost"
"""What is said to somebody whose form came without a session: it is given back, and nothing is done with it."""
HALF, NOBODY, LINK = "half", "nobody", "by link"
VISITORS = (NOBODY, HALF, LINK, *(role.value for role in Role))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GROUPS: Mapping[str, frozenset[str]] = {
    "anybody": frozenset(VISITORS),
    "half": frozenset(VISITORS) - {NOBODY, LINK},
    "any-session": frozenset(VISITORS) - {NOBODY},
    "signed-in": frozenset(role.value for role in Role),
}


@cache
def table() -> dict[str, frozenset[str]]:
    """Who may come in, by endpoint: the lines of the file are "endpoint: role, role" or "endpoint: anybody"."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            endpoint, _, names = line.partition(": ")
            found[endpoint] = GROUPS.get(names, frozenset(names.split(", ")))
    return found


def test_the_table_names_every_endpoint_and_no_other(open_engine: OpenEngine) -> None:
    app = create_app(open_engine())
    assert sorted(table()) == sorted({rule.endpoint for rule in app.url_map.iter_rules()})
    assert set().union(*table().values()) <= set(VISITORS)


@pytest.fixture
def app(open_engine: OpenEngine) -> Flask:
    engine = open_engine()
    signing.add(engine, *(signing.person(role) for role in Role))
    return create_app(engine)


def visitor(app: Flask, name: str) -> Visitor:
    """Nobody, somebody half signed in, an organiser who came by a link, or somebody with that role."""
    if name == NOBODY:
        return Visitor(app)
    if name == LINK:
        return signing.sign_in(app, signing.person(Role.ORGANISER), Stage.LINK)
    role = Role.STAFF if name == HALF else Role(name)
    return signing.sign_in(app, signing.person(role), Stage.PASSWORD if name == HALF else Stage.WHOLE)


def paths(app: Flask) -> list[str]:
    """For each rule a path that fits it and names nothing that is there."""
    adapter, found = app.url_map.bind("localhost"), set()
    for rule in app.url_map.iter_rules():
        given = {name: 1 if "int:" + name in rule.rule else "x" for name in rule.arguments}
        found.add(adapter.build(rule.endpoint, given, method=sorted(rule.methods or {"GET"})[0]))
    return sorted(found)


def wanted(app: Flask, name: str, method: str, path: str) -> str:
    """What should come of it."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, method)
    except MethodNotAllowed:
        return "no such method"
    return "let in" if name in table()[endpoint] else "refused"


@pytest.mark.slow
@pytest.mark.parametrize("name", VISITORS)
def test_each_is_let_in_or_refused_as_the_table_says(app: Flask, name: str) -> None:
    faults = []
    for path in paths(app):
        for method in METHODS:
            # a new visitor each time: some addresses sign out
            found, right = outcome(visitor(app, name), method, path), wanted(app, name, method, path)
            if found != right:
                faults.append(f"{method} {path}: {found}, not {right}")
    assert faults == []


def outcome(who: Visitor, method: str, path: str) -> str:
    """What came of asking: a form is sent with the right token and nothing else in it."""
    token = getattr(who, "form_token", "")
    data = None if method == "GET" else {"form_token": token}
    answer = who.client.open(path, method=method, data=data, buffered=True)
    if answer.status_code == 405:
        return "no such method"
    location = answer.headers.get("Location", "")
    to_begin = ("/sign-in?next=", "/organise/enter?next=")
    turned_away = to_begin if path.startswith("/sign-in") else (*to_begin, "/sign-in/code")
    is_handed_back = answer.status_code == 409 and KEPT in answer.get_data(as_text=True)
    is_refused = answer.status_code == 403 or is_handed_back or location.startswith(turned_away)
    assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
    return "refused" if is_refused else "let in"
