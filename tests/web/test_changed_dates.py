"""What is different is said with where and of which rule, unless it holds for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from locator.directory.schedule import Gap
from locator.web.shared import changed_dates
from tests import making
from tests.making import AIRDRIE, TODAY

BREAK = Gap(starts_on=date(2026, 12, 20), ends_on=date(2027, 1, 5), reason="Christmas")
TUESDAYS, FRIDAYS = making.weekly("TU"), making.weekly("FR")
HALL, SHED = making.venue(), making.venue(AIRDRIE, "Gartlea Shed")


def test_a_note_names_its_rule_where_there_are_several() -> None:
    gentle = replace(FRIDAYS, notes="The gentle class")
    both = making.listing("Class", sites=(making.site(HALL, TUESDAYS, gentle),))
    assert changed_dates.lines(both, TODAY) == ("Every Friday, 10am to 11.30am: The gentle class",)
    alone = making.listing("Class", sites=(making.site(HALL, gentle),))
    assert changed_dates.lines(alone, TODAY) == ("The gentle class",)


def test_a_day_off_names_its_venue_where_there_are_several() -> None:
    off = replace(TUESDAYS, cancelled=(date(2026, 12, 1),))
    two = making.listing("Class", sites=(making.site(HALL, off), making.site(SHED, FRIDAYS)))
    assert changed_dates.lines(two, TODAY) == ("Not on Tuesday 1 December, at Dalziel Hall",)


def test_what_holds_everywhere_is_said_once() -> None:
    rules = [replace(rule, gaps=(BREAK,)) for rule in (TUESDAYS, FRIDAYS)]
    two = making.listing("Class", sites=(making.site(HALL, rules[0]), making.site(SHED, rules[1])))
    assert changed_dates.lines(two, TODAY) == ("No sessions 20 December 2026 to 5 January 2027 (Christmas)",)


def test_nothing_is_said_where_nothing_is_different() -> None:
    assert changed_dates.lines(making.listing("Class", sites=(making.site(HALL, TUESDAYS),)), TODAY) == ()
