"""Every page that has an address of its own."""

from __future__ import annotations

import pytest

from tests import making
from tests.web.conftest import Visit

LUNCH = making.listing("Lunch Club")


@pytest.mark.parametrize(
    "path",
    ["/", "/services", "/themes", "/localities", "/about", "/accessibility", "/privacy", "/attribution", "/my-list"],
)
def test_a_page_keeps_the_rules_of_the_house(visit: Visit, path: str) -> None:
    page = visit(LUNCH).get(path)
    assert page.heading


def test_a_service_has_a_page(visit: Visit) -> None:
    page = visit(LUNCH).get("/services/lunch-club")
    assert page.heading == "Lunch Club"
    assert "Dalziel Hall" in page.text
