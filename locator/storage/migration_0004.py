"""Migration 4: teams, accounts, sessions, and tries to sign in."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE team (
        id TEXT NOT NULL PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN (
            'NHS community team', 'social work locality team', 'GP link workers', 'third sector')),
        created_at TEXT NOT NULL,
        closed_at TEXT
    )
    """,
    """
    CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        email TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN (
            'staff', 'team lead', 'organiser', 'curator', 'programme lead', 'administrator')),
        team_id TEXT REFERENCES team (id),
        status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
        password_hash TEXT NOT NULL DEFAULT '',
        totp_sealed TEXT NOT NULL DEFAULT '',
        totp_step INTEGER NOT NULL DEFAULT 0,
        identity_issuer TEXT,
        identity_subject TEXT,
        created_at TEXT NOT NULL,
        signed_in_at TEXT,
        is_demonstration INTEGER NOT NULL DEFAULT 0 CHECK (is_demonstration IN (0, 1)),
        UNIQUE (identity_issuer, identity_subject)
    )
    """,
    "CREATE INDEX account_team ON account (team_id)",
    """
    CREATE TABLE account_organization (
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        PRIMARY KEY (account_id, organization_id)
    )
    """,
    "CREATE INDEX account_organization_organization ON account_organization (organization_id)",
    """
    CREATE TABLE recovery_code (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        code_hash TEXT NOT NULL,
        used_at TEXT
    )
    """,
    "CREATE INDEX recovery_code_account ON recovery_code (account_id)",
    """
    CREATE TABLE session (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        stage TEXT NOT NULL CHECK (stage IN ('password', 'whole')),
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        device TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX session_account ON session (account_id)",
    "CREATE INDEX session_seen_at ON session (seen_at)",
    """
    CREATE TABLE sign_in_try (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('password', 'second factor', 'recovery code', 'link')),
        account_mark TEXT NOT NULL,
        source_mark TEXT NOT NULL,
        tried_at TEXT NOT NULL,
        has_succeeded INTEGER NOT NULL CHECK (has_succeeded IN (0, 1))
    )
    """,
    "CREATE INDEX sign_in_try_account ON sign_in_try (account_mark, tried_at)",
    "CREATE INDEX sign_in_try_source ON sign_in_try (source_mark, tried_at)",
    "CREATE INDEX sign_in_try_tried_at ON sign_in_try (tried_at)",
)
