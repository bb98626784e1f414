"""Suggestions while somebody types."""

from __future__ import annotations

from search_index.snapshot import Snapshot


def suggest(snapshot: Snapshot, text: str, limit: int) -> tuple[str, ...]:
    """Names that start with the text."""
    return ()
