"""The figures and tables are made as the document says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import outcome, report
from benchmarks.outcome import Outcome
from benchmarks.pages import PageOutcome
from benchmarks.questions import Kind, Paper, Question
from benchmarks.race import QUICK, Plan

ROUND = tuple(Question(kind=kind, words=(kind.value,)) for kind in Kind)


def made(engine: str, size: int, microseconds: float, *, again: float = 1.0, afresh: float = 1.0) -> Outcome:
    rounds = [[microseconds * slow for _ in Kind] for slow in (1.0, 1.0, 5.0)]
    return Outcome(
        engine=engine,
        size=size,
        version=f"{engine} 1",
        ready_milliseconds=[100.0, 300.0, 200.0],
        rounds=rounds,
        rounds_again=[[microseconds / again for _ in Kind] for _ in range(5)],
        rounds_afresh=[[microseconds / afresh for _ in Kind] for _ in range(5)],
        rounds_after_edits=rounds,
        edit_milliseconds=[10.0],
        peak_kilobytes=1024,
        server_kilobytes=1024,
        right={"word": 1.0},
        overlap={"word": 0.5},
    )


@pytest.fixture
def findings() -> report.Findings:
    return report.Findings(
        papers={3_000: Paper(checks=(), warm=(), rounds=(ROUND,) * 3, again=ROUND)},
        outcomes=[
            made("ours", 3_000, 50.0, again=2.0, afresh=1.25),
            made("postgresql", 3_000, 500.0),
            made("tantivy_peer", 3_000, 25.0),
            Outcome(engine="fts5", size=3_000, missing="no FTS5"),
        ],
        pages=[
            PageOutcome(
                name="results page", size=3_000, turns=[300.0, 200.0], slow_milliseconds=[9.0, 11.0], page_bytes=2048
            ),
            PageOutcome(name="the same over FTS5", size=3_000, turns=[150.0, 100.0], slow_milliseconds=[9.0, 11.0]),
        ],
    )


def test_a_slow_round_does_not_move_the_mean() -> None:
    assert made("ours", 3_000, 50.0).mean == 50.0


def test_ratios_pair_the_rounds() -> None:
    ours, other = made("ours", 3_000, 50.0), made("fts5", 3_000, 100.0)
    other.rounds[0] = [200.0 for _ in Kind]

    assert outcome.ratio(ours, other) == 0.5


def test_a_kind_has_its_own_ratio() -> None:
    ours, other = made("ours", 3_000, 50.0), made("fts5", 3_000, 100.0)
    phrase = [*Kind].index(Kind.PHRASE)
    for one in ours.rounds:
        one[phrase] *= 4

    assert outcome.ratio_of_kind(Kind.PHRASE, (ROUND,) * 3, ours, other) == 2.0
    assert outcome.middle(Kind.PHRASE, (ROUND,) * 3, ours) == 200.0


def test_memory_is_of_the_process_and_its_server() -> None:
    assert made("postgresql", 3_000, 1.0).megabytes == 2.0


def test_every_row_of_the_table_has_every_column(findings: report.Findings) -> None:
    lines = report.engines_table(findings).splitlines()

    assert len(lines) == 2 + len(findings.outcomes)
    assert len({line.count("|") for line in lines}) == 1


def test_an_engine_that_is_not_here_says_why(findings: report.Findings) -> None:
    assert "not run: no FTS5" in report.engines_table(findings)


def test_targets_are_judged_by_the_ratios(findings: report.Findings) -> None:
    verdicts = {target.claim: target.verdict for target in report.targets(findings)}

    assert verdicts["mean time beside PostgreSQL's, 3,000 listings, never asked before"] == "reached"
    assert verdicts["mean time beside PostgreSQL's, 50,000 listings, never asked before"] == "not measured"
    assert verdicts["mean time beside tantivy's, 3,000 listings, never asked before"] == "not reached"
    assert verdicts["results pages a second beside the same page over FTS5"] == "reached"


def test_new_questions_and_those_asked_again_are_judged_each_for_itself(findings: report.Findings) -> None:
    told = {target.claim: (target.measured, target.verdict) for target in report.targets(findings)}

    for claim, new, again in (
        ("mean time beside PostgreSQL's, 3,000 listings", (0.1, "reached"), (0.05, "reached")),
        ("mean time beside tantivy's, 3,000 listings", (2.0, "not reached"), (1.0, "reached")),
        ("phrase beside tantivy's, 3,000 listings", (2.0, "reached"), (1.0, "reached")),
        ("phrase beside tantivy's, 50,000 listings", (None, "not measured"), (None, "not measured")),
    ):
        assert told[f"{claim}, never asked before"] == new
        assert told[f"{claim}, asked again"] == again
    assert told["mean time beside tantivy's, 3,000 listings, asked again, no answer kept"] == (1.6, "not reached")


def test_what_is_asked_again_has_columns_of_its_own(findings: report.Findings) -> None:
    headings, _, _, server, *_ = (
        [cell.strip() for cell in line.split("|")] for line in report.engines_table(findings).splitlines()
    )
    row = dict(zip(headings, server, strict=True))

    assert (row["mean µs"], row["Locator's time ÷ theirs"]) == ("500", "0.10")
    assert (row["asked again µs"], row["asked again, ÷ theirs"]) == ("500", "0.05")
    assert row["asked again, no answer kept, ÷ theirs"] == "0.08"


def test_the_page_over_fts5_is_compared_turn_by_turn(findings: report.Findings) -> None:
    assert findings.pages[0].ratio(findings.pages[1]) == 2.0
    assert "| 2.00 |" in report.pages_table(findings).splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0.00"),
        (0.00123, "0.0012"),
        (0.1234, "0.12"),
        (9.87, "9.87"),
        (12.34, "12.3"),
        (123.4, "123"),
        (12345.6, "12,346"),
    ],
)
def test_numbers_have_three_figures_that_count(value: float, shown: str) -> None:
    assert report.number(value) == shown


def test_tables_go_between_the_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{command.START}\nold\n{command.END}\nafter\n")

    command.put("new", document)

    assert document.read_text() == f"before\n{command.START}\nnew\n{command.END}\nafter\n"


def test_the_document_has_the_marks() -> None:
    text = command.DOCUMENT.read_text(encoding="utf-8")

    assert text.index(command.START) < text.index(command.END)


def test_quick_asks_less_and_rounds_can_be_chosen() -> None:
    assert command.plan_for(command.arguments(["--quick"])) == QUICK
    assert command.plan_for(command.arguments(["--rounds", "3"])) == Plan(rounds=3)
    assert command.plan_for(command.arguments([])) == Plan()
