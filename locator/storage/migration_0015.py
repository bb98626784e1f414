"""Migration 15: sessions that began with the link of a reminder."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE session_15 (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        stage TEXT NOT NULL CHECK (stage IN ('password', 'reminder', 'link', 'whole')),
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        device TEXT NOT NULL DEFAULT ''
    )
    """,
    "INSERT INTO session_15 SELECT id, account_id, stage, created_at, seen_at, device FROM session",
    "DROP TABLE session",
    "ALTER TABLE session_15 RENAME TO session",
    "CREATE INDEX session_account ON session (account_id)",
    "CREATE INDEX session_seen_at ON session (seen_at)",
)
