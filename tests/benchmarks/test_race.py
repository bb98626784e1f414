"""A race builds, opens, checks, times and edits every engine that is there, in the same order of questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.outcome import Outcome, middle, ratio_afresh, ratio_again
from benchmarks.questions import Kind
from benchmarks.race import QUICK, Plan, Race

PLAN = Plan(rounds=2, again=3, rounds_after=1, each=2, checks=4, edits=2, starts=2)
SIZE = 150


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Race:
    race = Race(SIZE, ("ours", "fts5"), tmp_path_factory.mktemp("race"), PLAN)
    race.run()
    return race


@pytest.fixture(scope="module", params=["ours", "fts5"])
def outcome(request: pytest.FixtureRequest, race: Race) -> Outcome:
    return race.outcomes[request.param]


def test_every_question_of_every_round_is_timed(outcome: Outcome) -> None:
    assert [len(taken) for taken in outcome.rounds] == [len(Kind) * PLAN.each] * PLAN.rounds
    assert [len(taken) for taken in outcome.rounds_after_edits] == [len(Kind) * PLAN.each] * PLAN.rounds_after


def test_the_same_questions_are_timed_in_every_round_of_asking_again(race: Race, outcome: Outcome) -> None:
    assert [len(taken) for taken in outcome.rounds_again] == [len(race.paper.again)] * PLAN.again
    assert [len(taken) for taken in outcome.rounds_afresh] == [len(race.paper.again)] * PLAN.again


def test_asked_again_ours_answers_from_memory_unless_it_is_told_not_to(race: Race) -> None:
    ours = race.outcomes["ours"]

    assert ours.mean_again < ours.mean
    assert ratio_again(ours, ours) == ratio_afresh(ours, ours) == 1.0
    assert 2 * sum(map(sum, ours.rounds_again)) < sum(map(sum, ours.rounds_afresh))


def test_the_whole_bench_asks_again_five_times_at_least() -> None:
    assert min(QUICK.again, Plan().again) >= 5


def test_every_edit_is_seen(outcome: Outcome) -> None:
    assert outcome.edits_seen == PLAN.edits
    assert len(outcome.edit_milliseconds) == PLAN.edits


def test_every_start_is_measured(outcome: Outcome) -> None:
    assert len(outcome.ready_milliseconds) == PLAN.starts
    assert outcome.ready > 1


def test_totals_agree_with_the_reference(outcome: Outcome) -> None:
    for kind in (Kind.WORD, Kind.AND, Kind.OR, Kind.RADIUS, Kind.FACETS, Kind.NEAREST):
        assert outcome.right[kind] == 1.0


def test_our_first_ten_are_those_of_the_weighted_fields(race: Race) -> None:
    assert race.outcomes["ours"].overlap_by_field[Kind.WORD] >= 0.95


def test_the_first_ten_of_one_field_are_those_of_plain_bm25(race: Race) -> None:
    assert race.outcomes["fts5"].overlap[Kind.WORD] >= 0.95


def test_building_and_memory_are_measured(outcome: Outcome) -> None:
    assert outcome.build_seconds > 0
    assert outcome.disk_bytes > 10_000
    assert outcome.megabytes > 5


def test_every_kind_has_a_middle(race: Race, outcome: Outcome) -> None:
    rounds = race.paper.rounds[: PLAN.rounds]

    assert all(middle(kind, rounds, outcome) > 0 for kind in Kind)


def test_an_engine_that_is_missing_takes_no_part(tmp_path: Path) -> None:
    race = Race(60, ("fts5", "tantivy_peer"), tmp_path / "race", PLAN)
    race.outcomes["tantivy_peer"].missing = "not here"

    assert race.running() == ["fts5"]
