"""Keys keep the order of postcodes and give the postcode back; rows are put together without loss."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places.postcode import Postcode
from locator.places.rows import (
    IN_USE,
    ROW,
    Rows,
    key_of,
    keys_of,
    postcode_of,
    put_together,
    range_of,
    with_nearest_wards,
)

POSTCODES = st.builds(
    Postcode,
    st.sampled_from(["AB10", "EC1A", "G1", "G65", "M1", "ML1", "ML11", "SW1A"]),
    st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True),
)


def rows_of(*described: tuple[str, int, int, str, str]) -> Rows:
    rows = np.zeros(len(described), dtype=ROW)
    rows["key"] = keys_of([name for name, *_ in described])
    for place, (_, latitude, longitude, ward, council) in enumerate(described):
        rows[place] = (rows["key"][place], latitude, longitude, ward.encode(), council.encode(), IN_USE)
    return rows


@given(POSTCODES)
def test_a_key_gives_its_postcode_back(one: Postcode) -> None:
    assert postcode_of(key_of(one)) == one


@given(POSTCODES)
def test_one_at_a_time_and_many_at_once_make_the_same_key(one: Postcode) -> None:
    assert keys_of([str(one), str(one).replace(" ", "")]).tolist() == [key_of(one)] * 2


@given(POSTCODES, st.integers(0, 3))
def test_a_postcode_lies_in_the_range_of_its_beginning(one: Postcode, size: int) -> None:
    first, stop = range_of(Postcode(one.outward, one.inward[:size]))

    assert first <= key_of(one) < stop


@pytest.mark.parametrize("text", ["", "ML1", "hello", "ML1 AAA", "ML1 1A1"])
def test_what_is_no_postcode_has_the_key_nought(text: str) -> None:
    assert keys_of([text]).tolist() == [0]


def test_the_newer_row_wins_and_keeps_the_ward_that_only_the_older_knew() -> None:
    older = rows_of(("ML1 1AB", 1, 1, "S13003060", "S12000050"), ("ML1 1AA", 2, 2, "S13003059", "S12000050"))
    newer = rows_of(("ML1 1AB", 5, 5, "", "S12000050"))

    both = put_together(older, newer)

    assert [str(postcode_of(key)) for key in both["key"]] == ["ML1 1AA", "ML1 1AB"]
    assert both["latitude"].tolist() == [2, 5]
    assert both["ward"].tolist() == [b"S13003059", b"S13003060"]


def test_a_missing_ward_is_that_of_the_nearest_postcode_of_the_same_council() -> None:
    rows = rows_of(
        ("ML1 1AA", 5_500_000, -400_000, "FAR", "C1"),
        ("ML1 1AB", 5_500_100, -400_000, "NEAR", "C1"),
        ("ML1 1AD", 5_500_101, -400_000, "OVER", "C2"),
        ("ML1 1AE", 5_500_102, -400_000, "", "C1"),
        ("ML2 1AA", 5_500_102, -400_000, "", "C1"),
    )

    assert with_nearest_wards(rows)["ward"].tolist() == [b"FAR", b"NEAR", b"OVER", b"NEAR", b""]
