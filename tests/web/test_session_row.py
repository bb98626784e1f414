"""What is saved fills the boxes so that reading them gives the same again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from werkzeug.datastructures import MultiDict

from locator.directory import session_problems
from locator.directory.session_entry import Entry, Pattern
from locator.web.shared.session_reading import Reading
from locator.web.shared.session_row import RowForm, bounded, filled
from tests.directory.entries import entries
from tests.making import TODAY

PLACES = {"hall": "Dalziel Hall", "church": "St Mary’s"}
PREFIX = "sessions-0-"


def plain(entry: Entry) -> Entry:
    """The entry with single spaces, and its dates in order where it is on once: boxes do not keep more than that."""
    gaps = tuple(replace(gap, reason=" ".join(gap.reason.split())) for gap in entry.gaps)
    found = replace(entry, notes=" ".join(entry.notes.split()), gaps=gaps)
    if entry.pattern is not Pattern.ONCE:
        return found
    first, *others = sorted({entry.starts_on, *entry.extra})
    return replace(found, starts_on=first, extra=tuple(others))


@given(entries())
def test_boxes_filled_from_an_entry_are_read_as_that_entry(entry: Entry) -> None:
    expected = plain(entry)
    assume(not any(found.stops for found in session_problems.find(expected, TODAY)))
    form = RowForm(filled(entry, PREFIX), prefix=PREFIX, venues=PLACES)
    reading = Reading(form, TODAY)
    assert reading.entry(PLACES) == expected


@given(entries())
def test_what_the_boxes_mean_does_not_depend_on_the_number_of_the_row(entry: Entry) -> None:
    there = filled(entry, PREFIX)
    moved = bounded(bounded(there, PREFIX, "sessions-7-"), "sessions-7-", PREFIX)
    assert RowForm(moved, prefix=PREFIX, venues=PLACES).typed() == RowForm(there, prefix=PREFIX, venues=PLACES).typed()


def test_a_box_with_too_much_in_it_is_cut_so_that_it_still_is_too_much() -> None:
    sent = MultiDict([("sessions-0-notes", "x" * 10_000), ("sessions-0-cancelled", "7" * 10_000)])
    cut = bounded(sent, PREFIX, PREFIX)
    assert len(cut["sessions-0-notes"]) == 401
    assert len(cut["sessions-0-cancelled"]) == 2_001


def test_there_is_always_room_for_one_more_break_up_to_twelve() -> None:
    def gaps(number: int) -> int:
        sent = MultiDict([(f"sessions-0-gaps-{one}-first", "1 July") for one in range(number)])
        return len(RowForm(sent, prefix=PREFIX, venues={}).gaps)

    assert [gaps(number) for number in (0, 1, 11, 12, 13, 90)] == [1, 2, 12, 12, 13, 13]
