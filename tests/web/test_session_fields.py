"""Whatever is sent for days and times is either saved as what the directory can hold, or told about at its boxes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from locator.directory import session_value
from locator.web.shared.session_fields import MOST_ROWS, SessionsField
from locator.web.shared.session_row import OFTEN
from tests.directory import strategies
from tests.making import TODAY, weekly

PLACES = {"hall": "Dalziel Hall", "church": "St Mary’s"}
ODD = session_value.value_of(weekly(rrule="FREQ=MONTHLY;BYMONTHDAY=15"), "hall")
NAMES = (
    *("venue", "often", "interval", "numbers", "weekdays", "starts_on", "opens_at", "closes_at", "ends_on"),
    *(
        "cancelled",
        "extra",
        "notes",
        "kept",
        "as_it_is",
        "gaps-0-first",
        "gaps-0-last",
        "gaps-0-reason",
        "gaps-5-first",
    ),
)
PLACES_AND_NUMBERS = ("", "hall", "-", "0", "1", "4", "-1", "²", "x" * 500, json.dumps(ODD), *OFTEN)
DATES = ("7 March", "tue 8 dec, 9", "7, 14 and 21 March", "1/1/1950", "31/12/2150", "29 feb")
TIMES = ("10", "10am", "7-9pm", "7", "noon", "24:00", "to")
TYPED = st.sampled_from((*PLACES_AND_NUMBERS, *DATES, *TIMES))
ROWS = st.lists(st.dictionaries(st.sampled_from(NAMES), st.lists(TYPED | st.text(max_size=12), max_size=3)), max_size=3)


class ExampleForm(Form):  # type: ignore[misc]
    """A form with nothing else."""

    sessions = SessionsField()


def form_of(sent: MultiDict[str, str] | None, saved: list[dict[str, object]]) -> ExampleForm:
    """The form after that was sent."""
    form = ExampleForm(sent, data={"sessions": saved})
    form.sessions.prepare(today=TODAY, venues=PLACES)
    return form


@given(ROWS, st.sampled_from(["", "add", "check", "remove"]))
def test_anything_at_all_is_saved_whole_or_told_about(rows: list[dict[str, list[str]]], button: str) -> None:
    sent = MultiDict([("sessions-shown", "1"), (f"sessions-{button}", "0")])
    for number, row in enumerate(rows):
        for name, values in row.items():
            sent.setlist(f"sessions-{number}-{name}", values)
    form = form_of(sent, [])
    assert form.sessions.pressed == button
    if form.validate():
        assert all(
            session_value.value_of(session_value.schedule_of(v, ""), v["location_id"]) == v for v in form.sessions.data
        )
    else:
        assert form.sessions.summary()


@given(st.lists(strategies.schedules(st.just("s1")), max_size=4))
def test_what_is_saved_is_saved_again_as_it_is_when_nobody_touched_it(schedules: list[object]) -> None:
    saved = [session_value.value_of(one, "hall") for one in schedules]  # type: ignore[arg-type]
    form = form_of(None, saved)
    assert form.validate()
    assert form.sessions.data == saved


def test_a_page_that_did_not_show_the_editor_changes_nothing() -> None:
    form = form_of(MultiDict({"title": "Lunch", "sessions-0-often": "daily"}), [ODD])
    assert form.validate()
    assert form.sessions.data == [ODD]


def test_no_row_is_added_to_the_most() -> None:
    sent = MultiDict([("sessions-shown", "1"), ("sessions-add", "1")])
    sent.update({f"sessions-{number}-often": "daily" for number in range(MOST_ROWS)})
    assert len(form_of(sent, []).sessions.rows) == MOST_ROWS


def test_a_listing_with_more_rows_than_that_keeps_them_all() -> None:
    saved = [
        session_value.value_of(weekly(opens=f"{hour:02}:{minute}"), "hall")
        for hour in range(7, 20)
        for minute in (10, 40)
    ]
    form = form_of(None, saved)
    sent = MultiDict([("sessions-shown", "1"), ("sessions-add", "1")])
    for row in form.sessions.rows:
        assert row.form is not None
        sent.add(f"{row.prefix}kept", row.kept_text)
        for box in row.form.boxes:
            several = box.data if isinstance(box.data, list) else [box.data]
            sent.setlist(box.name, [value for value in several if value])
    again = form_of(sent, saved)
    assert again.validate()
    assert again.sessions.data == saved
