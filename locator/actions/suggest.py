"""Suggestions while somebody types: what can be found, and places that are known."""

from __future__ import annotations

from locator.actions.context import Context
from search_index.index import IndexUnusableError


def words(context: Context, text: str) -> tuple[str, ...]:
    """Names and common words that the text may become; none while the index is being made again."""
    try:
        return context.index.suggest(text)
    except IndexUnusableError:
        return ()


def places(context: Context, text: str) -> tuple[str, ...]:
    """Names of places that the text may become."""
    return context.places.suggest(text)
