"""The Markdown: one table of all engines at all sizes, one of the pages, one of what was to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.engines import TITLES
from benchmarks.outcome import (
    Outcome,
    middle,
    ratio,
    ratio_afresh,
    ratio_again,
    ratio_of_kind,
    ratio_of_kind_again,
    share,
)
from benchmarks.pages import PageOutcome
from benchmarks.questions import Kind, Paper

HEADINGS = (
    "listings",
    "engine",
    *(f"{kind} µs" for kind in Kind),
    "mean µs",
    "Locator's time ÷ theirs",
    "asked again µs",
    "asked again, ÷ theirs",
    "asked again, no answer kept, ÷ theirs",
    "mean after edits µs",
    "edit seen ms",
    "ready ms",
    "peak MB",
    "top ten of BM25 %",
    "top ten of BM25F %",
    "right %",
    "built s",
    "disk MB",
)
NEW, AGAIN, AFRESH = "never asked before", "asked again", "asked again, no answer kept"
"""The three ways in which questions are put, as the targets name them."""


@dataclass(slots=True)
class Findings:
    """All that one run measured."""

    papers: dict[int, Paper] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    pages: list[PageOutcome] = field(default_factory=list)

    def of(self, engine: str, size: int) -> Outcome | None:
        """One engine's outcome at a size, or None if it did not run."""
        found = (each for each in self.outcomes if each.engine == engine and each.size == size and not each.missing)
        return next(found, None)


def number(value: float) -> str:
    """The figures that count: 0.0012, 0.12, 1.23, 12.3, 123, 1,230."""
    if 0 < value < 0.01:
        return f"{value:.2g}"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first two columns are words, the rest figures."""
    lines = [headings, ["---"] * 2 + ["---:"] * (len(headings) - 2), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def engines_table(findings: Findings) -> str:
    """The one table of section 1.5."""
    return table(HEADINGS, [_row(findings, outcome) for outcome in findings.outcomes])


def _row(findings: Findings, outcome: Outcome) -> list[str]:
    start = [f"{outcome.size:,}", TITLES[outcome.engine]]
    if outcome.missing:
        return [*start, f"not run: {outcome.missing}", *[""] * (len(HEADINGS) - 3)]
    rounds = findings.papers[outcome.size].rounds
    ours = findings.of("ours", outcome.size)
    return [
        *start,
        *(number(middle(kind, rounds, outcome)) for kind in Kind),
        number(outcome.mean),
        number(ratio(ours, outcome)) if ours else "",
        number(outcome.mean_again),
        number(ratio_again(ours, outcome)) if ours else "",
        number(ratio_afresh(ours, outcome)) if ours else "",
        number(outcome.mean_after_edits),
        number(outcome.edit),
        number(outcome.ready),
        number(outcome.megabytes),
        f"{share(outcome.overlap):.0%}".rstrip("%"),
        f"{share(outcome.overlap_by_field):.0%}".rstrip("%"),
        f"{share(outcome.right):.0%}".rstrip("%"),
        number(outcome.build_seconds),
        number(outcome.disk_bytes / 1e6),
    ]


def pages_table(findings: Findings) -> str:
    """Pages a second, each beside the results page."""
    ours = next((page for page in findings.pages if page.name == "results page"), None)
    rows = [
        [
            f"{page.size:,}",
            page.name,
            number(page.per_second),
            number(page.slowest_tenth_milliseconds),
            number(page.kilobytes),
            number(ours.ratio(page)) if ours else "",
        ]
        for page in findings.pages
    ]
    return table(("listings", "page", "pages a second", "slowest tenth ms", "page KB", "results page ÷ this"), rows)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to reach: at most (or at least) `goal`."""

    claim: str
    goal: float
    measured: float | None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Reached, not reached, or not measured in this run."""
        if self.measured is None:
            return "not measured"
        reached = self.measured >= self.goal if self.at_least else self.measured <= self.goal
        return "reached" if reached else "not reached"


def targets(findings: Findings) -> list[Target]:
    """What was to be reached, with what was measured: of search times for each way of asking."""
    wanted = []
    for size in (3_000, 50_000):
        wanted += _mean_targets(findings, size, "postgresql", "PostgreSQL", 0.25)
    wanted += _mean_targets(findings, 3_000, "tantivy_peer", "tantivy", 1.5)
    for size in (3_000, 50_000):
        wanted += _phrase_targets(findings, size)
    for size, goal in ((3_000, 25), (50_000, 150)):
        ours = findings.of("ours", size)
        wanted.append(Target(f"an edit is seen, ms, {size:,} listings", goal, ours.edit if ours else None))
    ours = findings.of("ours", 3_000)
    wanted.append(Target("ready, ms, 3,000 listings", 1_000, ours.ready if ours else None))
    return [*wanted, _page_target(findings)]


def _mean_targets(findings: Findings, size: int, engine: str, title: str, goal: float) -> Iterator[Target]:
    ours, other = findings.of("ours", size), findings.of(engine, size)
    claim = f"mean time beside {title}'s, {size:,} listings"
    yield Target(f"{claim}, {NEW}", goal, ratio(ours, other) if ours and other else None)
    yield Target(f"{claim}, {AFRESH}", goal, ratio_afresh(ours, other) if ours and other else None)
    yield Target(f"{claim}, {AGAIN}", goal, ratio_again(ours, other) if ours and other else None)


def _phrase_targets(findings: Findings, size: int) -> Iterator[Target]:
    ours, other = findings.of("ours", size), findings.of("tantivy_peer", size)
    new = again = None
    if ours and other:
        paper = findings.papers[size]
        new = ratio_of_kind(Kind.PHRASE, paper.rounds, ours, other)
        again = ratio_of_kind_again(Kind.PHRASE, paper.again, ours, other)
    yield Target(f"phrase beside tantivy's, {size:,} listings, {NEW}", 5, new)
    yield Target(f"phrase beside tantivy's, {size:,} listings, {AGAIN}", 5, again)


def _page_target(findings: Findings) -> Target:
    pages = {page.name: page for page in findings.pages}
    both = "results page" in pages and "the same over FTS5" in pages
    measured = pages["results page"].ratio(pages["the same over FTS5"]) if both else None
    return Target("results pages a second beside the same page over FTS5", 1.5, measured, at_least=True)


def targets_table(findings: Findings) -> str:
    """The targets as Markdown."""
    rows = [
        [
            target.claim,
            target.verdict,
            ("at least " if target.at_least else "at most ") + number(target.goal),
            "" if target.measured is None else number(target.measured),
        ]
        for target in targets(findings)
    ]
    return table(("what", "verdict", "to reach", "measured"), rows)


def versions(findings: Findings) -> str:
    """Which versions ran."""
    return ", ".join(dict.fromkeys(outcome.version for outcome in findings.outcomes if outcome.version))
