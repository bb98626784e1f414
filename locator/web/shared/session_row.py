"""One day and time as boxes of a form: the boxes, and how they are filled from what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from locator.directory import dates, reading_dates
from locator.directory.schedule import Gap
from locator.directory.session_entry import NUMBERS, Entry, Pattern
from locator.directory.session_problems import MOST_GAPS

FEW_WEEKS = "few_weeks"
OFTEN: Mapping[str, str] = {
    Pattern.WEEKLY: "Every week",
    FEW_WEEKS: "Every second, third or fourth week",
    Pattern.MONTHLY: "Every month, such as the first Monday",
    Pattern.DAILY: "Every day",
    Pattern.ONCE: "Once, or on a few dates",
}
INTERVALS: Mapping[str, str] = {"2": "Every second week", "3": "Every third week", "4": "Every fourth week"}
NUMBER_WORDS: Mapping[str, str] = dict(
    zip(map(str, NUMBERS), ("First", "Second", "Third", "Fourth", "Last"), strict=True)
)
DAYS: Mapping[str, str] = {str(number): name for number, name in enumerate(dates.WEEKDAYS)}
NO_PLACE = "-"
MOST_IN_A_LINE = 400  # letters
_GAP = re.compile(r"gaps-([0-9]{1,2})-")


def _choices(choices: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value=str(value), label=text) for value, text in choices.items()]


class GapForm(Form):  # type: ignore[misc]
    """A break: its first and last day, and why."""

    first = StringField("First day off")
    last = StringField("Last day off")
    reason = StringField("Why? (optional)", description="Such as: school holidays.")


class RowForm(Form):  # type: ignore[misc]
    """What is asked about one day and time."""

    venue = SelectField("Where?", validate_choice=False)
    often = RadioField("How often?", choices=_choices(OFTEN), validate_choice=False)
    interval = SelectField("Which weeks?", choices=_choices(INTERVALS), validate_choice=False)
    numbers = SelectMultipleField("Which in the month?", choices=_choices(NUMBER_WORDS), validate_choice=False)
    weekdays = SelectMultipleField("Which days?", choices=_choices(DAYS), validate_choice=False)
    starts_on = StringField(
        "First date",
        description=(
            "Such as 7 March. For every second, third or fourth week: any date when it is on. "
            "For once: the date, or dates with commas between. Otherwise you can leave this empty."
        ),
    )
    opens_at = StringField("From", description="Such as 10am, or 10 to 11.30am.")
    closes_at = StringField("To", description="Such as 11.30am.")
    ends_on = StringField("Last date", description="Only if you know when it stops for good.")
    cancelled = TextAreaField("Dates when it is off", description="Such as 22 December. One on a line.")
    extra = TextAreaField("Other dates when it is on", description="One on a line.")
    notes = StringField("Anything else about this time?", description="Such as: come to the side door.")

    def __init__(self, formdata: MultiDict[str, str] | None, *, prefix: str, venues: Mapping[str, str]) -> None:
        """The boxes as they were sent; the breaks that were written and room for one more."""
        self.gaps = _gaps(formdata, prefix)
        super().__init__(formdata, prefix=prefix)
        self.offer(venues)

    def offer(self, venues: Mapping[str, str]) -> None:
        """The places to choose from; where there is only one it is chosen already."""
        usual = {0: NO_PLACE, 1: next(iter(venues), "")}.get(len(venues), "")
        chosen = (self.venue.data or usual) if venues else NO_PLACE
        gone = {} if chosen in ("", NO_PLACE, *venues) else {chosen: "A place that is no longer on the list"}
        first = {} if len(venues) == 1 else {"": "Choose a place"}
        self.venue.choices = _choices({**first, **venues, **gone, NO_PLACE: "No fixed place, or online"})
        self.venue.data = chosen

    @property
    def boxes(self) -> list[Field]:
        """Every box, those of the breaks too."""
        return [*self, *(box for gap in self.gaps for box in gap)]

    def typed(self) -> dict[str, object]:
        """What is in the boxes apart from spaces, to compare."""
        return {box.name: _plain(box.data) for box in self.boxes if box.data}

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said at all: a place alone says nothing, and the weeks have a choice to begin with."""
        return not any(box.data for box in self.boxes if box.short_name not in ("venue", "interval"))


def bounded(formdata: MultiDict[str, str], before: str, after: str) -> MultiDict[str, str]:
    """What was sent for the row named `before`, under the name `after`: no more of a box than tells that it is too much."""
    found: MultiDict[str, str] = MultiDict()
    for name in formdata:
        if name.startswith(before):
            long = name.endswith(("cancelled", "extra", "kept"))
            most = reading_dates.MOST_LETTERS * 4 if name.endswith("kept") else reading_dates.MOST_LETTERS
            cut = (most if long else MOST_IN_A_LINE) + 1
            found.setlist(after + name[len(before) :], [value[:cut] for value in formdata.getlist(name)[:7]])
    return found


def filled(entry: Entry, prefix: str) -> MultiDict[str, str]:
    """An entry as its boxes would be sent."""
    is_once = entry.pattern is Pattern.ONCE
    first = sorted({entry.starts_on, *entry.extra}) if is_once else [entry.starts_on]
    often = FEW_WEEKS if entry.interval > 1 else entry.pattern.value
    texts: dict[str, Sequence[str]] = {
        "venue": [entry.venue or NO_PLACE],
        "often": [often],
        "interval": [str(max(entry.interval, 2))],
        "numbers": list(map(str, entry.numbers)),
        "weekdays": list(map(str, entry.weekdays)),
        "starts_on": [", ".join(dates.date_words(day) for day in first)],
        "opens_at": [dates.time_words(entry.opens_at)] if entry.opens_at else [],
        "closes_at": [dates.time_words(entry.closes_at)] if entry.closes_at else [],
        "ends_on": [dates.date_words(entry.ends_on)] if entry.ends_on else [],
        "cancelled": [_lines(entry.cancelled)],
        "extra": [] if is_once else [_lines(entry.extra)],
        "notes": [entry.notes],
        **_gap_texts(entry.gaps),
    }
    return MultiDict([(prefix + name, text) for name, several in texts.items() for text in several])


def _gap_texts(gaps: Iterable[Gap]) -> dict[str, Sequence[str]]:
    return {
        f"gaps-{number}-{name}": [text]
        for number, gap in enumerate(gaps)
        for name, text in (
            ("first", dates.date_words(gap.starts_on)),
            ("last", dates.date_words(gap.ends_on)),
            ("reason", gap.reason),
        )
    }


def _gaps(formdata: MultiDict[str, str] | None, prefix: str) -> list[GapForm]:
    """The breaks that something was written about, numbered anew, and an empty one while there is room."""
    sent = formdata or MultiDict()
    found = {int(match[1]) for name in sent if (match := _GAP.match(name.removeprefix(prefix)))}
    written = [
        number
        for number in sorted(found)
        if any(sent.get(f"{prefix}gaps-{number}-{name}", "").strip() for name in ("first", "last", "reason"))
    ]
    forms = []
    for number, old in enumerate(written[: MOST_GAPS + 1]):
        own = f"{prefix}gaps-{number}-"
        forms.append(GapForm(bounded(sent, f"{prefix}gaps-{old}-", own), prefix=own))
    return [*forms, *([GapForm(prefix=f"{prefix}gaps-{len(forms)}-")] if len(forms) < MOST_GAPS else [])]


def _lines(days: Iterable[date]) -> str:
    return "\n".join(dates.weekday_words(day) for day in days)


def _plain(data: object) -> object:
    return " ".join(data.split()) if isinstance(data, str) else data
