"""What stands around a page is remembered, and still nobody sees what is another's."""

from __future__ import annotations

from dataclasses import replace

from locator.web import create_app
from tests.conftest import OpenEngine
from tests.web import village
from tests.web.conftest import Visit
from tests.web.visitor import Visitor


def current(guest: Visitor, path: str) -> set[str]:
    """The addresses that are marked as this page."""
    return {str(link.get("href")) for link in guest.get(path).every("a") if link.get("aria-current") == "page"}


def counts(guest: Visitor) -> bool:
    """Whether a page of theirs says that they keep a group."""
    return "My list 1 kept" in " ".join(guest.get("/about").text.split())


def test_the_row_at_the_top_marks_the_page_that_one_is_on(guest: Visitor) -> None:
    assert current(guest, "/map") == {"/map"}
    assert current(guest, "/about") == {"/about"}
    assert current(guest, "/map") == {"/map"}
    assert current(guest, "/accessibility") == set()


def test_the_number_of_kept_groups_is_each_person_s_own(visit: Visit) -> None:
    one, other = visit(*village.EVERY), visit(*village.EVERY)
    one.post("/my-list/keep", {"id": village.LUNCH.service.id})
    assert (counts(one), counts(other)) == (True, False)
    one.post("/my-list/remove", {"id": village.LUNCH.service.id})
    assert not counts(one)


def test_two_sites_in_one_process_keep_their_own_names_and_numbers(open_engine: OpenEngine) -> None:
    engine = open_engine()
    first = create_app(engine).test_client().get("/about").text
    engine.settings = replace(engine.settings, site_name="Signpost", enquiries_phone="01698 123456")
    second = create_app(engine).test_client().get("/about").text
    assert ("Signpost" in first, "01698 123456" in first) == (False, False)
    assert "01698 123456" in second
    assert second.count("Signpost, North Lanarkshire</title>") == 1


def test_the_title_stands_in_the_head_as_it_does_for_those_who_share_the_page(guest: Visitor) -> None:
    text = guest.raw("/services?q=lunch+%26+<b>").text
    title = text.split("<title>", 1)[1].split(" – Locator", 1)[0]
    assert "lunch &amp; &lt;b&gt;" in title
    assert f'<meta property="og:title" content="{title}">' in text
