"""Migration 2: localities in sets with dates, the ten themes, everyday words, and facts of the installation."""

from __future__ import annotations

STATEMENTS = (
    "CREATE INDEX taxonomy_term_parent ON taxonomy_term (parent_id)",
    """
    CREATE TABLE locality_set (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_to TEXT CHECK (valid_to >= valid_from)
    )
    """,
    """
    CREATE TABLE locality (
        id TEXT NOT NULL PRIMARY KEY,
        locality_set_id TEXT NOT NULL REFERENCES locality_set (id) ON DELETE CASCADE,
        slug TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (locality_set_id, slug)
    )
    """,
    """
    CREATE TABLE locality_ward (
        locality_id TEXT NOT NULL REFERENCES locality (id) ON DELETE CASCADE,
        ward_code TEXT NOT NULL,
        PRIMARY KEY (locality_id, ward_code)
    )
    """,
    """
    CREATE TABLE theme (
        code TEXT NOT NULL PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE synonym (
        id TEXT NOT NULL PRIMARY KEY,
        word TEXT NOT NULL CHECK (word <> ''),
        means TEXT NOT NULL CHECK (means <> ''),
        source TEXT NOT NULL CHECK (source IN ('release', 'staff')),
        position INTEGER NOT NULL,
        UNIQUE (word, means, source)
    )
    """,
    """
    CREATE TABLE fact (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    )
    """,
)
