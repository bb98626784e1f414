"""Comparing an engine's answers with the reference: totals, counts, nearest, and the overlap of the first ten."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.questions import Kind, Question
from benchmarks.reference import RANKED, Right, overlap


@dataclass(frozen=True, slots=True)
class Marks:
    """By kind of question: the share of right answers, and how much of the first ten BM25, and BM25F, also puts there."""

    right: dict[str, float]
    overlap: dict[str, float]
    overlap_by_field: dict[str, float]


def mark(
    questions: Sequence[Question], rights: Sequence[Right], found: Sequence[Mapping[str, Any]], *, small_words: bool
) -> Marks:
    """Compare every answer with the right one."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    overlaps: defaultdict[str, list[float]] = defaultdict(list)
    by_field: defaultdict[str, list[float]] = defaultdict(list)
    for question, right, answer in zip(questions, rights, found, strict=True):
        shares[question.kind] += _right(question, right, answer)
        if question.kind in RANKED:
            scores = right.scores_with_small_words if small_words else right.scores
            overlaps[question.kind].append(overlap(answer["ids"], scores))
            by_field[question.kind].append(overlap(answer["ids"], right.scores_by_field))
    return Marks(_means(shares), _means(overlaps), _means(by_field))


def _right(question: Question, right: Right, answer: Mapping[str, Any]) -> Iterable[float]:
    """One share for each thing that the reference can say about this answer."""
    if question.kind == Kind.TYPO:
        yield float(bool(answer["total"]))
    if right.total is not None:
        yield float(answer["total"] == right.total)
    if question.kind == Kind.FACETS:
        yield float(answer["counts"] == right.counts)
    if right.nearest:
        yield len(set(right.nearest) & set(answer["ids"])) / len(right.nearest)


def _means(values: Mapping[str, list[float]]) -> dict[str, float]:
    return {str(kind): statistics.fmean(shares) for kind, shares in values.items() if shares}
