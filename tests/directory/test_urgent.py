"""Words of danger bring a helpline, and ordinary words do not."""

from __future__ import annotations

from locator.directory.urgent import Helpline, helplines

LISTENERS = Helpline(name="Listeners", phone="116 123", open="day and night")
SHELTER = Helpline(name="Shelter", phone="0800 027 1234", open="day and night")
TABLE = {("end", "my", "life"): (LISTENERS,), ("abuse",): (SHELTER,), ("alcohol", "abuse"): ()}


def test_a_phrase_is_found_anywhere_and_each_helpline_once() -> None:
    typed = ["i", "want", "to", "end", "my", "life", "after", "abuse", "and", "more", "abuse"]
    assert helplines(typed, TABLE) == (LISTENERS, SHELTER)


def test_only_the_whole_phrase_counts() -> None:
    assert helplines(["end", "my", "day"], TABLE) == ()


def test_a_longer_phrase_keeps_a_shorter_one_quiet() -> None:
    assert helplines(["help", "with", "alcohol", "abuse"], TABLE) == ()


def test_an_empty_table_or_search_brings_nobody() -> None:
    assert helplines((), TABLE) == helplines(("abuse",), {}) == ()
