"""Terms as curators keep them <-> the tables of terms and themes; a theme stands in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from locator.directory.service import Term
from locator.directory.term_entry import TermEntry
from locator.storage import changes, terms
from locator.storage.database import Row, Store

THEME, LANGUAGE = "theme", "language"

_TERMS = """
    SELECT term.code, term.name, term.description, term.retired_on, COALESCE(target.code, '')
    FROM taxonomy_term AS term JOIN taxonomy ON taxonomy.id = term.taxonomy_id
        LEFT JOIN taxonomy_term AS target ON target.id = term.merged_into
    WHERE taxonomy.name = ? ORDER BY term.position, term.code
"""
_MERGED = """
    SELECT taxonomy.name, term.code, target.code
    FROM taxonomy_term AS term JOIN taxonomy ON taxonomy.id = term.taxonomy_id
        JOIN taxonomy_term AS target ON target.id = term.merged_into
    ORDER BY taxonomy.name, term.code
"""
_THEMES = "SELECT code, name, description, retired_on FROM theme ORDER BY position, code"
_PUT = """
    UPDATE taxonomy_term SET name = ?, description = ?, retired_on = ?, merged_into = ?, is_own = 1 WHERE id = ?
"""
_PUT_THEME = """
    INSERT INTO theme (code, slug, name, description, position, retired_on, is_own)
    VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM theme), ?, 1)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, description = excluded.description,
        retired_on = excluded.retired_on, is_own = 1
"""
_LAST = """
    UPDATE taxonomy_term SET position = (
        SELECT MAX(other.position) + 1 FROM taxonomy_term AS other WHERE other.taxonomy_id = taxonomy_term.taxonomy_id
    ) WHERE id = ?
"""
_SERVICES = "SELECT link_id FROM attribute WHERE taxonomy_term_id = ? AND link_entity = 'service' ORDER BY link_id"
_SPEAKING = "SELECT DISTINCT service_id FROM language WHERE code = ? ORDER BY service_id"


def every(store: Store, taxonomy: str) -> tuple[TermEntry, ...]:
    """Every term of a taxonomy in its order, retired ones too."""
    with store.snapshot():
        rows = store.rows(_TERMS, (taxonomy,))
        themes = store.rows(_THEMES) if taxonomy == THEME else []
    if taxonomy != THEME:
        return tuple(_made(taxonomy, row) for row in rows)
    merged = {row[0]: row[4] for row in rows}
    return tuple(_made(taxonomy, (*row, merged.get(row[0], ""))) for row in themes)


def successors(store: Store) -> dict[tuple[str, str], str]:
    """The code of the term that stands for each merged one now, by its taxonomy and code."""
    rows = store.rows(_MERGED)
    direct = {(taxonomy, code): into for taxonomy, code, into in rows}
    return {(taxonomy, code): _last(direct, taxonomy, into) for (taxonomy, code), into in direct.items()}


def put(store: Store, entry: TermEntry) -> None:
    """Make the term what it says here, a new one at the end of its list; its services go into the change log.

    A newer release leaves it alone from now on.
    """
    term = Term(taxonomy=entry.taxonomy, code=entry.code, name=entry.name)
    id_ = terms.term_id(term)
    is_new = store.row("SELECT id FROM taxonomy_term WHERE id = ?", (id_,)) is None
    terms.add_missing(store, [term])
    if is_new:
        store.write(_LAST, (id_,))
    retired = entry.retired_on.isoformat() if entry.retired_on else None
    target = (
        terms.term_id(Term(taxonomy=entry.taxonomy, code=entry.merged_into, name="")) if entry.merged_into else None
    )
    store.write(_PUT, (entry.name, entry.description, retired, target, id_))
    if entry.taxonomy == THEME:
        store.write(_PUT_THEME, (entry.code, entry.code, entry.name, entry.description, retired))
    if entry.taxonomy == LANGUAGE:
        store.write("UPDATE language SET name = ? WHERE code = ?", (entry.name, entry.code))
    changes.append(store, services(store, entry.taxonomy, entry.code))


def order(store: Store, taxonomy: str, codes: Sequence[str]) -> None:
    """Put the terms of a taxonomy into this order."""
    ids = [terms.term_id(Term(taxonomy=taxonomy, code=code, name="")) for code in codes]
    store.write_many(
        "UPDATE taxonomy_term SET position = ?, is_own = 1 WHERE id = ?",
        [(position, id_) for position, id_ in enumerate(ids)],
    )
    if taxonomy == THEME:
        store.write_many(
            "UPDATE theme SET position = ?, is_own = 1 WHERE code = ?",
            [(position, code) for position, code in enumerate(codes)],
        )


def services(store: Store, taxonomy: str, code: str) -> list[str]:
    """The ids of the services that have this term, published or not."""
    if taxonomy == LANGUAGE:
        rows = store.rows(_SPEAKING, (code,))
    else:
        rows = store.rows(_SERVICES, (terms.term_id(Term(taxonomy=taxonomy, code=code, name="")),))
    return [service_id for (service_id,) in rows]


def counts(store: Store, taxonomy: str) -> dict[str, int]:
    """How many published services have each term, by code; those that none has are left out."""
    if taxonomy == LANGUAGE:
        return dict(
            store.rows(
                """
                SELECT language.code, COUNT(DISTINCT service_id) FROM language JOIN service ON service.id = service_id
                WHERE service.status <> 'inactive' GROUP BY language.code ORDER BY language.code
                """
            )
        )
    return dict(
        store.rows(
            """
            SELECT taxonomy_term.code, COUNT(*) FROM attribute
                JOIN taxonomy_term ON taxonomy_term.id = attribute.taxonomy_term_id
                JOIN taxonomy ON taxonomy.id = taxonomy_term.taxonomy_id JOIN service ON service.id = attribute.link_id
            WHERE taxonomy.name = ? AND service.status <> 'inactive'
            GROUP BY taxonomy_term.code ORDER BY taxonomy_term.code
            """,
            (taxonomy,),
        )
    )


def _last(direct: Mapping[tuple[str, str], str], taxonomy: str, code: str) -> str:
    """Where a chain of mergers ends; one that goes round is left after a round."""
    for _ in direct:
        code = direct.get((taxonomy, code), code)
    return code


def _made(taxonomy: str, row: Row) -> TermEntry:
    code, name, description, retired_on, merged_into = row
    return TermEntry(
        taxonomy=taxonomy,
        code=code,
        name=name,
        description=description,
        retired_on=date.fromisoformat(retired_on) if retired_on else None,
        merged_into=merged_into,
    )
