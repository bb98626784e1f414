"""Saying that a listing is wrong."""

from __future__ import annotations

import pytest

from locator.actions import limits
from locator.directory.report import LONGEST_MESSAGE, ReportKind
from locator.storage import reports
from locator.web.public import something_wrong
from tests import making
from tests.web import looking
from tests.web.conftest import Visit
from tests.web.page import Page, words
from tests.web.visitor import Visitor

PATH = "/services/lunch-club/something-wrong"
FIELDS = {"kind": "times", "message": "It starts at 11.", "form_key": "abc", "website": ""}


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """Somebody on the site of one lunch club."""
    return visit(making.listing("Lunch Club"))


def waiting(visitor: Visitor) -> list[tuple[str, str]]:
    """What waits for the curators."""
    store = visitor.app.extensions["locator"].store
    return [(report.kind.value, report.message) for report in reports.waiting(store)]


def test_the_form_asks_what_is_wrong_and_not_who_asks(visitor: Visitor) -> None:
    page = visitor.get(PATH)
    assert [words(label) for label in page.every("label")][:5] == list(something_wrong.KINDS.values())
    assert "We do not ask who you are." in page.text


def test_every_kind_has_words() -> None:
    assert set(something_wrong.KINDS) == set(ReportKind)
    assert something_wrong.MOST_LETTERS == LONGEST_MESSAGE


def test_a_report_reaches_the_queue_and_is_thanked_for(visitor: Visitor) -> None:
    answer = visitor.post(PATH, FIELDS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}/thanks")
    assert visitor.get(answer.headers["Location"]).heading == "Thank you"
    assert waiting(visitor) == [("times", "It starts at 11.")]


def test_a_double_click_makes_one_report(visitor: Visitor) -> None:
    page = visitor.get(PATH)
    key = next(field.get("value") or "" for field in page.every("input") if field.get("name") == "form_key")
    assert [visitor.post(PATH, {**FIELDS, "form_key": key}).status_code for _ in range(2)] == [303, 303]
    assert len(waiting(visitor)) == 1


def test_two_forms_make_two_reports(visitor: Visitor) -> None:
    for _ in range(2):
        page = visitor.get(PATH)
        key = next(field.get("value") or "" for field in page.every("input") if field.get("name") == "form_key")
        visitor.post(PATH, {**FIELDS, "form_key": key})
    assert len(waiting(visitor)) == 2


def test_the_message_may_be_empty(visitor: Visitor) -> None:
    visitor.post(PATH, {**FIELDS, "message": "  "})
    assert waiting(visitor) == [("times", "")]


@pytest.mark.parametrize(
    ("changed", "words_of_error", "leads_to"),
    [
        ({"kind": ""}, "Choose what is wrong", "kind"),
        ({"kind": "made-up"}, "Choose what is wrong", "kind"),
        ({"message": "x" * 1001}, "Write 1,000 letters or fewer. You can phone us to say more", "message"),
    ],
)
def test_a_mistake_is_named_and_leads_to_its_field(
    visitor: Visitor, changed: dict[str, str], words_of_error: str, leads_to: str
) -> None:
    page = Page(PATH, visitor.post(PATH, FIELDS | changed).text)
    looking.at_page(page)
    assert page.title.startswith("Error: ")
    assert page.link(words_of_error) == f"#{leads_to}"
    target = page.by_id(leads_to)
    assert target is not None
    assert target.tag in ("input", "textarea")
    assert waiting(visitor) == []


def test_a_health_number_is_refused_and_a_number_to_ring_is_welcome(visitor: Visitor) -> None:
    page = Page(PATH, visitor.post(PATH, FIELDS | {"message": "Jean, 010150 1234, could not get in"}).text)
    assert (
        page.link("Take out the number that looks like a health (CHI) number. We do not want to know who it is")
        == "#message"
    )
    assert waiting(visitor) == []
    assert visitor.post(PATH, FIELDS | {"message": "The number is 01698 555 0123"}).status_code == 303


def test_what_was_written_is_still_there_after_a_mistake(visitor: Visitor) -> None:
    page = Page(PATH, visitor.post(PATH, FIELDS | {"kind": ""}).text)
    assert words(page.first("textarea")) == "It starts at 11."


def test_a_program_that_fills_every_box_is_thanked_and_forgotten(visitor: Visitor) -> None:
    assert visitor.post(PATH, FIELDS | {"website": "https://spam.example"}).status_code == 303
    assert waiting(visitor) == []


def test_a_form_that_lost_its_key_still_counts(visitor: Visitor) -> None:
    assert visitor.post(PATH, FIELDS | {"form_key": ""}).status_code == 303
    assert len(waiting(visitor)) == 1


def test_the_form_is_never_cached(visitor: Visitor) -> None:
    assert visitor.raw(PATH).headers["Cache-Control"] == "no-store"


def test_another_site_cannot_report(visitor: Visitor) -> None:
    assert visitor.post(PATH, FIELDS, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert waiting(visitor) == []


def test_more_reports_than_people_send_are_turned_away_in_plain_words(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_REPORTS_AN_HOUR", 2)
    answers = [visitor.post(PATH, FIELDS | {"form_key": str(number)}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[-1].headers["Retry-After"] == "600"
    assert "What you sent was not kept." in answers[-1].text
    assert len(waiting(visitor)) == 2
