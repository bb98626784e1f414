"""Migration 10: how the links of the directory stand, and which listings may be there twice."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE link_check (
        url TEXT NOT NULL PRIMARY KEY,
        checked_at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), -- in a row
        first_failed_at TEXT
    )
    """,
    "CREATE INDEX link_check_first_failed_at ON link_check (first_failed_at)",
    """
    CREATE TABLE duplicate (
        id TEXT NOT NULL PRIMARY KEY,
        first_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        second_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
        reasons TEXT NOT NULL, -- JSON: a list of codes
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'not the same', 'merged')),
        fingerprint TEXT NOT NULL, -- of what the two said when this was found or decided
        found_at TEXT NOT NULL,
        decided_at TEXT,
        decided_by TEXT REFERENCES account (id),
        UNIQUE (first_id, second_id),
        CHECK (first_id < second_id)
    )
    """,
    "CREATE INDEX duplicate_second ON duplicate (second_id)",
    "CREATE INDEX duplicate_state ON duplicate (state, score)",
    "CREATE INDEX duplicate_decided_by ON duplicate (decided_by)",
)
