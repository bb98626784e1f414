"""My list: no account, no JavaScript, nothing of the person."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from itsdangerous import URLSafeSerializer

from locator.actions import limits
from locator.actions.shortlist import MOST_KEPT
from locator.storage import listings
from tests import making
from tests.conftest import NOW
from tests.web import village
from tests.web.conftest import Visit
from tests.web.page import Page, words
from tests.web.visitor import Visitor

LUNCH, SHED, VISITS = (one.service.id for one in (village.LUNCH, village.SHED, village.VISITS))


def keep(guest: Visitor, *ids: str) -> None:
    """Keep these services."""
    for one in ids:
        guest.post("/my-list/keep", {"id": one})


def kept(guest: Visitor) -> list[str]:
    """The names in the list, in order."""
    return [words(one) for one in guest.get("/my-list").classed("app-card__name")]


def share(guest: Visitor) -> str:
    """The path of a new link to the list."""
    return urlsplit(guest.post("/my-list/share").headers["Location"]).path


def test_an_empty_list_says_how_to_fill_it(guest: Visitor) -> None:
    page = guest.get("/my-list")
    assert "Your list is empty." in page.text
    assert page.link("Find groups and support") == "/services"


def test_what_is_kept_is_listed_with_all_that_one_needs_on_the_way(guest: Visitor) -> None:
    keep(guest, LUNCH)
    page = guest.get("/my-list")
    for part in (
        "Every Tuesday, 12 noon to 2pm",
        "Tuesday 24 November",
        "1 Main Street",
        "Opposite the station",
        "01632 960123",
    ):
        assert part in page.text


def test_the_list_keeps_the_order_of_the_person(guest: Visitor) -> None:
    keep(guest, LUNCH, SHED, VISITS)
    assert kept(guest) == ["Tuesday Lunch Club", "Airdrie Men's Shed", "Befriending visits"]
    guest.post("/my-list/move", {"id": VISITS, "way": "up"})
    guest.post("/my-list/move", {"id": LUNCH, "way": "down"})
    assert kept(guest) == ["Befriending visits", "Tuesday Lunch Club", "Airdrie Men's Shed"]


def test_nothing_moves_past_the_ends(guest: Visitor) -> None:
    keep(guest, LUNCH, SHED)
    guest.post("/my-list/move", {"id": LUNCH, "way": "up"})
    guest.post("/my-list/move", {"id": SHED, "way": "down"})
    guest.post("/my-list/move", {"id": VISITS, "way": "up"})
    assert kept(guest) == ["Tuesday Lunch Club", "Airdrie Men's Shed"]


def test_a_service_is_kept_only_once(guest: Visitor) -> None:
    keep(guest, LUNCH, LUNCH)
    assert kept(guest) == ["Tuesday Lunch Club"]


def test_what_is_taken_off_is_gone(guest: Visitor) -> None:
    keep(guest, LUNCH, SHED)
    guest.post("/my-list/remove", {"id": LUNCH})
    assert kept(guest) == ["Airdrie Men's Shed"]


def test_an_emptied_list_leaves_no_cookie(guest: Visitor) -> None:
    keep(guest, LUNCH)
    answer = guest.post("/my-list/clear")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert guest.client.get_cookie("list") is None


def test_the_header_says_how_many_are_kept(guest: Visitor) -> None:
    keep(guest, LUNCH, SHED)
    assert "My list 2 kept" in guest.get("/about").text


def test_keeping_goes_back_to_where_the_person_was(guest: Visitor) -> None:
    answer = guest.post("/my-list/keep", {"id": LUNCH, "back": "/services?q=lunch#s-tuesday-lunch-club"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/services?q=lunch#s-tuesday-lunch-club")


@pytest.mark.parametrize("text", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_only_what_is_listed_can_be_kept(guest: Visitor, text: str) -> None:
    assert (
        "Set-Cookie" not in guest.post("/my-list/keep", {"id": text}).headers or guest.client.get_cookie("list") is None
    )
    assert kept(guest) == []


def test_a_list_has_an_end(guest: Visitor) -> None:
    keep(guest, *(one.service.id for one in village.MANY))
    assert len(kept(guest)) == MOST_KEPT


def test_the_cookie_is_safe_and_holds_nothing_of_the_person(guest: Visitor) -> None:
    header = guest.post("/my-list/keep", {"id": LUNCH}).headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"):
        assert part in header
    assert "Secure" not in header
    cookie = guest.client.get_cookie("list")
    assert cookie is not None
    assert URLSafeSerializer("any", salt="kept-list").loads_unsafe(cookie.value)[1] == [LUNCH]


def test_the_cookie_is_for_https_alone_where_there_is_https(guest: Visitor) -> None:
    guest.scheme = "https"
    assert "Secure" in guest.post("/my-list/keep", {"id": LUNCH}).headers["Set-Cookie"]


@pytest.mark.parametrize("value", ["", "x", "WyJhIl0.forged", "e30.x", "🍪"])
def test_a_cookie_that_is_not_ours_is_an_empty_list(guest: Visitor, value: str) -> None:
    guest.client.set_cookie("list", value)
    assert kept(guest) == []


def test_a_signed_cookie_of_another_shape_is_an_empty_list(guest: Visitor) -> None:
    serializer = URLSafeSerializer(str(guest.app.secret_key), salt="kept-list")
    guest.client.set_cookie("list", str(serializer.dumps({"a": 1})))
    assert kept(guest) == []


def test_what_is_no_longer_listed_is_told(visit: Visit) -> None:
    gone = making.listing("Lunch Club")
    visitor = visit(gone, making.listing("Art Class"))
    keep(visitor, gone.service.id, making.listing("Art Class").service.id)
    store = visitor.app.extensions["locator"].store
    with store.atomic():
        listings.remove(store, gone.service.id)
    assert "1 group that you kept is no longer listed." in visitor.get("/my-list").text


def test_the_large_print_sheet_has_every_venue_with_what_is_on_there(guest: Visitor) -> None:
    keep(guest, village.BALANCE.service.id)
    text = guest.get("/my-list/large-print").text
    for part in (
        "Every Wednesday, 10am to 11.30am, at Netherton Centre",
        "Every Friday, 10am to 11.30am, at Tryst Centre",
    ):
        assert part in text
    assert "Wednesday 25 November, 10am to 11.30am, at Netherton Centre" in text
    assert text.count("1 Main Street") == 2
    assert "No sessions 20 December 2026 to 5 January 2027 (Christmas), at Tryst Centre" in text
    assert "other place" not in text


def test_the_large_print_sheet_has_everything_and_no_buttons_on_paper(guest: Visitor) -> None:
    keep(guest, LUNCH, VISITS)
    page = guest.get("/my-list/large-print")
    assert [words(one) for one in page.classed("app-large__name")] == ["Tuesday Lunch Club", "Befriending visits"]
    assert "Every Tuesday, 12 noon to 2pm" in page.text
    assert "Questions? Phone 01632 960000" in page.text


def test_an_empty_sheet_says_so(guest: Visitor) -> None:
    assert "Your list is empty." in guest.get("/my-list/large-print").text


class TestSharing:
    """A link to the list."""

    def test_somebody_else_can_open_it(self, guest: Visitor) -> None:
        keep(guest, SHED, LUNCH)
        page = Visitor(guest.app).get(share(guest))
        assert page.heading == "A list for you"
        assert [words(one) for one in page.classed("app-card__name")] == ["Airdrie Men's Shed", "Tuesday Lunch Club"]

    def test_it_goes_by_email_text_or_camera(self, guest: Visitor) -> None:
        keep(guest, LUNCH)
        answer = guest.post("/my-list/share")
        page: Page = guest.get(answer.headers["Location"])
        link = f"http://localhost{urlsplit(answer.headers['Location']).path}"
        assert page.heading == "Send your list"
        assert link in parse_qs(urlsplit(page.link("Send it by email")).query)["body"][0]
        assert unquote(page.link("Send it by text")).endswith(link)
        assert page.link("Send it by text").startswith("sms:?&body=")
        copied = page.by_id("link")
        assert copied is not None
        assert copied.get("value") == link

    def test_the_square_code_is_a_picture_of_our_own(self, guest: Visitor) -> None:
        keep(guest, LUNCH)
        answer = guest.raw(f"{share(guest)}/code.svg")
        assert answer.mimetype == "image/svg+xml"
        assert b"<svg" in answer.data

    def test_it_is_for_nobody_else_to_find(self, guest: Visitor) -> None:
        keep(guest, LUNCH)
        answer = guest.raw(share(guest))
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_it_says_until_when_it_works_and_then_runs_out(self, guest: Visitor) -> None:
        keep(guest, LUNCH)
        path = share(guest)
        assert "The link works until 24 December 2026." in guest.get(path).text
        engine = guest.app.extensions["locator"]
        earlier, engine._clock = engine._clock, lambda: NOW + timedelta(days=31)
        try:
            assert guest.get(path, status=410).heading == "That link has run out"
            assert guest.raw(f"{path}/code.svg").status_code == 410
        finally:
            engine._clock = earlier

    def test_a_link_that_never_was_has_run_out(self, guest: Visitor) -> None:
        assert guest.get("/my-list/shared/never-was", status=410)

    def test_an_empty_list_makes_no_link(self, guest: Visitor) -> None:
        assert guest.post("/my-list/share").headers["Location"] == "/my-list"

    def test_more_links_than_people_make_are_turned_away(self, guest: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST_SHARED_LISTS_AN_HOUR", 0)
        keep(guest, LUNCH)
        assert guest.post("/my-list/share").status_code == 429
