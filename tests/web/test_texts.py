"""Texts by form: looked at, kept, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.post.texts import TEXTS
from locator.roles import Role
from tests.web import tooling
from tests.web.visitor import Visitor

ASKED = "/curate/texts/asked"
OWN = {"subject": "Can you help, {group}?", "body": "Reference {reference}.\n\n{link}\n\nUntil {until}."}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


def send(visitor: Visitor, path: str = ASKED, press: str = "keep", **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    return visitor.post(path, {**tooling.boxes(visitor.get(path), path), "press": press, **fields})


@pytest.mark.parametrize("name", ["consent", *sorted(TEXTS)])
def test_every_text_has_a_page_and_as_it_is_shown_it_can_be_kept(app: Flask, name: str) -> None:
    visitor, path = tooling.curator(app), f"/curate/texts/{name}"
    assert path in visitor.get("/curate/texts").links()
    assert send(visitor, path, "preview").status_code == 200
    assert send(visitor, path).status_code == 303
    assert "Nobody has changed it yet" in visitor.get(path).source


def test_a_text_is_looked_at_kept_and_taken_back(app: Flask) -> None:
    visitor = tooling.curator(app, role=Role.ADMINISTRATOR)
    preview = send(visitor, press="preview", **OWN).get_data(as_text=True)
    assert "Can you help, Tuesday Lunch Club?" in preview
    assert send(visitor, **OWN).status_code == 303
    page = visitor.get(f"{ASKED}?done=kept")
    assert "Version 1" in page.source
    fields = tooling.boxes(page, f"{ASKED}/back")
    assert [visitor.post(f"{ASKED}/back", fields).status_code for _ in range(2)] == [303, 303]
    assert "the words that came with the site" in visitor.get(ASKED).source
    assert visitor.post(f"{ASKED}/back", {"seen": "2", "number": "1"}).status_code == 303
    assert tooling.boxes(visitor.get(ASKED), ASKED)["subject"] == OWN["subject"]


def test_a_gap_that_is_not_known_says_so(app: Flask) -> None:
    answer = send(tooling.curator(app), body="{link} {until} {chi}")
    assert (answer.status_code, "{chi} cannot be used" in answer.get_data(as_text=True)) == (422, True)


def test_the_second_of_two_curators_sees_both(app: Flask) -> None:
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    shown = tooling.boxes(second.get(ASKED), ASKED)
    send(first, **OWN)
    answer = second.post(ASKED, {**shown, "subject": "Mine", "press": "keep"})
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "Can you help, {group}?" in text, 'value="Mine"' in text) == (409, True, True)
    assert "Nothing has been done" in second.get(f"{ASKED}?done=changed").source
    assert second.post(f"{ASKED}/back", {"seen": "0", "number": "0"}).headers["Location"].endswith("done=changed")


def test_new_permissions_are_what_is_read_out(app: Flask) -> None:
    visitor = tooling.curator(app)
    send(visitor, "/curate/texts/consent", subject="May I ask them?", body="May I tell them who you are?")
    assert "May I ask them?" in visitor.get("/curate/texts/consent").source


def test_a_text_that_is_not_there_is_not_found(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert visitor.raw("/curate/texts/x").status_code == 404
    assert visitor.post("/curate/texts/x", {"subject": "x", "body": "x"}).status_code == 404
    assert visitor.post(f"{ASKED}/back", {"seen": "0", "number": "x"}).status_code == 404


def test_words_that_mean_harm_are_only_words(app: Flask) -> None:
    visitor = tooling.curator(app)
    harm = "<script>alert(1)</script>"
    assert send(visitor, subject=harm, body=f"{harm} {{link}} {{until}}").status_code == 303
    assert harm not in visitor.get(ASKED).source
