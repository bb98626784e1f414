"""Measure the search against real-life queries: what must be among the first three, and what must not appear."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from locator.actions import find
from locator.actions.context import Context
from locator.actions.find import Search

FIRST = 3
SEEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One query and how it fared; `missing` was not in the first three, `unwanted` stood in the first ten."""

    query: str
    near: str
    first: tuple[str, ...]
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether all that was expected came, and nothing else that must not."""
        return not self.missing and not self.unwanted


def judge(context: Context, file: Path) -> tuple[Judgement, ...]:
    """Each query of the file, searched and judged; the searches stay out of the log."""
    quiet = replace(context, log_search=lambda row: None)
    return tuple(_judged(quiet, row) for row in json.loads(file.read_text(encoding="utf-8")))


def _judged(context: Context, row: Mapping[str, Any]) -> Judgement:
    chosen = {name: frozenset(values) for name, values in (row.get("filters") or {}).items()}
    near = row.get("near") or ""
    found = find.search(context, Search(words=row["query"], near=near, chosen=chosen, sort=row.get("sort") or ""))
    slugs = [card.listing.service.slug for card in (*found.cards, *found.other_cards)]
    return Judgement(
        query=row["query"],
        near=near,
        first=tuple(slugs[:FIRST]),
        missing=tuple(
            " or ".join(wanted)
            for wanted in map(_alternatives, row.get("must_be_in_first_three") or ())
            if not set(wanted) & set(slugs[:FIRST])
        ),
        unwanted=tuple(slug for slug in row.get("must_not_appear") or () if slug in slugs[:SEEN]),
    )


def _alternatives(wanted: str | Sequence[str]) -> Sequence[str]:
    return [wanted] if isinstance(wanted, str) else wanted
