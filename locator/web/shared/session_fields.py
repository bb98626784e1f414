"""The days and times of a listing as one field of a form: rows that are added, taken away and read back without JavaScript.

class EditForm(Form):
    sessions = SessionsField("Days and times")

form = EditForm(request.form, data={"sessions": content["sessions"]})
form.sessions.prepare(today=context.today, venues={location.id: location.name, ...})
if request.method == "POST" and not form.sessions.pressed and form.validate():
    ...  # form.sessions.data: the content of the field `sessions`
# else the page again, with {{ sessions_editor(form.sessions) }}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.utils import unset_value

from locator.directory import dates, session_value, session_words
from locator.directory.reading_dates import FIRST_YEAR, LAST_YEAR
from locator.directory.schedule import Schedule, Session
from locator.directory.session_entry import from_schedule, to_schedule
from locator.directory.session_value import Value
from locator.web.shared.card_view import check_first
from locator.web.shared.session_reading import Reading, Trouble
from locator.web.shared.session_row import RowForm, bounded, filled

MOST_ROWS = 20
MOST_KEPT = 8_000  # letters
TOO_MANY = f"You can have {MOST_ROWS} days and times. Take one away first"
NEEDED = "Say when it is on"
TORN = "Part of this page was lost on the way. Open the page again and start afresh"
MOVED = "Its place is no longer on the list, so it has no place now"


@dataclass(slots=True, kw_only=True)
class Row:
    """One day and time: boxes, or (`form` is None) a rule that the boxes cannot show and that stays as it is.

    `kept` is what is saved now, `value` what would be saved; None where nothing was said, or something stops it.
    """

    number: int
    prefix: str
    form: RowForm | None
    kept: Value | None
    value: dict[str, Any] | None = None
    troubles: list[Trouble] = field(default_factory=list)
    place: str = ""
    left_place: str = ""
    sentence: str = ""
    next: tuple[str, ...] = ()

    @property
    def kept_text(self) -> str:
        """What is saved now, to go through the page and back."""
        return json.dumps(self.kept, separators=(",", ":")) if self.kept is not None else ""

    @property
    def cautions(self) -> list[str]:
        """What is worth a look and is saved all the same."""
        left = [self.left_place] if self.left_place else []
        return left + [trouble.text for trouble in self.troubles if not trouble.stops]

    @property
    def is_open(self) -> bool:
        """Whether one of the boxes that few need has something in it, or is wrong."""
        if self.form is None:
            return False
        few = (self.form.ends_on, self.form.cancelled, self.form.extra, self.form.notes)
        return any(box.data or box.errors for box in (*few, *(one for gap in self.form.gaps for one in gap)))

    def read(self, today: date, venues: Mapping[str, str]) -> None:
        """Find what the boxes mean."""
        if self.form is None:
            self._stay(today)
            self._leave(venues)
            return
        reading = Reading(self.form, today)
        entry = None if self.form.is_untouched else reading.entry(venues)
        is_same = self._is_as_kept(venues)
        self.troubles = [] if is_same else reading.troubles
        if is_same:
            self._stay(today)
        elif entry is not None:
            self._say(to_schedule(entry, ""), today)
            self.value = session_value.value_of(to_schedule(entry, ""), entry.venue)

    def show_errors(self) -> None:
        """Give each box its sentence."""
        for trouble in self.troubles:
            if trouble.stops:
                trouble.box.errors = [*trouble.box.errors, trouble.text]

    def _is_as_kept(self, venues: Mapping[str, str]) -> bool:
        """Whether no box was changed: then what is kept stays, letter for letter, and nobody is asked about it."""
        if self.kept is None or self.form is None or self.kept["location_id"] not in (None, *venues):
            return False
        entry = from_schedule(session_value.schedule_of(self.kept, ""), self.kept["location_id"])
        if entry is None:
            return False
        before = RowForm(filled(entry, self.prefix), prefix=self.prefix, venues=venues)
        return before.typed() == self.form.typed()

    def _stay(self, today: date) -> None:
        if self.kept is not None:
            self.value = dict(self.kept)
            self._say(session_value.schedule_of(self.kept, ""), today)

    def _leave(self, venues: Mapping[str, str]) -> None:
        """A rule that cannot be changed here loses a place that the listing has no more."""
        self.place = venues.get(self.kept["location_id"] or "", "") if self.kept else ""
        if self.value and self.value["location_id"] not in (None, *venues):
            self.value["location_id"] = None
            self.left_place = MOVED

    def _say(self, schedule: Schedule, today: date) -> None:
        self.sentence = session_words.sentence(schedule, today)
        self.next = tuple(_session_words(one, today) for one in session_words.next_sessions(schedule, today))


class SessionsField(Field):  # type: ignore[misc]
    """All days and times of a listing; `data` is the content of the field `sessions`, whole only after `validate`."""

    def __init__(self, label: str = "Days and times", *, required: bool = False, **rest: Any) -> None:
        """With `required` there must be at least one."""
        super().__init__(label, **rest)
        self.is_required = required
        self.rows: list[Row] = []
        self.own_errors: list[str] = []
        self.pressed = ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was sent, if this field was on the page; else what is saved."""
        self.data = self.object_data = [] if data is unset_value or data is None else list(data)
        self.process_errors: list[str] = []
        self._sent: MultiDict[str, str] | None = None
        if formdata is not None and f"{self.name}-shown" in formdata:
            self._sent = formdata

    def prepare(self, *, today: date, venues: Mapping[str, str]) -> None:
        """Make the rows and read them; `venues` are the places of the listing: their names by their keys.

        Must be called once after the form is made. Where `pressed` is not empty the page is to be shown again.
        """
        self.venues = venues
        self.rows = self._sent_rows(self._sent) if self._sent is not None else self._saved_rows()
        if not self.rows or self.pressed == "add":
            self._add()
        for row in self.rows:
            row.read(today, venues)
        if self.pressed == "check":
            self._show_errors()

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Whether all that was said can be saved."""
        self.data = [row.value for row in self.rows if row.value is not None]
        stops = any(trouble.stops for row in self.rows for trouble in row.troubles)
        if self.is_required and not self.data and not stops:
            self.own_errors.append(NEEDED)
        self._show_errors()
        return not self.errors

    def _show_errors(self) -> None:
        for row in self.rows:
            row.show_errors()
        self.errors = [text for text, _ in self.summary()]

    def summary(self) -> list[tuple[str, str]]:
        """The sentences of all boxes with the ids of these, for the list of errors of the page."""
        own = [(error, self._first_box()) for error in self.own_errors]
        several = len(self.rows) > 1
        return own + [
            (f"Day and time {row.number}: {text}" if several else text, box.id)
            for row in self.rows
            for box in (row.form.boxes if row.form else ())
            for text in box.errors
        ]

    @property
    def is_full(self) -> bool:
        """Whether no row can be added."""
        return len(self.rows) >= MOST_ROWS

    def _first_box(self) -> str:
        return next((f"{row.prefix}often" for row in self.rows if row.form), f"{self.name}-add")

    def _sent_rows(self, sent: MultiDict[str, str]) -> list[Row]:
        """The rows in the order in which they were on the page, without the one to take away, numbered anew."""
        self.pressed, gone = _button(sent, self.name)
        numbers = [number for number in _numbers(sent, self.name) if number != gone]
        most = max(MOST_ROWS, len(self.object_data))
        if len(numbers) > most:
            self.own_errors.append(TOO_MANY)
        old_and_new = [(f"{self.name}-{old}-", f"{self.name}-{new}-") for new, old in enumerate(numbers[:most])]
        return [self._row(place, bounded(sent, old, new)) for place, (old, new) in enumerate(old_and_new)]

    def _saved_rows(self) -> list[Row]:
        return [self._saved(place, value) for place, value in enumerate(self.object_data)]

    def _saved(self, place: int, value: Value) -> Row:
        prefix = f"{self.name}-{place}-"
        entry = from_schedule(session_value.schedule_of(value, ""), value["location_id"])
        form = RowForm(filled(entry, prefix), prefix=prefix, venues=self.venues) if entry else None
        return Row(number=place + 1, prefix=prefix, form=form, kept=value)

    def _row(self, place: int, sent: MultiDict[str, str]) -> Row:
        prefix = f"{self.name}-{place}-"
        kept = _kept(sent.get(f"{prefix}kept", ""), self.object_data)
        is_shown_only = f"{prefix}as_it_is" in sent
        if is_shown_only and kept is None:
            self.own_errors.append(TORN)
        form = None if is_shown_only else RowForm(sent, prefix=prefix, venues=self.venues)
        return Row(number=place + 1, prefix=prefix, form=form, kept=kept)

    def _add(self) -> None:
        if not self.is_full:
            self.rows.append(self._row(len(self.rows), MultiDict()))


def _numbers(sent: MultiDict[str, str], name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,3}})-")
    return sorted({int(match[1]) for key in sent if (match := pattern.match(key))})


def _button(sent: MultiDict[str, str], name: str) -> tuple[str, int | None]:
    """Which button of the field was pressed, and the row that it takes away."""
    gone = sent.get(f"{name}-remove", "")
    if re.fullmatch(r"[0-9]{1,3}", gone):
        return "remove", int(gone)
    return next((button for button in ("add", "check") if f"{name}-{button}" in sent), ""), None


def _kept(text: str, saved: Sequence[Value]) -> Value | None:
    """What the page said is saved; nothing where that is not what we wrote there.

    It need not be saved still: somebody else may have changed it since. A start long ago, which would take long to count from,
    or far ahead is only believed where it is.
    """
    try:
        value = json.loads(text) if 0 < len(text) <= MOST_KEPT else None
        if not isinstance(value, dict) or not isinstance(value["location_id"], str | None):
            return None
        schedule = session_value.schedule_of(value, "")
    except (ValueError, KeyError, RecursionError):
        return None
    found = session_value.value_of(schedule, value["location_id"])
    return found if found in saved or FIRST_YEAR <= schedule.starts_on.year <= LAST_YEAR else None


def _session_words(one: Session, today: date) -> str:
    """ "Tuesday 1 December, 10am to 11.30am", and what to do about a bank holiday."""
    times = dates.times_words(one.opens_at, one.closes_at)
    words = ", ".join(part for part in (dates.weekday_words(one.on, today.year), times) if part)
    check = check_first(one.bank_holiday)
    return f"{words} ({check})" if check else words
