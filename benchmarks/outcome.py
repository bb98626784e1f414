"""What was measured of one engine at one size, and the figures made from it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.questions import Kind, Question


@dataclass(slots=True)
class Outcome:
    """One engine at one size; `missing` says why there are no figures. Each round is a list of microseconds, in order.

    The questions of `rounds` were never asked before, those of `rounds_again` are the same in every round, and of
    `rounds_afresh` too, but no whole answer was kept from one to the next.
    """

    engine: str
    size: int
    missing: str = ""
    version: str = ""
    build_seconds: float = 0.0
    disk_bytes: int = 0
    ready_milliseconds: list[float] = field(default_factory=list)
    rounds: list[list[float]] = field(default_factory=list)
    rounds_again: list[list[float]] = field(default_factory=list)
    rounds_afresh: list[list[float]] = field(default_factory=list)
    rounds_after_edits: list[list[float]] = field(default_factory=list)
    edit_milliseconds: list[float] = field(default_factory=list)
    edits_seen: int = 0
    peak_kilobytes: int = 0
    server_kilobytes: int = 0
    right: dict[str, float] = field(default_factory=dict)
    overlap: dict[str, float] = field(default_factory=dict)
    overlap_by_field: dict[str, float] = field(default_factory=dict)

    @property
    def ready(self) -> float:
        """Milliseconds from starting the process to its first answer."""
        return statistics.median(self.ready_milliseconds)

    @property
    def edit(self) -> float:
        """Milliseconds from an edit to a search that shows it."""
        return statistics.median(self.edit_milliseconds)

    @property
    def megabytes(self) -> float:
        """Peak memory of the engine's process and of its server."""
        return (self.peak_kilobytes + self.server_kilobytes) / 1024

    @property
    def mean(self) -> float:
        """Microseconds a question: the mean of each round, and of those the median."""
        return statistics.median(statistics.fmean(one) for one in self.rounds)

    @property
    def mean_again(self) -> float:
        """Microseconds a question that was asked before."""
        return statistics.median(statistics.fmean(one) for one in self.rounds_again)

    @property
    def mean_after_edits(self) -> float:
        """The same after the edits."""
        return statistics.median(statistics.fmean(one) for one in self.rounds_after_edits)


def of_kind(kind: Kind, paper: Sequence[Sequence[Question]], rounds: Sequence[Sequence[float]]) -> list[float]:
    """The median of this kind in each round."""
    return [
        statistics.median(taken for question, taken in zip(asked, one, strict=True) if question.kind == kind)
        for asked, one in zip(paper, rounds, strict=False)
    ]


def middle(kind: Kind, paper: Sequence[Sequence[Question]], outcome: Outcome) -> float:
    """Microseconds of this kind: the median of each round, and of those the median."""
    return statistics.median(of_kind(kind, paper, outcome.rounds))


def ratio(ours: Outcome, other: Outcome) -> float:
    """Our time beside theirs for new questions: the means of each round paired, and of those ratios the median."""
    return _paired(map(statistics.fmean, ours.rounds), map(statistics.fmean, other.rounds))


def ratio_again(ours: Outcome, other: Outcome) -> float:
    """The same for questions that were asked before."""
    return _paired(map(statistics.fmean, ours.rounds_again), map(statistics.fmean, other.rounds_again))


def ratio_afresh(ours: Outcome, other: Outcome) -> float:
    """The same for questions that were asked before, where no answer was kept."""
    return _paired(map(statistics.fmean, ours.rounds_afresh), map(statistics.fmean, other.rounds_afresh))


def ratio_of_kind(kind: Kind, paper: Sequence[Sequence[Question]], ours: Outcome, other: Outcome) -> float:
    """The same for one kind of new question, from the medians of each round."""
    return _paired(of_kind(kind, paper, ours.rounds), of_kind(kind, paper, other.rounds))


def ratio_of_kind_again(kind: Kind, again: Sequence[Question], ours: Outcome, other: Outcome) -> float:
    """The same for one kind of question that was asked before."""
    paper = [again] * len(ours.rounds_again)
    return _paired(of_kind(kind, paper, ours.rounds_again), of_kind(kind, paper, other.rounds_again))


def _paired(own: Iterable[float], theirs: Iterable[float]) -> float:
    return statistics.median(one / other for one, other in zip(own, theirs, strict=True))


def share(values: Mapping[str, float]) -> float:
    """The plain mean of some shares."""
    return statistics.fmean(values.values()) if values else 0.0
