"""The table that comes with the product answers what people in need type, and stays silent otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from locator.actions import urgent_help

QUERIES = json.loads((Path(__file__).parents[1] / "relevance.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("suicide", "Samaritans"),
        ("I want to die", "Samaritans"),
        ("self-harm", "Samaritans"),
        ("Domestic ABUSE", "Scotland’s Domestic Abuse and Forced Marriage Helpline"),
        ("my husband hits me", "Scotland’s Domestic Abuse and Forced Marriage Helpline"),
        ("rape", "Rape Crisis Scotland"),
    ],
)
def test_who_to_ring_is_named(typed: str, name: str) -> None:
    assert name in [one.name for one in urgent_help.for_search(typed)]


def test_everyday_searches_bring_no_alarm() -> None:
    everyday = [row["query"] for row in QUERIES if row["query"] != "rape"]
    assert [typed for typed in (*everyday, "alcohol abuse", "lonely", "", "") if urgent_help.for_search(typed)] == []
