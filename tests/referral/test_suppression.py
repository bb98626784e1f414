"""No hidden count can be worked out: not from totals, not from two tables that overlap, not by trying."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.referral import suppression
from locator.referral.suppression import SMALLEST_SHOWN, Figure, Key
from tests.referral import attacking

QUICK, FULL = 300, 10_000

Counts = dict[tuple[str, str], int]


def names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def random_table(dice: random.Random) -> tuple[Counts, list[str], list[str]]:
    """A table as they are: few rows or many, mostly small counts, some noughts, now and then a large one."""
    rows, columns = names("r", dice.randint(1, 9)), names("c", dice.randint(1, 8))
    mean, noughts = dice.choice((1.5, 4, 9, 25)), dice.choice((0.0, 0.2, 0.6))
    counts = {
        (row, column): 0 if dice.random() < noughts else int(dice.expovariate(1 / mean))
        for row in rows
        for column in columns
    }
    return counts, rows, columns


def small(figures: tuple[Figure, ...]) -> set[Key]:
    return {one.key for one in figures if 0 < one.value < SMALLEST_SHOWN}


def hidden_and_recovered(seed: int, tables: int) -> tuple[int, int]:
    """How many figures of so many random tables are hidden, and how many of them come back."""
    dice, hidden, back = random.Random(seed), 0, 0
    for _ in range(tables):
        counts, rows, columns = random_table(dice)
        published = suppression.published(suppression.table(counts, rows, columns))
        sums = attacking.sums_of_table(rows, columns)
        hidden += sum(value is None for value in published.values())
        back += len(attacking.recovered(published, sums))
    return hidden, back


def test_none_of_300_random_tables_gives_a_hidden_count_away() -> None:
    hidden, back = hidden_and_recovered(1, QUICK)
    assert hidden > QUICK
    assert back == 0


@pytest.mark.slow
def test_none_of_10000_random_tables_gives_a_hidden_count_away() -> None:
    hidden, back = hidden_and_recovered(2, FULL)
    assert hidden > FULL
    assert back == 0


def test_hiding_the_small_counts_alone_would_give_some_away() -> None:
    dice, back = random.Random(1), 0
    for _ in range(QUICK):
        counts, rows, columns = random_table(dice)
        figures = suppression.table(counts, rows, columns)
        published = {one.key: None if one.key in small(figures) else one.value for one in figures}
        back += len(attacking.recovered(published, attacking.sums_of_table(rows, columns)))
    assert back > 100


@settings(max_examples=40)
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=1, max_size=2)
    )
)
def test_no_table_small_enough_to_try_everything_gives_a_hidden_count_away(values: list[list[int]]) -> None:
    rows, columns = names("r", len(values)), names("c", len(values[0]))
    counts = {(row, column): values[y][x] for y, row in enumerate(rows) for x, column in enumerate(columns)}
    published = suppression.published(suppression.table(counts, rows, columns))
    assert attacking.by_trying(published, rows, columns, most=7) == set()


def test_a_hidden_small_count_could_be_one_that_is_shown() -> None:
    dice = random.Random(3)
    for _ in range(100):
        counts, rows, columns = random_table(dice)
        figures = suppression.table(counts, rows, columns)
        bounds = attacking.bounds(suppression.published(figures), attacking.sums_of_table(rows, columns))
        assert all(bounds[key][1] >= SMALLEST_SHOWN for key in small(figures))


def random_chain(dice: random.Random) -> tuple[Counter[tuple[str, str, str]], list[str], list[str], list[str]]:
    first, rows, columns = (
        names("f", dice.randint(2, 6)),
        names("r", dice.randint(2, 6)),
        names("c", dice.randint(2, 6)),
    )
    counts: Counter[tuple[str, str, str]] = Counter()
    for _ in range(dice.choice((6, 30, 120, 400))):
        counts[dice.choice(first), dice.choice(rows), dice.choice(columns)] += 1
    return counts, first, rows, columns


def chains(number: int) -> Iterator[tuple[tuple[Figure, ...], list[attacking.Sum]]]:
    dice = random.Random(4)
    for _ in range(number):
        counts, first, rows, columns = random_chain(dice)
        yield suppression.chain(counts, first, rows, columns), attacking.sums_of_chain(first, rows, columns)


@pytest.mark.parametrize("number", [100, pytest.param(3_000, marks=pytest.mark.slow)])
def test_two_tables_of_the_same_records_give_no_hidden_count_away(number: int) -> None:
    for figures, sums in chains(number):
        assert attacking.recovered(suppression.published(figures), sums) == set()


def test_a_total_that_two_tables_share_is_hidden_in_both() -> None:
    """Two tables share the totals of their rows, so both must be hidden together."""
    counts = Counter({("f", "a", "c"): 3, ("f", "b", "c"): 20, ("g", "b", "d"): 30, ("g", "c", "d"): 40})
    together = suppression.published(suppression.chain(counts, [*"fg"], [*"abc"], [*"cd"]))
    assert together["row", "a"] is None
    assert attacking.recovered(together, attacking.sums_of_chain([*"fg"], [*"abc"], [*"cd"])) == set()


def test_a_year_beside_its_quarters_would_give_some_away() -> None:
    """Why there are no figures for years: what a year's table shows takes the cover off its quarters."""
    dice, back = random.Random(5), 0
    rows, columns = names("r", 4), names("c", 4)
    for _ in range(20):
        quarters = [{(r, c): int(dice.expovariate(1 / 6)) for r in rows for c in columns} for _ in range(4)]
        year = {key: sum(one[key] for one in quarters) for key in quarters[0]}
        tables = [suppression.published(suppression.table(one, rows, columns)) for one in (*quarters, year)]
        for cell in year:
            known = [one["cell", *cell] for one in tables]
            back += known[4] is not None and known[:4].count(None) == 1
    assert back > 0


