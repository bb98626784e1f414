"""Themes and terms by form; search and filters say the new names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator import wiring
from locator.directory.service import Term
from tests import making
from tests.web import tooling
from tests.web.visitor import Visitor

SOCIAL = Term(taxonomy="theme", code="social", name="Meeting people")
CARERS = Term(taxonomy="who", code="carers", name="Carers")
SOUP = Term(taxonomy="activity", code="soup", name="Soup")
LUNCH = making.listing("Lunch Club", terms=(SOCIAL, CARERS, SOUP))
THEME = "/curate/terms/theme/social"


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    return make_app(LUNCH)


def send(visitor: Visitor, path: str, **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    return visitor.post(path, {**tooling.boxes(visitor.get(path), path), **fields})


@pytest.mark.parametrize("taxonomy", ["theme", "activity", "who", "accreditation", "language"])
def test_every_list_has_a_page(app: Flask, taxonomy: str) -> None:
    visitor = tooling.curator(app)
    assert f"/curate/terms/{taxonomy}" in visitor.get("/curate/terms").links()
    assert visitor.get(f"/curate/terms/{taxonomy}").heading
    assert visitor.get(f"/curate/terms/{taxonomy}/add").heading.startswith("Add to")


def test_a_theme_with_a_new_name_is_in_the_filters_and_on_its_page(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert send(visitor, THEME, name="Good company", description="People to be with.").status_code == 303
    assert "Good company" in visitor.get("/services").source
    assert visitor.get("/themes/social").heading == "Good company"
    assert "Good company" in visitor.get("/curate/terms/theme?done=kept").source


def test_the_filter_by_who_says_the_new_name_and_leaves_out_what_is_retired(app: Flask) -> None:
    visitor = tooling.curator(app)
    send(visitor, "/curate/terms/who/carers", name="People who care for somebody")
    visitor.post("/curate/terms/who/women/retire")
    source = visitor.get("/services").source
    assert "People who care for somebody" in source
    assert 'value="women"' not in source


def test_the_filter_by_who_has_the_usual_first_and_then_what_curators_added(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert send(visitor, "/curate/terms/who/add", name="Grandparents").status_code == 303
    page = visitor.get("/services")
    offered = [box.get("value") for box in page.every("input") if box.get("name") == "who"]
    assert offered[:2] == ["older-people", "carers"]
    assert {"grandparents", "hearing-loss"} <= set(offered[5:])
    assert visitor.get("/services?who=grandparents").link("Take away: Grandparents×") == "/services"


def test_a_new_theme_has_a_page_and_a_picture(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert send(visitor, "/curate/terms/theme/add", name="Digital help", place="1").status_code == 303
    assert "Digital help" in visitor.get("/").source
    assert "img/themes/any.svg" in visitor.get("/themes/digital-help").source


def test_a_retired_theme_is_not_offered_and_its_page_stays(app: Flask) -> None:
    visitor = tooling.curator(app)
    visitor.post(f"{THEME}/retire")
    assert "/themes/social" not in visitor.get("/themes").links()
    assert "/themes/social" not in visitor.get("/").links()
    assert visitor.get("/themes/social").heading == "Meeting people"
    assert visitor.post(f"{THEME}/offer").status_code == 303
    assert "/themes/social" in visitor.get("/themes").links()


def test_two_terms_are_made_one(app: Flask) -> None:
    visitor, merge = tooling.curator(app), "/curate/terms/activity/soup/merge"
    page = visitor.get(f"{merge}?into=lunch-club")
    assert "1 listing" in page.source
    fields = tooling.boxes(page, merge)
    assert [visitor.post(merge, fields).status_code for _ in range(2)] == [303, 303]
    assert "No: it is Lunch club now" in visitor.get("/curate/terms/activity").source


def test_the_address_of_a_theme_that_is_a_part_of_another_leads_there(app: Flask) -> None:
    visitor, merge = tooling.curator(app), f"{THEME}/merge"
    visitor.post(merge, tooling.boxes(visitor.get(f"{merge}?into=carers"), merge))
    answer = visitor.raw("/themes/social")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/themes/carers")
    visitor.post(f"{THEME}/offer")
    assert visitor.raw("/themes/social").status_code == 200


def test_an_old_search_by_a_theme_that_is_a_part_of_others_by_now_finds_what_these_have(app: Flask) -> None:
    visitor = tooling.curator(app)
    for gone, kept in (("social", "carers"), ("carers", "active")):
        merge = f"/curate/terms/theme/{gone}/merge"
        visitor.post(merge, tooling.boxes(visitor.get(f"{merge}?into={kept}"), merge))
    old, now, other = (visitor.get(f"/services?theme={code}") for code in ("social", "active", "no-theme"))
    assert (old.heading, old.links()) == (now.heading, now.links())
    assert old.links() != other.links()


def test_the_second_of_two_curators_sees_both(app: Flask) -> None:
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    shown = tooling.boxes(second.get(THEME), THEME)
    send(first, THEME, name="Good company")
    answer = second.post(THEME, {**shown, "name": "Company"})
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "<dd>Good company</dd>" in text, 'value="Company"' in text) == (409, True, True)


def test_a_merger_of_what_has_changed_shows_it_first(app: Flask) -> None:
    visitor, merge = tooling.curator(app), "/curate/terms/activity/soup/merge"
    fields = tooling.boxes(visitor.get(f"{merge}?into=lunch-club"), merge)
    send(visitor, "/curate/terms/activity/lunch-club", name="Luncheon club")
    answer = visitor.post(merge, fields)
    assert (answer.status_code, "Luncheon club" in answer.get_data(as_text=True)) == (409, True)


def test_a_box_that_is_not_right_says_so(app: Flask) -> None:
    visitor = tooling.curator(app)
    for path in (THEME, "/curate/terms/theme/add"):
        answer = send(visitor, path, name="")
        assert (answer.status_code, "Type a name" in answer.get_data(as_text=True)) == (422, True)
    assert send(visitor, THEME, place="first").status_code == 303


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    visitor = tooling.curator(app)
    for path in ("/curate/terms/x", "/curate/terms/x/add", "/curate/terms/theme/x", f"{THEME}/merge?into=x"):
        assert visitor.raw(path).status_code == 404
    for path in ("/curate/terms/theme/x", "/curate/terms/theme/x/retire", "/curate/terms/x/x/offer"):
        assert visitor.post(path, {"name": "x"}).status_code == 404
    assert visitor.post(f"{THEME}/merge", {"into": "x"}).status_code == 404


def test_a_name_that_means_harm_is_only_a_name(app: Flask) -> None:
    visitor = tooling.curator(app)
    send(visitor, THEME, name="<img src=x onerror=alert(1)>", description="</script><script>alert(1)</script>")
    for path in ("/", "/themes", "/themes/social", "/services", "/curate/terms/theme", THEME):
        assert "<img src=x" not in visitor.get(path).source
