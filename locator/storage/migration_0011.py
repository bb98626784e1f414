"""Migration 11: what curators change by form: everyday words, terms, localities, texts, settings and many listings at once."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE synonym_off (word TEXT NOT NULL PRIMARY KEY)",
    "ALTER TABLE theme ADD COLUMN retired_on TEXT",
    "ALTER TABLE theme ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1))",
    "ALTER TABLE taxonomy_term ADD COLUMN retired_on TEXT",
    "ALTER TABLE taxonomy_term ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1))",
    "ALTER TABLE taxonomy_term ADD COLUMN merged_into TEXT REFERENCES taxonomy_term (id)",
    "CREATE INDEX taxonomy_term_merged_into ON taxonomy_term (merged_into)",
    "ALTER TABLE locality_set ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1))",
    "ALTER TABLE location ADD COLUMN merged_into TEXT REFERENCES location (id)",
    "CREATE INDEX location_merged_into ON location (merged_into)",
    """
    CREATE TABLE wording (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        subject TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL CHECK (body <> ''),
        is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)), -- back to the words of the release
        made_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        UNIQUE (name, number)
    )
    """,
    "CREATE INDEX wording_account ON wording (account_id)",
    """
    CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX setting_account ON setting (account_id)",
    """
    CREATE TABLE bulk_deed (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        details TEXT NOT NULL, -- JSON: what was done, and with what
        made_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        undone_at TEXT,
        undone_by TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX bulk_deed_made_at ON bulk_deed (made_at)",
    "CREATE INDEX bulk_deed_account ON bulk_deed (account_id)",
    "CREATE INDEX bulk_deed_undone_by ON bulk_deed (undone_by)",
    """
    CREATE TABLE bulk_item (
        id TEXT NOT NULL PRIMARY KEY,
        bulk_deed_id TEXT NOT NULL REFERENCES bulk_deed (id) ON DELETE CASCADE,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        before TEXT NOT NULL, -- JSON: the fields that changed, as they were
        after TEXT NOT NULL,
        position INTEGER NOT NULL,
        outcome TEXT NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'undone', 'kept'))
    )
    """,
    "CREATE INDEX bulk_item_deed ON bulk_item (bulk_deed_id, position)",
    "CREATE INDEX bulk_item_service ON bulk_item (service_id)",
)
