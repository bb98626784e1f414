"""Read the boxes of one day and time: the entry that they mean, and a sentence for each box that is not right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from wtforms import Field

from locator.directory import reading_dates, reading_times, session_problems
from locator.directory.reading_dates import NotADateError
from locator.directory.reading_times import NotATimeError
from locator.directory.schedule import Gap
from locator.directory.session_entry import NUMBERS, Entry, Pattern
from locator.directory.session_problems import Found
from locator.web.shared import session_sentences as sentences
from locator.web.shared.session_row import DAYS, FEW_WEEKS, INTERVALS, NO_PLACE, NUMBER_WORDS, OFTEN, RowForm

STARTED_BACK = timedelta(days=183)
"""A first date without a year may be of the half year that is over; other dates are of those to come, or of the last month."""

RECENT = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A sentence about a box; one that does not `stop` is shown and saved all the same."""

    box: Field
    text: str
    stops: bool = True


@dataclass(slots=True)
class Reading:
    """What was read so far."""

    form: RowForm
    today: date
    troubles: list[Trouble] = field(default_factory=list)

    def entry(self, venues: Collection[str]) -> Entry | None:
        """The entry; None where a box stops it."""
        often = self.form.often.data
        if often not in OFTEN:
            self.wrong(self.form.often, sentences.NO_PATTERN)
        venue = self._venue(venues)
        starts = self._starts(often)
        opens_at, closes_at = self._times()
        extra = (*starts[1:], *self.days(self.form.extra))
        cancelled, ends_on, gaps = self.days(self.form.cancelled), self.day(self.form.ends_on), self._gaps()
        if self.troubles or not starts:
            return None
        pattern = Pattern.WEEKLY if often == FEW_WEEKS else Pattern(often)
        is_weekly, is_monthly = pattern is Pattern.WEEKLY, pattern is Pattern.MONTHLY
        found = Entry(
            pattern=pattern,
            starts_on=starts[0],
            venue=venue,
            interval=_interval(self.form.interval.data) if often == FEW_WEEKS else 1,
            weekdays=_chosen(self.form.weekdays.data, DAYS) if is_weekly or is_monthly else (),
            numbers=_in_month(self.form.numbers.data) if is_monthly else (),
            opens_at=opens_at,
            closes_at=closes_at,
            ends_on=ends_on,
            cancelled=tuple(sorted(cancelled)),
            extra=tuple(sorted(extra)),
            gaps=gaps,
            notes=" ".join((self.form.notes.data or "").split()),
        )
        self._judge(found)
        return None if any(trouble.stops for trouble in self.troubles) else found

    def wrong(self, box: Field, text: str) -> None:
        """Note a sentence that stops."""
        self.troubles.append(Trouble(box=box, text=text))

    def day(self, box: Field, earliest: date | None = None) -> date | None:
        """The one date in a box; None where it is empty or wrong."""
        text = (box.data or "").strip()
        try:
            return reading_dates.read_date(text, earliest or self.today - RECENT) if text else None
        except NotADateError as wrong:
            self.wrong(box, sentences.date_fault(wrong))
            return None

    def days(self, box: Field, earliest: date | None = None) -> tuple[date, ...]:
        """All dates in a box."""
        try:
            return reading_dates.read_dates(box.data or "", earliest or self.today - RECENT)
        except NotADateError as wrong:
            self.wrong(box, sentences.date_fault(wrong))
            return ()

    def _venue(self, venues: Collection[str]) -> str | None:
        chosen = self.form.venue.data
        if not venues or chosen == NO_PLACE:
            return None
        if chosen not in venues:
            self.wrong(self.form.venue, sentences.NO_PLACE)
        return str(chosen)

    def _starts(self, often: str) -> tuple[date, ...]:
        """The first date; where it is on once, all of its dates; today where it does not matter and none is written."""
        box = self.form.starts_on
        if often == Pattern.ONCE:
            found = tuple(sorted(self.days(box)))
        else:
            one = self.day(box, self.today - STARTED_BACK)
            found = () if one is None else (one,)
        if found or self.is_about(box):
            return found
        if often == Pattern.ONCE:
            self.wrong(box, sentences.NO_DATE)
        elif often == FEW_WEEKS:
            self.wrong(box, sentences.NO_START)
        return (self.today,)

    def is_about(self, box: Field) -> bool:
        """Whether there is a sentence about that box already."""
        return any(trouble.box is box for trouble in self.troubles)

    def _times(self) -> tuple[time | None, time | None]:
        form = self.form
        try:
            return reading_times.read_times(form.opens_at.data or "", form.closes_at.data or "")
        except NotATimeError as wrong:
            self.wrong(form.closes_at if wrong.is_end else form.opens_at, sentences.time_fault(wrong))
            return None, None

    def _gaps(self) -> tuple[Gap, ...]:
        found = []
        for gap in self.form.gaps:
            first = self.day(gap.first)
            last = self.day(gap.last, first)
            reason = " ".join((gap.reason.data or "").split())
            if first and last:
                found.append(Gap(starts_on=first, ends_on=last, reason=reason))
            elif (first or last or reason) and not (self.is_about(gap.first) or self.is_about(gap.last)):
                self.wrong(gap.last if first else gap.first, sentences.GAP_HALF)
        return tuple(found)

    def _judge(self, entry: Entry) -> None:
        for found in session_problems.find(entry, self.today):
            self.troubles.append(Trouble(box=self._box(found), text=sentences.problem(found), stops=found.stops))

    def _box(self, found: Found) -> Field:
        if found.where == "gaps":
            return self.form.gaps[min(found.number, len(self.form.gaps) - 1)].first
        if found.where == "extra" and self.form.often.data == Pattern.ONCE and not self.form.extra.data:
            return self.form.starts_on
        return self.form[found.where]


def _interval(text: str) -> int:
    return int(text) if text in INTERVALS else 2


def _chosen(data: list[str] | None, known: Collection[str]) -> tuple[int, ...]:
    return tuple(sorted(int(value) for value in set(data or ()) if value in known))


def _in_month(data: list[str] | None) -> tuple[int, ...]:
    chosen = _chosen(data, NUMBER_WORDS)
    return tuple(number for number in NUMBERS if number in chosen)