def test_the_same_counts_are_hidden_the_same_way_in_any_order() -> None:
    dice = random.Random(6)
    for _ in range(50):
        counts, rows, columns = random_table(dice)
        shuffled = dict(dice.sample(list(counts.items()), len(counts)))
        again = suppression.published(suppression.table(shuffled, rows, columns))
        assert again == suppression.published(suppression.table(counts, rows, columns))


def test_what_is_shown_is_true_and_every_small_count_is_hidden() -> None:
    dice = random.Random(7)
    for _ in range(100):
        figures = suppression.table(*random_table(dice))
        published = suppression.published(figures)
        assert all(published[one.key] in (one.value, None) for one in figures)
        assert all(published[key] is None for key in small(figures))
        assert all(published[one.key] == 0 for one in figures if one.value == 0)


def test_a_table_by_hand() -> None:
    counts = {
        ("Airdrie", "a"): 3,
        ("Airdrie", "b"): 20,
        ("Shotts", "a"): 10,
        ("Shotts", "b"): 30,
        ("Wishaw", "a"): 50,
        ("Wishaw", "b"): 40,
    }
    published = suppression.published(suppression.table(counts, ["Airdrie", "Shotts", "Wishaw"], ["a", "b"]))
    gone = {key for key, value in published.items() if value is None}
    assert gone == {
        ("cell", "Airdrie", "a"),
        ("cell", "Airdrie", "b"),
        ("cell", "Shotts", "a"),
        ("cell", "Shotts", "b"),
    }
    assert published["row", "Airdrie"] == 23
    assert published["total",] == 153


def test_where_everything_is_small_even_the_total_is_hidden() -> None:
    published = suppression.published(suppression.table({("r", "c"): 2}, ["r", "s"], ["c"]))
    assert published["total",] is None
    assert published["cell", "s", "c"] == 0


def test_a_table_without_small_counts_is_shown_whole() -> None:
    figures = suppression.table({("r", "c"): 5, ("r", "d"): 0}, ["r"], ["c", "d"])
    assert suppression.hidden(figures) == frozenset()
