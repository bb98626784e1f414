"""Suggestions while somebody types: what can be found, and places that are known."""

from __future__ import annotations

from locator.actions import indexing
from locator.actions.context import Context
from search_index.index import IndexBusyError, IndexUnusableError


def words(context: Context, text: str) -> tuple[str, ...]:
    """Names and common words that the text may become, of the listings as they are now; none where the index is broken or being made."""
    try:
        indexing.follow(context)
        return context.index.suggest(text)
    except (IndexBusyError, IndexUnusableError, FileNotFoundError):
        return ()


def places(context: Context, text: str) -> tuple[str, ...]:
    """Names of places that the text may become."""
    return context.places.suggest(text)
