"""Merges: where each merged listing leads, through chains and back when one is undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import merge as rules
from locator.directory.merge import Merge, MovedProposal
from locator.storage import listings, merges, organizations
from locator.storage.database import Store
from tests import making
from tests.conftest import NOW
from tests.making import identifier

NAMES = ("A", "B", "C", "D")
A, B, C, D = (identifier("service", name) for name in NAMES)


@pytest.fixture
def listed(store: Store) -> Store:
    with store.atomic():
        for name in NAMES:
            one = making.listing(name)
            organizations.save(store, one.organization)
            listings.save(store, one)
    return store


def merge(kept: str, merged: str, **changes: object) -> Merge:
    values = {"kept_before": 1, "kept_after": 2, "merged_before": 1, "merged_after": 2, **changes}
    return Merge(
        id=f"{merged}>{kept}",
        kept_id=kept,
        merged_id=merged,
        merged_at=NOW,
        merged_by=None,
        **values,  # type: ignore[arg-type]
    )


def add(store: Store, *made: Merge) -> None:
    for one in made:
        with store.atomic():
            merges.add(store, one)


def test_a_merge_comes_back_as_it_was_kept(listed: Store) -> None:
    one = merge(A, B, moved=(MovedProposal(id="p", step=3, base_number=1, fields="[]"),))
    add(listed, one)
    assert merges.by_id(listed, one.id) == one
    assert merges.live(listed) == merges.of_service(listed, A) == merges.of_service(listed, B) == (one,)
    assert merges.by_id(listed, "none") is None


def test_a_chain_leads_to_its_end_and_no_further_than_what_is_not_undone(listed: Store) -> None:
    add(listed, merge(B, C), merge(A, B))
    assert merges.kept_for(listed, (A, B, C, D)) == {B: A, C: A}
    with listed.atomic():
        assert merges.undo(listed, f"{B}>{A}", NOW, None)
        assert not merges.undo(listed, f"{B}>{A}", NOW, None)
    assert merges.kept_for(listed, (A, B, C, D)) == {C: B}


def test_addresses_of_what_was_merged_lead_to_what_was_kept(listed: Store) -> None:
    with listed.atomic():
        one = listings.by_slug(listed, "b")
        assert one is not None
        listings.save(listed, making.listing("B", slug="b-renamed"))
    add(listed, merge(A, B))
    assert [merges.slug_for(listed, slug) for slug in ("b", "b-renamed", "a", "never")] == ["a", "a", None, None]


@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6))
def test_every_chain_ends_whatever_it_is_made_of(pairs: list[tuple[str, str]]) -> None:
    found = rules.ends(merge(kept, merged) for kept, merged in pairs if kept != merged)
    assert set(found) == {merged for kept, merged in pairs if kept != merged}
