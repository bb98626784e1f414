"""Pieces of pages that come again and again: made once, and used for as long as what they were made from is the same object."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from jinja2.runtime import Macro
from markupsafe import Markup

MOST = 20_000
"""How many pieces a process keeps: some 400 bytes each. When there are more, all are forgotten."""

Key = tuple[object, ...]


def memory() -> Callable[..., Markup]:
    """A function that calls a macro for a subject, or answers what the macro said of that very object before.

    The macro must come from an imported template: one that a page defines is another object each time the page is made.
    """
    pieces: dict[Key, tuple[Macro, object, Markup]] = {}

    def remembered(macro: Macro, subject: object, *rest: object) -> Markup:
        key = (id(macro), id(subject), *rest)
        known = pieces.get(key)
        if known is not None:  # the entry holds both objects, so no other can have their ids
            return known[2]
        if len(pieces) >= MOST:
            pieces.clear()
        markup = Markup(macro(subject, *rest))
        pieces[key] = (macro, subject, markup)
        return markup

    return remembered


def register(app: Flask) -> None:
    """Give the templates `remembered`, with a memory of this app's own."""
    app.jinja_env.globals["remembered"] = memory()
