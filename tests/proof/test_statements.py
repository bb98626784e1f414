"""A page asks the database a small number of questions, however many services there are."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask

from locator.directory.listing import Listing
from locator.web import create_app
from tests import making
from tests.conftest import OpenEngine
from tests.proof.conftest import NewSite
from tests.web import village

PATHS = {
    "/": 30,
    "/services": 20,
    "/services?q=lunch&near=ML1+1AB&radius=any": 20,
    "/services?day=tue&cost=free&access=step-free&when=week": 20,
    "/services/dalziel-lunch-club": 40,
    "/organizations/dalziel-friends": 40,
    "/map": 25,
    "/map/points.json": 20,
    "/suggest?q=lun": 5,
    "/readyz": 5,
    "/healthz": 0,
}
"""Each page and the most statements that it may need, transactions included."""


@contextmanager
def noted(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    yield statements
    connection.set_trace_callback(None)


def statements(app: Flask, path: str) -> list[str]:
    """What a page asks, once what never changes is in memory; what it remembers of listings is taken away."""
    engine, client = app.extensions["locator"], app.test_client()
    engine._reference_read_at = time.monotonic() + 3600
    for one in ("/services", path):
        assert client.get(one, buffered=True).status_code == 200
    engine.store.listings = type(engine.store.listings)()
    with noted(engine.store.connection) as found:
        client.get(path, buffered=True)
    return found


def clubs(count: int) -> Iterator[Listing]:
    """Lunch clubs of one group, each at a hall of its own."""
    for number in range(count):
        weekly = making.weekly(id=making.identifier("statements", number))
        yield making.listing(
            f"Lunch Club {number}", sites=(making.site(making.venue(name=f"Hall {number}"), weekly),), is_free=True
        )


@pytest.fixture(scope="module")
def few(new_site: NewSite) -> Flask:
    """A site of three services."""
    return new_site(making.listing("Dalziel Lunch Club"), *clubs(2))


@pytest.fixture(scope="module")
def many(new_site: NewSite) -> Flask:
    """A site of a hundred."""
    return new_site(making.listing("Dalziel Lunch Club"), *clubs(99))


@pytest.mark.parametrize(("path", "most"), PATHS.items(), ids=PATHS)
def test_three_services_and_a_hundred_cost_the_same(few: Flask, many: Flask, path: str, most: int) -> None:
    assert len(statements(few, path)) == len(statements(many, path)) <= most


def test_reading_never_writes(app: Flask) -> None:
    engine, client = app.extensions["locator"], app.test_client()
    with noted(engine.store.connection) as found:
        for path in (*PATHS, "/my-list", "/themes/active", "/sitemap.xml"):
            client.get(path, buffered=True)
    writing = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REPLACE", "BEGIN IMMEDIATE")
    assert found
    assert not [one for one in found if one.lstrip().upper().startswith(writing)]


def test_a_changed_listing_is_read_again_and_the_others_are_not(open_engine: OpenEngine) -> None:
    engine = open_engine(*village.MANY)
    app = create_app(engine)
    statements(app, "/services?q=walking")
    changed = replace(village.MANY[0], service=replace(village.MANY[0].service, summary="Newer words."))
    open_engine(changed)
    with noted(engine.store.connection) as found:
        page = app.test_client().get("/services?q=walking+newer", buffered=True)
    assert "Newer words." in page.text
    ids = [one.service.id for one in village.MANY if any(one.service.id in statement for statement in found)]
    assert ids == [changed.service.id]
