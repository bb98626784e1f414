"""The editor of days and times: what is typed stays, is read back, and is saved as the content of `sessions`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from flask import Flask

from locator.directory import session_value
from locator.directory.schedule import Gap
from tests.making import weekly
from tests.web import editor_page
from tests.web.page import Page
from tests.web.visitor import Visitor

HALL = {"hall": "Dalziel Hall"}
TWO_PLACES = {"hall": "Dalziel Hall", "church": "St Mary’s"}
TUESDAYS = {"often": "weekly", "weekdays": ["1"], "starts_on": "6 January 2026", "opens_at": "10-11.30am"}
ODD = session_value.value_of(weekly(rrule="FREQ=MONTHLY;BYMONTHDAY=15", notes="Bring tea"), "hall")

Sent = dict[str, Any]
OpenEditor = Callable[..., "Editor"]


class Editor:
    """Somebody at the editor's page."""

    def __init__(self, app: Flask) -> None:
        """Not looked at yet."""
        self.visitor = Visitor(app)

    def shown(self) -> Page:
        """The page as it is at first."""
        return self.visitor.get(editor_page.PATH)

    def send(self, sent: Mapping[str, Any], status: int = 200) -> Page:
        """The page after that was sent."""
        answer = self.visitor.client.post(editor_page.PATH, data={"sessions-shown": "1", **sent})
        assert answer.status_code == status, answer.get_data(as_text=True)[:500]
        return Page(editor_page.PATH, answer.get_data(as_text=True))

    def saved(self, sent: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What is saved when that is sent."""
        page = self.send(sent)
        found = page.by_id("saved")
        assert found is not None, page.text
        value: list[dict[str, Any]] = json.loads(found.text or "")
        return value


@pytest.fixture
def editor(make_app: Callable[..., Flask]) -> OpenEditor:
    """A function that opens the editor for these places, with this saved."""

    def make(venues: Mapping[str, str] = HALL, saved: Sequence[Mapping[str, Any]] = ()) -> Editor:
        return Editor(editor_page.add(make_app(), venues=venues, saved=saved))

    return make


def row(number: int = 0, /, **boxes: Any) -> Sent:
    """The boxes of one row as they are sent."""
    return {f"sessions-{number}-{name}": value for name, value in boxes.items()}


def boxes_of(page: Page) -> Sent:
    """All boxes of the page, as a browser would send them back."""
    sent: Sent = {}
    for element in page.every("input", "textarea", "select"):
        name, kind = element.get("name") or "", element.get("type")
        if not name.startswith("sessions-"):
            continue
        if kind in ("radio", "checkbox"):
            if element.get("checked") is not None:
                sent.setdefault(name, []).append(element.get("value"))
        elif element.tag == "select":
            sent[name] = [one.get("value") for one in element.iter("option") if one.get("selected") is not None]
        else:
            sent[name] = [(element.text or "") if element.tag == "textarea" else element.get("value") or ""]
    return sent


def test_a_new_listing_has_one_empty_row(editor: OpenEditor) -> None:
    page = editor().shown()
    assert page.texts("legend").count("Day and time 1") == 1
    assert "Day and time 2" not in page.text


def test_what_is_typed_is_saved_in_the_shape_of_versions(editor: OpenEditor) -> None:
    gap = {"gaps-0-first": "1 July 2027", "gaps-0-last": "14 August", "gaps-0-reason": " school  holidays "}
    sent = row(**TUESDAYS, cancelled="22 Dec\n29/12/26", extra="Wed 23 Dec", notes="Side door", **gap)
    assert editor().saved(sent) == [
        {
            "location_id": "hall",
            "rrule": "FREQ=WEEKLY;BYDAY=TU",
            "starts_on": "2026-01-06",
            "opens_at": "10:00",
            "closes_at": "11:30",
            "ends_on": None,
            "cancelled": ["2026-12-22", "2026-12-29"],
            "extra": ["2026-12-23"],
            "gaps": [{"starts_on": "2027-07-01", "ends_on": "2027-08-14", "reason": "school holidays"}],
            "notes": "Side door",
        }
    ]


@pytest.mark.parametrize(
    ("boxes", "rule", "starts_on"),
    [
        ({"often": "weekly", "weekdays": ["3", "0"]}, "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-24"),
        (
            {"often": "few_weeks", "interval": "3", "weekdays": ["1"], "starts_on": "1 December"},
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
            "2026-12-01",
        ),
        (
            {"often": "monthly", "numbers": ["-1", "1"], "weekdays": ["4"], "interval": "2"},
            "FREQ=MONTHLY;BYDAY=1FR,-1FR",
            "2026-11-24",
        ),
        ({"often": "daily", "weekdays": ["1"]}, "FREQ=DAILY", "2026-11-24"),
        ({"often": "once", "starts_on": "8, 1 and 15 December"}, None, "2026-12-01"),
    ],
    ids=lambda value: value["often"] if isinstance(value, dict) else "",
)
def test_each_way_of_how_often_has_its_rule(
    editor: OpenEditor, boxes: dict[str, Any], rule: str | None, starts_on: str
) -> None:
    saved = editor().saved(row(opens_at="10", closes_at="12", **boxes))
    assert (saved[0]["rrule"], saved[0]["starts_on"]) == (rule, starts_on)
    assert saved[0]["extra"] == (["2026-12-08", "2026-12-15"] if rule is None else [])


@pytest.mark.parametrize("button", [{"sessions-check": "1"}, {"sessions-add": "1"}, {"sessions-remove": "7"}], ids=str)
def test_no_button_of_the_editor_saves_and_all_that_was_typed_stays(editor: OpenEditor, button: Sent) -> None:
    sent = row(
        **TUESDAYS, cancelled="22 Dec", **{"gaps-0-reason": "", "gaps-0-first": "1/7/27", "gaps-0-last": "3/7/27"}
    )
    page = editor().send({**sent, "title": "Lunch", **button})
    assert page.heading == "When is it on?"
    again = boxes_of(page)
    assert {name: again[name] for name in sent} == {
        name: value if isinstance(value, list) else [value] for name, value in sent.items()
    }
    title = page.by_id("title")
    assert title is not None
    assert title.get("value") == "Lunch"


def test_it_is_read_back_in_a_sentence_with_the_next_five_dates(editor: OpenEditor) -> None:
    boxes = {"often": "weekly", "weekdays": ["4"], "opens_at": "10-11.30am", "cancelled": "11 December"}
    text = editor().send({**row(**boxes), "sessions-check": "1"}).text
    assert "Every Friday, 10am to 11.30am, not 11 December" in text
    assert "Friday 27 November, 10am to 11.30am Friday 4 December" in text
    assert "Friday 25 December, 10am to 11.30am (Christmas Day: check first that it is on)" in text
    assert "Friday 8 January 2027" not in text


def test_what_is_only_doubtful_is_said_and_saved(editor: OpenEditor) -> None:
    sent = row(often="weekly", weekdays=["1"], opens_at="10am")
    assert "Check: You have not said when it ends." in editor().send({**sent, "sessions-check": "1"}).text
    assert editor().saved(sent)[0]["closes_at"] is None


@pytest.mark.parametrize(
    ("boxes", "target", "text"),
    [
        ({"often": ""}, "often", "Choose how often it is on"),
        ({"weekdays": []}, "weekdays", "Choose which days it is on"),
        ({"often": "monthly"}, "numbers", "Choose which in the month, such as the first"),
        ({"often": "few_weeks", "starts_on": ""}, "starts_on", "Write a date when it is on, so that we know which weeks"),
        (
            {"often": "few_weeks", "starts_on": "2 Dec"},
            "starts_on",
            "Wednesday 2 December 2026 is not one of the days you chose. Write a date when it is on",
        ),
        ({"often": "once", "starts_on": ""}, "starts_on", "Write the date"),
        ({"opens_at": "7"}, "opens_at", "Is “7” in the morning or in the evening? Write am or pm after it"),
        ({"opens_at": "11am", "closes_at": "10am"}, "closes_at", "It ends before it starts. Check am and pm"),
        ({"opens_at": "7pm", "closes_at": "9am"}, "closes_at", "It ends before it starts. Check am and pm"),
        ({"opens_at": "10", "closes_at": "late"}, "closes_at", "We cannot read “late” as a time. Write it like 10.30am"),
        ({"starts_on": "3/13/26"}, "starts_on", "“3/13/26” has the month first. Write the day first, like 13/3/26"),
        ({"ends_on": "31 April"}, "ends_on", "There is no such date as “31 April”"),
        ({"ends_on": "1 January 2026"}, "ends_on", "The last date is before the first date"),
        ({"cancelled": "Wed 2 Dec"}, "cancelled", "It is not on anyway on Wednesday 2 December 2026. Check the date"),
        (
            {"cancelled": "Mon 1 Dec"},
            "cancelled",
            "1 December 2026 is a Tuesday, so “Mon 1 Dec” cannot be right. Check it, or add the year",
        ),
        (
            {"cancelled": "22 Dec to 5 Jan"},
            "cancelled",
            "“22 Dec to 5 Jan” is more than one day. Write one date, or use “Breaks” for several days off",
        ),
        ({"cancelled": "1/12/62"}, "cancelled", "Check the year of Friday 1 December 2062. We keep dates up to 5 years from now"),
        ({"extra": "2 Dec, 2/12/26"}, "extra", "You wrote Wednesday 2 December 2026 twice. Take one away"),
        ({"gaps-0-first": "1 July 2027"}, "gaps-0-first", "Write the first and the last day of the break"),
        (
            {"gaps-0-first": "1 July 2027", "gaps-0-last": "1 June 2027"},
            "gaps-0-first",
            "The last day off is before the first day off",
        ),
        ({"notes": "x" * 301}, "notes", "Write 300 letters or fewer"),
        ({"venue": "elsewhere"}, "venue", "Choose where it is"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_each_fault_is_said_at_its_box_and_in_the_summary(
    editor: OpenEditor, boxes: dict[str, Any], target: str, text: str
) -> None:
    page = editor(TWO_PLACES).send(row(**({"venue": "hall"} | TUESDAYS | boxes)), status=422)
    assert page.title.startswith("Error: ")
    link = page.link(text)
    if target == "gaps-0-first" and "gaps-0-last" not in boxes:
        target = "gaps-0-last"
    assert link == f"#sessions-0-{target}"
    box = page.by_id(link[1:])
    assert box is not None
    assert box.tag in ("input", "textarea", "select")
    assert f"Error: {text}" in page.text
    assert page.by_id("saved") is None


def test_a_fault_in_the_folded_part_opens_it(editor: OpenEditor) -> None:
    page = editor().send(row(**TUESDAYS, cancelled="Christmas"), status=422)
    assert page.first("details").get("open") is not None
    assert editor().shown().first("details").get("open") is None


def test_several_rows_say_which_of_them_is_wrong(editor: OpenEditor) -> None:
    page = editor().send({**row(0, **TUESDAYS), **row(1, **(TUESDAYS | {"opens_at": "7"}))}, status=422)
    assert page.link("Day and time 2: Is “7” in the morning or in the evening? Write am or pm after it")


def test_without_any_day_a_form_that_needs_one_says_so(editor: OpenEditor) -> None:
    page = editor().send(row(venue="hall"), status=422)
    assert page.link("Say when it is on") == "#sessions-0-often"


def test_a_row_is_added_and_taken_away_and_the_others_keep_their_order(editor: OpenEditor) -> None:
    rows = {
        name: value
        for number, day in enumerate("012")
        for name, value in row(number, **(TUESDAYS | {"weekdays": [day]})).items()
    }
    added = editor().send({**rows, "sessions-add": "1"})
    assert "Day and time 4" in added.text
    assert "There is a problem" not in added.text
    fewer = boxes_of(editor().send({**rows, "sessions-remove": "1"}))
    assert [fewer[f"sessions-{number}-weekdays"] for number in (0, 1)] == [["0"], ["2"]]
    assert "sessions-2-weekdays" not in fewer
    assert len(editor().saved({**rows, **row(3, venue="hall")})) == 3


def test_taking_away_the_last_row_leaves_an_empty_one_and_saves_nothing(editor: OpenEditor) -> None:
    page = editor(saved=[session_value.value_of(weekly(), "hall")]).send({**row(**TUESDAYS), "sessions-remove": "0"})
    assert "Day and time 1" in page.text
    assert "Every Tuesday" not in page.text


def test_what_is_saved_is_shown_and_sent_back_unchanged_stays_to_the_letter(editor: OpenEditor) -> None:
    odd_ways = [
        weekly(rrule="FREQ=WEEKLY;BYDAY=TU;WKST=SU", cancelled=(date(2025, 3, 4), date(2025, 3, 5))),
        weekly(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", ends_on=date(2027, 7, 1)),
        weekly(rrule="FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", opens="22:00", closes="04:00", notes="  Ask  first"),
        weekly(gaps=(Gap(starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 1), reason="summer"),), closes_at=None),
        weekly(rrule=None, starts_on=date(2026, 12, 8), extra=(date(2026, 12, 1),)),
    ]
    saved = [
        session_value.value_of(one, place)
        for one, place in zip(odd_ways, ["hall", None, "church", "hall", "hall"], strict=True)
    ]
    opened = editor(TWO_PLACES, saved)
    assert opened.saved(boxes_of(opened.shown())) == saved


def test_a_change_of_one_box_changes_only_that(editor: OpenEditor) -> None:
    saved = [session_value.value_of(weekly(notes="Tea"), "hall")]
    opened = editor(HALL, saved)
    sent = boxes_of(opened.shown()) | row(opens_at=["10.30am"])
    assert opened.saved(sent) == [{**saved[0], "opens_at": "10:30"}]


def test_a_rule_that_the_boxes_cannot_show_is_read_out_and_never_lost(editor: OpenEditor) -> None:
    opened = editor(HALL, [ODD])
    page = opened.shown()
    assert "15th of the month, 10am to 11.30am" in page.text
    assert "It is at Dalziel Hall." in page.text
    assert page.by_id("sessions-0-often") is None
    checked = opened.send({**boxes_of(page), "sessions-add": "1"})
    assert opened.saved(boxes_of(checked) | row(1, **TUESDAYS))[0] == ODD


def test_a_rule_kept_as_it_is_is_not_believed_where_it_was_tampered_with(editor: OpenEditor) -> None:
    for text in (
        "{",
        "[]",
        "null",
        "[" * 5000,
        json.dumps({**ODD, "starts_on": "0001-01-01"}),
        json.dumps({**ODD, "rrule": "FREQ=SECONDLY"}),
        json.dumps({**ODD, "location_id": 3}),
    ):
        page = editor(HALL).send(row(as_it_is="1", kept=text), status=422)
        assert page.link("Part of this page was lost on the way. Open the page again and start afresh")


def test_a_place_that_the_listing_has_no_more_is_asked_about(editor: OpenEditor) -> None:
    opened = editor(TWO_PLACES, [session_value.value_of(weekly(), "gone"), {**ODD, "location_id": "gone"}])
    page = opened.shown()
    assert "A place that is no longer on the list" in page.text
    assert "Its place is no longer on the list, so it has no place now" in page.text
    wrong = opened.send(boxes_of(page), status=422)
    assert wrong.link("Day and time 1: Choose where it is") == "#sessions-0-venue"


def test_a_listing_without_places_is_not_asked_for_one(editor: OpenEditor) -> None:
    opened = editor({})
    assert opened.shown().by_id("sessions-0-venue") is None
    assert opened.saved(row(**TUESDAYS))[0]["location_id"] is None


def test_of_several_places_none_is_chosen_for_anybody(editor: OpenEditor) -> None:
    opened = editor(TWO_PLACES)
    assert opened.send(row(**TUESDAYS), status=422).link("Choose where it is") == "#sessions-0-venue"
    assert opened.saved(row(**TUESDAYS, venue="-"))[0]["location_id"] is None
    assert opened.saved(row(**TUESDAYS, venue="church"))[0]["location_id"] == "church"


def test_twenty_rows_are_the_most(editor: OpenEditor) -> None:
    sent = {name: value for number in range(20) for name, value in row(number, often="daily").items()}
    full = editor().send({**sent, "sessions-add": "1"})
    assert "Add another day or time" not in full.text
    assert len(editor().saved(sent)) == 20
    more = editor().send(sent | row(20, often="daily"), status=422)
    assert more.link("You can have 20 days and times. Take one away first")


@pytest.mark.parametrize(
    "sent",
    [
        {name: value for number in range(1000) for name, value in row(number, often="daily").items()},
        row(**TUESDAYS, cancelled="7 March, " * 6_000),
        row(**(TUESDAYS | {"opens_at": "1" * 60_000})),
        row(**TUESDAYS, **{f"gaps-{number}-first": "1 July" for number in range(100)}),
        row(often="weekly", weekdays=["1"] * 5_000),
        {"sessions-²-often": "daily", "sessions--often": "daily", "sessions-99999999999999999999-often": "daily"},
        row(often=["weekly", "x"], weekdays=["1", "99", "²", ""], numbers=["0"], interval="²", venue="\0"),
        row(**TUESDAYS) | {"sessions-remove": "9" * 5000},
        row(**TUESDAYS, kept="1" * 60_000),
        row(often="few_weeks", interval="999", weekdays=["1"], starts_on="1/12/26"),
    ],
    ids=lambda sent: str(sent)[:30],
)  # fmt: skip
def test_hostile_and_huge_input_is_answered_soon_and_in_bounds(make_app: Callable[..., Flask], sent: Sent) -> None:
    app = editor_page.add(make_app(), venues=HALL)
    started = time.perf_counter()
    answer = app.test_client().post(editor_page.PATH, data={"sessions-shown": "1", **sent})
    assert time.perf_counter() - started < 3
    assert answer.status_code in (200, 413, 422)
    assert len(answer.get_data()) < 400_000


def test_a_box_of_ten_megabytes_is_not_even_read(make_app: Callable[..., Flask]) -> None:
    app = editor_page.add(make_app(), venues=HALL)
    answer = app.test_client().post(editor_page.PATH, data={"sessions-shown": "1", **row(cancelled="7" * 10_000_000)})
    assert answer.status_code == 413


def test_what_was_typed_cannot_become_markup(editor: OpenEditor) -> None:
    page = editor().send(row(**(TUESDAYS | {"opens_at": "<script>", "cancelled": "</textarea><b>"})), status=422)
    assert "<script>" not in page.source.split("<main")[1].split("</main")[0]
    assert "<b>" not in page.source


def test_the_enter_key_presses_a_button_that_saves_and_removes_nothing(editor: OpenEditor) -> None:
    first = next(one for one in editor().shown().every("button") if (one.get("name") or "").startswith("sessions-"))
    assert first.get("name") == "sessions-check"
