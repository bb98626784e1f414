"""The search against real-life queries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from locator.actions import install, relevance
from locator.wiring import Engine
from tests import making
from tests.conftest import OpenEngine

FILE = Path(__file__).parent.parent / "relevance.json"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(making.listing("Lunch Club"), making.listing("Men's Shed"))


def write(file: Path, **row: object) -> Path:
    file.write_text(json.dumps([{"query": "lunch", "near": None, "filters": {}, **row}]))
    return file


def test_what_was_expected_and_came_is_right(engine: Engine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "queries.json", must_be_in_first_three=[["lunch-club", "soup-club"]], must_not_appear=["men-s-shed"]
    )
    assert [one.is_right for one in relevance.judge(engine.context(), file)] == [True]


def test_what_is_missing_or_unwanted_is_named(engine: Engine, tmp_path: Path) -> None:
    file = write(tmp_path / "queries.json", must_be_in_first_three=["mens-shed"], must_not_appear=["lunch-club"])
    (judged,) = relevance.judge(engine.context(), file)
    assert judged.missing == ("mens-shed",)
    assert judged.unwanted == ("lunch-club",)
    assert not judged.is_right


@pytest.mark.slow
def test_nearly_all_real_life_queries_are_right(open_engine: OpenEngine, seed: Path) -> None:
    engine = open_engine()
    install.load_demonstration(engine.store, seed, engine.places, making.TODAY)
    judged = relevance.judge(engine.context(), FILE)
    wrong = [(one.query, one.first, one.missing, one.unwanted) for one in judged if not one.is_right]
    assert len(judged) >= 80
    assert len(wrong) <= len(judged) * 0.05, wrong
