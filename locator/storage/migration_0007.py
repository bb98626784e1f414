"""Migration 7: versions of what the directory says, the changes that wait, who looks after a group, and links for groups."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE version (
        id TEXT NOT NULL PRIMARY KEY,
        subject_kind TEXT NOT NULL CHECK (subject_kind IN ('service', 'organization', 'location')),
        subject_id TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        content TEXT NOT NULL, -- JSON: every field of the subject
        made_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        way_in TEXT NOT NULL CHECK (way_in IN ('link', 'account', 'paper', 'curator', 'import', 'terminal')),
        why TEXT NOT NULL DEFAULT '',
        proposal_id TEXT,
        UNIQUE (subject_kind, subject_id, number)
    )
    """,
    "CREATE INDEX version_account ON version (account_id)",
    "CREATE INDEX version_made_at ON version (made_at)",
    """
    CREATE TABLE proposal (
        id TEXT NOT NULL PRIMARY KEY,
        subject_kind TEXT NOT NULL CHECK (subject_kind IN ('service', 'organization', 'location')),
        subject_id TEXT NOT NULL,
        organization_id TEXT NOT NULL, -- whose it is: a group that may itself still be proposed
        base_number INTEGER NOT NULL CHECK (base_number >= 0), -- the version that it was made against; 0: there was none
        fields TEXT NOT NULL, -- JSON: from and to of each field that changes
        state TEXT NOT NULL CHECK (state IN (
            'draft', 'waiting', 'published', 'approved', 'partly approved', 'refused', 'withdrawn')),
        way_in TEXT NOT NULL CHECK (way_in IN ('link', 'account', 'paper', 'curator', 'import', 'terminal')),
        account_id TEXT REFERENCES account (id),
        why TEXT NOT NULL DEFAULT '',
        form_key TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        sent_at TEXT,
        decided_at TEXT,
        decided_by TEXT REFERENCES account (id),
        reason TEXT NOT NULL DEFAULT '', -- what the organiser reads
        refused_fields TEXT NOT NULL DEFAULT '[]',
        typed TEXT NOT NULL DEFAULT '{}', -- JSON: what a draft's boxes hold as it was typed, right or not
        version_number INTEGER, -- the version that came of it
        step INTEGER NOT NULL DEFAULT 1 -- counts its changes, so that two people do not decide over each other
    )
    """,
    "CREATE INDEX proposal_subject ON proposal (subject_kind, subject_id, state)",
    "CREATE INDEX proposal_state ON proposal (state, sent_at)",
    "CREATE INDEX proposal_organization ON proposal (organization_id)",
    "CREATE INDEX proposal_account ON proposal (account_id)",
    "CREATE INDEX proposal_decided_by ON proposal (decided_by)",
    "ALTER TABLE service ADD COLUMN merged_into TEXT REFERENCES service (id)",
    "CREATE INDEX service_merged_into ON service (merged_into)",
    "ALTER TABLE account_organization ADD COLUMN answers INTEGER NOT NULL DEFAULT 1 CHECK (answers IN (0, 1))",
    "ALTER TABLE account_organization ADD COLUMN is_lead INTEGER NOT NULL DEFAULT 0 CHECK (is_lead IN (0, 1))",
    "ALTER TABLE account_organization ADD COLUMN is_trusted INTEGER NOT NULL DEFAULT 0 CHECK (is_trusted IN (0, 1))",
    "ALTER TABLE account_organization ADD COLUMN since TEXT",
    """
    CREATE TABLE account_locality (
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        locality_id TEXT NOT NULL,
        PRIMARY KEY (account_id, locality_id)
    )
    """,
    """
    CREATE TABLE one_time_link_7 (
        id TEXT NOT NULL PRIMARY KEY,
        purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'reset', 'answer', 'enter', 'begin', 'check', 'claim')),
        token_hash TEXT NOT NULL UNIQUE,
        account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
        referral_id TEXT REFERENCES referral (id) ON DELETE CASCADE,
        organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
        claim_id TEXT,
        email TEXT NOT NULL DEFAULT '', -- the address that it was sent to, where there may be no account
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT,
        CHECK (account_id IS NOT NULL OR referral_id IS NOT NULL OR email <> '')
    )
    """,
    """
    INSERT INTO one_time_link_7 (id, purpose, token_hash, account_id, referral_id, created_at, expires_at, used_at)
    SELECT id, purpose, token_hash, account_id, referral_id, created_at, expires_at, used_at FROM one_time_link
    """,
    "DROP TABLE one_time_link",
    "ALTER TABLE one_time_link_7 RENAME TO one_time_link",
    "CREATE INDEX one_time_link_account ON one_time_link (account_id)",
    "CREATE INDEX one_time_link_referral ON one_time_link (referral_id)",
    "CREATE INDEX one_time_link_organization ON one_time_link (organization_id)",
    "CREATE INDEX one_time_link_expires_at ON one_time_link (expires_at)",
    """
    CREATE TABLE session_7 (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        stage TEXT NOT NULL CHECK (stage IN ('password', 'link', 'whole')),
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        device TEXT NOT NULL DEFAULT ''
    )
    """,
    "INSERT INTO session_7 SELECT id, account_id, stage, created_at, seen_at, device FROM session",
    "DROP TABLE session",
    "ALTER TABLE session_7 RENAME TO session",
    "CREATE INDEX session_account ON session (account_id)",
    "CREATE INDEX session_seen_at ON session (seen_at)",
)
