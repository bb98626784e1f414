"""Migration 14: passkeys, and tries to sign in with one."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE passkey (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        credential_id TEXT NOT NULL UNIQUE, -- base64url
        public_key TEXT NOT NULL, -- COSE, base64url
        sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
        name TEXT NOT NULL CHECK (name <> ''),
        created_at TEXT NOT NULL,
        last_used_at TEXT
    )
    """,
    "CREATE INDEX passkey_account ON passkey (account_id)",
    """
    CREATE TABLE sign_in_try_14 (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('password', 'passkey', 'second factor', 'recovery code', 'link')),
        account_mark TEXT NOT NULL,
        source_mark TEXT NOT NULL,
        tried_at TEXT NOT NULL,
        has_succeeded INTEGER NOT NULL CHECK (has_succeeded IN (0, 1))
    )
    """,
    "INSERT INTO sign_in_try_14 SELECT id, kind, account_mark, source_mark, tried_at, has_succeeded FROM sign_in_try",
    "DROP TABLE sign_in_try",
    "ALTER TABLE sign_in_try_14 RENAME TO sign_in_try",
    "CREATE INDEX sign_in_try_account ON sign_in_try (account_mark, tried_at)",
    "CREATE INDEX sign_in_try_source ON sign_in_try (source_mark, tried_at)",
    "CREATE INDEX sign_in_try_tried_at ON sign_in_try (tried_at)",
)
