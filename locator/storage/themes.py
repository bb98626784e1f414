"""The programme's themes <-> the theme table."""

from __future__ import annotations

from collections.abc import Iterable

from locator.directory.locality import Theme
from locator.storage.database import Store

_UPSERT = """
    INSERT INTO theme (code, slug, name, description, position) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (code) DO UPDATE SET slug = excluded.slug, name = excluded.name,
        description = excluded.description, position = excluded.position
"""


def save(store: Store, themes: Iterable[Theme]) -> None:
    """Make these the themes, in this order; themes that are not among them go."""
    kept = list(themes)
    with store.atomic():
        codes = {theme.code for theme in kept}
        gone = [(theme.code,) for theme in every(store) if theme.code not in codes]
        store.write_many("DELETE FROM theme WHERE code = ?", gone)
        rows = [(t.code, t.slug, t.name, t.description, position) for position, t in enumerate(kept)]
        store.write_many(_UPSERT, rows)


def every(store: Store) -> tuple[Theme, ...]:
    """The themes in the programme's order."""
    rows = store.rows("SELECT code, slug, name, description FROM theme ORDER BY position, code")
    return tuple(Theme(code=code, slug=slug, name=name, description=text) for code, slug, name, text in rows)
