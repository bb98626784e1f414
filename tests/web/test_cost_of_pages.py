"""What a page costs: how often it asks the database, and how big it is."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.web.visitor import Visitor


@contextmanager
def counted(guest: Visitor) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    statements: list[str] = []
    connection = guest.app.extensions["locator"].store.connection
    connection.set_trace_callback(statements.append)
    yield statements
    connection.set_trace_callback(None)


def asked(guest: Visitor, path: str) -> int:
    """How many statements a page needs once all is warm."""
    engine = guest.app.extensions["locator"]
    engine._reference_read_at = time.monotonic() + 3600  # the reference data is read once a second, whatever is asked
    guest.get(path)
    with counted(guest) as statements:
        guest.get(path)
    return len(statements)


@pytest.mark.parametrize("path", ["/services?q=walking", "/services", "/themes/active"])
def test_a_list_of_twenty_asks_as_often_as_a_list_of_one(guest: Visitor, path: str) -> None:
    assert asked(guest, path) == asked(guest, "/services?q=befriending")


def test_a_results_page_of_known_listings_asks_only_whether_anything_has_changed(guest: Visitor) -> None:
    assert asked(guest, "/services?q=walking&near=ML6+6AB") == 2


@pytest.mark.parametrize(("path", "most_kilobytes"), [("/", 6), ("/services?q=walking", 8), ("/about", 4)])
def test_a_page_is_small(guest: Visitor, path: str, most_kilobytes: int) -> None:
    assert len(gzip.compress(guest.raw(path).data)) < most_kilobytes * 1024
