"""Everyday words by form: tried, kept, taken away, switched off; the second of two curators is told."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask

from locator.web.curator.everyday_words import PER_PAGE
from tests import making
from tests.web import tooling
from tests.web.visitor import Visitor

ONE = "/curate/words/one"


def word(visitor: Visitor, press: str = "keep", path: str = ONE, **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    shown = tooling.boxes(visitor.get(path), ONE)
    return visitor.post(ONE, {**shown, "press": press, **fields})


def test_the_tools_lead_to_the_words(make_app: Callable[..., Flask]) -> None:
    visitor = tooling.curator(make_app())
    assert "/curate/words" in visitor.get("/curate/tools").links()
    assert visitor.get("/curate/words").heading == "Everyday words"


def test_a_word_is_tried_and_then_kept(make_app: Callable[..., Flask]) -> None:
    visitor = tooling.curator(make_app(making.listing("Ukulele Band")))
    tried = word(visitor, "try", word="Strumming", finds="ukulele").get_data(as_text=True)
    assert "Now: 0 groups" in tried
    assert "After: 1 group" in tried
    assert "There is no word of ours yet" in visitor.get("/curate/words").source
    answer = word(visitor, word="Strumming", finds="ukulele\nbanjo")
    assert answer.status_code == 303
    page = visitor.get(answer.headers["Location"])
    assert "That is kept" in page.source
    assert "ukulele, banjo" in page.source
    assert tooling.boxes(visitor.get(f"{ONE}?word=strumming"), ONE)["finds"] == "ukulele\nbanjo"


def test_a_box_that_is_not_right_says_so(make_app: Callable[..., Flask]) -> None:
    answer = word(tooling.curator(make_app()), word="", finds="ukulele")
    assert (answer.status_code, "Type what people say" in answer.get_data(as_text=True)) == (422, True)


def test_the_second_of_two_curators_sees_both(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    word(first, word="strumming", finds="ukulele")
    path = f"{ONE}?word=strumming"
    shown = tooling.boxes(second.get(path), ONE)
    word(first, path=path, finds="ukulele\nguitar")
    answer = second.post(ONE, {**shown, "finds": "banjo", "press": "keep"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "also finds ukulele, guitar" in text
    assert ">banjo</textarea>" in text


def test_a_word_that_somebody_took_away_meanwhile_can_be_kept_again(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    word(first, word="strumming", finds="ukulele")
    page = second.get(f"{ONE}?word=strumming")
    first.post("/curate/words/remove", tooling.boxes(page, "/curate/words/remove"))
    answer = second.post(ONE, {**tooling.boxes(page, ONE), "finds": "banjo", "press": "keep"})
    assert (answer.status_code, 'name="before" value=""' in answer.get_data(as_text=True)) == (409, True)


def test_a_word_of_the_release_is_switched_off(make_app: Callable[..., Flask]) -> None:
    visitor = tooling.curator(make_app(making.listing("Slipper swap")))
    page = visitor.get("/curate/words/switch?word=falls")
    answer = visitor.post("/curate/words/switch", tooling.boxes(page, "/curate/words/switch"))
    assert answer.status_code == 303
    assert "<strong>Off.</strong>" in visitor.get(answer.headers["Location"].partition("#")[0]).source


def test_the_words_of_the_release_come_in_pages_each_word_on_one(make_app: Callable[..., Flask]) -> None:
    visitor, there = tooling.curator(make_app()), []
    first = visitor.get("/curate/words")
    count = int(re.search(r"Page 1 of (\d+)", first.source)[1])  # type: ignore[index]
    for number in range(1, count + 1):
        found = re.findall(r"words/switch\?word=([^\"]+)", visitor.get(f"/curate/words?page={number}").source)
        assert 0 < len(found) <= PER_PAGE
        there += found
    assert len(there) == len(set(there)) > PER_PAGE
    assert "Page 2 of" in visitor.get("/curate/words?q=a&page=2").source
    assert f"Page {count} of {count}" in visitor.get("/curate/words?page=99999").source


def test_a_word_that_is_not_there_is_not_found(make_app: Callable[..., Flask]) -> None:
    visitor = tooling.curator(make_app())
    assert visitor.raw(f"{ONE}?word=nothing").status_code == 404
    assert visitor.raw("/curate/words/switch?word=nothing").status_code == 404
    assert visitor.post("/curate/words/switch", {"word": "nothing"}).status_code == 404


def test_words_that_mean_harm_are_only_words(make_app: Callable[..., Flask]) -> None:
    visitor = tooling.curator(make_app())
    word(visitor, word="<script>alert(1)</script>", finds='"><img src=x onerror=alert(1)>')
    page = visitor.get("/curate/words")
    assert "<script>alert(1)" not in page.source
    assert "&lt;script&gt;alert(1)" in page.source
