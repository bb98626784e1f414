"""The address of a search."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from locator.actions.context import Context
from locator.web.public import asking, filters
from tests.web.visitor import Visitor

HOSTILE = {
    "5,000 letters": "lunch " * 900,
    "50 wildcards": "* " * 50,
    "brackets": "((((((((((" * 20 + "))",
    "operators": "NOT NOT AND OR NOT",
    "NUL": "lunch\x00club",
    "emoji": "🍲🧓🏽 lunch",
    "right to left": "\u202elunch\u202c מועדון",
    "quotes": '"\'“”«»"""',
    "SQL": "'; DROP TABLE service; --",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }}",
    "slashes": "\\\\//..%2e%2e/",
    "field names": "name:lunch organization:* _stored:x",
    "spaces": " \t\n\r\u00a0\u3000 ",
    "half an emoji": "\ud83c",
}


@pytest.fixture
def context(village_app: Flask) -> Context:
    """A context of the village."""
    found: Context = village_app.extensions["locator"].context()
    return found


def read(context: Context, address: str) -> asking.Asked:
    """What that address asks for."""
    return asking.read(context, MultiDict(parse_qsl(urlsplit(address).query, keep_blank_values=True)))


def test_an_address_says_what_is_asked(context: Context) -> None:
    search = read(
        context, "/services?q=lunch+club&near=ml1+1ab&radius=2&sort=best&day=mon&day=tue&cost=free&page=3"
    ).search
    assert (search.words, search.near, search.radius_miles, search.sort, search.page) == (
        "lunch club",
        "ml1 1ab",
        2,
        "best",
        3,
    )
    assert search.chosen == {"day": {"mon", "tue"}, "cost": {"free"}}


def test_nothing_asked_is_everything(context: Context) -> None:
    asked = read(context, "/services")
    assert (asked.search.words, asked.search.near, asked.search.radius_miles) == ("", "", None)
    assert asked.address.link() == "/services"


@pytest.mark.parametrize(
    ("address", "miles"),
    [
        ("?near=ML1", 5),
        ("?near=ML1&radius=any", None),
        ("?near=ML1&radius=20", 20),
        ("?radius=5", None),
        ("?near=ML1&radius=7", 5),
    ],
)
def test_a_place_alone_means_within_five_miles(context: Context, address: str, miles: int | None) -> None:
    assert read(context, address).search.radius_miles == miles


@pytest.mark.parametrize(
    "address",
    [
        "?theme=nonsense",
        "?day=someday",
        "?radius=-1",
        "?sort=random",
        "?page=0",
        "?page=-3",
        "?page=x",
        "?locality=paris",
        "?a=b",
        "?page=٣",
    ],
)
def test_what_no_filter_has_is_left_out(context: Context, address: str) -> None:
    asked = read(context, address)
    assert asked.search.chosen == {}
    assert asked.search.page == 1
    assert asked.address.link() == "/services"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_search_gets_a_page(guest: Visitor, text: str) -> None:
    for name in ("q", "near"):
        page = guest.get(f"/services?{name}={quote(text, errors='surrogatepass')}")
        assert "<script>alert" not in page.source


def test_a_search_is_cut_to_what_is_read(context: Context) -> None:
    search = read(context, f"?q={'a' * 5000}&near={'b' * 5000}").search
    assert (len(search.words), len(search.near)) == (asking.MOST_LETTERS, asking.MOST_PLACE_LETTERS)


@given(text=st.text(max_size=300))
def test_what_is_typed_becomes_one_plain_line(text: str) -> None:
    tidy = asking.tidy(text, 50)
    assert tidy == asking.tidy(tidy, 50)
    assert tidy.isprintable()
    assert len(tidy) <= 50
    assert not tidy.startswith(" ")


NAMES = st.sampled_from([(group.key, option.value) for group in filters.FIXED for option in group.options])


@given(
    words=st.text(max_size=40),
    near=st.text(max_size=20),
    radius=st.sampled_from(["", "1", "5", "any"]),
    sort=st.sampled_from(["", "best", "nearest"]),
    chosen=st.lists(NAMES, max_size=6),
    page=st.integers(1, 99),
)
def test_an_address_written_again_asks_the_same(
    built_context: Context, words: str, near: str, radius: str, sort: str, chosen: list[tuple[str, str]], page: int
) -> None:
    args = MultiDict([("q", words), ("near", near), ("radius", radius), ("sort", sort), *chosen, ("page", str(page))])
    asked = asking.read(built_context, args)
    again = read(built_context, asked.address.link(page=asked.search.page))
    assert again == asked


@pytest.fixture(scope="session")
def built_context(village_app: Flask) -> Context:
    """A context that many examples share."""
    found: Context = village_app.extensions["locator"].context()
    return found


def test_a_filter_is_taken_away_alone(context: Context) -> None:
    address = read(context, "?q=a&day=mon&day=tue&cost=free").address
    assert address.without("day", value="mon").link() == "/services?q=a&day=tue&cost=free"
    assert address.without("day", "cost").link() == "/services?q=a"


def test_one_thing_is_changed_and_the_rest_stays(context: Context) -> None:
    address = read(context, "?q=a&near=ML1&day=mon").address
    assert address.having("near", "Plains, near Airdrie").link() == "/services?q=a&day=mon&near=Plains%2C+near+Airdrie"
    assert address.at("/map").link() == "/map?q=a&near=ML1&day=mon"


@pytest.mark.parametrize(
    ("typed", "words", "near"),
    [
        ("ML1 1AB", "", "ML1 1AB"),
        ("lunch club ml11ab", "lunch club", "ML1 1AB"),
        ("lunch club near ML1 1AB.", "lunch club", "ML1 1AB"),
        ("ML1 1AB, falls", "falls", "ML1 1AB"),
        ("vitamin B12 5AB", "vitamin B12 5AB", ""),
        ("lunch ML1", "lunch ML1", ""),
    ],
)
def test_a_postcode_in_the_first_box_is_the_place(context: Context, typed: str, words: str, near: str) -> None:
    search = read(context, f"/services?q={quote(typed)}&near=").search
    assert (search.words, search.near) == (words, near)


def test_a_postcode_beside_a_place_is_left_where_it_is(context: Context) -> None:
    search = read(context, "/services?q=ML1+1AB&near=Plains").search
    assert (search.words, search.near) == ("ML1 1AB", "Plains")
