"""The programme's themes <-> the theme table."""

from __future__ import annotations

from collections.abc import Iterable

from locator.directory.locality import Theme
from locator.storage.database import Store

_UPSERT = """
    INSERT INTO theme (code, slug, name, description, position) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (code) DO UPDATE SET slug = excluded.slug, name = excluded.name,
        description = excluded.description, position = excluded.position
    WHERE theme.is_own = 0
"""
_EVERY = "SELECT code, slug, name, description FROM theme {where} ORDER BY position, code"


def save(store: Store, themes: Iterable[Theme]) -> None:
    """Make these the themes, in this order; themes that are not among them go. What staff have added or changed stays."""
    kept = list(themes)
    with store.atomic():
        codes = {theme.code for theme in kept}
        gone = [(theme.code,) for theme in _made(store, "WHERE is_own = 0") if theme.code not in codes]
        store.write_many("DELETE FROM theme WHERE code = ?", gone)
        rows = [(t.code, t.slug, t.name, t.description, position) for position, t in enumerate(kept)]
        store.write_many(_UPSERT, rows)


def every(store: Store) -> tuple[Theme, ...]:
    """The themes in the programme's order, retired ones too."""
    return _made(store, "")


def offered(store: Store) -> tuple[Theme, ...]:
    """The themes that are not retired, in the programme's order."""
    return _made(store, "WHERE retired_on IS NULL")


def _made(store: Store, where: str) -> tuple[Theme, ...]:
    rows = store.rows(_EVERY.format(where=where))
    return tuple(Theme(code=code, slug=slug, name=name, description=text) for code, slug, name, text in rows)
