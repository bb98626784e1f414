"""Taxonomy terms: themes, activities, who it is for, accreditations and languages."""

from __future__ import annotations

from collections.abc import Iterable

from locator.directory.service import Term
from locator.storage import changes, identifiers
from locator.storage.database import Store

_UPSERT = """
    INSERT INTO taxonomy_term (id, taxonomy_id, code, name, position) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (taxonomy_id, code) DO UPDATE SET name = excluded.name, position = excluded.position
    WHERE taxonomy_term.is_own = 0
"""
_ADD = """
    INSERT INTO taxonomy_term (id, taxonomy_id, code, name) VALUES (?, ?, ?, ?)
    ON CONFLICT (taxonomy_id, code) DO NOTHING
"""
_EVERY = """
    SELECT taxonomy.name, taxonomy_term.code, taxonomy_term.name
    FROM taxonomy_term JOIN taxonomy ON taxonomy.id = taxonomy_term.taxonomy_id
    {where} ORDER BY taxonomy.name, taxonomy_term.position, taxonomy_term.code
"""

_SERVICES = "SELECT link_id FROM attribute WHERE taxonomy_term_id = ? AND link_entity = 'service' ORDER BY link_id"


def save(store: Store, terms: Iterable[Term]) -> None:
    """Add these terms or give them these names; inside a taxonomy they stand in this order. What staff have changed stays.

    The services of a term with a new name go into the change log.
    """
    kept = list(terms)
    with store.atomic():
        changes.append(store, _services_of_renamed(store, kept))
        _save_taxonomies(store, kept)
        rows = [
            (term_id(term), _taxonomy_id(term.taxonomy), term.code, term.name, position)
            for position, term in enumerate(kept)
        ]
        store.write_many(_UPSERT, rows)


def add_missing(store: Store, terms: Iterable[Term]) -> None:
    """Add those of these terms that are not there yet; the names of the others stay."""
    kept = list(terms)
    _save_taxonomies(store, kept)
    store.write_many(_ADD, [(term_id(term), _taxonomy_id(term.taxonomy), term.code, term.name) for term in kept])


def every(store: Store) -> tuple[Term, ...]:
    """Every term, by taxonomy and in its order; retired ones too."""
    return _made(store, "")


def offered(store: Store) -> tuple[Term, ...]:
    """Every term that is not retired, by taxonomy and in its order."""
    return _made(store, "WHERE taxonomy_term.retired_on IS NULL")


def term_id(term: Term) -> str:
    """The id of the term's row."""
    return identifiers.made_from("taxonomy_term", term.taxonomy, term.code)


def _made(store: Store, where: str) -> tuple[Term, ...]:
    rows = store.rows(_EVERY.format(where=where))
    return tuple(Term(taxonomy=taxonomy, code=code, name=name) for taxonomy, code, name in rows)


def _services_of_renamed(store: Store, terms: Iterable[Term]) -> list[str]:
    own = "WHERE taxonomy_term.is_own = 0"
    names = {(term.taxonomy, term.code): term.name for term in _made(store, own)}
    renamed = [term for term in terms if names.get((term.taxonomy, term.code), term.name) != term.name]
    found = [store.rows(_SERVICES, (term_id(term),)) for term in renamed]
    return list(dict.fromkeys(service_id for rows in found for (service_id,) in rows))


def _taxonomy_id(name: str) -> str:
    return identifiers.made_from("taxonomy", name)


def _save_taxonomies(store: Store, terms: Iterable[Term]) -> None:
    names = dict.fromkeys(term.taxonomy for term in terms)
    store.write_many(
        "INSERT INTO taxonomy (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        [(_taxonomy_id(name), name) for name in names],
    )
