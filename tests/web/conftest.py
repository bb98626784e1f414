"""The site over a real installation, and a client that looks at every page it fetches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.directory.listing import Listing
from locator.web import create_app
from tests.conftest import OpenEngine
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def make_app(open_engine: OpenEngine) -> Callable[..., Flask]:
    """A function that makes the site over these listings."""

    def make(*listings: Listing) -> Flask:
        return create_app(open_engine(*listings))

    return make


@pytest.fixture
def visit(make_app: Callable[..., Flask]) -> Visit:
    """A function that makes a visitor of the site over these listings."""

    def make(*listings: Listing) -> Visitor:
        return Visitor(make_app(*listings))

    return make
