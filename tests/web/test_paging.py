"""The row of page numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from locator.web.shared.paging import paging


def numbers(page: int, pages: int) -> list[int | None]:
    """The row for that page, gaps as None."""
    found = paging(page, pages, str)
    return [step.number for step in found.steps] if found else []


def test_one_page_needs_no_row() -> None:
    assert paging(1, 1, str) is None


def test_neighbours_and_ends_are_shown() -> None:
    assert numbers(1, 3) == [1, 2, 3]
    assert numbers(5, 9) == [1, None, 4, 5, 6, None, 9]
    assert numbers(9, 9) == [1, None, 8, 9]


def test_the_ends_lead_no_further() -> None:
    first, last = paging(1, 2, str), paging(2, 2, str)
    assert first is not None
    assert last is not None
    assert (first.earlier, first.later) == ("", "2")
    assert (last.earlier, last.later) == ("1", "")


@given(st.integers(2, 500).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages))))
def test_this_page_is_marked_once_and_all_numbers_are_in_order(pair: tuple[int, int]) -> None:
    found = paging(*pair, str)
    assert found is not None
    assert [step.number for step in found.steps if step.is_current] == [pair[0]]
    shown = [step.number for step in found.steps if step.number]
    assert shown == sorted(set(shown))
    assert shown[-1] == pair[1]
